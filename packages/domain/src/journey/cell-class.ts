import { smallestBase } from "../metrics/verdict.ts";
import type { Metric } from "../survey/definition.ts";

/**
 * What a cell of the journey map may say: `-` and `+` only where the whole interval lies on one side of the target,
 * doubled where it is far from it; `few` below the smallest base; `0` for what cannot be told, or has no target.
 */
export type CellClass = "--" | "-" | "0" | "+" | "++" | "few";

/** How far from its target a score is far, in its own unit: 7.5 % of its scale. */
export const farFromTarget: Record<Metric, number> = { nps: 15, csat: 7.5, csi: 7.5, ces: 0.45 };

type Cell = { n: number; interval: { low: number; high: number } | null; target: number | null };

export function cellClass(metric: Metric, { n, interval, target }: Cell): CellClass {
  if (n < smallestBase) return "few";
  if (!interval || target === null) return "0";
  const far = farFromTarget[metric];
  if (interval.high < target - far) return "--";
  if (interval.high < target) return "-";
  if (interval.low > target + far) return "++";
  if (interval.low > target) return "+";
  return "0";
}
