import { api, ask } from "../../api.ts";
import type { Metric } from "../../formats.ts";

/** What of the address the map is asked with. */
export type MapQuestion = { metric: Metric; from: string; to: string; segment?: string; survey?: string };

export const readMap = (journey: string, query: MapQuestion) =>
  ask(api.v1.journeys[":id"].map.$get({ param: { id: journey }, query }));

export type JourneyMap = Awaited<ReturnType<typeof readMap>>;
export type MapStage = JourneyMap["stages"][number];
export type MapTouchpoint = JourneyMap["unplaced"][number];
type MapChannel = JourneyMap["channels"][number];
export type MapCell = MapTouchpoint["all"];

/** One column of the map; "all" stands before the channels. */
export type Column = MapChannel | "all";

/** The cell of a touchpoint in a column; null: nobody is asked there, and nobody answered. */
export function cellAt(touchpoint: MapTouchpoint, column: Column): MapCell | null {
  if (column === "all") return touchpoint.all;
  const cell = touchpoint.channels.find(({ channel }) => channel === column);
  return cell && (cell.isAsked || cell.n > 0) ? cell : null;
}

/** The same where somebody answered: only then is there anything to say. */
export function answeredAt(touchpoint: MapTouchpoint, column: Column): MapCell | null {
  const cell = cellAt(touchpoint, column);
  return cell && cell.n > 0 ? cell : null;
}

/** How an address names a cell: `ticket-delivery.sms`, `ticket-delivery.all`. */
export const cellAddress = (touchpointKey: string, column: Column) => `${touchpointKey}.${column}`;

/** Stages with their touchpoints, those in no stage last (null). Empty stages are left out. */
export function groupsOf({ stages, unplaced }: JourneyMap): { stage: MapStage | null; touchpoints: MapTouchpoint[] }[] {
  return [
    ...stages.map((stage) => ({ stage, touchpoints: stage.touchpoints })),
    { stage: null, touchpoints: unplaced },
  ].filter(({ touchpoints }) => touchpoints.length > 0);
}
