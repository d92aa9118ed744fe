import { betSizes } from "./detector.ts";

/** A series as it is watched now: one answer's mean and variance on 0..1, answers a day, threshold in days. */
export type Watched = { mean: number; variance: number; deadZone: number; perDay: number; threshold: number };

// Fitted to the operating figures (METRICS §3.3): what the mixture loses to the bet that knows the size, in nats.
const costs = [5.1, 4.0, 2.3];

/** Days until a fall of this size, on 0..1, is seen on average; Infinity for what can never be told from its dead zone. */
export function daysToSee(fall: number, { mean, variance, deadZone, perDay, threshold }: Watched): number {
  const spread = variance + mean * mean - mean / 2;
  const happy = Math.min(1, Math.max(0, 2 * spread - fall));
  const unhappy = Math.min(1 - happy, Math.max(0, 2 * spread - 2 * mean + 1 + fall));
  const low = Math.max(0, mean - deadZone);
  let soonest = Number.POSITIVE_INFINITY;
  for (const [index, size] of betSizes.entries()) {
    const boldness = Math.min(size / (Math.max(0.01, variance) + size * size), 0.9 / (1 - low));
    const growth =
      unhappy * Math.log(1 + boldness * low) +
      (1 - happy - unhappy) * Math.log(1 + boldness * (low - 0.5)) +
      happy * Math.log(1 + boldness * (low - 1));
    if (growth <= 0) continue;
    const answers = Math.max(1, (Math.log(Math.max(Math.E, threshold * perDay)) - (costs[index] as number)) / growth);
    soonest = Math.min(soonest, answers / perDay);
  }
  return soonest;
}

/** The smallest fall on 0..1 that is seen within so many days on average, in steps of half a point of NPS; null: none. */
export function smallestFallSeen(days: number, watched: Watched): number | null {
  if (watched.perDay <= 0) return null;
  for (let step = 1; step <= 400; step++) {
    const fall = step / 400;
    if (fall > watched.mean) return null;
    if (daysToSee(fall, watched) <= days) return fall;
  }
  return null;
}
