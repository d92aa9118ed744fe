import { type Bounds, standardErrorsFor } from "./bounds.ts";

/** Wilson's interval of a share, 0..1; null while nobody has answered. */
export function wilsonInterval(hits: number, n: number, confidence = 0.95): Bounds | null {
  if (n === 0) return null;
  const z = standardErrorsFor(confidence);
  return { low: wilsonLow(hits, n, z), high: 1 - wilsonLow(n - hits, n, z) };
}

/** The smaller root of (n + z²)θ² − (2x + z²)θ + x²/n, written so that x = 0 gives 0 and not a rounding error. */
function wilsonLow(hits: number, n: number, z: number): number {
  const root = z * Math.sqrt(z * z + (4 * hits * (n - hits)) / n);
  return (2 * hits * hits) / (n * (2 * hits + z * z + root));
}
