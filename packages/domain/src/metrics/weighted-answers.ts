import type { Bounds } from "./bounds.ts";
import { wilsonInterval } from "./proportions.ts";
import { tQuantile } from "./student.ts";
import { effectiveN } from "./weighted-nps.ts";

/** One respondent's figure and what it counts for, weight ≥ 0. */
export type WeightedAnswer = { value: number; weight: number };

/** In the unit of the values; `n` is Kish's effective number, which replaces the respondents in the interval. */
export type WeightedFigure = { value: number; n: number; bounds: Bounds | null };

/**
 * Weighted mean with Student's interval of Kish's n, not clamped to any scale: none below an effective n of two.
 * Null where nothing weighs. Of weights that are all alike it is the plain mean and interval.
 */
export function weightedMean(answers: readonly WeightedAnswer[], confidence = 0.95): WeightedFigure | null {
  const { weight, n } = sizeOf(answers);
  if (weight === 0) return null;
  const value = answers.reduce((sum, one) => sum + one.weight * one.value, 0) / weight;
  if (n < 2 - 1e-9) return { value, n, bounds: null };
  const squares = answers.reduce((sum, one) => sum + one.weight * (one.value - value) ** 2, 0) / weight;
  const reach = tQuantile((1 + confidence) / 2, n - 1) * Math.sqrt(squares / (n - 1));
  return { value, n, bounds: { low: value - reach, high: value + reach } };
}

/** Weighted share 0..1 of the respondents who are a hit, with Wilson's interval of Kish's n; null where nothing weighs. */
export function weightedShare(
  answers: readonly { isHit: boolean; weight: number }[],
  confidence = 0.95,
): WeightedFigure | null {
  const { weight, n } = sizeOf(answers);
  if (weight === 0) return null;
  const value = answers.reduce((sum, one) => sum + (one.isHit ? one.weight : 0), 0) / weight;
  return { value, n, bounds: wilsonInterval(value * n, n, confidence) };
}

function sizeOf(answers: readonly { weight: number }[]): { weight: number; n: number } {
  const weight = answers.reduce((sum, one) => sum + one.weight, 0);
  return { weight, n: effectiveN({ weight, squares: answers.reduce((sum, one) => sum + one.weight ** 2, 0) }) };
}
