import { marks, shiftChanges, shiftParts, shiftSeries, shifts } from "@otklik/db/schema/index";
import { and, asc, desc, eq, getTableColumns, gte, inArray, isNull, lt, or, sql } from "drizzle-orm";
import type { Context } from "../context.ts";
import type { PageRequest } from "../page.ts";
import type { SeriesRow } from "./watch-store.ts";

export type ShiftRow = Omit<typeof shifts.$inferSelect, "workspaceId">;
export type PartRow = Omit<typeof shiftParts.$inferSelect, "workspaceId">;
export type ChangeRow = Omit<typeof shiftChanges.$inferSelect, "workspaceId">;
/** A shift with the series it is named after, and its parts with theirs. */
export type StoredShift = ShiftRow & { head: SeriesRow; parts: (PartRow & { series: SeriesRow })[] };
export type ShiftStatus = ShiftRow["status"];

type Reading = Pick<Context, "tx" | "workspaceId">;

/** Series that are known to be off their target, so that nothing needs to be said of it again. */
export async function seriesOffTarget({ tx, workspaceId }: Reading): Promise<Set<string>> {
  const rows = await tx
    .select({ id: shiftParts.seriesId })
    .from(shiftParts)
    .innerJoin(shifts, and(eq(shifts.workspaceId, shiftParts.workspaceId), eq(shifts.id, shiftParts.shiftId)))
    .innerJoin(
      shiftSeries,
      and(
        eq(shiftSeries.workspaceId, shiftParts.workspaceId),
        eq(shiftSeries.id, shiftParts.seriesId),
        // The target of then: another one has not been left.
        eq(shiftSeries.target, shiftParts.expected),
      ),
    )
    .where(and(eq(shiftParts.workspaceId, workspaceId), eq(shiftParts.against, "target"), isNull(shifts.clearedAt)));
  return new Set(rows.map(({ id }) => id));
}

/** Shifts that something may still belong to: not cleared, or detected since then. */
export async function recentShifts(reading: Reading, since: Date): Promise<StoredShift[]> {
  const { tx, workspaceId } = reading;
  const rows = await tx
    .select()
    .from(shifts)
    .where(and(eq(shifts.workspaceId, workspaceId), or(isNull(shifts.clearedAt), gte(shifts.detectedAt, since))))
    .orderBy(asc(shifts.detectedAt), asc(shifts.id));
  return withParts(reading, rows);
}

export async function findShift(reading: Reading, id: string): Promise<StoredShift | null> {
  const { tx, workspaceId } = reading;
  const rows = await tx
    .select()
    .from(shifts)
    .where(and(eq(shifts.workspaceId, workspaceId), eq(shifts.id, id)));
  return (await withParts(reading, rows))[0] ?? null;
}

/** A shift that nobody else may change until this transaction ends. */
export async function lockShift(ctx: Context, id: string): Promise<StoredShift | null> {
  const rows = await ctx.tx
    .select()
    .from(shifts)
    .where(and(eq(shifts.workspaceId, ctx.workspaceId), eq(shifts.id, id)))
    .for("update");
  return (await withParts(ctx, rows))[0] ?? null;
}

export type ShiftFilter = { status?: ShiftStatus[]; touchpointId?: string; from?: Date; to?: Date };

/** Open ones are not first: newest first, one more than asked for. */
export async function listShifts(
  reading: Reading,
  { status, touchpointId, from, to }: ShiftFilter,
  { limit, after }: PageRequest,
): Promise<StoredShift[]> {
  const { tx, workspaceId } = reading;
  const atTouchpoint = touchpointId
    ? sql`exists (select from ${shiftSeries} s where s.workspace_id = ${shifts.workspaceId} and s.id = ${shifts.headId} and s.touchpoint_id = ${touchpointId})`
    : undefined;
  const beyond = after
    ? or(
        lt(shifts.detectedAt, new Date(after.at)),
        and(eq(shifts.detectedAt, new Date(after.at)), lt(shifts.id, after.id)),
      )
    : undefined;
  const rows = await tx
    .select()
    .from(shifts)
    .where(
      and(
        eq(shifts.workspaceId, workspaceId),
        status && inArray(shifts.status, status),
        from && gte(shifts.detectedAt, from),
        to && lt(shifts.detectedAt, to),
        atTouchpoint,
        beyond,
      ),
    )
    .orderBy(desc(shifts.detectedAt), desc(shifts.id))
    .limit(limit + 1);
  return withParts(reading, rows);
}

