import { sql } from "drizzle-orm";
import type { Db } from "./database.ts";

/** Who refers to others stands before them. What is not named goes with what it belongs to. */
const inOrder = [
  "jobs",
  "event_log",
  "cases",
  "responses",
  "contact_ledger",
  "decisions",
  "invitations",
  "customer_events",
  "distributions",
  "contacts",
  "touchpoints",
  "surveys",
] as const;

/** A workspace with all that is in it, and whoever is a member of no other. As the owner of the database. */
export async function deleteWorkspace(tx: Db, workspaceId: string): Promise<void> {
  // Where the owner of the tables is held by row-level security too, it sees this workspace.
  await tx.execute(sql`select set_config('app.workspace_id', ${workspaceId}, true)`);
  for (const table of inOrder) {
    await tx.execute(sql`delete from ${sql.identifier(table)} where workspace_id = ${workspaceId}`);
  }
  await tx.execute(sql`
    delete from users u using members m
    where m.user_id = u.id and m.workspace_id = ${workspaceId}
      and not exists (select from members other where other.user_id = u.id and other.workspace_id <> ${workspaceId})`);
  await tx.execute(sql`delete from workspaces where id = ${workspaceId}`);
}
