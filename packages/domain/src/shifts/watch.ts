import type { Metric, Scale } from "../survey/definition.ts";
import {
  type Baseline,
  baselineOf,
  baselineWindow,
  type DayMoments,
  leastCell,
  type SeriesBaseline,
  seriesBaselineOf,
  weekdayOf,
} from "./baseline.ts";
import { type AlarmBudget, alarmsAmong, isWorthAsking, type Sensitivity, thresholdOf } from "./budget.ts";
import { advance, type Detector, evidenceOf, type Finding, findingOf, restart, startDetector } from "./detector.ts";
import { type Leaf, placesOfAnswer, placesOfOutcome, type WatchedPlace } from "./place.ts";

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

export function byMeasure(cells: readonly CountedCell[]): CellsByMeasure {
  return Map.groupBy(cells, measureKey);
}

export const measureKey = ({ metric, scaleVersion, scale }: Measure) =>
  `${metric} ${scaleVersion} ${scale.min}-${scale.max}`;

export function seriesKey(measure: Measure, place: WatchedPlace): string {
  const { level, touchpointId, channel, stageId, journeyId, dimensionId, dimensionValue, distributionId } = place;
  const parts = [level, touchpointId, channel, stageId, journeyId, dimensionId, dimensionValue, distributionId];
  return `${measureKey(measure)} ${parts.map((part) => part ?? "").join(" ")}`;
}

function cellKey(measure: Measure, leaf: Leaf, segment: Cell["segment"]): string {
  const value = segment ? `${segment.dimensionId} ${segment.value}` : "";
  return `${measureKey(measure)} ${leaf.touchpointId} ${leaf.channel} ${leaf.distributionId ?? ""} ${value}`;
}

const sinceKey = (since: number | null, cell: string) => `${since ?? ""}|${cell}`;

const isDue = ({ refreshedOn, isStale }: Watch, day: number) => isStale || refreshedOn === null || day > refreshedOn;

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
      const own = watch.baselines.get(sinceKey(series.since, cellKey(measure, answer.leaf, segment)));
      if (!own) continue;
      const expected = {
        mean: own.weekdays[weekdayOf(answer.occurredOn)] as number,
        variance: own.variance,
        deadZone: series.baseline.deadZone,
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

// A series that has just learnt enough hears nothing of the time before its first answer, whenever it was refreshed.
const asleep = 0;

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
  recount(watch, means.settings);
  return series;
}

/** Every baseline anew, evidence kept; the budget is shared among whoever is live now. */
function refresh(watch: Watch, day: number, means: WatchMeans): void {
  if (watch.refreshedOn !== null) doubtWhatWasRewritten(watch, watch.refreshedOn, day, means);
  watch.refreshedOn = Math.max(day, watch.refreshedOn ?? day);
  watch.isStale = false;
  watch.baselines.clear();
  for (const series of watch.series.values()) teachOne(watch, series, watch.refreshedOn, means);
  recount(watch, means.settings);
}

/**
 * An import, or a wave of old answers, may have told the past anew. Where the very days that taught a series say
 * something else now than they did, nothing of them is compared with today: it learns from today on.
 */
function doubtWhatWasRewritten(watch: Watch, refreshedOn: number, today: number, means: WatchMeans): void {
  for (const series of watch.series.values()) {
    if (!series.baseline) continue;
    const now = seriesBaselineOf(cellsTaught(means, series, baselineWindow(refreshedOn, series.since)), 1);
    if (!now || Math.abs(now.mean - series.baseline.mean) <= series.baseline.deadZone) continue;
    means.touched.add(series);
    acceptLevel(series, today);
  }
}

/** The same when a night passes without an answer, so that what is live and learning is told as of today. */
export function refreshAt(watch: Watch, day: number, means: WatchMeans): void {
  if (isDue(watch, day)) refresh(watch, day, means);
}

function teachOne(watch: Watch, series: WatchedSeries, today: number, means: WatchMeans): void {
  if (!means.cells) throw new Error("a baseline needs the counted days");
  means.touched.add(series);
  const window = baselineWindow(today, series.since);
  const learnt = cellsTaught(means, series, window);
  for (const { cell, baseline } of learnt) {
    watch.baselines.set(sinceKey(series.since, cellKey(cell, cell.leaf, cell.segment)), baseline);
  }
  const wasLearning = series.baseline === null;
  const together = seriesBaselineOf(learnt, window.to - window.from);
  series.learnt = together?.n ?? 0;
  series.baseline = together && together.n >= means.settings.minimumBase ? together : null;
  const target = means.targetOf(series);
  if (target !== series.target) {
    series.target = target;
    series.targetDetector = target === null ? null : startDetector(asleep);
    series.isOffTarget = false;
  }
  if (!series.baseline) series.liveOn = null;
  if (!series.baseline || !wasLearning) return;
  series.liveOn = today;
  series.detector = startDetector(asleep);
  if (series.targetDetector) series.targetDetector = startDetector(asleep);
}

