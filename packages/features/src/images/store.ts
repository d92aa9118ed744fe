import { images } from "@otklik/db/schema/index";
import { and, eq, inArray } from "drizzle-orm";
import type { Context } from "../context.ts";

export type ImageRow = typeof images.$inferSelect;

export async function findImage({ tx, workspaceId }: Context, id: string): Promise<ImageRow | null> {
  const [row] = await tx
    .select()
    .from(images)
    .where(and(eq(images.workspaceId, workspaceId), eq(images.id, id)));
  return row ?? null;
}

export async function knownImages({ tx, workspaceId }: Context, ids: string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await tx
    .select({ id: images.id })
    .from(images)
    .where(and(eq(images.workspaceId, workspaceId), inArray(images.id, ids)));
  return new Set(rows.map(({ id }) => id));
}

export async function countImages({ tx, workspaceId }: Context): Promise<number> {
  return tx.$count(images, eq(images.workspaceId, workspaceId));
}

export async function insertImage({ tx, workspaceId }: Context, row: Omit<ImageRow, "workspaceId">): Promise<void> {
  await tx
    .insert(images)
    .values({ workspaceId, ...row })
    .onConflictDoNothing();
}
