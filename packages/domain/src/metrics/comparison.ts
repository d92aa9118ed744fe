import type { Metric, Scale } from "../survey/definition.ts";
import { type Bounds, rescale } from "./bounds.ts";
import { type CsiForm, csiInForm, fromCsiUnits } from "./csi.ts";
import { compareMeans } from "./mean-comparison.ts";
import { momentsOfScores } from "./means.ts";
import { npsScore, npsTally } from "./nps.ts";
import { compareNps } from "./nps-comparison.ts";
import { compareShares, type Share } from "./share-comparison.ts";
import { answersBetween, type Tally } from "./tally.ts";

/**
 * How far a later score lies above an earlier one, in the unit of the score. `value` is the difference of the scores
 * that are shown; `low` and `high` are two-sided and need not lie evenly around it.
 */
export type Difference = {
  value: number;
  low: number;
  high: number;
  confidence: number;
  method: "adjusted-wald" | "newcombe" | "welch";
};

type Options = { scale: Scale; csiForm: CsiForm; confidence?: number };
type Sides = { before: Tally; after: Tally };

/**
 * The difference of one score between two windows fixed in advance; null where it has no interval: without answers on
 * both sides, and for means of fewer than two. Watched again and again it will cry wolf: that is the detector's work.
 */
export function compareTallies(metric: Metric, sides: Sides, options: Options): Difference | null {
  const { scale, csiForm, confidence = 0.95 } = options;
  return differences[metric](sides, { scale, csiForm, confidence });
}

/** The difference of two shares in percent points. */
export function compareRates({ before, after }: { before: Share; after: Share }, confidence = 0.95): Difference | null {
  const compared = compareShares(after, before, confidence);
  if (!compared) return null;
  return { value: 100 * compared.difference, ...rescale(compared.bounds, 100), confidence, method: "newcombe" };
}

const differences: Record<Metric, (sides: Sides, options: Required<Options>) => Difference | null> = {
  nps: ({ before, after }, { confidence }) => {
    const compared = compareNps(npsTally(after), npsTally(before), { confidence });
    if (!compared) return null;
    const value = (npsScore(npsTally(after)) ?? 0) - (npsScore(npsTally(before)) ?? 0);
    return { value, ...compared.bounds, confidence, method: "adjusted-wald" };
  },
  csat: ({ before, after }, { scale, confidence }) => {
    const satisfied = (tally: Tally) => ({ hits: answersBetween(tally, scale.max - 1, scale.max), n: tally.n });
    return compareRates({ before: satisfied(before), after: satisfied(after) }, confidence);
  },
  ces: ({ before, after }, { confidence }) => {
    const compared = compareMeans(momentsOfScores(after), momentsOfScores(before), confidence);
    return welch(compared, confidence, 1);
  },
  csi: ({ before, after }, { scale, csiForm, confidence }) => {
    const compared = compareMeans(after, before, confidence);
    const perPoint = csiInForm(csiForm, 1, scale) - csiInForm(csiForm, 0, scale);
    return welch(compared, confidence, perPoint * fromCsiUnits(1n));
  },
};

function welch(
  compared: { difference: number; bounds: Bounds | null } | null,
  confidence: number,
  factor: number,
): Difference | null {
  if (!compared?.bounds) return null;
  return { value: factor * compared.difference, ...rescale(compared.bounds, factor), confidence, method: "welch" };
}
