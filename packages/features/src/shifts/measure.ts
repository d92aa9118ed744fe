import { compareRates, compareTallies, type Difference } from "@otklik/domain/metrics/comparison";
import { wilsonInterval } from "@otklik/domain/metrics/proportions";
import type { Share } from "@otklik/domain/metrics/share-comparison";
import { type Interval, type Summary, summarise } from "@otklik/domain/metrics/summary";
import { emptyTally } from "@otklik/domain/metrics/tally";
import { scoreOfLevel } from "@otklik/domain/shifts/unit-scale";
import type { Metric } from "@otklik/domain/survey/definition";
import type { Context } from "../context.ts";
import { readSamplesByPlace, type Sample, type Span } from "../metrics/index.ts";
import { outcomesAt } from "./days-store.ts";
import { type Ground, nameOf } from "./ground.ts";
import { placeOf } from "./keep-watch.ts";
import type { PartRow, StoredShift } from "./store.ts";
import { localDays, type SeriesRow, startOfLocalDay } from "./watch-store.ts";

export type Level = { score: number | null; interval: Interval | null; n: number };

export type Sizes = {
  before: Level;
  after: Level;
  difference: Difference | null;
  /** Sizes of the detector itself, which overstate; from 30 answers after the alarm on they are of those alone. */
  isPreliminary: boolean;
};

/** Answers after the alarm from which on they alone say how large a shift is (METRICS §3.5). */
export const answersToBeSure = 30;

/** How large a shift is: what its series was like before, and since. */
export async function sizesOf(ctx: Context, ground: Ground, shift: StoredShift): Promise<Sizes> {
  const part = mainPart(shift);
  const { head } = shift;
  if (!isScore(head)) return sizesOfRate(ctx, ground, shift);
  const spans = await spansAround(ctx, shift);
  const [before, after] = [
    await sampleAt(ctx, ground, head, spans.before),
    await sampleAt(ctx, ground, head, spans.after),
  ];
  const then = levelOf(head.metric, before);
  const sides = { before: before.tallies[0] ?? emptyTally, after: after.tallies[0] ?? emptyTally };
  if (sides.after.n < answersToBeSure) return preliminary(ground, head, part, then);
  return {
    before: then,
    after: levelOf(head.metric, after),
    difference: compareTallies(head.metric, sides, before),
    isPreliminary: false,
  };
}

type ScoreSeries = SeriesRow & { metric: Metric };
export const isScore = (series: SeriesRow): series is ScoreSeries =>
  series.metric !== "responseRate" && series.metric !== "followUp";

/** The part that says most of the series which the shift is named after. */
export function mainPart({ headId, parts }: StoredShift): PartRow {
  const most = parts.reduce((a, b) => (b.answers > a.answers ? b : a));
  const own = parts.filter(({ seriesId }) => seriesId === headId);
  return own.find(({ against }) => against === "baseline") ?? own[0] ?? most;
}

/** What taught the detectors, up to the onset; and everything after the alarm. */
export async function spansAround(ctx: Context, shift: StoredShift): Promise<{ before: Span; after: Span }> {
  const { taughtFrom, taughtTo } = mainPart(shift);
  const [from, to] = [await startOfLocalDay(ctx, taughtFrom), await startOfLocalDay(ctx, taughtTo)];
  const before = { from, to: to > shift.onset && shift.onset > from ? shift.onset : to };
  const until = shift.clearedAt ?? ctx.ports.now();
  return {
    before,
    after: { from: shift.detectedAt, to: new Date(Math.max(until.getTime(), shift.detectedAt.getTime()) + 1) },
  };
}

/** The answers of a series in a window. */
export async function sampleAt(ctx: Context, ground: Ground, series: ScoreSeries, span: Span): Promise<Sample> {
  const { touchpointKey, channel, segment } = nameOf(ground, placeOf(series));
  const samples = await readSamplesByPlace(ctx, {
    metric: series.metric,
    touchpoint: touchpointKey,
    channel,
    segment,
    ...span,
  });
  const { stageId, journeyId } = series;
  return samples.at(({ touchpointId }) => {
    if (!stageId && !journeyId) return true;
    const touchpoint = touchpointId && ground.touchpoints.get(touchpointId);
    return touchpoint ? (stageId ? touchpoint.stageId === stageId : touchpoint.journeyId === journeyId) : false;
  });
}

export function levelOf(metric: Metric, sample: Sample): Level {
  const { score, interval, n }: Summary = summarise(metric, sample.tallies[0] ?? emptyTally, sample);
  return { score, interval, n };
}

/** The same of a share, whose outcomes are counted by day: from the day after the alarm on. */
async function sizesOfRate(ctx: Context, ground: Ground, shift: StoredShift): Promise<Sizes> {
  const { head } = shift;
  const part = mainPart(shift);
  const [onsetDay, alarmDay, lastDay] = (await localDays(ctx, [
    shift.onset,
    shift.detectedAt,
    shift.clearedAt ?? ctx.ports.now(),
  ])) as [number, number, number];
  const { taughtFrom, taughtTo } = part;
  const before = await outcomesAt(ctx, head, {
    from: taughtFrom,
    to: Math.max(taughtFrom + 1, Math.min(taughtTo, onsetDay)),
  });
  const after = await outcomesAt(ctx, head, { from: alarmDay + 1, to: lastDay + 1 });
  if (after.n < answersToBeSure) return preliminary(ground, head, part, shareOf(before));
  return {
    before: shareOf(before),
    after: shareOf(after),
    difference: compareRates({ before, after }),
    isPreliminary: false,
  };
}

function shareOf({ hits, n }: Share): Level {
  const bounds = wilsonInterval(hits, n);
  const interval = bounds && {
    low: 100 * bounds.low,
    high: 100 * bounds.high,
    confidence: 0.95,
    method: "wilson" as const,
  };
  return { score: n === 0 ? null : (100 * hits) / n, interval, n };
}

/** What the detector itself believes, which is all there is to say right after an alarm. */
function preliminary(ground: Ground, head: SeriesRow, part: PartRow, before: Level): Sizes {
  const at = (level: number) => scoreAt(ground, head, level);
  const [low, high, expected] = [at(part.low), at(part.high), at(part.expected)];
  const asEstimated = { confidence: 0.95, method: "adjusted-wald" as const };
  return {
    before,
    after: { score: at(part.level), interval: { low, high, ...asEstimated }, n: Math.round(part.answers) },
    difference: { value: at(part.level) - expected, low: low - expected, high: high - expected, ...asEstimated },
    isPreliminary: true,
  };
}

/** A level on 0..1 in the unit of its series; of rates in percent. */
export function scoreAt({ csiForm }: Ground, series: SeriesRow, level: number): number {
  if (!isScore(series)) return 100 * level;
  return scoreOfLevel(series.metric, { min: series.scaleMin, max: series.scaleMax }, level, csiForm);
}
