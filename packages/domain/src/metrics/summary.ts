import type { Metric, Scale } from "../survey/definition.ts";
import { type Bounds, clampTo, rescale } from "./bounds.ts";
import { type CsiForm, csiInForm, csiInterval, csiMeanIndex, csiMeanRating } from "./csi.ts";
import { intervalOfIndexes, studentFrom } from "./csi-of-respondents.ts";
import { meanInterval, meanOf, momentsOfScores } from "./means.ts";
import { npsInterval, npsScore, npsTally } from "./nps.ts";
import { wilsonInterval } from "./proportions.ts";
import { answersBetween, medianOf, type Tally } from "./tally.ts";

/** Two-sided, in the unit of the score and within its scale; `confidence` 0..1. */
export type Interval = {
  low: number;
  high: number;
  confidence: number;
  method: "adjusted-wald" | "score" | "wilson" | "t" | "bca";
};

/**
 * A score as it may be shown: never without its base and interval.
 * `score`: NPS −100..100, CSAT percent of the top two boxes, CES mean answer, CSI index. Null while nobody has answered.
 */
export type Summary = {
  metric: Metric;
  score: number | null;
  n: number;
  /** Null without a base, and for a mean of one answer, which has no interval. */
  interval: Interval | null;
  /** Answers by score; for a CSI respondents by decile of their range index, 0..10. */
  counts: Record<string, number>;
  /** Mean answer in points of the question's scale; for a CSI the weighted mean rating. */
  mean: number | null;
  /** The middle answer, of an even number halfway between the middle two; not of a CSI, whose counts are deciles. */
  median?: number | null;
  /** Respondents, NPS only. */
  promoters?: number;
  passives?: number;
  detractors?: number;
  /** Percent who found it easy (5–7 of 7), CES only. */
  topBoxShare?: number | null;
  /** CSI only: the forms differ by up to 20 points and are never compared. */
  form?: CsiForm;
};

type Options = {
  scale: Scale;
  csiForm?: CsiForm;
  confidence?: number;
  /**
   * Each respondent's range index, in any order: below thirty of them the CSI's interval is bootstrapped. Where many
   * scores are read at once (journey map, comparisons, shifts) they are not looked up, and it is Student's.
   */
  csiIndexes?: readonly number[];
};
type Settled = Required<Omit<Options, "csiIndexes">> & Pick<Options, "csiIndexes">;
type Figures = Omit<Summary, "metric" | "n">;

// Below ten answers the score interval keeps its promise where the adjusted Wald does not (METRICS §1, exact coverage).
const adjustedWaldFrom = 10;
const decileScale: Scale = { min: 0, max: 10 };

const figures: Record<Metric, (tally: Tally, options: Settled) => Figures> = {
  nps: npsFigures,
  csat: csatFigures,
  ces: cesFigures,
  csi: csiFigures,
};

/** The figures of one tally. `scale` is the question's own; the default confidence is 0.95. */
export function summarise(metric: Metric, tally: Tally, options: Options): Summary {
  const { scale, csiForm = "range", confidence = 0.95, csiIndexes } = options;
  return { metric, n: tally.n, ...figures[metric](tally, { scale, csiForm, confidence, csiIndexes }) };
}

function npsFigures(tally: Tally, { scale, confidence }: Settled): Figures {
  const bands = npsTally(tally);
  const method = tally.n < adjustedWaldFrom ? "score" : "adjusted-wald";
  return {
    score: npsScore(bands),
    interval: asInterval(npsInterval(bands, method, confidence), method, confidence),
    counts: countsOn(scale, tally),
    mean: meanOf(momentsOfScores(tally)),
    median: medianOf(tally),
    ...bands,
  };
}

function csatFigures(tally: Tally, { scale, confidence }: Settled): Figures {
  const satisfied = answersBetween(tally, scale.max - 1, scale.max);
  const share = wilsonInterval(satisfied, tally.n, confidence);
  return {
    score: percentOf(satisfied, tally.n),
    interval: asInterval(share && rescale(share, 100), "wilson", confidence),
    counts: countsOn(scale, tally),
    mean: meanOf(momentsOfScores(tally)),
    median: medianOf(tally),
  };
}

function cesFigures(tally: Tally, { scale, confidence }: Settled): Figures {
  const moments = momentsOfScores(tally);
  const bounds = meanInterval(moments, confidence);
  return {
    score: meanOf(moments),
    interval: asInterval(bounds && clampTo(scale, bounds), "t", confidence),
    counts: countsOn(scale, tally),
    mean: meanOf(moments),
    median: medianOf(tally),
    topBoxShare: percentOf(answersBetween(tally, scale.max - 2, scale.max), tally.n),
  };
}

function csiFigures(tally: Tally, { scale, csiForm, confidence, csiIndexes }: Settled): Figures {
  const index = csiMeanIndex(tally);
  const inForm = (value: number) => csiInForm(csiForm, value, scale);
  const isBootstrapped = csiIndexes !== undefined && tally.n < studentFrom;
  const range = isBootstrapped ? intervalOfIndexes(csiIndexes, { confidence }) : csiInterval(tally, confidence);
  const method = isBootstrapped ? "bca" : "t";
  return {
    score: index === null ? null : inForm(index),
    interval: asInterval(range && { low: inForm(range.low), high: inForm(range.high) }, method, confidence),
    counts: countsOn(decileScale, tally),
    mean: index === null ? null : csiMeanRating(index, scale),
    form: csiForm,
  };
}

function asInterval(bounds: Bounds | null, method: Interval["method"], confidence: number): Interval | null {
  return bounds && { ...bounds, confidence, method };
}

function percentOf(part: number, whole: number): number | null {
  return whole === 0 ? null : (100 * part) / whole;
}

function countsOn({ min, max }: Scale, { counts }: Tally): Record<string, number> {
  return Object.fromEntries(counts.slice(min, max + 1).map((count, k) => [min + k, count]));
}
