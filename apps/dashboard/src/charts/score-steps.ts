import { classOf } from "@otklik/domain/metrics/contribution";
import type { Metric } from "../formats.ts";

/** Answers by score, as `counts` of `GET /v1/scores/{metric}`. */
export type Counts = Record<string, number>;

/** One step of the scale: what it is called, and how often it was given. */
export type Bar = { name: string; step: number; since: number; before: number | null };

export function barsOf(metric: Metric, counts: Counts, before?: Counts): Bar[] {
  return Object.keys(counts)
    .map(Number)
    .sort((a, b) => a - b)
    .map((step) => ({
      step,
      name: stepName(metric, step),
      since: counts[step] ?? 0,
      before: before ? (before[step] ?? 0) : null,
    }));
}

/** "7"; of a CSI "70–79". */
export const stepName = (metric: Metric, step: number): string =>
  metric === "csi" && step < 10 ? `${step * 10}–${step * 10 + 9}` : String(scoreAt(metric, step));

/** A CSI is counted by tens of its index. */
const scoreAt = (metric: Metric, step: number): number => (metric === "csi" ? step * 10 : step);

const colours = {
  promoter: "promoter",
  satisfied: "promoter",
  passive: "passive",
  neutral: "passive",
  detractor: "detractor",
  dissatisfied: "detractor",
} as const;

/** Of an answer that gave this step: "detractor". */
export const classAt = (metric: Metric, step: number) => classOf(metric, scoreAt(metric, step));

export const colourOf = (metric: Metric, step: number) => colours[classAt(metric, step)];
