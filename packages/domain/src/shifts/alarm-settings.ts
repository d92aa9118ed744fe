import { leastBaseline } from "./baseline.ts";
import type { WatchSettings } from "./watch.ts";

/** What a workspace has set about alarms. */
export type AlarmSettings = Omit<WatchSettings, "watchedDimensions"> & {
  /** Whether scores are held against their targets as well. */
  watchTargets: boolean;
  /** Keys of the dimensions whose values have series of their own. */
  watchedDimensions: string[];
};

export const usualAlarms: AlarmSettings = {
  falseAlarmsPerYear: 12,
  sensitivity: "budget",
  minimumBase: leastBaseline,
  watchTargets: false,
  watchedDimensions: [],
};
