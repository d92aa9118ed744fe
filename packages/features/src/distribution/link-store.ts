import { rowsOf } from "@otklik/db/database";
import { insertRows } from "@otklik/db/insert-rows";
import { distributionDoors, singleUseLinks } from "@otklik/db/schema/index";
import { and, desc, eq, lt, or, sql } from "drizzle-orm";
import type { Context } from "../context.ts";
import type { PageRequest } from "../page.ts";

const isDoor = (workspaceId: string, distributionId: string) =>
  and(eq(distributionDoors.workspaceId, workspaceId), eq(distributionDoors.distributionId, distributionId));

/** Lets one more answer in under a limit, counted by this transaction; false when that many are in. */
export async function takePlace({ tx, workspaceId }: Context, distributionId: string, limit: number): Promise<boolean> {
  const taken = await tx
    .insert(distributionDoors)
    .values({ workspaceId, distributionId, taken: 1 })
    .onConflictDoUpdate({
      target: [distributionDoors.workspaceId, distributionDoors.distributionId],
      set: { taken: sql`${distributionDoors.taken} + 1` },
      setWhere: sql`${distributionDoors.taken} < ${limit}`,
    })
    .returning({ taken: distributionDoors.taken });
  return taken.length > 0;
}

/** By distribution: answers let in since its limit was set. */
export async function takenAt({ tx, workspaceId }: Context): Promise<Map<string, number>> {
  const rows = await tx
    .select({ id: distributionDoors.distributionId, taken: distributionDoors.taken })
    .from(distributionDoors)
    .where(eq(distributionDoors.workspaceId, workspaceId));
  return new Map(rows.map(({ id, taken }) => [id, taken]));
}

export async function takenBy({ tx, workspaceId }: Context, distributionId: string): Promise<number> {
  const [row] = await tx
    .select({ taken: distributionDoors.taken })
    .from(distributionDoors)
    .where(isDoor(workspaceId, distributionId));
  return row?.taken ?? 0;
}

export async function forgetTaken({ tx, workspaceId }: Context, distributionId: string): Promise<void> {
  await tx.update(distributionDoors).set({ taken: 0 }).where(isDoor(workspaceId, distributionId));
}

/** Counts one more try, in a window that begins with the first after `since`: the how-manieth it is, and since when. */
export async function reserveTry(
  { tx, workspaceId }: Context,
  distributionId: string,
  { now, since }: { now: Date; since: Date },
): Promise<{ count: number; from: Date }> {
  const [row] = rowsOf<{ count: number; from: Date }>(
    await tx.execute(sql`
      insert into distribution_doors as door (workspace_id, distribution_id, pin_tries, pin_tried_from)
      values (${workspaceId}, ${distributionId}, 1, ${now.toISOString()})
      on conflict (workspace_id, distribution_id) do update set
        pin_tries = case when door.pin_tried_from > ${since.toISOString()} then door.pin_tries + 1 else 1 end,
        pin_tried_from = case when door.pin_tried_from > ${since.toISOString()} then door.pin_tried_from else ${now.toISOString()} end
      returning pin_tries as count, pin_tried_from as from`),
  );
  if (!row) throw new Error("an upsert returns its row");
  return { count: row.count, from: new Date(row.from) };
}

export async function returnTry({ tx, workspaceId }: Context, distributionId: string): Promise<void> {
  await tx
    .update(distributionDoors)
    .set({ pinTries: sql`greatest(${distributionDoors.pinTries} - 1, 0)` })
    .where(isDoor(workspaceId, distributionId));
}

export type SingleUseRow = typeof singleUseLinks.$inferSelect;

export async function insertSingleUse(
  { tx, workspaceId }: Context,
  rows: Omit<SingleUseRow, "workspaceId">[],
): Promise<void> {
  await insertRows(
    tx,
    singleUseLinks,
    rows.map((row) => ({ workspaceId, ...row })),
  );
}

export async function findSingleUse(
  { tx, workspaceId }: Context,
  distributionId: string,
  tokenHash: string,
): Promise<SingleUseRow | null> {
  const [row] = await tx
    .select()
    .from(singleUseLinks)
    .where(
      and(
        eq(singleUseLinks.workspaceId, workspaceId),
        eq(singleUseLinks.distributionId, distributionId),
        eq(singleUseLinks.tokenHash, tokenHash),
      ),
    );
  return row ?? null;
}

/** Newest first, one more than asked for. */
export async function listSingleUse(
  { tx, workspaceId }: Context,
  distributionId: string,
  { limit, after }: PageRequest,
): Promise<SingleUseRow[]> {
  const older = after
    ? or(
        lt(singleUseLinks.createdAt, new Date(after.at)),
        and(eq(singleUseLinks.createdAt, new Date(after.at)), lt(singleUseLinks.id, after.id)),
      )
    : undefined;
  return tx
    .select()
    .from(singleUseLinks)
    .where(and(eq(singleUseLinks.workspaceId, workspaceId), eq(singleUseLinks.distributionId, distributionId), older))
    .orderBy(desc(singleUseLinks.createdAt), desc(singleUseLinks.id))
    .limit(limit + 1);
}

export async function countSingleUse({ tx, workspaceId }: Context, distributionId: string): Promise<number> {
  return tx.$count(
    singleUseLinks,
    and(eq(singleUseLinks.workspaceId, workspaceId), eq(singleUseLinks.distributionId, distributionId)),
  );
}
