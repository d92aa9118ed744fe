import type { Shift, WatchedMetric } from "./shifts.ts";

/** A touchpoint as a whole ("all"), or one channel of it. */
type Place = { metric: WatchedMetric; touchpointKey: string; column: string };

/** The shift that goes on at a place: it is one of the series that moved; the newest, if there are several. */
export function shiftAt(shifts: readonly Shift[], { metric, touchpointKey, column }: Place): Shift | null {
  const moved = shifts.filter(
    (shift) =>
      shift.metric === metric &&
      shift.parts.some(({ series }) => {
        if (series.touchpointKey !== touchpointKey || series.segment !== undefined) return false;
        return column === "all" ? series.level === "touchpoint" : series.level === "leaf" && series.channel === column;
      }),
  );
  return moved.reduce<Shift | null>((a, b) => (a && a.detectedAt > b.detectedAt ? a : b), null);
}
