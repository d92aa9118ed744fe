import { compareTallies, type Difference } from "@otklik/domain/metrics/comparison";
import { type Interval, type Summary, summarise } from "@otklik/domain/metrics/summary";
import { emptyTally, type Tally } from "@otklik/domain/metrics/tally";
import { targetOf } from "@otklik/domain/metrics/target";
import { type Judgement, judge, smallestBase } from "@otklik/domain/metrics/verdict";
import type { Metric } from "@otklik/domain/survey/definition";
import { readSettings } from "../accounts/index.ts";
import type { Context } from "../context.ts";
import { readSample, readSamplesByTouchpoint, type Sample, type ScoreQuestion } from "../metrics/index.ts";
import { listTouchpoints } from "../touchpoints/index.ts";
import { comparedSides, type OtherPlace } from "./compared-sides.ts";
import { spansOf, type Windows } from "./windows.ts";

type Asked = Omit<ScoreQuestion, "from" | "to" | "bucket"> & Windows;

export type ComparisonView = Judgement & {
  metric: Metric;
  target: number | null;
  before: Summary;
  after: Summary;
  difference: Difference | null;
};

/**
 * A score in two windows, or of two places in them, how far apart they are, and what may be said of it. Both were chosen
 * before anybody looked: the interval knows nothing of looking again and again.
 */
export async function compareScores(ctx: Context, { metric, ...asked }: Asked & OtherPlace): Promise<ComparisonView> {
  const { touchpoint } = asked;
  const sides = await comparedSides(ctx, asked);
  const sample = await readSample(ctx, metric, [sides.before, sides.after]);
  const { targets } = await readSettings(ctx);
  const at = touchpoint ? (await listTouchpoints(ctx)).find(({ key }) => key === touchpoint) : undefined;
  return { metric, target: targetOf(metric, targets, at), ...compared(metric, sample) };
}

export type TouchpointComparison = Judgement & {
  touchpoint: { key: string; name: string };
  target: number | null;
  score: number | null;
  n: number;
  interval: Interval | null;
  before: { score: number | null; n: number; interval: Interval | null };
  difference: Difference | null;
  /** The same difference at 99.5 %: what may be said aloud when many touchpoints are watched at once. */
  strictDifference: Difference | null;
};

const strictConfidence = 0.995;

/** Every touchpoint in two windows, the worst score first. Those still learning come after: their order would be chance. */
export async function compareTouchpoints(ctx: Context, { metric, ...asked }: Asked): Promise<TouchpointComparison[]> {
  const { before, after } = spansOf(asked);
  const { survey, channel, segment } = asked;
  const samples = await readSamplesByTouchpoint(ctx, { metric, survey, channel, segment }, [before, after]);
  const { targets, csiForm } = await readSettings(ctx);
  const nobody: Sample = { scale: { min: 0, max: 10 }, csiForm, tallies: [] };
  const rows = (await listTouchpoints(ctx)).map((touchpoint) => {
    const sample = samples.get(touchpoint.id) ?? nobody;
    const { after: now, before: then, ...said } = compared(metric, sample);
    return {
      touchpoint: { key: touchpoint.key, name: touchpoint.name },
      target: targetOf(metric, targets, touchpoint),
      ...figures(now),
      before: figures(then),
      ...said,
      strictDifference: compareTallies(metric, sidesOf(sample), { ...sample, confidence: strictConfidence }),
    };
  });
  return rows.sort(worstFirst);
}

function compared(metric: Metric, sample: Sample): Omit<ComparisonView, "metric" | "target"> {
  const sides = sidesOf(sample);
  const difference = compareTallies(metric, sides, sample);
  return {
    before: summarise(metric, sides.before, sample),
    after: summarise(metric, sides.after, sample),
    difference,
    ...judge(metric, { before: sides.before.n, after: sides.after.n, difference }),
  };
}

function sidesOf({ tallies }: Sample): { before: Tally; after: Tally } {
  const [before = emptyTally, after = emptyTally] = tallies;
  return { before, after };
}

const figures = ({ score, n, interval }: Summary) => ({ score, n, interval });

function worstFirst(a: TouchpointComparison, b: TouchpointComparison): number {
  const isSmall = ({ n }: TouchpointComparison) => n < smallestBase;
  if (isSmall(a) !== isSmall(b)) return isSmall(a) ? 1 : -1;
  return (a.score ?? Number.POSITIVE_INFINITY) - (b.score ?? Number.POSITIVE_INFINITY) || b.n - a.n;
}
