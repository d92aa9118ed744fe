import type { Scale } from "../survey/definition.ts";
import { type BootstrapOptions, bcaInterval } from "./bootstrap.ts";
import { type Bounds, clampTo } from "./bounds.ts";
import { csiIndex, type Rating } from "./csi.ts";
import { tQuantile } from "./student.ts";

/** One respondent's ratings in the order of the items; null for a skipped item. */
export type RatingRow = readonly (number | null)[];

/** What one respondent rated and how important they call it, item by item. */
export type RatedImportance = { ratings: RatingRow; importances: RatingRow };

/** Range index 0..100; `n` respondents with a rating at least; `interval` null below two of them. */
export type RespondentCsi = {
  csi: number;
  n: number;
  interval: (Bounds & { method: "t" | "bca" }) | null;
};

/** From so many respondents on Student's interval may be trusted with a skewed index (METRICS §2). */
export const studentFrom = 30;
const hundred = { min: 0, max: 100 };

/**
 * Mean of the respondents' own indexes, with weights that were fixed beforehand: a skipped item's weight goes to the
 * others, who rated nothing is left out. Null without a rating.
 */
export function csiOfRespondents(
  rows: readonly RatingRow[],
  weights: readonly number[],
  scale: Scale,
  options: IntervalOptions = {},
): RespondentCsi | null {
  const indexes = rows.map((row) => csiIndex(rated(row, weights), scale)).filter((index) => index !== null);
  const csi = meanOf(indexes);
  return csi === null ? null : { csi, n: indexes.length, interval: intervalOfIndexes(indexes, options) };
}

type IntervalOptions = BootstrapOptions & { method?: "t" | "bca" };

/** Around the mean of respondents' range indexes, within 0..100 and whatever their order; null below two of them. */
export function intervalOfIndexes(
  indexes: readonly number[],
  { method, ...options }: IntervalOptions = {},
): RespondentCsi["interval"] {
  const chosen = method ?? (indexes.length < studentFrom ? "bca" : "t");
  // A fixed seed draws places: in another order the same answers would be drawn differently.
  const sorted = indexes.toSorted((a, b) => a - b);
  const bounds = chosen === "t" ? studentInterval(sorted, options.confidence) : bcaInterval(sorted, meanOf, options);
  return bounds && { ...clampTo(hundred, bounds), method: chosen };
}

/**
 * The index where importances come from the respondents themselves: their mean importances weigh the mean ratings, and
 * the whole ratio is bootstrapped, since the weights are chance too. Null without a rating.
 */
export function csiOfOwnImportances(
  rows: readonly RatedImportance[],
  scale: Scale,
  options: BootstrapOptions = {},
): RespondentCsi | null {
  const answered = rows.filter(({ ratings }) => ratings.some((rating) => rating !== null));
  const indexOf = (sample: readonly RatedImportance[]) => {
    const ratings = columnMeans(sample.map((row) => row.ratings));
    const importances = columnMeans(sample.map((row) => row.importances));
    return csiIndex(rated(ratings, importances), scale);
  };
  const csi = indexOf(answered);
  if (csi === null) return null;
  const bounds = bcaInterval(answered, indexOf, options);
  return { csi, n: answered.length, interval: bounds && { ...clampTo(hundred, bounds), method: "bca" } };
}

function rated(ratings: RatingRow, weights: readonly (number | null)[]): Rating[] {
  return ratings.flatMap((rating, item) => {
    const weight = weights[item] ?? 0;
    return rating === null || weight <= 0 ? [] : [{ rating, weight }];
  });
}

function columnMeans(rows: readonly RatingRow[]): (number | null)[] {
  const width = rows.reduce((widest, row) => Math.max(widest, row.length), 0);
  return Array.from({ length: width }, (_, item) =>
    meanOf(rows.map((row) => row[item] ?? null).filter((value) => value !== null)),
  );
}

function meanOf(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function studentInterval(values: readonly number[], confidence = 0.95): Bounds | null {
  const mean = meanOf(values);
  const n = values.length;
  if (mean === null || n < 2) return null;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1);
  const reach = tQuantile((1 + confidence) / 2, n - 1) * Math.sqrt(variance / n);
  return { low: mean - reach, high: mean + reach };
}
