import { type Db, rowsOf } from "@otklik/db/database";
import {
  apiKeys,
  members,
  sessions,
  users,
  verifications,
  workspaceCounters,
  workspaceSettings,
  workspaces,
} from "@otklik/db/schema/index";
import { and, asc, count, desc, eq, inArray, isNull, lt, sql } from "drizzle-orm";
import type { Context } from "../context.ts";
import type { PageRequest } from "../page.ts";

export type SettingsRow = typeof workspaceSettings.$inferSelect;
export type ApiKeyRow = typeof apiKeys.$inferSelect;

export async function findKey(db: Db, keyHash: string): Promise<ApiKeyRow | null> {
  const [row] = await db
    .select()
    .from(apiKeys)
    .where(and(eq(apiKeys.keyHash, keyHash), isNull(apiKeys.revokedAt)));
  return row ?? null;
}

export async function insertKeys(tx: Db, rows: (typeof apiKeys.$inferInsert)[]): Promise<void> {
  await tx.insert(apiKeys).values(rows);
}

/** Newest first, one more than asked for. Ids are made in the order of time. */
export async function listKeys({ tx, workspaceId }: Context, { limit, after }: PageRequest): Promise<ApiKeyRow[]> {
  return tx
    .select()
    .from(apiKeys)
    .where(
      and(
        eq(apiKeys.workspaceId, workspaceId),
        isNull(apiKeys.revokedAt),
        after ? lt(apiKeys.id, after.id) : undefined,
      ),
    )
    .orderBy(desc(apiKeys.id))
    .limit(limit + 1);
}

/** False when there is no such key, or it is revoked already. */
export async function revokeKeyRow({ tx, workspaceId, ports }: Context, id: string): Promise<boolean> {
  const revoked = await tx
    .update(apiKeys)
    .set({ revokedAt: ports.now() })
    .where(and(eq(apiKeys.workspaceId, workspaceId), eq(apiKeys.id, id), isNull(apiKeys.revokedAt)))
    .returning({ id: apiKeys.id });
  return revoked.length > 0;
}

export async function countWorkspaces(db: Db): Promise<number> {
  const [row] = await db.select({ n: count() }).from(workspaces);
  return row?.n ?? 0;
}

