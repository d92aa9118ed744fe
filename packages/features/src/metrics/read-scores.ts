import { type Interval, type Summary, summarise } from "@otklik/domain/metrics/summary";
import { add, emptyTally, type Tally, tallyOf } from "@otklik/domain/metrics/tally";
import type { Metric } from "@otklik/domain/survey/definition";
import { readSettings } from "../accounts/index.ts";
import type { Context } from "../context.ts";
import { invalid } from "../problem.ts";
import { type SeriesRow, seriesMeasuring } from "../surveys/index.ts";
import { findTouchpoint, readSegment } from "../touchpoints/index.ts";
import { contributionsOf, versionReader } from "./count-answers.ts";
import {
  answersInCutHours,
  type Bucket,
  bucketStarts,
  type CountRow,
  countsIn,
  type Edges,
  edgesOf,
  type Window,
} from "./store.ts";

export type ScoreQuestion = {
  metric: Metric;
  touchpoint?: string;
  survey?: string;
  channel?: string;
  /** `key:value` of a declared dimension. */
  segment?: string;
  /** The window is [from, to). */
  from?: Date;
  to?: Date;
  bucket?: Bucket;
};

export type ScoreView = Summary & {
  /** Every series of this metric in the window, and whether the score holds it: equal scales are added up, others never. */
  series: {
    surveyId: string;
    questionId: string;
    scaleVersion: number;
    scale: { min: number; max: number };
    n: number;
    included: boolean;
  }[];
  buckets?: {
    from: string;
    score: number | null;
    n: number;
    interval: Interval | null;
    counts: Record<string, number>;
  }[];
};

const mostBuckets = 10_000;

type Counted = { series: SeriesRow; start: string | null; tally: Tally };

/** A score of any window, with its base, interval and counts, out of rows that were counted when the answers came. */
export async function readScores(ctx: Context, question: ScoreQuestion): Promise<ScoreView> {
  const window = await windowOf(ctx, question);
  const { csiForm, timeZone } = await readSettings(ctx);
  const counted = await countedIn(ctx, window, timeZone);
  const chosen = largestScale(counted);
  const included = counted.filter(({ series }) => chosen !== null && scaleKey(series) === chosen);
  const scale = included[0]
    ? { min: included[0].series.scaleMin, max: included[0].series.scaleMax }
    : standardScale[question.metric];
  const summaryOf = (rows: Counted[]) =>
    summarise(question.metric, rows.map(({ tally }) => tally).reduce(add, emptyTally), { scale, csiForm });
  return {
    ...summaryOf(included),
    series: seriesList(counted, chosen),
    ...(question.bucket && { buckets: await bucketsOf(ctx, window, included, summaryOf) }),
  };
}

const standardScale: Record<Metric, { min: number; max: number }> = {
  nps: { min: 0, max: 10 },
  csat: { min: 1, max: 5 },
  ces: { min: 1, max: 7 },
  csi: { min: 1, max: 10 },
};

async function windowOf(ctx: Context, question: ScoreQuestion): Promise<Window> {
  const { metric, touchpoint, survey, channel, segment, from, to, bucket } = question;
  if (from && to && from >= to)
    throw invalid("scores.invalid", [{ pointer: "/to", detail: "The window must end after it begins." }]);
  if (touchpoint && !(await findTouchpoint(ctx, touchpoint))) {
    throw invalid("scores.invalid", [{ pointer: "/touchpoint", detail: `No touchpoint has the key ${touchpoint}.` }]);
  }
  return {
    metric,
    touchpointKey: touchpoint,
    surveyId: survey,
    channel,
    segment: await readSegment(ctx, segment),
    from,
    to,
    bucket,
  };
}

async function countedIn(ctx: Context, window: Window, timeZone: string): Promise<Counted[]> {
  const known = new Map((await seriesMeasuring(ctx, window.metric)).map((series) => [series.id, series]));
  const edges = await edgesOf(ctx.tx, ctx.workspaceId, window);
  const rows = await countsIn(ctx.tx, ctx.workspaceId, window, edges);
  const whole = rows.map((row) => ({
    series: known.get(row.series_id) as SeriesRow,
    start: row.start,
    tally: tallyOfRow(row),
  }));
  const isOnHours = [window.from, window.to].every((edge) => !edge || isOnHour(edge, timeZone));
  return isOnHours ? whole : [...whole, ...(await countedInCutHours(ctx, window, edges, [...known.values()]))];
}

