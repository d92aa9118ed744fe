import { savedViews } from "@otklik/db/schema/index";
import { and, asc, eq, inArray, isNull, or, sql } from "drizzle-orm";
import type { Context } from "../context.ts";

export type ViewRow = Omit<typeof savedViews.$inferSelect, "workspaceId">;

/** What this caller may see: everybody's and their own. */
const isFor = ({ workspaceId, actor }: Context) =>
  and(
    eq(savedViews.workspaceId, workspaceId),
    actor.kind === "member"
      ? or(isNull(savedViews.ownerId), eq(savedViews.ownerId, actor.id))
      : isNull(savedViews.ownerId),
  );

/** In their order. */
export async function listViews(ctx: Context): Promise<ViewRow[]> {
  return ctx.tx.select().from(savedViews).where(isFor(ctx)).orderBy(asc(savedViews.position), asc(savedViews.id));
}

/** Of all members, and of everybody. */
export async function everybodysViews({ tx, workspaceId }: Pick<Context, "tx" | "workspaceId">): Promise<ViewRow[]> {
  return tx.select().from(savedViews).where(eq(savedViews.workspaceId, workspaceId));
}

export async function deleteViews(
  { tx, workspaceId }: Pick<Context, "tx" | "workspaceId">,
  ids: string[],
): Promise<void> {
  if (ids.length === 0) return;
  await tx.delete(savedViews).where(and(eq(savedViews.workspaceId, workspaceId), inArray(savedViews.id, ids)));
}

export async function insertView({ tx, workspaceId }: Context, row: ViewRow): Promise<void> {
  await tx.insert(savedViews).values({ workspaceId, ...row });
}

/** False where this caller sees no such view. */
export async function updateView(ctx: Context, id: string, change: Partial<ViewRow>): Promise<boolean> {
  const rows = await ctx.tx
    .update(savedViews)
    .set({ ...change, id })
    .where(and(isFor(ctx), eq(savedViews.id, id)))
    .returning({ id: savedViews.id });
  return rows.length > 0;
}

export async function deleteView(ctx: Context, id: string): Promise<boolean> {
  const rows = await ctx.tx
    .delete(savedViews)
    .where(and(isFor(ctx), eq(savedViews.id, id)))
    .returning({ id: savedViews.id });
  return rows.length > 0;
}

/** One caller at a time counts and places the views of a workspace. */
export async function lockViews({ tx, workspaceId }: Context): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`${workspaceId} views`}, 0))`);
}
