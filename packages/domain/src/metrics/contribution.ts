import {
  type AnswerValue,
  type CsiItem,
  type Metric,
  type MetricQuestion,
  type Scale,
  scaleOf,
} from "../survey/definition.ts";
import { csiBucket, csiIndex, fromCsiUnits, toCsiUnits } from "./csi.ts";

/** What one answer adds to its series. `scaled` is the CSI's 0..100 in units of 1e-9, null for the other metrics. */
export type Contribution = { metric: Metric; bucket: number; scaled: bigint | null };

export type NpsClass = "promoter" | "passive" | "detractor";
export type ScoreClass = NpsClass | "satisfied" | "neutral" | "dissatisfied";

/** Lowest scores of the upper two classes. CSI has no standard borders: 50 and 70 are ours, a setting later. */
const borders: Record<Metric, { middle: number; upper: number }> = {
  nps: { middle: 7, upper: 9 },
  csat: { middle: 3, upper: 4 },
  ces: { middle: 4, upper: 5 },
  csi: { middle: 50, upper: 70 },
};

/** What one answer adds to its series; null for an answer that is not on the question's scale. */
export function contributionOf(question: MetricQuestion, answer: AnswerValue): Contribution | null {
  if (question.type === "csi") {
    const scaled = csiUnitsOf(question, answer);
    return scaled === null ? null : { metric: "csi", bucket: csiBucket(scaled), scaled };
  }
  return isOn(scaleOf(question), answer) ? { metric: question.type, bucket: answer + 0, scaled: null } : null; // JSON can say -0
}

/** The score of a response: the number given; for a CSI the range index 0..100, rounded to 1e-9. */
export function scoreOf(question: MetricQuestion, answer: AnswerValue): number | null {
  const contribution = contributionOf(question, answer);
  if (contribution === null) return null;
  return contribution.scaled === null ? contribution.bucket : fromCsiUnits(contribution.scaled);
}

export function npsClass(score: number): NpsClass {
  if (score >= borders.nps.upper) return "promoter";
  return score >= borders.nps.middle ? "passive" : "detractor";
}

/** CES runs from hard to easy, so a high score satisfies there too. */
export function classOf(metric: Metric, score: number): ScoreClass {
  if (metric === "nps") return npsClass(score);
  if (score >= borders[metric].upper) return "satisfied";
  return score >= borders[metric].middle ? "neutral" : "dissatisfied";
}

/** Whether the score is in the worst band of its scale, where a person should follow up. */
export function isUnhappy(metric: Metric, score: number): boolean {
  return score < borders[metric].middle;
}

function isOn({ min, max }: Scale, answer: unknown): answer is number {
  return Number.isInteger(answer) && (answer as number) >= min && (answer as number) <= max;
}

/** One rating off the scale spoils the answer: dropping it alone would move the index unnoticed. */
function csiUnitsOf({ items, scale }: { items: CsiItem[]; scale: Scale }, answer: AnswerValue): bigint | null {
  if (typeof answer !== "object") return null;
  const given = new Map<string, unknown>(Object.entries(answer));
  const rated = items.filter((item) => (given.get(item.id) ?? null) !== null);
  const ratings = rated.map(({ id, weight }) => ({ rating: given.get(id), weight }));
  if (!ratings.every((item): item is { rating: number; weight: number } => isOn(scale, item.rating))) return null;

  const index = csiIndex(ratings, scale);
  return index === null ? null : toCsiUnits(index);
}
