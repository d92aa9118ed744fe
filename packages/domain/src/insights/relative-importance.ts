import { eigenOf, nothingLeft, type SymmetricMatrix } from "./symmetric-matrix.ts";

/** Which share of the outcome's variance the drivers explain, and each one's part of it; the parts add up to `r2`. */
export type Importance = { r2: number; weights: number[] };

/** Pairs that different respondents scored may contradict each other, until more than everything is explained. */
const everything = 1 + 1e-9;

/** More drivers than this have too many subsets to try. */
export const mostForLmg = 12;

/**
 * LMG (Lindeman, Merenda & Gold 1980), Shapley's value of R²: what a driver adds, averaged over every order in which the
 * drivers may come. From the covariances, the outcome first; null where the outcome does not vary, where the
 * covariances contradict each other, and beyond 12 drivers.
 */
export function lmgOf(covariance: SymmetricMatrix): Importance | null {
  const drivers = covariance.length - 1;
  if (drivers > mostForLmg || !varies(covariance)) return null;
  const explained = explainedBySubset(covariance);
  if (explained.some((share) => share > everything)) return null;
  const weights = new Array<number>(drivers).fill(0);
  for (let subset = 0; subset < explained.length; subset++) {
    const chance = chanceOfComingAfter(bitsIn(subset), drivers);
    for (let driver = 0; driver < drivers; driver++) {
      const bit = 1 << driver;
      if (subset & bit) continue;
      const added = (explained[subset | bit] as number) - (explained[subset] as number);
      weights[driver] = (weights[driver] as number) + chance * added;
    }
  }
  return { r2: explained.at(-1) ?? 0, weights };
}

/**
 * Johnson's (2000) relative weights: the drivers' nearest uncorrelated stand-ins explain the outcome, and each driver
 * gets what it shares with them. From the covariances, the outcome first; null where the outcome does not vary, or the
 * covariances contradict each other.
 */
export function johnsonOf(covariance: SymmetricMatrix): Importance | null {
  if (!varies(covariance)) return null;
  const correlation = correlationOf(covariance);
  const toOutcome = (correlation[0] as readonly number[]).slice(1);
  const { values, vectors } = eigenOf(correlation.slice(1).map((row) => row.slice(1)));
  // Drivers that say the same twice leave eigenvalues of 0; a pairwise matrix may even have some below.
  const axes = values.map((value) => (value > nothingLeft ? Math.sqrt(value) : 0));
  const betas = toOutcome.map((_, i) =>
    vectors.reduce((sum, vector, k) => {
      const onAxis = vector.reduce((product, part, at) => product + part * (toOutcome[at] as number), 0);
      return axes[k] === 0 ? sum : sum + ((vector[i] as number) * onAxis) / (axes[k] as number);
    }, 0),
  );
  const loading = (i: number, j: number) =>
    vectors.reduce((sum, vector, k) => sum + (axes[k] as number) * (vector[i] as number) * (vector[j] as number), 0);
  const weights = toOutcome.map((_, i) => betas.reduce((sum, beta, j) => sum + (loading(i, j) * beta) ** 2, 0));
  const r2 = weights.reduce((sum, weight) => sum + weight, 0);
  return r2 > everything ? null : { r2, weights };
}

function varies(covariance: SymmetricMatrix): boolean {
  return (covariance[0]?.[0] ?? 0) > 0;
}

/** A column that does not vary is related to nothing. */
function correlationOf(covariance: SymmetricMatrix): SymmetricMatrix {
  const deviations = covariance.map((row, i) => Math.sqrt(Math.max(0, row[i] as number)));
  return covariance.map((row, i) =>
    row.map((value, k) => {
      if (i === k) return 1;
      const scale = (deviations[i] as number) * (deviations[k] as number);
      return scale === 0 ? 0 : value / scale;
    }),
  );
}

/** R² of every subset of the drivers, by its bits. Each is one elimination step from a smaller one: 4 096 for twelve. */
function explainedBySubset(covariance: SymmetricMatrix): Float64Array {
  const drivers = covariance.length - 1;
  const variance = covariance[0]?.[0] as number;
  const explained = new Float64Array(1 << drivers);
  // The outcome comes last, so that it is still there when the drivers have been eliminated.
  const order = [...Array.from({ length: drivers }, (_, i) => i + 1), 0];
  const start = order.map((i) => order.map((k) => covariance[i]?.[k] as number));

  const visit = (subset: number, first: number, left: number[][]) => {
    const unexplained = left.at(-1)?.at(-1) as number;
    explained[subset] = 1 - unexplained / variance;
    for (let driver = first; driver < drivers; driver++) {
      const own = start[driver]?.[driver] as number;
      visit(subset | (1 << driver), driver + 1, without(left, driver - first, own));
    }
  };
  visit(0, 0, start);
  return explained;
}

/** What is left of the later columns when the one at `place` is known; all of it where that says nothing new. */
function without(left: readonly number[][], place: number, variance: number): number[][] {
  const known = left[place] as number[];
  const pivot = known[place] as number;
  const later = left.slice(place + 1);
  if (!(pivot > nothingLeft * variance)) return later.map((row) => row.slice(place + 1));
  return later.map((row) => {
    const factor = (row[place] as number) / pivot;
    return row.slice(place + 1).map((value, k) => value - factor * (known[place + 1 + k] as number));
  });
}

/** The share of all orders in which exactly one given set of `before` drivers precedes a given driver. */
function chanceOfComingAfter(before: number, drivers: number): number {
  let chance = 1 / drivers;
  for (let k = 1; k <= before; k++) chance *= k / (drivers - k);
  return chance;
}

function bitsIn(subset: number): number {
  let [count, rest] = [0, subset];
  for (; rest; rest &= rest - 1) count++;
  return count;
}
