/** Lengths that a trend may be cut into, shortest first. */
export type BucketLength = "hour" | "day" | "week" | "month";

const daysIn: [BucketLength, number][] = [
  ["hour", 1 / 24],
  ["day", 1],
  ["week", 7],
  ["month", 30],
];

/** Below four points there is no trend to see, above sixty nobody can tell one from the next. */
const fewestPoints = 4;
const mostPoints = 60;
/** Answers in the middle bucket from which its interval is narrow enough to be drawn. */
const answersWanted = 30;

/**
 * The shortest bucket whose median holds 30 answers, so that a trend shows customers and not chance.
 * `perDay` are the answers of each day of the window, the oldest first; days before the first answer do not count against it.
 */
export function fittingBucket(perDay: readonly number[]): BucketLength {
  const days = Math.max(1, perDay.length);
  const drawable = daysIn.filter(([, length]) => days / length >= fewestPoints && days / length <= mostPoints);
  const answered = perDay.slice(
    Math.max(
      0,
      perDay.findIndex((n) => n > 0),
    ),
  );
  const fitting = drawable.find(([, length]) => medianIn(answered, length) >= answersWanted) ?? drawable.at(-1);
  return fitting?.[0] ?? "month";
}

function medianIn(perDay: readonly number[], length: number): number {
  if (length < 1) return median(perDay) * length;
  const sums: number[] = [];
  for (let start = 0; start < perDay.length; start += length)
    sums.push(perDay.slice(start, start + length).reduce((sum, n) => sum + n, 0));
  return median(sums);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}
