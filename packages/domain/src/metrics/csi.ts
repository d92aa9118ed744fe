import type { Scale } from "../survey/definition.ts";
import { type Bounds, clampTo, rescale } from "./bounds.ts";
import { type Moments, meanInterval, meanOf } from "./means.ts";

/** "range": 0–100 over the whole scale. "ratioToMax": percent of the best rating, so never below 100·min/max. */
export type CsiForm = "range" | "ratioToMax";

/** One rated item; `weight` is its importance, 0 < weight, any unit. */
export type Rating = { rating: number; weight: number };

/** Whole units in one point of the index: sums of such integers are exact in any order. */
const unitsPerPoint = 1e9;

/**
 * Importance-weighted index, range-normalised to 0..100: of one respondent, or of item means; null without a rating.
 * Weights are shared out among the items given, so a skipped item costs nothing.
 */
export function csiIndex(ratings: readonly Rating[], { min, max }: Scale): number | null {
  const weight = ratings.reduce((sum, item) => sum + item.weight, 0);
  const reached = ratings.reduce((sum, item) => sum + item.weight * (item.rating - min), 0);
  return weight === 0 ? null : (100 * reached) / (weight * (max - min));
}

/** An index of 0..100 as the integer that is stored and summed. */
export function toCsiUnits(index: number): bigint {
  return BigInt(Math.round(index * unitsPerPoint));
}

export function fromCsiUnits(units: bigint): number {
  return Number(units) / unitsPerPoint;
}

/** The decile 0..10 of a stored index; a whole 100 has one of its own. */
export function csiBucket(units: bigint): number {
  return Number(units / toCsiUnits(10));
}

/** The weighted mean rating behind a range index, in points of the question's scale. */
export function csiMeanRating(index: number, { min, max }: Scale): number {
  return (index * (max - min)) / 100 + min;
}

/** A range index in the form asked for. */
export function csiInForm(form: CsiForm, index: number, scale: Scale): number {
  return form === "range" ? index : (100 * csiMeanRating(index, scale)) / scale.max;
}

/** Mean range index of the respondents, 0..100; null without any. */
export function csiMeanIndex(moments: Moments): number | null {
  const mean = meanOf(moments);
  return mean === null ? null : mean / unitsPerPoint;
}

/** Student's interval of the mean range index, within 0..100; null below two respondents. */
export function csiInterval(moments: Moments, confidence = 0.95): Bounds | null {
  const bounds = meanInterval(moments, confidence);
  return bounds && clampTo({ min: 0, max: 100 }, rescale(bounds, 1 / unitsPerPoint));
}

/** Each importance as its share of all, adding up to 1; null where nothing is important. */
export function importanceShares(importances: readonly number[]): number[] | null {
  const total = importances.reduce((sum, importance) => sum + importance, 0);
  return total > 0 ? importances.map((importance) => importance / total) : null;
}

/** How far an item's satisfaction falls short of its importance, both on one scale; negative where it does more than asked. */
export function satisfactionGap({ importance, satisfaction }: { importance: number; satisfaction: number }): number {
  return importance - satisfaction + 0;
}
