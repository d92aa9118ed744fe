import { dimensions, journeys, stages, touchpoints } from "@otklik/db/schema/index";
import { and, asc, count, eq, max, sql } from "drizzle-orm";
import type { Context } from "../context.ts";

export type JourneyRow = typeof journeys.$inferSelect;
export type StageRow = typeof stages.$inferSelect;
export type TouchpointRow = typeof touchpoints.$inferSelect;
export type DimensionRow = typeof dimensions.$inferSelect;

export async function listJourneys({ tx, workspaceId }: Context): Promise<JourneyRow[]> {
  return tx.select().from(journeys).where(eq(journeys.workspaceId, workspaceId)).orderBy(asc(journeys.id));
}

export async function findJourney(
  { tx, workspaceId }: Context,
  where: { id: string } | { key: string },
): Promise<JourneyRow | null> {
  const isIt = "id" in where ? eq(journeys.id, where.id) : eq(journeys.key, where.key);
  const [row] = await tx
    .select()
    .from(journeys)
    .where(and(eq(journeys.workspaceId, workspaceId), isIt));
  return row ?? null;
}

export async function saveJourney(
  { tx, workspaceId }: Context,
  row: { id: string; key: string; name: string },
): Promise<JourneyRow> {
  const [saved] = await tx
    .insert(journeys)
    .values({ workspaceId, ...row })
    .onConflictDoUpdate({ target: [journeys.workspaceId, journeys.key], set: { name: row.name } })
    .returning();
  return saved as JourneyRow;
}

export async function listStages({ tx, workspaceId }: Context, journeyId?: string): Promise<StageRow[]> {
  const ofJourney = journeyId ? eq(stages.journeyId, journeyId) : undefined;
  return tx
    .select()
    .from(stages)
    .where(and(eq(stages.workspaceId, workspaceId), ofJourney))
    .orderBy(asc(stages.journeyId), asc(stages.position));
}

export async function saveStage({ tx, workspaceId }: Context, row: Omit<StageRow, "workspaceId">): Promise<StageRow> {
  const [saved] = await tx
    .insert(stages)
    .values({ workspaceId, ...row })
    .onConflictDoUpdate({
      target: [stages.workspaceId, stages.journeyId, stages.key],
      set: { name: row.name, position: row.position },
    })
    .returning();
  return saved as StageRow;
}

export async function deleteStage({ tx, workspaceId }: Context, id: string): Promise<void> {
  await tx.delete(stages).where(and(eq(stages.workspaceId, workspaceId), eq(stages.id, id)));
}

export async function nextStagePosition({ tx, workspaceId }: Context, journeyId: string): Promise<number> {
  const [row] = await tx
    .select({ last: max(stages.position) })
    .from(stages)
    .where(and(eq(stages.workspaceId, workspaceId), eq(stages.journeyId, journeyId)));
  return (row?.last ?? -1) + 1;
}

export async function touchpointsInStage({ tx, workspaceId }: Context, stageId: string): Promise<number> {
  const [row] = await tx
    .select({ n: count() })
    .from(touchpoints)
    .where(and(eq(touchpoints.workspaceId, workspaceId), eq(touchpoints.stageId, stageId)));
  return row?.n ?? 0;
}

export async function listTouchpoints({
  tx,
  workspaceId,
}: Pick<Context, "tx" | "workspaceId">): Promise<TouchpointRow[]> {
  return tx
    .select()
    .from(touchpoints)
    .where(eq(touchpoints.workspaceId, workspaceId))
    .orderBy(asc(touchpoints.position), asc(touchpoints.id));
}

export async function findTouchpoint({ tx, workspaceId }: Context, key: string): Promise<TouchpointRow | null> {
  const [row] = await tx
    .select()
    .from(touchpoints)
    .where(and(eq(touchpoints.workspaceId, workspaceId), eq(touchpoints.key, key)));
  return row ?? null;
}

export async function insertTouchpoint(
  { tx, workspaceId }: Context,
  row: Omit<TouchpointRow, "workspaceId">,
): Promise<boolean> {
  const inserted = await tx
    .insert(touchpoints)
    .values({ workspaceId, ...row })
    .onConflictDoNothing()
    .returning({ id: touchpoints.id });
  return inserted.length > 0;
}

export async function updateTouchpoint(
  { tx, workspaceId }: Context,
  key: string,
  changes: Partial<TouchpointRow>,
): Promise<void> {
  await tx
    .update(touchpoints)
    .set(changes)
    .where(and(eq(touchpoints.workspaceId, workspaceId), eq(touchpoints.key, key)));
}

/** The touchpoint, held so that nobody names it anew in the meantime. */
export async function lockTouchpoint({ tx, workspaceId }: Context, id: string): Promise<TouchpointRow | null> {
  const [row] = await tx
    .select()
    .from(touchpoints)
    .where(and(eq(touchpoints.workspaceId, workspaceId), eq(touchpoints.id, id)))
    .for("update");
  return row ?? null;
}

export async function deleteTouchpointRow({ tx, workspaceId }: Context, id: string): Promise<void> {
  await tx.delete(touchpoints).where(and(eq(touchpoints.workspaceId, workspaceId), eq(touchpoints.id, id)));
}

/** The dimension, held so that nobody counts by it anew in the meantime. */
export async function lockDimension({ tx, workspaceId }: Context, id: string): Promise<DimensionRow | null> {
  const [row] = await tx
    .select()
    .from(dimensions)
    .where(and(eq(dimensions.workspaceId, workspaceId), eq(dimensions.id, id)))
    .for("update");
  return row ?? null;
}

export async function deleteDimensionRow({ tx, workspaceId }: Context, id: string): Promise<void> {
  await tx.delete(dimensions).where(and(eq(dimensions.workspaceId, workspaceId), eq(dimensions.id, id)));
}

export async function listDimensions({
  tx,
  workspaceId,
}: Pick<Context, "tx" | "workspaceId">): Promise<DimensionRow[]> {
  return tx.select().from(dimensions).where(eq(dimensions.workspaceId, workspaceId)).orderBy(asc(dimensions.id));
}

/** One caller at a time declares: two at once would each find room for the tenth. */
export async function lockDimensions({ tx, workspaceId }: Context): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`${workspaceId} dimensions`}, 0))`);
}

export async function saveDimension(
  { tx, workspaceId }: Context,
  row: Omit<DimensionRow, "workspaceId">,
): Promise<DimensionRow> {
  const [saved] = await tx
    .insert(dimensions)
    .values({ workspaceId, ...row })
    .onConflictDoUpdate({ target: [dimensions.workspaceId, dimensions.key], set: { name: row.name } })
    .returning();
  return saved as DimensionRow;
}
