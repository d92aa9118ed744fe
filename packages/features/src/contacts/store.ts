import { insertRows } from "@otklik/db/insert-rows";
import { contactIdentities, contacts, suppressions } from "@otklik/db/schema/index";
import { and, desc, eq, inArray, or, sql } from "drizzle-orm";
import type { Context } from "../context.ts";
import type { Identity } from "./identities.ts";

export type ContactRow = typeof contacts.$inferSelect;
export type IdentityRow = typeof contactIdentities.$inferSelect;

const isContact = ({ workspaceId }: Context, id: string) =>
  and(eq(contacts.workspaceId, workspaceId), eq(contacts.id, id));

/** One caller at a time for each of these identities, so that two calls cannot both find them unknown. */
export async function lockIdentities({ tx, workspaceId }: Context, identities: Identity[]): Promise<void> {
  const keys = identities.map(({ kind, value }) => `${workspaceId} ${kind} ${value}`).sort();
  for (const key of keys) await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`);
}

export async function findIdentities({ tx, workspaceId }: Context, identities: Identity[]): Promise<IdentityRow[]> {
  return tx
    .select()
    .from(contactIdentities)
    .where(
      and(
        eq(contactIdentities.workspaceId, workspaceId),
        or(
          ...identities.map(({ kind, value }) =>
            and(eq(contactIdentities.kind, kind), eq(contactIdentities.value, value)),
          ),
        ),
      ),
    );
}

/** Newest first: the first of a kind is the one to use. */
export async function identitiesOf({ tx, workspaceId }: Context, contactId: string): Promise<IdentityRow[]> {
  return tx
    .select()
    .from(contactIdentities)
    .where(and(eq(contactIdentities.workspaceId, workspaceId), eq(contactIdentities.contactId, contactId)))
    .orderBy(desc(contactIdentities.createdAt), contactIdentities.value);
}

export async function findContact(ctx: Context, id: string): Promise<ContactRow | null> {
  const [row] = await ctx.tx.select().from(contacts).where(isContact(ctx, id));
  return row ?? null;
}

export async function lockContact(ctx: Context, id: string): Promise<ContactRow | null> {
  const [row] = await ctx.tx.select().from(contacts).where(isContact(ctx, id)).for("update");
  return row ?? null;
}

export async function insertContact(
  ctx: Context,
  row: Omit<typeof contacts.$inferInsert, "workspaceId">,
): Promise<void> {
  await ctx.tx.insert(contacts).values({ ...row, workspaceId: ctx.workspaceId });
}

type NewRow<Row> = Omit<Row, "workspaceId">;

export async function insertNewContacts(
  { tx, workspaceId }: Context,
  rows: NewRow<typeof contacts.$inferInsert>[],
  identities: NewRow<IdentityRow>[],
): Promise<void> {
  await insertRows(
    tx,
    contacts,
    rows.map((row) => ({ workspaceId, ...row })),
  );
  await insertRows(
    tx,
    contactIdentities,
    identities.map((identity) => ({ workspaceId, ...identity })),
  );
}

export async function updateContact(
  ctx: Context,
  id: string,
  changes: Partial<typeof contacts.$inferInsert>,
): Promise<void> {
  await ctx.tx.update(contacts).set(changes).where(isContact(ctx, id));
}

export async function insertIdentities(
  ctx: Context,
  contactId: string,
  identities: Identity[],
  source: string,
): Promise<void> {
  if (identities.length === 0) return;
  const createdAt = ctx.ports.now();
  await ctx.tx
    .insert(contactIdentities)
    .values(
      identities.map((identity) => ({ workspaceId: ctx.workspaceId, contactId, ...identity, source, createdAt })),
    );
}

export async function deleteIdentities({ tx, workspaceId }: Context, contactId: string): Promise<void> {
  await tx
    .delete(contactIdentities)
    .where(and(eq(contactIdentities.workspaceId, workspaceId), eq(contactIdentities.contactId, contactId)));
}

export async function suppressedAmong({ tx, workspaceId }: Context, hashes: string[]): Promise<Set<string>> {
  if (hashes.length === 0) return new Set();
  const rows = await tx
    .select({ hash: suppressions.addressHash })
    .from(suppressions)
    .where(and(eq(suppressions.workspaceId, workspaceId), inArray(suppressions.addressHash, hashes)));
  return new Set(rows.map(({ hash }) => hash));
}

export async function insertSuppressions(
  ctx: Context,
  hashes: string[],
  reason: "unsubscribed" | "bounced" | "complained",
): Promise<void> {
  if (hashes.length === 0) return;
  await ctx.tx
    .insert(suppressions)
    .values(hashes.map((addressHash) => ({ workspaceId: ctx.workspaceId, addressHash, reason, at: ctx.ports.now() })))
    .onConflictDoNothing();
}
