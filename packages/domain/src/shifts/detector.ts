import { type Bounds, clampTo, standardErrorsFor } from "../metrics/bounds.ts";

/**
 * A time-injected mixture Shiryaev–Roberts e-detector with betting e-values (Shin, Ramdas & Rinaldo 2023; METRICS §3.2).
 * Answers are put on 0..1, times are in days. Whatever the mix and the rate of answers, chance alone lets the evidence
 * reach A no sooner than after A days on average: the threshold is the false-alarm interval, and nothing is tuned.
 *
 * The state of one series: when it last heard an answer, then for each bet its evidence R and, weighted by it, the onset
 * (first and second moment), the answers since, their sum and their sum of squares.
 */
export type Detector = Float64Array;

export type Direction = "down" | "up";

/** What the next answer is expected to be if nothing has shifted; known before the answer. */
export type Expectation = {
  /** Mean and variance of one answer, 0..1. */
  mean: number;
  variance: number;
  /** How far the mean may wander without being called a shift, 0..1. */
  deadZone: number;
  /** No level nearer to an end of the scale than this is bet against; 0.02 unless said. */
  edge?: number;
};

/** What a detector knows at an alarm. Levels, sizes and their bounds are on 0..1; times in days. */
export type Finding = {
  direction: Direction;
  onset: number;
  /** Standard deviation of the onset, days. */
  onsetDeviation: number;
  answers: number;
  level: number;
  /** Adjusted Wald bounds of the level. */
  bounds: Bounds;
};

/** Sizes of shift that are bet on in both directions: 10, 20 and 40 points of NPS. */
export const betSizes = [0.05, 0.1, 0.2] as const;
const leastVariance = 0.01;
const usualEdge = 0.02;
/** Longer silences inject no more evidence than this, days. */
const longestSilence = 7;
/** Expected days between true shifts: prior odds for the confidence. */
const daysBetweenShifts = 180;

const bets = 2 * betSizes.length;
const fields = 6;
const [evidence, onset, onsetSquared, count, sum, sumSquares] = [0, 1, 2, 3, 4, 5];
export const detectorLength = 1 + bets * fields;

/** A detector that has seen nothing, from this time on. */
export function startDetector(at: number): Detector {
  const detector = new Float64Array(detectorLength);
  detector[0] = at;
  return detector;
}

/** Forgets all evidence; the time of the last answer stays. */
export function restart(detector: Detector): void {
  detector.fill(0, 1);
}

/** Takes one answer up, in place; the evidence afterwards, in days. An answer out of order adds no time. */
export function advance(detector: Detector, answer: number, at: number, expected: Expectation): number {
  const { mean, deadZone } = expected;
  const variance = Math.max(leastVariance, expected.variance);
  const { edge = usualEdge } = expected;
  const low = Math.max(edge, mean - deadZone);
  const high = Math.min(1 - edge, mean + deadZone);
  const last = detector[0] as number;
  const injected = Math.min(longestSilence, Math.max(0, at - last));
  detector[0] = Math.max(last, at);
  let total = 0;
  for (let bet = 0; bet < bets; bet++) {
    const isDown = bet < betSizes.length;
    const size = betSizes[bet % betSizes.length] as number;
    const boldness = size / (variance + size * size);
    const gain = isDown
      ? 1 + Math.min(boldness, 0.9 / (1 - low)) * (low - answer)
      : 1 + Math.min(boldness, 0.9 / high) * (answer - high);
    const i = 1 + bet * fields;
    const weight = (detector[i] as number) + injected;
    detector[i + onset] = ((detector[i + onset] as number) + injected * at) * gain;
    detector[i + onsetSquared] = ((detector[i + onsetSquared] as number) + injected * at * at) * gain;
    detector[i + count] = ((detector[i + count] as number) + weight) * gain;
    detector[i + sum] = ((detector[i + sum] as number) + weight * answer) * gain;
    detector[i + sumSquares] = ((detector[i + sumSquares] as number) + weight * answer * answer) * gain;
    detector[i + evidence] = weight * gain;
    total += weight * gain;
  }
  return total / bets;
}

/** Evidence M in days: "chance alone would do this about once in M days". */
export function evidenceOf(detector: Detector): number {
  return totalOf(detector, evidence, 0, bets) / bets;
}

/** M / (M + 180): the evidence as odds, if a true shift comes about twice a year. */
export function confidenceOf(evidence: number): number {
  return evidence / (evidence + daysBetweenShifts);
}

/** Direction, onset and level that the evidence speaks for; null while there is none. */
export function findingOf(detector: Detector, confidence = 0.95): Finding | null {
  const [down, up] = [0, betSizes.length].map((from) => totalOf(detector, evidence, from, from + betSizes.length));
  const direction: Direction = (up as number) > (down as number) ? "up" : "down";
  const from = direction === "down" ? 0 : betSizes.length;
  const total = (field: number) => totalOf(detector, field, from, from + betSizes.length);
  const [weight, counted] = [total(evidence), total(count)];
  if (weight === 0 || counted === 0) return null;
  const began = total(onset) / weight;
  const answers = counted / weight;
  const level = total(sum) / counted;
  return {
    direction,
    onset: began,
    onsetDeviation: Math.sqrt(Math.max(0, total(onsetSquared) / weight - began * began)),
    answers,
    level,
    bounds: levelBounds(answers, level, total(sumSquares) / counted, confidence),
  };
}

/** Adjusted Wald bounds of a mean on 0..1: the three answers of Rocks (2016), ¾ of 0, 1½ of ½ and ¾ of 1. */
export function levelBounds(n: number, mean: number, meanSquare: number, confidence = 0.95): Bounds {
  const centre = (n * mean + 1.5) / (n + 3);
  const variance = Math.max(0, (n * meanSquare + 1.125) / (n + 3) - centre * centre);
  const margin = standardErrorsFor(confidence) * Math.sqrt(variance / (n + 3));
  return clampTo({ min: 0, max: 1 }, { low: centre - margin, high: centre + margin });
}

function totalOf(detector: Detector, field: number, from: number, to: number): number {
  let total = 0;
  for (let bet = from; bet < to; bet++) total += detector[1 + bet * fields + field] as number;
  return total;
}