/** One at a time makes the first workspace. */
export async function lockInstallation(tx: Db): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('first workspace', 0))`);
}

export async function isSlugTaken(tx: Db, slug: string): Promise<boolean> {
  const rows = await tx.select({ id: workspaces.id }).from(workspaces).where(eq(workspaces.slug, slug));
  return rows.length > 0;
}

export async function listWorkspaces(db: Db): Promise<{ id: string; name: string }[]> {
  return db
    .select({ id: workspaces.id, name: workspaces.name })
    .from(workspaces)
    .orderBy(workspaces.createdAt, workspaces.id);
}

/** What addresses of a workspace's pages begin with. */
export async function findSlug({ tx, workspaceId }: Pick<Context, "tx" | "workspaceId">): Promise<string> {
  const [row] = await tx.select({ slug: workspaces.slug }).from(workspaces).where(eq(workspaces.id, workspaceId));
  if (!row) throw new Error("the workspace is gone");
  return row.slug;
}

export async function findWorkspaceByKey(db: Db, keyHash: string): Promise<string | null> {
  const [row] = await db.select({ workspaceId: apiKeys.workspaceId }).from(apiKeys).where(eq(apiKeys.keyHash, keyHash));
  return row?.workspaceId ?? null;
}

export async function insertWorkspace(
  tx: Db,
  row: { id: string; name: string; slug: string; createdAt: Date },
  { timeZone, locale }: { timeZone?: string; locale?: string },
): Promise<void> {
  await tx.insert(workspaces).values(row);
  // Where the owner of the tables is held by row-level security too, it is inside the new workspace from here on.
  await tx.execute(sql`select set_config('app.workspace_id', ${row.id}, true)`);
  await tx.insert(workspaceCounters).values({ workspaceId: row.id, timeZone });
  await tx.insert(workspaceSettings).values({ workspaceId: row.id, locale });
}

export async function findUserByEmail(tx: Db, email: string): Promise<{ id: string } | null> {
  const [row] = await tx.select({ id: users.id }).from(users).where(eq(users.email, email));
  return row ?? null;
}

export async function insertMember(tx: Db, row: typeof members.$inferInsert): Promise<void> {
  await tx.insert(members).values(row).onConflictDoNothing();
}

export type Membership = { workspaceId: string; slug: string; name: string; role: string };

export async function membershipsOf(db: Db, userId: string): Promise<Membership[]> {
  return db
    .select({
      workspaceId: members.organizationId,
      slug: workspaces.slug,
      name: workspaces.name,
      role: members.role,
    })
    .from(members)
    .innerJoin(workspaces, eq(workspaces.id, members.organizationId))
    .where(eq(members.userId, userId))
    .orderBy(members.createdAt, members.id);
}

/** The id of whoever has this address, made if there is nobody. */
export async function insertPerson(
  db: Db,
  { createdAt, ...row }: { id: string; name: string; email: string; createdAt: Date },
): Promise<string> {
  const [made] = await db
    .insert(users)
    .values({ ...row, emailVerified: true, createdAt, updatedAt: createdAt })
    .onConflictDoNothing()
    .returning({ id: users.id });
  return made?.id ?? ((await findUserByEmail(db, row.email)) as { id: string }).id;
}

export async function findOwner(db: Db, workspaceId: string): Promise<string> {
  const [row] = await db
    .select({ userId: members.userId })
    .from(members)
    .where(and(eq(members.organizationId, workspaceId), eq(members.role, "owner")));
  if (!row) throw new Error("a workspace has an owner from the moment it is made");
  return row.userId;
}

export async function setMark(db: Db, workspaceId: string, mark: string): Promise<void> {
  await db.update(workspaces).set({ metadata: mark }).where(eq(workspaces.id, workspaceId));
}

export async function listMarked(db: Db, marks: string[]): Promise<{ id: string; mark: string | null }[]> {
  return db
    .select({ id: workspaces.id, mark: workspaces.metadata })
    .from(workspaces)
    .where(inArray(workspaces.metadata, marks));
}

// A row among the verifications, which nobody looks for by this name: the installation's own row has no place for it.
const demoRemoved = "installation.demo-removed";
const never = new Date("9999-12-31T00:00:00Z");

export async function rememberDemoRemoved(tx: Db, id: string, now: Date): Promise<void> {
  await tx
    .insert(verifications)
    .values({ id, identifier: demoRemoved, value: "yes", expiresAt: never, createdAt: now, updatedAt: now });
}

export async function isDemoRemoved(db: Db): Promise<boolean> {
  const rows = await db
    .select({ id: verifications.id })
    .from(verifications)
    .where(eq(verifications.identifier, demoRemoved))
    .limit(1);
  return rows.length > 0;
}

export async function isMember({ tx, workspaceId }: Context, userId: string): Promise<boolean> {
  const rows = await tx
    .select({ id: members.id })
    .from(members)
    .where(and(eq(members.organizationId, workspaceId), eq(members.userId, userId)));
  return rows.length > 0;
}

export async function listMembers({ tx, workspaceId }: Context) {
  return tx
    .select({ id: users.id, name: users.name, email: users.email, role: members.role })
    .from(members)
    .innerJoin(users, eq(users.id, members.userId))
    .where(eq(members.organizationId, workspaceId))
    .orderBy(asc(users.name), asc(users.id));
}

type Name = [id: string, name: string | null];

/** Members of this workspace only: ids of others have no names here. */
export async function namesOfMembers({ tx, workspaceId }: Context, ids: string[]): Promise<Name[]> {
  if (ids.length === 0) return [];
  const rows = await tx
    .select({ id: users.id, name: users.name })
    .from(members)
    .innerJoin(users, eq(users.id, members.userId))
    .where(and(eq(members.organizationId, workspaceId), inArray(users.id, ids)));
  return rows.map(({ id, name }) => [id, name]);
}

export async function namesOfKeys({ tx, workspaceId }: Context, ids: string[]): Promise<Name[]> {
  if (ids.length === 0) return [];
  const rows = await tx
    .select({ id: apiKeys.id, name: apiKeys.name })
    .from(apiKeys)
    .where(and(eq(apiKeys.workspaceId, workspaceId), inArray(apiKeys.id, ids)));
  return rows.map(({ id, name }) => [id, name]);
}

export async function deleteSessionsOf(db: Db, userId: string): Promise<void> {
  await db.delete(sessions).where(eq(sessions.userId, userId));
}

export async function findSettings({ tx, workspaceId }: Pick<Context, "tx" | "workspaceId">) {
  const [row] = await tx
    .select({ settings: workspaceSettings, name: workspaces.name, timeZone: workspaceCounters.timeZone })
    .from(workspaceSettings)
    .innerJoin(workspaces, eq(workspaces.id, workspaceSettings.workspaceId))
    .innerJoin(workspaceCounters, eq(workspaceCounters.workspaceId, workspaceSettings.workspaceId))
    .where(eq(workspaceSettings.workspaceId, workspaceId));
  if (!row) throw new Error("a workspace has settings from the moment it is made");
  return { ...row.settings, name: row.name, timeZone: row.timeZone };
}

export async function updateSettings({ tx, workspaceId }: Context, changes: Partial<SettingsRow>): Promise<void> {
  await tx.update(workspaceSettings).set(changes).where(eq(workspaceSettings.workspaceId, workspaceId));
}

export async function renameWorkspace({ tx, workspaceId }: Context, name: string): Promise<void> {
  await tx.update(workspaces).set({ name }).where(eq(workspaces.id, workspaceId));
}

/** Names that the program knows and the database does not, or takes for a fixed offset as CET, would count wrongly. */
export async function isCountableZone({ tx }: Pick<Context, "tx">, timeZone: string): Promise<boolean> {
  const [row] = rowsOf<{ known: boolean }>(
    await tx.execute(sql`
      select exists (select from pg_timezone_names where name = ${timeZone})
        and (${timeZone} in ('UTC', 'GMT') or not exists (select from pg_timezone_abbrevs where abbrev = upper(${timeZone}))) as known`),
  );
  return row?.known ?? false;
}

/** Taken before anything that counts: whoever counts next sees the new zone. */
export async function setTimeZone({ tx, workspaceId }: Context, timeZone: string): Promise<void> {
  await tx.update(workspaceCounters).set({ timeZone }).where(eq(workspaceCounters.workspaceId, workspaceId));
}
