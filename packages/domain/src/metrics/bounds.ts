import type { Scale } from "../survey/definition.ts";
import { normalQuantile } from "./normal.ts";

/** The two ends of an interval, in the unit of the figure it belongs to. */
export type Bounds = { low: number; high: number };

/** How many standard errors a two-sided interval reaches to each side; confidence 0..1, both excluded. */
export function standardErrorsFor(confidence: number): number {
  return normalQuantile((1 + confidence) / 2);
}

/** The part of the bounds that lies on the scale, without a −0. */
export function clampTo({ min, max }: Scale, { low, high }: Bounds): Bounds {
  const clamp = (end: number) => Math.min(max, Math.max(min, end)) + 0;
  return { low: clamp(low), high: clamp(high) };
}

/** Bounds moved to another unit: each end becomes factor · end + offset, factor > 0. */
export function rescale({ low, high }: Bounds, factor: number, offset = 0): Bounds {
  return { low: factor * low + offset, high: factor * high + offset };
}
