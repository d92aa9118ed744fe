import type { Contribution } from "./contribution.ts";

/**
 * Answers of one series, as counts: they can be added over hours, channels and segments, averages cannot.
 * `counts[k]` holds the answers k; for a CSI the respondents whose index lies in [10k, 10k + 10), and 100 in the last.
 * `sum` and `sumSquares` of the scaled values are for CSI only: elsewhere the counts say it all and both stay 0n.
 */
export type Tally = { n: number; counts: readonly number[]; sum: bigint; sumSquares: bigint };

const bucketCount = 11;

export const emptyTally: Tally = { n: 0, counts: new Array(bucketCount).fill(0), sum: 0n, sumSquares: 0n };

/** The tally of answers already counted, `counts[k]` of them k: up to eleven numbers. */
export function tallyOfCounts(counts: readonly number[]): Tally {
  const eleven = emptyTally.counts.map((none, k) => counts[k] ?? none);
  return { ...emptyTally, n: eleven.reduce((n, count) => n + count), counts: eleven };
}

export function tallyOf({ bucket, scaled }: Contribution): Tally {
  const sum = scaled ?? 0n;
  const counts = emptyTally.counts.map((none, k) => (k === bucket ? 1 : none));
  return { n: 1, counts, sum, sumSquares: sum * sum };
}

export function add(a: Tally, b: Tally): Tally {
  return {
    n: a.n + b.n,
    counts: a.counts.map((count, k) => count + (b.counts[k] ?? 0)),
    sum: a.sum + b.sum,
    sumSquares: a.sumSquares + b.sumSquares,
  };
}

/** Takes answers back. The result may be negative: an edit is such a difference, −old +new. */
export function subtract(a: Tally, b: Tally): Tally {
  return {
    n: a.n - b.n,
    counts: a.counts.map((count, k) => count - (b.counts[k] ?? 0)),
    sum: a.sum - b.sum,
    sumSquares: a.sumSquares - b.sumSquares,
  };
}

/** How many answers lie between two scores, both included. */
export function answersBetween({ counts }: Tally, low: number, high: number): number {
  return counts.slice(low, high + 1).reduce((sum, count) => sum + count, 0);
}

/** The middle answer, of an even number halfway between the middle two; null while nobody has answered. */
export function medianOf({ n, counts }: Tally): number | null {
  if (n === 0) return null;
  const answerAt = (place: number) => {
    const upTo = (score: number) => counts.slice(0, score + 1).reduce((sum, count) => sum + count, 0);
    return counts.findIndex((_, score) => upTo(score) > place);
  };
  return (answerAt(Math.floor((n - 1) / 2)) + answerAt(Math.floor(n / 2))) / 2;
}
