import { confidenceOf } from "@otklik/domain/shifts/detector";
import type { Context } from "../context.ts";
import { type Page, pageOf, readCursor } from "../page.ts";
import { invalid, Problem } from "../problem.ts";
import { findTouchpoint } from "../touchpoints/index.ts";
import { type Ground, nameOf, readGround, type SeriesName, titleOf } from "./ground.ts";
import { placeOf } from "./keep-watch.ts";
import { type Sizes, sizesOf } from "./measure.ts";
import { findShift, listShifts, type ShiftStatus, type StoredShift } from "./store.ts";
import type { SeriesRow } from "./watch-store.ts";

export type ShiftView = Sizes & {
  id: string;
  metric: SeriesRow["metric"];
  series: SeriesName;
  /** Of the touchpoint, stage or journey; null: the workspace or a segment of it. */
  title: string | null;
  direction: "down" | "up";
  onset: Date;
  /** Where the onset lies with 95 %. */
  onsetRange: { from: Date; to: Date };
  detectedAt: Date;
  falseAlarmDays: number;
  confidence: number;
  status: ShiftStatus;
  clearedAt: Date | null;
  markId: string | null;
  parts: PartView[];
};

/** One of the series that moved together. */
export type PartView = {
  series: SeriesName;
  title: string | null;
  against: "baseline" | "target";
  onset: Date;
  detectedAt: Date;
  falseAlarmDays: number;
};

const msInDay = 86_400_000;

export async function viewOf(ctx: Context, ground: Ground, shift: StoredShift): Promise<ShiftView> {
  const { id, head, direction, onset, onsetDeviation, detectedAt, evidence, status, clearedAt, markId } = shift;
  const reach = 2 * onsetDeviation * msInDay;
  return {
    id,
    metric: head.metric,
    series: nameOf(ground, placeOf(head)),
    title: titleOf(ground, placeOf(head)),
    direction,
    onset,
    onsetRange: {
      from: new Date(onset.getTime() - reach),
      to: new Date(Math.max(onset.getTime(), Math.min(detectedAt.getTime(), onset.getTime() + reach))),
    },
    detectedAt,
    ...(await sizesOf(ctx, ground, shift)),
    falseAlarmDays: evidence,
    confidence: confidenceOf(evidence),
    status,
    clearedAt,
    markId,
    parts: shift.parts.map((part) => ({
      series: nameOf(ground, placeOf(part.series)),
      title: titleOf(ground, placeOf(part.series)),
      against: part.against,
      onset: part.onset,
      detectedAt: part.detectedAt,
      falseAlarmDays: part.evidence,
    })),
  };
}

type ShiftQuestion = {
  status?: ShiftStatus[];
  touchpoint?: string;
  from?: Date;
  to?: Date;
  limit: number;
  cursor?: string;
};

/** Shifts, newest first. */
export async function readShifts(
  ctx: Context,
  { limit, cursor, touchpoint, ...filter }: ShiftQuestion,
): Promise<Page<ShiftView>> {
  const at = touchpoint === undefined ? null : await findTouchpoint(ctx, touchpoint);
  if (touchpoint !== undefined && !at) {
    throw invalid("shift.invalid", [{ pointer: "/touchpoint", detail: `No touchpoint has the key ${touchpoint}.` }]);
  }
  const rows = await listShifts(ctx, { ...filter, touchpointId: at?.id }, { limit, after: readCursor(cursor) });
  const page = pageOf(rows, limit, ({ detectedAt, id }) => ({ at: detectedAt, id }));
  const ground = await readGround(ctx);
  return { ...page, data: await Promise.all(page.data.map((shift) => viewOf(ctx, ground, shift))) };
}

export async function readShift(ctx: Context, id: string): Promise<ShiftView> {
  const shift = await findShift(ctx, id);
  if (!shift) throw noShift(id);
  return viewOf(ctx, await readGround(ctx), shift);
}

export const noShift = (id: string) => new Problem("not-found", "shift.not-found", `No shift ${id}.`);
