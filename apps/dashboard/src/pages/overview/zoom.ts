import type { Metric } from "../../formats.ts";

/** How much of its scale a gauge shows, in points, and the ends of that scale. */
const scales: Record<Metric, { span: number; min: number; max: number }> = {
  nps: { span: 60, min: -100, max: 100 },
  csi: { span: 35, min: 0, max: 100 },
  csat: { span: 35, min: 0, max: 100 },
  ces: { span: 3, min: 1, max: 7 },
};

/** The part of a scale around some values: wide enough that chance looks small, never beyond the scale. */
export function zoomOn(metric: Metric, values: readonly (number | null)[]): { min: number; max: number } {
  const { span, min, max } = scales[metric];
  const known = values.filter((value) => value !== null);
  if (known.length === 0) return { min, max };
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const width = Math.min(max - min, Math.max(span, 1.25 * (high - low)));
  const start = Math.min(max - width, Math.max(min, (low + high - width) / 2));
  return { min: start, max: start + width };
}
