import type { SymmetricMatrix } from "./symmetric-matrix.ts";

/** One respondent: how they judge the whole, and how they score each driver, null where they did not meet it. */
export type Observation = { outcome: number; drivers: readonly (number | null)[] };

/** Observations by column, the outcome first, each centred on its mean; NaN where there is no score. */
export type Sample = {
  columns: readonly Float64Array[];
  means: readonly (number | null)[];
  n: number;
  /** Share 0..1 of the respondents without a score, by column. */
  missing: readonly number[];
};

/** Columns as wide as the widest respondent; an answer that is not a finite number counts as none. */
export function sampleOf(observations: readonly Observation[]): Sample {
  const known = observations.filter(({ outcome }) => Number.isFinite(outcome));
  const width = known.reduce((widest, { drivers }) => Math.max(widest, drivers.length), 0);
  const columns = Array.from({ length: width + 1 }, (_, column) =>
    Float64Array.from(known, ({ outcome, drivers }) => {
      const score = column === 0 ? outcome : drivers[column - 1];
      return typeof score === "number" && Number.isFinite(score) ? score : Number.NaN;
    }),
  );
  const means = columns.map((column) => {
    const given = column.filter((score) => !Number.isNaN(score));
    return given.length === 0 ? null : given.reduce((sum, score) => sum + score, 0) / given.length;
  });
  return {
    columns: columns.map((column, at) => column.map((score) => score - (means[at] ?? 0))),
    means,
    n: known.length,
    missing: columns.map((column) => column.filter(Number.isNaN).length / Math.max(1, known.length)),
  };
}

/**
 * Pairwise-complete covariances, divisor n − 1: each of all who scored both. `times[i]` is how often respondent i counts
 * in a resample. Null where some pair was scored by fewer than two.
 */
export function covarianceOf(sample: Sample, times?: Uint32Array): SymmetricMatrix | null {
  const pair = sample.missing.every((share) => share === 0) ? completePairs(sample, times) : anyPairs(sample, times);
  const matrix = sample.columns.map(() => new Array<number>(sample.columns.length).fill(0));
  for (const [a, row] of matrix.entries()) {
    for (let b = 0; b <= a; b++) {
      const covariance = pair(a, b);
      if (covariance === null) return null;
      row[b] = covariance;
      (matrix[b] as number[])[a] = covariance;
    }
  }
  return matrix;
}

type Pair = (a: number, b: number) => number | null;

/** Where everybody scored everything, sums and weighing are done once a column: a tenth of the time, for the bootstrap. */
function completePairs({ columns, n }: Sample, times: Uint32Array | undefined): Pair {
  const counted = times ? columns.map((column) => column.map((x, i) => x * (times[i] as number))) : columns;
  const sums = counted.map((column) => column.reduce((sum, x) => sum + x, 0));
  return (a, b) => {
    const [xs, ys] = [counted[a] as Float64Array, columns[b] as Float64Array];
    let products = 0;
    for (let i = 0; i < n; i++) products += (xs[i] as number) * (ys[i] as number);
    return n < 2 ? null : (products - ((sums[a] as number) * (sums[b] as number)) / n) / (n - 1);
  };
}

function anyPairs({ columns }: Sample, times: Uint32Array | undefined): Pair {
  return (a, b) => {
    const [xs, ys] = [columns[a] as Float64Array, columns[b] as Float64Array];
    let [n, sumX, sumY, products] = [0, 0, 0, 0];
    for (let i = 0; i < xs.length; i++) {
      const often = times ? (times[i] as number) : 1;
      const [x, y] = [xs[i] as number, ys[i] as number];
      if (often === 0 || Number.isNaN(x) || Number.isNaN(y)) continue;
      n += often;
      sumX += often * x;
      sumY += often * y;
      products += often * x * y;
    }
    return n < 2 ? null : (products - (sumX * sumY) / n) / (n - 1);
  };
}
