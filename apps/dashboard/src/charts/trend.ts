import { smallestBase } from "@otklik/domain/metrics/verdict";
import type { Metric } from "../formats.ts";

export type BucketLength = "hour" | "day" | "week" | "month";
export type TrendBucket = {
  from: string;
  score: number | null;
  n: number;
  interval: { low: number; high: number } | null;
};

const hourMs = 3_600_000;
const lengthMs: Record<BucketLength, number> = {
  hour: hourMs,
  day: 24 * hourMs,
  week: 7 * 24 * hourMs,
  month: 31 * 24 * hourMs,
};

export type Trend = {
  points: TrendBucket[];
  /** Whether more answers will come into the last one. */
  isLastOpen: boolean;
};

/** The buckets to draw. One that begins before the window holds only a part of its answers, and future ones none: both go. */
export function trendOf(
  buckets: readonly TrendBucket[],
  { bucket, from, now }: { bucket: BucketLength; from?: string; now: Date },
): Trend {
  const begun = buckets.filter((one) => Date.parse(one.from) <= now.getTime());
  const isCut = from !== undefined && begun.length > 2 && Date.parse((begun[0] as TrendBucket).from) < Date.parse(from);
  const points = isCut ? begun.slice(1) : begun;
  const last = points.at(-1);
  return { points, isLastOpen: last !== undefined && endOf(last, bucket).getTime() > now.getTime() };
}

/** Where a bucket ends, exactly enough for all but months, of which the shorter ones end a little earlier. */
export function endOf({ from }: Pick<TrendBucket, "from">, bucket: BucketLength): Date {
  return new Date(Date.parse(from) + lengthMs[bucket]);
}

/** Whether it has answers, but too few to say much. */
export const isSmall = ({ n }: Pick<TrendBucket, "n">): boolean => n > 0 && n < smallestBase;

type Asked = { bucket: BucketLength; to?: string };

/** [from, to) of one bucket: until the next one begins, and never beyond the window that was asked for. */
export function windowOf(
  points: readonly Pick<TrendBucket, "from">[],
  index: number,
  { bucket, to }: Asked,
): { from: string; to: string } {
  const point = points[index] ?? { from: new Date(0).toISOString() };
  const end = points[index + 1]?.from ?? endOf(point, bucket).toISOString();
  return { from: point.from, to: to !== undefined && Date.parse(to) < Date.parse(end) ? to : end };
}

/** Where a moment lies among buckets: 3.5 is halfway between the fourth and the fifth. */
export function placeOf(time: string, points: readonly Pick<TrendBucket, "from">[], bucket: BucketLength): number {
  const moment = Date.parse(time);
  const index = points.findLastIndex(({ from }) => Date.parse(from) <= moment);
  const within = points[index];
  if (!within) return 0;
  const [start, end] = [Date.parse(within.from), endOf(within, bucket).getTime()];
  return Math.min(points.length - 1, index + (moment - start) / (end - start));
}

/** Whether something happened, or went on, in the time that is drawn. */
export function isWithin(
  { at, until = at }: { at: string; until?: string },
  points: readonly Pick<TrendBucket, "from">[],
  bucket: BucketLength,
): boolean {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return false;
  return Date.parse(until) >= Date.parse(first.from) && Date.parse(at) < endOf(last, bucket).getTime();
}

type Axis = { step: number; span: number; min: number; max: number };

/** In points of each metric: steps of the axis, the least it spans, and the ends of the scale. */
const axes: Record<Metric, Axis> = {
  nps: { step: 20, span: 60, min: -100, max: 100 },
  csi: { step: 10, span: 30, min: 0, max: 100 },
  csat: { step: 10, span: 30, min: 0, max: 100 },
  ces: { step: 1, span: 3, min: 1, max: 7 },
};

/** The vertical axis: it holds every interval and what scores are held against, in whole steps, and never zooms into noise. */
export function verticalAxis(
  metric: Metric,
  points: readonly TrendBucket[],
  levels: readonly (number | null)[],
): { min: number; max: number; step: number } {
  const { step, span, min: floor, max: ceiling } = axes[metric];
  const values = points.flatMap(({ score, interval }) => [score, interval?.low ?? null, interval?.high ?? null]);
  const known = [...values, ...levels].filter((value) => value !== null);
  if (known.length === 0) return { min: floor < 0 ? 0 : floor, max: (floor < 0 ? 0 : floor) + span, step };
  const grid = (value: number, round: (x: number) => number) => round((value - floor) / step) * step + floor;
  const [lowest, highest] = [Math.min(...known), Math.max(...known)];
  let min = Math.max(floor, grid(lowest, Math.floor));
  let max = Math.min(ceiling, grid(highest, Math.ceil));
  // More room where there is less of it.
  while (max - min < span) {
    if (min > floor && (max === ceiling || lowest - min < max - highest)) min -= step;
    else max += step;
  }
  return { min, max, step };
}

/** What stands under each bucket: months where they begin, days every few, hours every six; empty in between. */
export function axisLabels(
  points: readonly TrendBucket[],
  bucket: BucketLength,
  { locale, timeZone }: { locale: string; timeZone: string },
): string[] {
  const write = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(locale, { timeZone, ...options });
    return ({ from }: TrendBucket) => format.format(new Date(from)).replace(/\.$/, "");
  };
  if (bucket === "hour") {
    const hour = write({ hour: "2-digit", minute: "2-digit" });
    return points.map((point, index) => (index % 6 === 0 ? hour(point) : ""));
  }
  const byDay = () => {
    const day = write({ day: "numeric", month: "short" });
    const every = Math.max(1, Math.ceil(points.length / 6));
    // Counted from the newest, so that its date is always written.
    return points.map((point, index) => ((points.length - 1 - index) % every === 0 ? day(point) : ""));
  };
  if (bucket === "day") return byDay();
  const month = write({ month: "short" });
  const year = write({ year: "numeric" });
  const byMonth = points.map((point, index) => {
    const before = points[index - 1];
    // The first bucket is labelled only where it is not about to be followed by the next month's.
    const isNew = before ? month(before) !== month(point) : bucket === "month";
    if (!isNew) return "";
    return before && year(before) !== year(point) ? `${month(point)} ${year(point)}` : month(point);
  });
  // A few weeks within a month would have no name at all.
  return bucket === "week" && byMonth.filter((label) => label !== "").length < 2 ? byDay() : byMonth;
}
