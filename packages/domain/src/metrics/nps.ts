import { type Bounds, clampTo, rescale, standardErrorsFor } from "./bounds.ts";
import { finitePopulationFactor } from "./finite-population.ts";
import { answersBetween, type Tally } from "./tally.ts";

/** Respondents per NPS band. Counts, never percentages: counts can be added across days and segments. */
export type NpsTally = { detractors: number; passives: number; promoters: number };

export type NpsIntervalMethod = "wald" | "adjusted-wald" | "score" | "bonett-price" | "agresti-min" | "goodman";

export const npsScale = { min: -100, max: 100 };

// Imaginary answers added before a Wald interval. Without the three of Rocks (2016) five promoters would look like certainty.
const nobody: NpsTally = { detractors: 0, passives: 0, promoters: 0 };
const rocks: NpsTally = { detractors: 0.75, passives: 1.5, promoters: 0.75 };
const bonettPrice: NpsTally = { detractors: 1, passives: 0, promoters: 1 };
const agrestiMin: NpsTally = { detractors: 0.5, passives: 1, promoters: 0.5 };

/** Detractors gave 0–6, passives 7–8, promoters 9–10 (Reichheld 2003). */
export function npsTally(tally: Tally): NpsTally {
  return {
    detractors: answersBetween(tally, 0, 6),
    passives: answersBetween(tally, 7, 8),
    promoters: answersBetween(tally, 9, 10),
  };
}

export function respondentsIn({ detractors, passives, promoters }: NpsTally): number {
  return detractors + passives + promoters;
}

/** Net Promoter Score in points, −100 to +100; null while nobody has answered. */
export function npsScore(tally: NpsTally): number | null {
  const n = respondentsIn(tally);
  return n === 0 ? null : (100 * (tally.promoters - tally.detractors)) / n;
}

/** Variance of one answer scored −1, 0 or 1: p + d − (p − d)² of the shares, without its cancellation; 0..1. */
export function npsVariance(tally: NpsTally): number | null {
  const n = respondentsIn(tally);
  const { detractors, passives, promoters } = tally;
  return n === 0 ? null : ((promoters + detractors) * passives + 4 * promoters * detractors) / (n * n);
}

/** Standard error of the NPS in points. Divisor n, not n − 1, like CRAN's NPS package. */
export function npsStandardError(tally: NpsTally): number | null {
  const variance = npsVariance(tally);
  return variance === null ? null : 100 * Math.sqrt(variance / respondentsIn(tally));
}

/** The tally the adjusted Wald methods calculate with: three imaginary answers more. */
export function withRocksAnswers(tally: NpsTally): NpsTally {
  return withImaginary(tally, rocks);
}

/**
 * The interval of an NPS in points, within −100..+100; null while nobody has answered. `population`: all customers, where
 * those who did not answer are so few that they matter.
 */
export function npsInterval(
  tally: NpsTally,
  method: NpsIntervalMethod,
  confidence = 0.95,
  population = Number.POSITIVE_INFINITY,
): Bounds | null {
  const n = respondentsIn(tally);
  if (n === 0) return null;
  const reach = (method === "goodman" ? simultaneousErrorsFor : standardErrorsFor)(confidence);
  return clampTo(npsScale, intervals[method](tally, reach * finitePopulationFactor(n, population)));
}

/** Simultaneous over both shares: the root of a χ² quantile with 2 degrees of freedom, which has this closed form. */
function simultaneousErrorsFor(confidence: number): number {
  return Math.sqrt(-2 * Math.log1p(-confidence));
}

const intervals: Record<NpsIntervalMethod, (tally: NpsTally, reach: number) => Bounds> = {
  wald: (tally, reach) => waldInterval(tally, nobody, reach),
  "adjusted-wald": (tally, reach) => waldInterval(tally, rocks, reach),
  "bonett-price": (tally, reach) => waldInterval(tally, bonettPrice, reach),
  "agresti-min": (tally, reach) => waldInterval(tally, agrestiMin, reach),
  goodman: (tally, reach) => waldInterval(tally, nobody, reach),
  score: scoreInterval,
};

function withImaginary(tally: NpsTally, imaginary: NpsTally): NpsTally {
  return {
    detractors: tally.detractors + imaginary.detractors,
    passives: tally.passives + imaginary.passives,
    promoters: tally.promoters + imaginary.promoters,
  };
}

/** Centred on the score with the imaginary answers, which is not the score that is shown. */
function waldInterval(tally: NpsTally, imaginary: NpsTally, reach: number): Bounds {
  const adjusted = withImaginary(tally, imaginary);
  const centre = npsScore(adjusted) ?? 0;
  const margin = reach * (npsStandardError(adjusted) ?? 0);
  return { low: centre - margin, high: centre + margin };
}

/** Tango's (1998) score interval: NPS is the difference of paired proportions, so its literature applies unchanged. */
function scoreInterval(tally: NpsTally, z: number): Bounds {
  const mirrored = { ...tally, detractors: tally.promoters, promoters: tally.detractors };
  return rescale({ low: scoreLow(tally, z), high: -scoreLow(mirrored, z) }, 100);
}

/** The least δ in −1..1 that the answers do not refute: halved down to neighbouring doubles. */
function scoreLow(tally: NpsTally, z: number): number {
  const n = respondentsIn(tally);
  const net = tally.promoters - tally.detractors;
  let refuted = -1;
  let kept = net / n;
  for (let step = 0; step < 60; step++) {
    const delta = (refuted + kept) / 2;
    if (net - n * delta > z * Math.sqrt(scoreVariance(tally, delta))) refuted = delta;
    else kept = delta;
  }
  return kept;
}

/** Variance of promoters − detractors if their shares really differed by δ; q is then the likeliest share of detractors. */
function scoreVariance(tally: NpsTally, delta: number): number {
  const { detractors, promoters } = tally;
  const n = respondentsIn(tally);
  const b = (2 * n - promoters + detractors) * delta - promoters - detractors;
  const c = -detractors * delta * (1 - delta);
  const q = (Math.sqrt(Math.max(0, b * b - 8 * n * c)) - b) / (4 * n);
  return Math.max(0, n * (2 * q + delta * (1 - delta)));
}
