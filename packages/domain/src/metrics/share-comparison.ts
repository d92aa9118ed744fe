import type { Bounds } from "./bounds.ts";
import { wilsonInterval } from "./proportions.ts";

/** `hits` of `n`, 0 ≤ hits ≤ n. */
export type Share = { hits: number; n: number };

/**
 * How far share a lies above share b, −1..1, with Newcombe's (1998) interval, his method 10, which is built of the two
 * Wilson intervals; null unless both have a base.
 */
export function compareShares(a: Share, b: Share, confidence = 0.95): { difference: number; bounds: Bounds } | null {
  const [around, other] = [wilsonInterval(a.hits, a.n, confidence), wilsonInterval(b.hits, b.n, confidence)];
  if (!around || !other) return null;
  const [ofA, ofB] = [a.hits / a.n, b.hits / b.n];
  const difference = ofA - ofB;
  return {
    difference,
    bounds: {
      low: difference - Math.hypot(ofA - around.low, other.high - ofB),
      high: difference + Math.hypot(around.high - ofA, ofB - other.low),
    },
  };
}
