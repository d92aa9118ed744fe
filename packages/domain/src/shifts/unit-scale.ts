import { type CsiForm, csiInForm, fromCsiUnits } from "../metrics/csi.ts";
import type { Tally } from "../metrics/tally.ts";
import type { Metric, Scale } from "../survey/definition.ts";

/**
 * Detectors see every answer on 0..1. NPS: detractor 0, passive ½, promoter 1, so that its score is 200 · mean − 100.
 * CSAT: whether it is in the top two boxes. Others: (answer − min) / (max − min); of a CSI its range index.
 */
export type UnitMoments = { n: number; sum: number; sumSquares: number };

/** An NPS answer 0–10 on 0..1. */
export function unitAnswerOfNps(score: number): number {
  return score >= 9 ? 1 : score >= 7 ? 0.5 : 0;
}

/** One counted answer on 0..1: `bucket` is the step given, `scaled` the CSI index × 10⁹. */
export function unitAnswer(metric: Metric, { min, max }: Scale, answer: { bucket: number; scaled: bigint }): number {
  switch (metric) {
    case "nps":
      return unitAnswerOfNps(answer.bucket);
    case "csat":
      return answer.bucket >= max - 1 ? 1 : 0;
    case "ces":
      return (answer.bucket - min) / (max - min);
    case "csi":
      return fromCsiUnits(answer.scaled) / 100;
  }
}

/** The same of answers already counted. */
export function unitMoments(metric: Metric, scale: Scale, tally: Tally): UnitMoments {
  if (metric === "csi") {
    const perUnit = 1e-11;
    return { n: tally.n, sum: Number(tally.sum) * perUnit, sumSquares: Number(tally.sumSquares) * perUnit * perUnit };
  }
  const moments = { n: 0, sum: 0, sumSquares: 0 };
  for (const [bucket, count] of tally.counts.entries()) {
    if (count === 0) continue;
    const answer = unitAnswer(metric, scale, { bucket, scaled: 0n });
    moments.n += count;
    moments.sum += count * answer;
    moments.sumSquares += count * answer * answer;
  }
  return moments;
}

/** A level on 0..1 as the score people know: NPS −100..100, CSAT and CSI percent, CES on its scale. */
export function scoreOfLevel(metric: Metric, scale: Scale, level: number, form: CsiForm = "range"): number {
  switch (metric) {
    case "nps":
      return 200 * level - 100;
    case "csat":
      return 100 * level;
    case "ces":
      return scale.min + level * (scale.max - scale.min);
    case "csi":
      return csiInForm(form, 100 * level, scale);
  }
}

/** The other way: a target or fixed reference in the score's own unit as a level on 0..1. */
export function levelOfScore(metric: Metric, scale: Scale, score: number, form: CsiForm = "range"): number {
  const [low, high] = [0, 1].map((level) => scoreOfLevel(metric, scale, level, form)) as [number, number];
  return Math.min(1, Math.max(0, (score - low) / (high - low)));
}
