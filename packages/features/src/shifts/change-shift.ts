import { acceptLevel } from "@otklik/domain/shifts/learn";
import { audit } from "../audit.ts";
import type { Context } from "../context.ts";
import { invalid, Problem } from "../problem.ts";
import { eventOf } from "./announce.ts";
import { type Ground, readGround } from "./ground.ts";
import { rowOf, watchedOf } from "./keep-watch.ts";
import { isScore } from "./measure.ts";
import { noShift, type ShiftView, viewOf } from "./read-shifts.ts";
import {
  type ChangeRow,
  changesOf,
  findMark,
  lockShift,
  recordChange,
  type ShiftRow,
  type ShiftStatus,
  type StoredShift,
  updateShift,
} from "./store.ts";
import { listSeries, localDay, lockWatch, outdateBaselines, outdateWatch, saveSeries } from "./watch-store.ts";

type Said = { note?: string };

/** Somebody has seen it, and says why it matters if they wish. */
export async function acknowledgeShift(ctx: Context, id: string, { note }: Said): Promise<ShiftView> {
  return change(ctx, id, ["open"], async (shift) => {
    await settle(ctx, shift, { status: "acknowledged" }, { kind: "acknowledged", note });
  });
}

/** Somebody knows what it comes from: a release, an incident, an initiative. */
export async function explainShift(
  ctx: Context,
  id: string,
  { note, markId }: Said & { markId?: string },
): Promise<ShiftView> {
  if (!note && !markId) throw invalid("shift.invalid", [{ pointer: "/note", detail: "Say what explains it." }]);
  if (markId && !(await findMark(ctx, markId)))
    throw invalid("shift.invalid", [{ pointer: "/markId", detail: `No mark ${markId}.` }]);
  return change(ctx, id, ["open", "acknowledged", "explained"], async (shift) => {
    const details = markId ? { markId } : {};
    await settle(ctx, shift, { status: "explained", markId: markId ?? null }, { kind: "explained", note, details });
  });
}

/** It is over, or was nothing. Detectors go on from where they are. */
export async function closeShift(ctx: Context, id: string, { note }: Said): Promise<ShiftView> {
  return change(ctx, id, ["open", "acknowledged", "explained"], async (shift, ground) => {
    await clear(ctx, ground, shift, { status: "closed", note });
  });
}

/** The level since the onset is what is expected from now on; what came before is no longer compared with. */
export async function acceptShift(ctx: Context, id: string, { note }: Said): Promise<ShiftView> {
  return change(ctx, id, ["open", "acknowledged", "explained"], async (shift, ground) => {
    await clear(ctx, ground, shift, { status: "newNormal", note });
    await restartFrom(ctx, shift);
    // Not only at night: until it has learnt, nobody would see it fall further.
    await outdateBaselines(ctx);
  });
}

/** Takes back what was last said of it: it is there again as it was. */
export async function reopenShift(ctx: Context, id: string, { status }: { status: ShiftStatus }): Promise<ShiftView> {
  return change(ctx, id, ["acknowledged", "explained", "closed", "newNormal"], async (shift) => {
    const said = (await changesOf(ctx, id)).filter(({ kind }) => saidKinds.has(kind));
    if (shift.clearedAt === null) requireOwn(ctx, said.at(-1));
    const markId = status === "explained" ? await markBefore(ctx, shift, said) : null;
    const details = { status, ...(markId && { markId }) };
    await settle(ctx, shift, { status, clearedAt: null, markId }, { kind: "reopened", details });
    await outdateWatch(ctx);
  });
}

const saidKinds: ReadonlySet<ChangeRow["kind"]> = new Set([
  "acknowledged",
  "explained",
  "closed",
  "newNormal",
  "reopened",
] as const);

/** Two members look at one shift: the way back of the first must not undo what the second has said since. */
function requireOwn({ actor }: Context, last: ChangeRow | undefined): void {
  if (actor.kind !== "member" || last?.actorKind !== "member" || last.actorId === actor.id) return;
  throw new Problem("conflict", "shift.not-allowed", "Somebody else has said more of this shift. Read it again.");
}

/** What explained it before the last explanation, if that is taken back; while it is closed, what explains it still. */
async function markBefore(ctx: Context, shift: StoredShift, said: ChangeRow[]): Promise<string | null> {
  if (shift.status !== "explained") return shift.markId;
  const explanations = said.filter(({ kind, details }) => kind === "explained" || details.status === "explained");
  const markId = explanations.at(-2)?.details.markId;
  return typeof markId === "string" ? ((await findMark(ctx, markId))?.id ?? null) : null;
}

type Saying = {
  kind: "acknowledged" | "explained" | "closed" | "newNormal" | "reopened";
  note?: string;
  details?: Record<string, unknown>;
};

async function change(
  ctx: Context,
  id: string,
  allowed: ShiftStatus[],
  work: (shift: StoredShift, ground: Ground) => Promise<void>,
): Promise<ShiftView> {
  const ground = await readGround(ctx);
  // The detectors first, as whoever advances them does: they may add a part to it.
  await lockWatch(ctx);
  const shift = await lockShift(ctx, id);
  if (!shift) throw noShift(id);
  if (!allowed.includes(shift.status)) {
    throw new Problem("conflict", "shift.not-allowed", `This shift is ${shift.status}. Read it again, then decide.`);
  }
  await work(shift, ground);
  return viewOf(ctx, ground, (await lockShift(ctx, id)) as StoredShift);
}

async function settle(ctx: Context, { id }: StoredShift, row: Partial<ShiftRow>, saying: Saying): Promise<void> {
  await updateShift(ctx, id, row);
  await recordChange(ctx, { shiftId: id, ...saying });
  await audit(ctx, { action: `shift.${saying.kind}`, subjectKind: "shift", subjectId: id });
}

async function clear(
  ctx: Context,
  ground: Ground,
  shift: StoredShift,
  { status, note }: Said & { status: "closed" | "newNormal" },
): Promise<void> {
  await settle(ctx, shift, { status, clearedAt: ctx.ports.now() }, { kind: status, note });
  // A shift from the target may be told again from here on.
  await outdateWatch(ctx);
  await ctx.emit({ name: "shift.cleared", ...eventOf(ground, shift), isNews: true });
}

/** Every series that moved starts anew, with what it has been like since the day of its onset. */
async function restartFrom(ctx: Context, shift: StoredShift): Promise<void> {
  const moved = new Set(shift.parts.map(({ seriesId }) => seriesId));
  const onsetDay = await localDay(ctx, shift.onset);
  const accepted = (await listSeries(ctx)).filter(isScore).flatMap((row) => {
    if (!moved.has(row.id)) return [];
    const series = watchedOf(row, false);
    // An alarm against its usual level has set a day already, which is as late or later; so has a later shift.
    acceptLevel(series, Math.max(series.since ?? onsetDay, onsetDay));
    return [rowOf(series)];
  });
  await saveSeries(ctx, accepted);
}
