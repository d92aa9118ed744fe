import type { Bounds } from "./bounds.ts";
import { type Moments, meanOf, varianceOf } from "./means.ts";
import { tQuantile } from "./student.ts";

/**
 * How far mean a lies above mean b, in the moments' unit, with Welch's interval, which does not ask both to spread
 * alike; null unless both have a mean. Below two answers a side has no spread, and the difference no interval.
 */
export function compareMeans(
  a: Moments,
  b: Moments,
  confidence = 0.95,
): { difference: number; bounds: Bounds | null } | null {
  const [ofA, ofB] = [meanOf(a), meanOf(b)];
  if (ofA === null || ofB === null) return null;
  const difference = ofA - ofB;
  const [spreadA, spreadB] = [varianceOf(a), varianceOf(b)];
  if (spreadA === null || spreadB === null) return { difference, bounds: null };

  const [errorA, errorB] = [spreadA / a.n, spreadB / b.n];
  const error = errorA + errorB;
  if (error === 0) return { difference, bounds: { low: difference, high: difference } };
  const degrees = error ** 2 / (errorA ** 2 / (a.n - 1) + errorB ** 2 / (b.n - 1));
  const reach = tQuantile((1 + confidence) / 2, degrees) * Math.sqrt(error);
  return { difference, bounds: { low: difference - reach, high: difference + reach } };
}
