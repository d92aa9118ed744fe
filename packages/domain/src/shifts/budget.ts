/** How many false alarms a year a workspace accepts, and among how many live series they are shared (METRICS §3.6). */
export type AlarmBudget = { falseAlarmsPerYear: number; workspaceSeries: number; otherSeries: number };

/** budget: each series keeps its share of the alarms. sensitive: several that speak at once need less each (e-d-BH). */
export type Sensitivity = "budget" | "sensitive";

const daysInYear = 365;

/**
 * Evidence in days that is an alarm. The workspace-wide series share half of the budget, all others the other half; a
 * series that is watched against a fixed target too has two detectors, each with twice the threshold.
 */
export function thresholdOf(
  { falseAlarmsPerYear, workspaceSeries, otherSeries }: AlarmBudget,
  { isWorkspace, hasTarget }: { isWorkspace: boolean; hasTarget: boolean },
): number {
  const sharing = Math.max(1, isWorkspace ? workspaceSeries : otherSeries);
  return ((sharing * daysInYear * 2) / falseAlarmsPerYear) * (hasTarget ? 2 : 1);
}

/** The limit that one series alone would have if it had the whole share: below it no rule can call an alarm. */
export function isWorthAsking(evidence: number, threshold: number, sharing: number): boolean {
  return evidence * Math.max(1, sharing) >= threshold;
}

/**
 * Which of these have an alarm, by evidence ÷ threshold. budget: those that reach theirs. sensitive: the k largest for
 * the largest k whose k-th reaches 1/k of it (Benjamini–Hochberg over e-detectors, Dandapanthula & Ramdas 2025).
 */
export function alarmsAmong<Key>(ratios: readonly (readonly [Key, number])[], sensitivity: Sensitivity): Key[] {
  if (sensitivity === "budget") return ratios.filter(([, ratio]) => ratio >= 1).map(([key]) => key);
  const largest = [...ratios].sort(([, a], [, b]) => b - a);
  const last = largest.findLastIndex(([, ratio], index) => ratio * (index + 1) >= 1);
  return largest.slice(0, last + 1).map(([key]) => key);
}
