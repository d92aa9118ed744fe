import { effectiveN } from "./weighted-nps.ts";

/** Respondents who are alike in every margin; `of` names their category in each, in the order of the margins. */
export type RakingCell = { count: number; of: readonly string[] };

/** How many customers, or which share of them, belong to each category of one margin: age, region, channel … */
export type Margin = Readonly<Record<string, number>>;

/**
 * `weights[i]` is what one respondent of cell i counts for; they add up to the first margin's total while none is trimmed.
 * `effectiveN` takes the place of n in every interval. `reached`: whether the answers' margins were brought to the known
 * ones, before trimming; a category that nobody answered from cannot be, and one that its margin does not name weighs nothing.
 */
export type Raked = { weights: number[]; effectiveN: number; trimmed: number; reached: boolean };

type Options = { trim?: { least: number; most: number } | null; tolerance?: number; rounds?: number };

/** In means of the weights: nobody speaks for more than five, nor for less than a fifth. */
const usualTrim = { least: 0.2, most: 5 };

/**
 * Weighs respondents so that each margin is as among all customers (iterative proportional fitting, Deming & Stephan
 * 1940), then trims. It mends who was asked and who answers, by what is known of them: not that the unhappy keep quiet,
 * which is why the response rate stands beside the figure. Null without respondents or with a margin of nobody.
 */
export function rake(
  cells: readonly RakingCell[],
  margins: readonly Margin[],
  { trim = usualTrim, tolerance = 1e-12, rounds = 1000 }: Options = {},
): Raked | null {
  const totals = margins.map((margin) => Object.values(margin).reduce((sum, target) => sum + target, 0));
  const respondents = cells.reduce((sum, { count }) => sum + count, 0);
  const total = totals[0] ?? respondents;
  if (respondents === 0 || totals.some((one) => !(one > 0))) return null;

  const weights = cells.map(() => total / respondents);
  const targets = margins.map((margin, of) => rescaled(margin, total / (totals[of] as number)));
  let error = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds && error > tolerance; round++) {
    for (const [of, margin] of targets.entries()) fit(cells, weights, margin, of);
    error = Math.max(0, ...targets.map((margin, of) => farthest(cells, weights, margin, of) / total));
  }
  return { ...trimmed(cells, weights, trim), reached: error <= Math.max(tolerance, 1e-9) };
}

/** A map, since a category may be called "constructor" by whoever named it. */
type Targets = ReadonlyMap<string, number>;

function rescaled(margin: Margin, factor: number): Targets {
  return new Map(Object.entries(margin).map(([category, target]) => [category, target * factor]));
}

/** Weighs each category of one margin to its target. */
function fit(cells: readonly RakingCell[], weights: number[], margin: Targets, of: number): void {
  const reached = weightBy(cells, weights, of);
  cells.forEach((cell, i) => {
    const category = cell.of[of] ?? "";
    const present = reached.get(category) ?? 0;
    if (present > 0) weights[i] = ((weights[i] as number) * (margin.get(category) ?? 0)) / present;
  });
}

function farthest(cells: readonly RakingCell[], weights: readonly number[], margin: Targets, of: number): number {
  const reached = weightBy(cells, weights, of);
  return Math.max(...[...margin].map(([category, target]) => Math.abs((reached.get(category) ?? 0) - target)));
}

function weightBy(cells: readonly RakingCell[], weights: readonly number[], of: number): Map<string, number> {
  const sums = new Map<string, number>();
  cells.forEach((cell, i) => {
    const category = cell.of[of] ?? "";
    sums.set(category, (sums.get(category) ?? 0) + cell.count * (weights[i] as number));
  });
  return sums;
}

function trimmed(
  cells: readonly RakingCell[],
  weights: readonly number[],
  trim: { least: number; most: number } | null,
): Omit<Raked, "reached"> {
  const respondents = cells.reduce((sum, { count }) => sum + count, 0);
  const sumOf = (figure: (weight: number) => number, values: readonly number[]) =>
    values.reduce((sum, weight, i) => sum + (cells[i] as RakingCell).count * figure(weight), 0);
  const mean = sumOf((weight) => weight, weights) / respondents;
  const held = weights.map((weight) =>
    trim && weight > 0 ? Math.min(trim.most * mean, Math.max(trim.least * mean, weight)) : weight,
  );
  return {
    weights: held,
    effectiveN: effectiveN({ weight: sumOf((w) => w, held), squares: sumOf((w) => w * w, held) }),
    trimmed: cells.reduce((sum, { count }, i) => sum + (held[i] === weights[i] ? 0 : count), 0),
  };
}
