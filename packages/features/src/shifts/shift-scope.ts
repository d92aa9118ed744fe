import type { Metric } from "@otklik/domain/survey/definition";
import type { Context } from "../context.ts";
import type { Span } from "../metrics/index.ts";
import { type Ground, nameOf, readGround } from "./ground.ts";
import { placeOf } from "./keep-watch.ts";
import { isScore, sizesOf, spansAround } from "./measure.ts";
import { noShift } from "./read-shifts.ts";
import { findShift, type StoredShift } from "./store.ts";
import type { SeriesRow } from "./watch-store.ts";

/** Which answers a shift is of. */
export type ShiftPlace = {
  /** Null: of any touchpoint. */
  touchpointIds: string[] | null;
  channel: string | null;
  segment: { dimensionId: string; value: string; text: string } | null;
};

/** The answers of a shift before and since, for whoever looks closer at it. */
export type ShiftScope = {
  id: string;
  /** Null: it is of a rate, which is not made of scores. */
  metric: Metric | null;
  direction: "down" | "up";
  place: ShiftPlace;
  onset: Date;
  /** What taught the detectors. */
  before: Span;
  /** From the alarm on; as long as too few answers came after it, from the onset on. */
  since: Span & { begins: "alarm" | "onset" };
};

export async function readShiftScope(ctx: Context, id: string): Promise<ShiftScope> {
  const shift = await findShift(ctx, id);
  if (!shift) throw noShift(id);
  const ground = await readGround(ctx);
  const { head, direction, onset } = shift;
  return {
    id,
    metric: isScore(head) ? head.metric : null,
    direction,
    place: scopeOf(ground, head),
    onset,
    ...(await windowsOf(ctx, ground, shift)),
  };
}

async function windowsOf(
  ctx: Context,
  ground: Ground,
  shift: StoredShift,
): Promise<Pick<ShiftScope, "before" | "since">> {
  const { before, after } = await spansAround(ctx, shift);
  const { isPreliminary } = await sizesOf(ctx, ground, shift);
  const since = isPreliminary
    ? { from: shift.onset, to: after.to, begins: "onset" as const }
    : { ...after, begins: "alarm" as const };
  return { before, since };
}

function scopeOf(ground: Ground, head: SeriesRow): ShiftPlace {
  const { touchpointId, stageId, journeyId, channel, dimensionId, dimensionValue } = head;
  const standing = [...ground.touchpoints.values()].filter((one) =>
    stageId ? one.stageId === stageId : one.journeyId === journeyId,
  );
  const { segment: text } = nameOf(ground, placeOf(head));
  return {
    touchpointIds: touchpointId ? [touchpointId] : stageId || journeyId ? standing.map((one) => one.id) : null,
    channel,
    segment: dimensionId && dimensionValue !== null && text ? { dimensionId, value: dimensionValue, text } : null,
  };
}