async function withParts({ tx, workspaceId }: Reading, rows: ShiftRow[]): Promise<StoredShift[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const parts = await tx
    .select()
    .from(shiftParts)
    .where(and(eq(shiftParts.workspaceId, workspaceId), inArray(shiftParts.shiftId, ids)))
    .orderBy(asc(shiftParts.detectedAt), asc(shiftParts.seriesId));
  const wanted = [...rows.map(({ headId }) => headId), ...parts.map(({ seriesId }) => seriesId)];
  const series = await tx
    .select()
    .from(shiftSeries)
    .where(and(eq(shiftSeries.workspaceId, workspaceId), inArray(shiftSeries.id, wanted)));
  const byId = new Map(series.map((one) => [one.id, one]));
  return rows.map((row) => ({
    ...row,
    head: byId.get(row.headId) as SeriesRow,
    parts: parts
      .filter(({ shiftId }) => shiftId === row.id)
      .map((part) => ({ ...part, series: byId.get(part.seriesId) as SeriesRow })),
  }));
}

export async function insertShift({ tx, workspaceId }: Context, row: ShiftRow): Promise<void> {
  await tx.insert(shifts).values({ workspaceId, ...row });
}

export async function insertPart({ tx, workspaceId }: Context, row: PartRow): Promise<void> {
  await tx
    .insert(shiftParts)
    .values({ workspaceId, ...row })
    .onConflictDoNothing();
}

export async function updateShift({ tx, workspaceId }: Context, id: string, change: Partial<ShiftRow>): Promise<void> {
  await tx
    .update(shifts)
    .set(change)
    .where(and(eq(shifts.workspaceId, workspaceId), eq(shifts.id, id)));
}

/** What happened to a shift, by whom. */
export async function recordChange(
  ctx: Context,
  change: Pick<ChangeRow, "shiftId" | "kind"> & Partial<Pick<ChangeRow, "note" | "details" | "at">>,
): Promise<void> {
  await ctx.tx.insert(shiftChanges).values({
    workspaceId: ctx.workspaceId,
    id: ctx.ports.crypto.uuidv7(),
    at: ctx.ports.now(),
    actorKind: ctx.actor.kind,
    actorId: ctx.actor.id,
    ...change,
  });
}

export async function changesOf({ tx, workspaceId }: Reading, shiftId: string): Promise<ChangeRow[]> {
  return tx
    .select()
    .from(shiftChanges)
    .where(and(eq(shiftChanges.workspaceId, workspaceId), eq(shiftChanges.shiftId, shiftId)))
    .orderBy(asc(shiftChanges.id));
}

export type MarkRow = Omit<typeof marks.$inferSelect, "workspaceId">;
const { workspaceId: _, ...markColumns } = getTableColumns(marks);

export async function findMark({ tx, workspaceId }: Reading, id: string): Promise<MarkRow | null> {
  const [row] = await tx
    .select(markColumns)
    .from(marks)
    .where(and(eq(marks.workspaceId, workspaceId), eq(marks.id, id)));
  return row ?? null;
}

const isMark = ({ workspaceId }: Reading, id: string) => and(eq(marks.workspaceId, workspaceId), eq(marks.id, id));

export async function insertMark({ tx, workspaceId }: Context, row: MarkRow): Promise<void> {
  await tx.insert(marks).values({ workspaceId, ...row });
}

export async function updateMark(ctx: Context, id: string, change: Partial<MarkRow>): Promise<void> {
  if (Object.keys(change).length > 0) await ctx.tx.update(marks).set(change).where(isMark(ctx, id));
}

export async function deleteMark(ctx: Context, id: string): Promise<void> {
  await ctx.tx.delete(marks).where(isMark(ctx, id));
}

export async function isExplaining({ tx, workspaceId }: Reading, markId: string): Promise<boolean> {
  const rows = await tx
    .select({ id: shifts.id })
    .from(shifts)
    .where(and(eq(shifts.workspaceId, workspaceId), eq(shifts.markId, markId)))
    .limit(1);
  return rows.length > 0;
}

/** Newest first, one more than asked for. */
export async function listMarks(
  { tx, workspaceId }: Reading,
  { from, to, touchpointId }: { from?: Date; to?: Date; touchpointId?: string },
  { limit, after }: PageRequest,
): Promise<MarkRow[]> {
  const beyond = after
    ? or(lt(marks.at, new Date(after.at)), and(eq(marks.at, new Date(after.at)), lt(marks.id, after.id)))
    : undefined;
  return tx
    .select(markColumns)
    .from(marks)
    .where(
      and(
        eq(marks.workspaceId, workspaceId),
        // One that lasts belongs to every window that it reaches into.
        from && gte(sql`coalesce(${marks.endedAt}, ${marks.at})`, from.toISOString()),
        to && lt(marks.at, to),
        touchpointId ? or(isNull(marks.touchpointId), eq(marks.touchpointId, touchpointId)) : undefined,
        beyond,
      ),
    )
    .orderBy(desc(marks.at), desc(marks.id))
    .limit(limit + 1);
}
