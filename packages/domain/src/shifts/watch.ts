import type { Metric, Scale } from "../survey/definition.ts";
import { type Baseline, type DayMoments, type SeriesBaseline, weekdayOf } from "./baseline.ts";
import type { Sensitivity } from "./budget.ts";
import { advance, type Detector, type Finding, startDetector } from "./detector.ts";
import { baselineKey, seriesKey } from "./keys.ts";
import { asleep, countIn, isDue, refresh, teachOne } from "./learn.ts";
import { type Leaf, placesOfAnswer, placesOfOutcome, type WatchedPlace } from "./place.ts";
import { alarmsAfter } from "./sound.ts";

/**
 * What detectors watch: scores, the share of invitations that were answered in time, and the share of unhappy customers
 * whom somebody contacted before it was due.
 */
export type WatchedMetric = Metric | "responseRate" | "followUp";

/** A metric on one scale: others are never added to it. */
export type Measure = { metric: WatchedMetric; scaleVersion: number; scale: Scale };

/** Where counts come from: a leaf, or one value of a dimension in it. */
export type Cell = Measure & { leaf: Leaf; segment: { dimensionId: string; value: string } | null };
export type CountedCell = Cell & { days: readonly DayMoments[] };

/** Cells that may be added up, by `measureKey`. */
export type CellsByMeasure = ReadonlyMap<string, readonly CountedCell[]>;

export type WatchedSeries = Measure & {
  id: string;
  place: WatchedPlace;
  /** First day of its baseline after a shift; null: none holds it back. */
  since: number | null;
  /** Null while it is learning. */
  baseline: SeriesBaseline | null;
  /** The day from which on it is watched. */
  liveOn: number | null;
  /** Answers that its baseline has, or has so far. */
  learnt: number;
  detector: Detector;
  /** A level on 0..1 that it is held against as well, and whether a shift away from that is known already. */
  target: number | null;
  targetDetector: Detector | null;
  isOffTarget: boolean;
};

/** All detectors of a workspace. Advanced in place, in the order of `detectorSeq`. */
export type Watch = {
  series: Map<string, WatchedSeries>;
  /** By `since` and cell. */
  baselines: Map<string, Baseline>;
  /** The day that the baselines are of. */
  refreshedOn: number | null;
  /** An import has added to the past since. */
  isStale: boolean;
  workspaceSeries: number;
  otherSeries: number;
};

export type WatchSettings = {
  falseAlarmsPerYear: number;
  sensitivity: Sensitivity;
  /** Answers that a baseline must have. */
  minimumBase: number;
  /** Ids of the dimensions whose values are watched. */
  watchedDimensions: readonly string[];
};

/** One answer as detectors take it up. Times are days since 1970, days are local. */
export type WatchedAnswer = {
  leaf: Leaf;
  segments: readonly { dimensionId: string; value: string }[];
  receivedAt: number;
  receivedOn: number;
  occurredOn: number;
  scores: readonly (Measure & { answer: number })[];
};

export type Alarm = {
  series: WatchedSeries;
  against: "baseline" | "target";
  finding: Finding;
  evidence: number;
  threshold: number;
  at: number;
  /** What was expected instead, 0..1, and the days [from, to) that taught it. */
  expected: number;
  taught: { from: number; to: number };
};

/** What the caller lends: ids for new series, the target of one, and the counted days that a refresh looks back on. */
export type WatchMeans = {
  settings: WatchSettings;
  newId(): string;
  targetOf(series: Pick<WatchedSeries, "metric" | "scale" | "place">): number | null;
  cells: CellsByMeasure | null;
  /** Told of every series that is not what it was. */
  touched: Set<WatchedSeries>;
};

export function emptyWatch(): Watch {
  const none = { refreshedOn: null, isStale: false, workspaceSeries: 0, otherSeries: 0 };
  return { series: new Map(), baselines: new Map(), ...none };
}

/** Whether taking these up needs the counted days: baselines are due, or a series is new. */
export function needsDays(watch: Watch, answers: readonly WatchedAnswer[], settings: WatchSettings): boolean {
  return answers.some(
    (answer) => isDue(watch, answer.receivedOn) || keysOf(answer, settings).some((key) => !watch.series.has(key)),
  );
}

function keysOf(answer: WatchedAnswer, settings: WatchSettings): string[] {
  return answer.scores.flatMap((measure) =>
    placesOf(measure, answer, settings).map((place) => seriesKey(measure, place)),
  );
}

function placesOf({ metric }: Measure, { leaf, segments }: WatchedAnswer, settings: WatchSettings): WatchedPlace[] {
  if (metric === "responseRate" || metric === "followUp") return placesOfOutcome(metric, leaf);
  return placesOfAnswer(
    leaf,
    segments.filter(({ dimensionId }) => settings.watchedDimensions.includes(dimensionId)),
  );
}

/** Takes one answer up in all its series; the alarms that it raises. Whoever raised one is learning again from its onset. */
export function takeUp(watch: Watch, answer: WatchedAnswer, means: WatchMeans): Alarm[] {
  if (isDue(watch, answer.receivedOn)) refresh(watch, answer.receivedOn, means);
  const alarms: Alarm[] = [];
  for (const measure of answer.scores) {
    for (const place of placesOf(measure, answer, means.settings)) {
      const series = seriesAt(watch, measure, place, answer, means);
      if (!series.baseline) continue;
      const segment = place.dimensionId
        ? { dimensionId: place.dimensionId, value: place.dimensionValue as string }
        : null;
      const own = watch.baselines.get(baselineKey(series.since, measure, { leaf: answer.leaf, segment }));
      if (!own) continue;
      const expected = {
        mean: own.weekdays[weekdayOf(answer.occurredOn)] as number,
        variance: own.variance,
        deadZone: series.baseline.deadZone,
        // Among customers who all answer alike each answer would otherwise speak for a shift: no level is beyond theirs.
        edge: 0,
      };
      means.touched.add(series);
      for (const detector of [series.detector, series.targetDetector]) wake(detector, answer.receivedAt);
      advance(series.detector, measure.answer, answer.receivedAt, expected);
      if (series.targetDetector && series.target !== null && !series.isOffTarget)
        advance(series.targetDetector, measure.answer, answer.receivedAt, { ...expected, mean: series.target });
      alarms.push(...alarmsAfter(watch, series, answer, means));
    }
  }
  return alarms;
}

function wake(detector: Detector | null, at: number): void {
  if (detector && detector[0] === asleep) detector[0] = at;
}

function seriesAt(
  watch: Watch,
  measure: Measure,
  place: WatchedPlace,
  answer: WatchedAnswer,
  means: WatchMeans,
): WatchedSeries {
  const { metric, scaleVersion, scale } = measure;
  const key = seriesKey(measure, place);
  const known = watch.series.get(key);
  if (known) return known;
  const target = means.targetOf({ metric, scale, place });
  const series: WatchedSeries = {
    id: means.newId(),
    ...{ metric, scaleVersion, scale, place, target },
    since: null,
    baseline: null,
    liveOn: null,
    learnt: 0,
    detector: startDetector(asleep),
    targetDetector: target === null ? null : startDetector(asleep),
    isOffTarget: false,
  };
  watch.series.set(key, series);
  teachOne(watch, series, Math.max(answer.receivedOn, watch.refreshedOn ?? answer.receivedOn), means);
  countIn(watch, series, means.settings);
  return series;
}
