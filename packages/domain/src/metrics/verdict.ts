import type { Metric } from "../survey/definition.ts";
import type { Difference } from "./comparison.ts";

/** What two windows say about a score. "cannotTell" is an answer: the change may be large, and may be none. */
export type Verdict = "rose" | "fell" | "noVisibleChange" | "cannotTell" | "learning";

/** `missing`: answers that the thinner side still lacks, while learning only. */
export type Judgement = { verdict: Verdict; missing?: number };

/** What is compared: a score, or the share of the invited who answered. */
export type Compared = Metric | "rate";

/** Answers that each side needs before a verdict is given. */
export const smallestBase = 30;

/** A difference known to within this, in the unit of the score, is small enough to be called none: a twentieth of its scale. */
export const visibleChange: Record<Compared, number> = { nps: 10, csat: 5, csi: 5, ces: 0.3, rate: 5 };

/** The verdict on a difference, by its interval alone; `before` and `after` are the bases. */
export function judge(
  compared: Compared,
  { before, after, difference }: { before: number; after: number; difference: Difference | null },
): Judgement {
  const missing = smallestBase - Math.min(before, after);
  if (missing > 0) return { verdict: "learning", missing };
  if (!difference) return { verdict: "cannotTell" };
  if (difference.low > 0) return { verdict: "rose" };
  if (difference.high < 0) return { verdict: "fell" };
  const halfWidth = (difference.high - difference.low) / 2;
  return { verdict: halfWidth <= visibleChange[compared] ? "noVisibleChange" : "cannotTell" };
}