/** What each cell of a series was like on these days, if it has enough answers to say. */
function cellsTaught({ cells }: WatchMeans, series: WatchedSeries, { from, to }: { from: number; to: number }) {
  return cellsOf(cells ?? new Map(), series).flatMap((cell) => {
    const days = cell.days.filter(({ day }) => day >= from && day < to);
    const baseline = baselineOf(days);
    return baseline && baseline.n >= leastCell ? [{ cell, baseline, days }] : [];
  });
}

function cellsOf(cells: CellsByMeasure, { place, ...measure }: WatchedSeries): CountedCell[] {
  return (cells.get(measureKey(measure)) ?? []).filter((cell) => {
    if (place.dimensionId)
      return cell.segment?.dimensionId === place.dimensionId && cell.segment.value === place.dimensionValue;
    return (
      cell.segment === null &&
      (["touchpointId", "channel", "stageId", "journeyId", "distributionId"] as const).every(
        (part) => place[part] === null || place[part] === cell.leaf[part],
      )
    );
  });
}

/** Scores of the whole workspace have half of the budget to themselves. */
const isWorkspaceWide = ({ place, metric }: Pick<WatchedSeries, "place" | "metric">) =>
  place.level === "workspace" && place.dimensionId === null && metric !== "followUp";

function recount(watch: Watch, { watchedDimensions }: WatchSettings): void {
  watch.workspaceSeries = 0;
  watch.otherSeries = 0;
  for (const series of watch.series.values()) {
    const { dimensionId } = series.place;
    if (!series.baseline || (dimensionId && !watchedDimensions.includes(dimensionId))) continue;
    if (isWorkspaceWide(series)) watch.workspaceSeries++;
    else watch.otherSeries++;
  }
}

/** Evidence in days that is an alarm of this series now. */
export function thresholdNow(watch: Watch, series: WatchedSeries, settings: WatchSettings): number {
  const budget: AlarmBudget = {
    falseAlarmsPerYear: settings.falseAlarmsPerYear,
    workspaceSeries: watch.workspaceSeries,
    otherSeries: watch.otherSeries,
  };
  return thresholdOf(budget, { isWorkspace: isWorkspaceWide(series), hasTarget: series.targetDetector !== null });
}

type Against = { series: WatchedSeries; against: Alarm["against"]; threshold: number; evidence: number };

function detectorsOf(watch: Watch, series: WatchedSeries, settings: WatchSettings): Against[] {
  if (!series.baseline) return [];
  const threshold = thresholdNow(watch, series, settings);
  const one = (against: Alarm["against"], detector: Detector) => ({
    ...{ series, against, threshold },
    evidence: evidenceOf(detector),
  });
  const rolling = one("baseline", series.detector);
  if (!series.targetDetector || series.isOffTarget) return [rolling];
  return [rolling, one("target", series.targetDetector)];
}

function alarmsAfter(
  watch: Watch,
  series: WatchedSeries,
  answer: WatchedAnswer,
  { settings, touched }: WatchMeans,
): Alarm[] {
  const own = detectorsOf(watch, series, settings);
  if (settings.sensitivity === "budget" || isWorkspaceWide(series))
    return own.filter(({ evidence, threshold }) => evidence >= threshold).map((one) => sound(watch, one, answer));
  if (!own.some(({ evidence, threshold }) => isWorthAsking(evidence, threshold, watch.otherSeries))) return [];
  const others = [...watch.series.values()].filter((one) => !isWorkspaceWide(one));
  const ratios = others
    .flatMap((one) => detectorsOf(watch, one, settings))
    .map((one) => [one, one.evidence / one.threshold] as const);
  const declared = alarmsAmong(ratios, "sensitive");
  for (const one of declared) touched.add(one.series);
  return declared.map((one) => sound(watch, one, answer));
}

function sound(
  watch: Watch,
  { series, against, threshold, evidence }: Against,
  { receivedAt, receivedOn }: WatchedAnswer,
): Alarm {
  const taught = baselineWindow(watch.refreshedOn ?? receivedOn, series.since);
  const detector = against === "target" ? (series.targetDetector as Detector) : series.detector;
  const finding = findingOf(detector) as Finding;
  const expected = against === "target" ? (series.target as number) : (series.baseline as SeriesBaseline).mean;
  restart(detector);
  if (against === "target") series.isOffTarget = true;
  else {
    // Surely after the onset: with a day of what was before in it, the same fall would soon be told again.
    const surelySince = finding.onset + 2 * finding.onsetDeviation;
    series.since = receivedOn - Math.floor(Math.max(0, receivedAt - surelySince));
    forget(series);
  }
  return { series, against, finding, evidence, threshold, at: receivedAt, expected, taught };
}

/** A user's "new normal": what comes from this day on is what is expected. */
export function acceptLevel(series: WatchedSeries, since: number): void {
  restart(series.detector);
  if (series.targetDetector) restart(series.targetDetector);
  series.since = since;
  forget(series);
}

function forget(series: WatchedSeries): void {
  series.baseline = null;
  series.liveOn = null;
  series.learnt = 0;
}
