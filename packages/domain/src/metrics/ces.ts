import type { Scale } from "../survey/definition.ts";
import type { Bounds } from "./bounds.ts";
import { meanOf, momentsOfScores } from "./means.ts";
import { wilsonInterval } from "./proportions.ts";
import { answersBetween, type Tally } from "./tally.ts";

/** Customer effort after Dixon, Toman & DeLisi (2013), 1–7, 7 = easy: the three easy answers against the three hard ones. */
const bandWidth = 3;

/** Those who found it easy (5–7 of 7), in percent with Wilson's interval; null while nobody has answered. */
export function easyShare(tally: Tally, { max }: Scale, confidence = 0.95): { percent: number; bounds: Bounds } | null {
  const easy = answersBetween(tally, max - bandWidth + 1, max);
  const share = wilsonInterval(easy, tally.n, confidence);
  return share && { percent: (100 * easy) / tally.n, bounds: { low: 100 * share.low, high: 100 * share.high } };
}

/** Percent who found it easy less percent who found it hard (1–3 of 7), −100..100; null while nobody has answered. */
export function netEasy(tally: Tally, { min, max }: Scale): number | null {
  if (tally.n === 0) return null;
  const easy = answersBetween(tally, max - bandWidth + 1, max);
  const hard = answersBetween(tally, min, min + bandWidth - 1);
  return (100 * (easy - hard)) / tally.n;
}

/** The mean answer as 0..100 of its scale; null while nobody has answered. */
export function meanOnHundred(tally: Tally, { min, max }: Scale): number | null {
  const mean = meanOf(momentsOfScores(tally));
  return mean === null ? null : (100 * (mean - min)) / (max - min);
}
