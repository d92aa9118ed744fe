/** Whole numbers 0 ≤ k < `below`, each as likely as the next. */
export type Draw = (below: number) => number;

/**
 * Random draws that are the same for the same seed on every machine (Mulberry32, period 2³²): good enough to resample
 * answers, no secret may ever depend on it.
 */
export function drawsFrom(seed: number): Draw {
  let state = seed | 0;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}
