import type { Metric } from "../../formats.ts";
import type { Shift } from "../../shifts/shifts.ts";
import type { Column } from "./journey-map.ts";

type Place = { metric: Metric; touchpointKey: string; column: Column };

/** The shift that goes on in a cell: its leaf moved, or its touchpoint for all channels; the newest, if there are several. */
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
