import type { Metric } from "../survey/definition.ts";

/** What a score is held against: the touchpoint's own target, which is one of NPS, else the workspace's; null: nothing. */
export function targetOf(
  metric: Metric,
  targets: Partial<Record<Metric, number>>,
  touchpoint?: { target: number | null },
): number | null {
  const own = metric === "nps" ? touchpoint?.target : null;
  return own ?? targets[metric] ?? null;
}
