import type { Bounds } from "../metrics/bounds.ts";
import type { NpsTally } from "../metrics/nps.ts";
import { compareNps } from "../metrics/nps-comparison.ts";

/**
 * One stage of a journey. `performance`: interval of its score on 0–100 (Wilson's or adjusted). `share`: interval of its
 * LMG share, 0..1. `finalOf`: final answers of those who gave 9–10 here, and of those who gave 7–8. Null where unknown.
 */
export type StageSpending = {
  performance: Bounds | null;
  share: Bounds | null;
  finalOf: { best: NpsTally; good: NpsTally };
};

/** Each of the three reasons, null where the answers cannot tell; only all three together say that more is wasted. */
export type SpendingFinding = {
  isGoodEnough: boolean | null;
  hardlyMatters: boolean | null;
  isSaturated: boolean | null;
  stopSpending: boolean;
};

const goodEnough = 85;
/** Final NPS points that a 9–10 here is surely worth less than, compared with a 7–8. */
const saturatedBelow = 5;

/** Whether better is wasted at a stage, one of so many `drivers` (METRICS §4). An association. */
export function stopSpending(
  { performance, share, finalOf }: StageSpending,
  drivers: number,
  confidence = 0.95,
): SpendingFinding {
  const worth = compareNps(finalOf.best, finalOf.good, { confidence });
  const isGoodEnough = performance && performance.low >= goodEnough;
  const hardlyMatters = share && share.high < 1 / (2 * drivers);
  const isSaturated = worth && worth.bounds.high < saturatedBelow;
  return {
    isGoodEnough,
    hardlyMatters,
    isSaturated,
    stopSpending: Boolean(isGoodEnough && hardlyMatters && isSaturated),
  };
}
