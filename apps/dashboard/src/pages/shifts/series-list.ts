import type { Series } from "../../shifts/shifts.ts";
import type { WatchedSeries } from "../../shifts/watching.ts";

const levels = ["workspace", "journey", "stage", "touchpoint", "leaf"] as const;

/** Series by level, the widest first; levels without any are left out. */
export function levelsOf(series: readonly WatchedSeries[]): [Series["level"], WatchedSeries[]][] {
  return levels
    .map((level): [Series["level"], WatchedSeries[]] => [level, series.filter((one) => one.series.level === level)])
    .filter(([, found]) => found.length > 0);
}
