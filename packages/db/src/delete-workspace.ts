import { sql } from "drizzle-orm";
import type { Db } from "./database.ts";

/** Who refers to others stands before them. What is not named goes with what it belongs to. */
const referring = ["jobs", "event_log", "cases", "responses", "contact_ledger", "decisions"] as const;
const referredTo = ["invitations", "customer_events", "distributions", "contacts", "touchpoints", "surveys"] as const;

/**
 * A workspace with all that is in it, and whoever is a member of no other. As the owner of the database; `alongside`
 * commits with the first half. Ended in between, it can be done again.
 */
export async function deleteWorkspace(
  db: Db,
  workspaceId: string,
  alongside: (tx: Db) => Promise<void>,
): Promise<void> {
  await db.transaction(async (transaction) => {
    const tx = transaction as unknown as Db;
    await alongside(tx);
    await deleteFrom(tx, referring, workspaceId);
  });
  // Until they are cleared away, deleted rows are looked through again for every row that they referred to: minutes.
  for (const table of referring) await db.execute(sql`vacuum ${sql.identifier(table)}`);
  await db.transaction(async (transaction) => {
    const tx = transaction as unknown as Db;
    await deleteFrom(tx, referredTo, workspaceId);
    await tx.execute(sql`
      delete from users u using members m
      where m.user_id = u.id and m.workspace_id = ${workspaceId}
        and not exists (select from members other where other.user_id = u.id and other.workspace_id <> ${workspaceId})`);
    await tx.execute(sql`delete from workspaces where id = ${workspaceId}`);
  });
}

async function deleteFrom(tx: Db, tables: readonly string[], workspaceId: string): Promise<void> {
  // Where the owner of the tables is held by row-level security too, it sees this workspace.
  await tx.execute(sql`select set_config('app.workspace_id', ${workspaceId}, true)`);
  for (const table of tables)
    await tx.execute(sql`delete from ${sql.identifier(table)} where workspace_id = ${workspaceId}`);
}
