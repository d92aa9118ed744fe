import { type Bounds, clampTo, standardErrorsFor } from "./bounds.ts";
import { normalCdf, normalQuantile } from "./normal.ts";
import { type NpsTally, npsScore, npsStandardError, withRocksAnswers } from "./nps.ts";

export type NpsComparisonMethod = "wald" | "adjusted-wald";

/** `difference`, `standardError` and `bounds` in points, `p` the two-sided probability of such a difference by chance. */
export type NpsComparison = {
  method: NpsComparisonMethod;
  difference: number;
  standardError: number;
  z: number;
  p: number;
  bounds: Bounds;
};

/** The difference of two NPS lies between −200 and +200 points. */
export const differenceScale = { min: -200, max: 200 };

/**
 * How far NPS a lies above NPS b; null unless both have answers.
 * For two windows fixed in advance: watched again and again it will cry wolf, that is the shift detector's work.
 */
export function compareNps(
  a: NpsTally,
  b: NpsTally,
  { method = "adjusted-wald", confidence = 0.95 }: { method?: NpsComparisonMethod; confidence?: number } = {},
): NpsComparison | null {
  if (npsScore(a) === null || npsScore(b) === null) return null;
  if (method === "adjusted-wald") return compared(withRocksAnswers(a), withRocksAnswers(b), { method, confidence });

  const comparison = compared(a, b, { method, confidence });
  // Each side of one mind, but not the same: plain Wald would be infinitely sure, so the adjusted one answers.
  const isCertain = comparison.standardError === 0 && comparison.difference !== 0;
  return isCertain ? compareNps(a, b, { method: "adjusted-wald", confidence }) : comparison;
}

function compared(
  a: NpsTally,
  b: NpsTally,
  { method, confidence }: { method: NpsComparisonMethod; confidence: number },
): NpsComparison {
  const difference = (npsScore(a) ?? 0) - (npsScore(b) ?? 0) + 0;
  const standardError = Math.hypot(npsStandardError(a) ?? 0, npsStandardError(b) ?? 0);
  const z = difference === 0 ? 0 : difference / standardError;
  const margin = standardErrorsFor(confidence) * standardError;
  const bounds = clampTo(differenceScale, { low: difference - margin, high: difference + margin });
  return { method, difference, standardError, z, p: 2 * normalCdf(-Math.abs(z)), bounds };
}

/** Answers needed for an adjusted interval of ± `margin` points; `variance` of one answer 0..1, 1 being the worst case. */
export function npsSampleSize({
  margin,
  variance = 1,
  confidence = 0.95,
}: {
  margin: number;
  variance?: number;
  confidence?: number;
}): number {
  const z = standardErrorsFor(confidence);
  return answersFor((z * z * variance) / (margin / 100) ** 2);
}

/** Answers needed in each of two groups to find a `difference` in points with probability `power`. */
export function npsSampleSizePerGroup({
  difference,
  variance = 1,
  confidence = 0.95,
  power = 0.8,
}: {
  difference: number;
  variance?: number;
  confidence?: number;
  power?: number;
}): number {
  const z = standardErrorsFor(confidence) + normalQuantile(power);
  return answersFor((2 * variance * z * z) / (difference / 100) ** 2);
}

/** Three answers come free: the adjusted interval imagines them. One real answer is always needed. */
function answersFor(wanted: number): number {
  return Math.max(1, Math.ceil(wanted - 3));
}