/** By the workspace's clock: where that is half an hour off, no hour of it begins with one of UTC. */
function isOnHour(edge: Date, timeZone: string): boolean {
  if (edge.getTime() % 60_000 !== 0) return false;
  return Number(new Intl.DateTimeFormat("en", { timeZone, minute: "numeric" }).format(edge)) === 0;
}

async function countedInCutHours(ctx: Context, window: Window, edges: Edges, known: SeriesRow[]): Promise<Counted[]> {
  const versionOf = versionReader(ctx);
  const counted: Counted[] = [];
  for (const row of await answersInCutHours(ctx.tx, ctx.workspaceId, window, edges)) {
    const { definition, scaleVersions } = await versionOf(row.survey_id, row.survey_version);
    for (const contribution of contributionsOf(definition, row.answers)) {
      const series = known.find(
        ({ surveyId, questionId, scaleVersion }) =>
          surveyId === row.survey_id &&
          questionId === contribution.questionId &&
          scaleVersion === scaleVersions[questionId],
      );
      if (series) counted.push({ series, start: row.start, tally: tallyOf(contribution) });
    }
  }
  return counted;
}

function tallyOfRow(row: CountRow): Tally {
  const counts = Array.from({ length: 11 }, (_, step) => Number(row[`c${step}`]));
  return { n: Number(row.n), counts, sum: BigInt(row.sum), sumSquares: BigInt(row.sum_squares) };
}

const scaleKey = ({ scaleMin, scaleMax }: SeriesRow) => `${scaleMin}-${scaleMax}`;

function largestScale(counted: Counted[]): string | null {
  const sizes = new Map<string, number>();
  for (const { series, tally } of counted) sizes.set(scaleKey(series), (sizes.get(scaleKey(series)) ?? 0) + tally.n);
  return [...sizes].sort(([, a], [, b]) => b - a)[0]?.[0] ?? null;
}

function seriesList(counted: Counted[], chosen: string | null): ScoreView["series"] {
  const bases = new Map<SeriesRow, number>();
  for (const { series, tally } of counted) bases.set(series, (bases.get(series) ?? 0) + tally.n);
  return [...bases].map(([series, n]) => ({
    surveyId: series.surveyId,
    questionId: series.questionId,
    scaleVersion: series.scaleVersion,
    scale: { min: series.scaleMin, max: series.scaleMax },
    n,
    included: scaleKey(series) === chosen,
  }));
}

async function bucketsOf(
  ctx: Context,
  window: Window,
  counted: Counted[],
  summaryOf: (rows: Counted[]) => Summary,
): Promise<ScoreView["buckets"]> {
  const bucket = window.bucket as Bucket;
  const starts = counted.flatMap(({ start }) => start ?? []).sort();
  const from = window.from ?? (starts[0] ? new Date(starts[0]) : null);
  // The last answer's bucket may have begun before the window did.
  const last = starts.length > 0 ? Math.max(Date.parse(starts.at(-1) as string), from?.getTime() ?? 0) : null;
  const to = window.to ?? (last === null ? null : new Date(last + 1));
  if (!from || !to || from >= to) return [];
  const shortest = { hour: 1, day: 23, week: 7 * 23, month: 28 * 23 }[bucket] * 3_600_000;
  if ((to.getTime() - from.getTime()) / shortest > mostBuckets) {
    throw invalid("scores.invalid", [
      {
        pointer: "/bucket",
        detail: `These are more than ${mostBuckets} buckets. Ask for a shorter window or larger buckets.`,
      },
    ]);
  }
  const byStart = Map.groupBy(counted, ({ start }) => start);
  return (await bucketStarts(ctx.tx, ctx.workspaceId, bucket, { from, to })).map((start) => {
    const { score, n, interval, counts } = summaryOf(byStart.get(start) ?? []);
    return { from: start, score, n, interval, counts };
  });
}
