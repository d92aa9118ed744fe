import { clampTo, standardErrorsFor } from "./bounds.ts";
import { type NpsClass, npsClass } from "./contribution.ts";
import { normalCdf } from "./normal.ts";
import { differenceScale, type NpsComparison, type NpsComparisonMethod } from "./nps-comparison.ts";

/**
 * The same respondents asked twice: respondents by how many NPS classes they moved. `fellTwo` went from promoter to
 * detractor, `roseOne` from detractor to passive or from passive to promoter.
 */
export type Movements = { fellTwo: number; fellOne: number; stayed: number; roseOne: number; roseTwo: number };

// The three imaginary answers of the adjusted Wald interval: so few moved by two classes that none is imagined.
const imagined: Movements = { fellTwo: 0, fellOne: 0.75, stayed: 1.5, roseOne: 0.75, roseTwo: 0 };

const rank: Record<NpsClass, number> = { detractor: 0, passive: 1, promoter: 2 };

/** How respondents moved; the scores of a pair are 0..10. */
export function movementsOf(pairs: readonly { before: number; after: number }[]): Movements {
  const names = ["fellTwo", "fellOne", "stayed", "roseOne", "roseTwo"] as const;
  const movements: Movements = { fellTwo: 0, fellOne: 0, stayed: 0, roseOne: 0, roseTwo: 0 };
  for (const { before, after } of pairs)
    movements[names[rank[npsClass(after)] - rank[npsClass(before)] + 2] ?? "stayed"]++;
  return movements;
}

/**
 * How far the NPS of the same respondents rose, by their own differences (METRICS §1): what both answers share cancels,
 * which two samples compared as if they were strangers would count as chance. Null without respondents.
 */
export function compareMatchedNps(
  movements: Movements,
  { method = "adjusted-wald", confidence = 0.95 }: { method?: NpsComparisonMethod; confidence?: number } = {},
): NpsComparison | null {
  if (respondents(movements) === 0) return null;
  if (method === "adjusted-wald") return compared(withImagined(movements), { method, confidence });

  const comparison = compared(movements, { method, confidence });
  const isCertain = comparison.standardError === 0 && comparison.difference !== 0;
  return isCertain ? compareMatchedNps(movements, { method: "adjusted-wald", confidence }) : comparison;
}

function compared(
  movements: Movements,
  { method, confidence }: { method: NpsComparisonMethod; confidence: number },
): NpsComparison {
  const { fellTwo, fellOne, roseOne, roseTwo } = movements;
  const n = respondents(movements);
  const sum = 2 * (roseTwo - fellTwo) + roseOne - fellOne;
  const sumSquares = 4 * (roseTwo + fellTwo) + roseOne + fellOne;
  const difference = (100 * sum) / n + 0;
  // Divisor n like that of one NPS; nothing is left where all moved alike.
  const standardError = (100 * Math.sqrt(Math.max(0, n * sumSquares - sum * sum) / n)) / n;
  const z = difference === 0 ? 0 : difference / standardError;
  const margin = standardErrorsFor(confidence) * standardError;
  const bounds = clampTo(differenceScale, { low: difference - margin, high: difference + margin });
  return { method, difference, standardError, z, p: 2 * normalCdf(-Math.abs(z)), bounds };
}

function respondents({ fellTwo, fellOne, stayed, roseOne, roseTwo }: Movements): number {
  return fellTwo + fellOne + stayed + roseOne + roseTwo;
}

function withImagined(movements: Movements): Movements {
  return {
    fellTwo: movements.fellTwo + imagined.fellTwo,
    fellOne: movements.fellOne + imagined.fellOne,
    stayed: movements.stayed + imagined.stayed,
    roseOne: movements.roseOne + imagined.roseOne,
    roseTwo: movements.roseTwo + imagined.roseTwo,
  };
}
