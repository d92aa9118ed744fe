import type { NpsClass } from "./contribution.ts";
import { type NpsTally, npsScore } from "./nps.ts";

/** Σw and Σw² of one class, in units of 1e-6 and 1e-12: whole numbers, so that their sums are exact in any order. */
type WeighedClass = { weight: bigint; squares: bigint };

/** Raked answers of one series. Weights do not follow from counts, so these are stored beside them (METRICS §7). */
export type WeightedNpsTally = Readonly<Record<NpsClass, WeighedClass>>;

const unitsPerWeight = 1e6;
const classes: readonly NpsClass[] = ["detractor", "passive", "promoter"];
const none: WeighedClass = { weight: 0n, squares: 0n };

export const emptyWeightedNps: WeightedNpsTally = { detractor: none, passive: none, promoter: none };

/** Kish's (1965) effective number of respondents, (Σw)²/Σw²: as many unweighted ones would be as sure. 0 without any. */
export function effectiveN({ weight, squares }: { weight: number; squares: number }): number {
  return squares > 0 ? weight ** 2 / squares : 0;
}

/** The tally of one respondent; the weight is kept to a millionth. */
export function weightedAnswer(of: NpsClass, weight: number): WeightedNpsTally {
  const units = BigInt(Math.round(weight * unitsPerWeight));
  return { ...emptyWeightedNps, [of]: { weight: units, squares: units * units } };
}

export function addWeighted(a: WeightedNpsTally, b: WeightedNpsTally): WeightedNpsTally {
  return combined(a, b, (one, other) => one + other);
}

/** Takes answers back: an edit is −old +new. */
export function subtractWeighted(a: WeightedNpsTally, b: WeightedNpsTally): WeightedNpsTally {
  return combined(a, b, (one, other) => one - other);
}

/**
 * The weighted shares as a tally of Kish's effective number of respondents, not whole: its score is the weighted NPS,
 * and every interval and comparison of it is as wide as weighting makes it. Empty while nobody has answered.
 */
export function effectiveTally(tally: WeightedNpsTally): NpsTally {
  const sum = (part: keyof WeighedClass) => classes.reduce((total, of) => total + tally[of][part], 0n);
  const weight = Number(sum("weight"));
  const n = effectiveN({ weight, squares: Number(sum("squares")) });
  const respondents = (of: NpsClass) => (weight === 0 ? 0 : (n * Number(tally[of].weight)) / weight);
  return { detractors: respondents("detractor"), passives: respondents("passive"), promoters: respondents("promoter") };
}

/** Weighted NPS in points, −100..100; null while nobody has answered. */
export function weightedNpsScore(tally: WeightedNpsTally): number | null {
  return npsScore(effectiveTally(tally));
}

function combined(
  a: WeightedNpsTally,
  b: WeightedNpsTally,
  by: (one: bigint, other: bigint) => bigint,
): WeightedNpsTally {
  const of = (name: NpsClass): WeighedClass => ({
    weight: by(a[name].weight, b[name].weight),
    squares: by(a[name].squares, b[name].squares),
  });
  return { detractor: of("detractor"), passive: of("passive"), promoter: of("promoter") };
}
