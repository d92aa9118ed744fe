import { fittingBucket } from "@otklik/domain/metrics/fitting-bucket";
import { type Interval, type Summary, summarise } from "@otklik/domain/metrics/summary";
import { add, emptyTally } from "@otklik/domain/metrics/tally";
import type { Metric } from "@otklik/domain/survey/definition";
import { uuidTime } from "@otklik/domain/values/uuid-time";
import { readSettings } from "../accounts/index.ts";
import type { Context } from "../context.ts";
import { invalid } from "../problem.ts";
import type { SeriesRow } from "../surveys/index.ts";
import { type Counted, chosenAmong, countedIn, groundOf, scaleOf, windowOf } from "./count-window.ts";
import { readFewIndexes } from "./few-indexes.ts";
import { tellable } from "./small-groups.ts";
import { type Bucket, bucketStarts, type Window } from "./store.ts";

export type ScoreQuestion = {
  metric: Metric;
  touchpoint?: string;
  /** Of any of these, by id: a stage or a journey. */
  touchpointIds?: readonly string[];
  survey?: string;
  /** One question of a survey, on one of its scales only: answers on another are listed and not added. */
  question?: { id: string; scaleVersion: number };
  channel?: string;
  /** `key:value` of a declared dimension. */
  segment?: string;
  /** The window is [from, to). */
  from?: Date;
  to?: Date;
  /** "auto": as short as 30 answers in its median allow. */
  bucket?: Bucket | "auto";
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
    /** When the version that began it was published. */
    beganAt: string;
  }[];
  /** Answers to anonymous surveys are left out: they are of a small group, or would tell of one. */
  hasHidden?: boolean;
  /** How long each of the buckets is. */
  bucket?: Bucket;
  buckets?: {
    from: string;
    score: number | null;
    n: number;
    interval: Interval | null;
    counts: Record<string, number>;
  }[];
};

const mostBuckets = 10_000;

/** A score of any window, with its base, interval and counts, out of rows that were counted when the answers came. */
export async function readScores(ctx: Context, question: ScoreQuestion): Promise<ScoreView> {
  // Asked together, what a score needs to know travels together.
  const [asked, { csiForm, timeZone }, ground] = await Promise.all([
    windowOf(ctx, question),
    readSettings(ctx),
    groundOf(ctx, question),
  ]);
  const isAuto = question.bucket === "auto";
  const window = isAuto ? { ...asked, bucket: await bucketFor(ctx, asked, question, timeZone) } : asked;
  const { counted, hasHidden } = await tellable(ctx, window, await countedIn(ctx, window, timeZone, ground), timeZone);
  const isIncluded = choiceAmong(counted, question);
  const included = counted.filter(isIncluded);
  const starts = window.bucket ? await startsOf(ctx, window, included) : [];
  const scale = scaleOf(included, question.metric);
  const csiIndexesOf = await readFewIndexes(ctx, { window, edges: ground.edges, counted: included, starts });
  const summaryOf: SummaryOf = (rows, start) => {
    const tally = rows.map((one) => one.tally).reduce(add, emptyTally);
    return summarise(question.metric, tally, { scale, csiForm, csiIndexes: csiIndexesOf(tally, start) });
  };
  return {
    ...summaryOf(included),
    series: seriesList(counted, isIncluded),
    ...(hasHidden && { hasHidden }),
    ...(window.bucket && { bucket: window.bucket, buckets: bucketsOf(starts, included, summaryOf) }),
  };
}

/** The summary of a whole window, or of the bucket that starts there. */
type SummaryOf = (rows: Counted[], start?: string) => Summary;

/** Counts the days first: how finely a window can be cut is not known before. */
async function bucketFor(ctx: Context, window: Window, asked: ScoreQuestion, timeZone: string): Promise<Bucket> {
  const byDay: Window = { ...window, bucket: "day" };
  const counted = await countedIn(ctx, byDay, timeZone);
  const included = counted.filter(choiceAmong(counted, asked));
  const n = new Map<string | null, number>();
  for (const { start, tally } of included) n.set(start, (n.get(start) ?? 0) + tally.n);
  return fittingBucket((await startsOf(ctx, byDay, included)).map((start) => n.get(start) ?? 0));
}

type Choice = (one: Pick<Counted, "series">) => boolean;

function choiceAmong(counted: Counted[], { question, survey }: ScoreQuestion): Choice {
  if (question) return ({ series }) => series.scaleVersion === question.scaleVersion;
  return chosenAmong(counted, survey);
}

function seriesList(counted: Counted[], isIncluded: Choice): ScoreView["series"] {
  const bases = new Map<SeriesRow, number>();
  for (const { series, tally } of counted) bases.set(series, (bases.get(series) ?? 0) + tally.n);
  return [...bases].map(([series, n]) => ({
    surveyId: series.surveyId,
    questionId: series.questionId,
    scaleVersion: series.scaleVersion,
    scale: { min: series.scaleMin, max: series.scaleMax },
    n,
    included: isIncluded({ series }),
    beganAt: uuidTime(series.id).toISOString(),
  }));
}

function bucketsOf(starts: string[], counted: Counted[], summaryOf: SummaryOf): ScoreView["buckets"] {
  const byStart = Map.groupBy(counted, ({ start }) => start);
  return starts.map((start) => {
    const { score, n, interval, counts } = summaryOf(byStart.get(start) ?? [], start);
    return { from: start, score, n, interval, counts };
  });
}

async function startsOf(ctx: Context, window: Window, counted: Counted[]): Promise<string[]> {
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
  return bucketStarts(ctx.tx, ctx.workspaceId, bucket, { from, to });
}
