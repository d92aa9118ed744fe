import type { Bounds } from "./bounds.ts";
import { tQuantile } from "./student.ts";
import type { Tally } from "./tally.ts";

/** Exact integers from which mean and spread follow, all in one unit: a score, or a CSI in units of 1e-9. */
export type Moments = { n: number; sum: bigint; sumSquares: bigint };

/** The moments of plain scores, from their counts. */
export function momentsOfScores({ n, counts }: Tally): Moments {
  const sum = counts.reduce((total, count, score) => total + score * count, 0);
  const sumSquares = counts.reduce((total, count, score) => total + score * score * count, 0);
  return { n, sum: BigInt(sum), sumSquares: BigInt(sumSquares) };
}

export function meanOf({ n, sum }: Moments): number | null {
  return n === 0 ? null : Number(sum) / n;
}

/** Sample variance, divisor n − 1; null below two answers. */
export function varianceOf({ n, sum, sumSquares }: Moments): number | null {
  if (n < 2) return null;
  // Subtracted as integers: in doubles, a large sample of nearly equal answers would lose its spread.
  return Number(BigInt(n) * sumSquares - sum * sum) / n / (n - 1);
}

/** Student's interval of the mean, not clamped to any scale; null below two answers, where no such interval exists. */
export function meanInterval(moments: Moments, confidence = 0.95): Bounds | null {
  const mean = meanOf(moments);
  const variance = varianceOf(moments);
  if (mean === null || variance === null) return null;
  const reach = tQuantile((1 + confidence) / 2, moments.n - 1) * Math.sqrt(variance / moments.n);
  return { low: mean - reach, high: mean + reach };
}
