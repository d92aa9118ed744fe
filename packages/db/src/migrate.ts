import { readFile } from "node:fs/promises";
import { sql } from "drizzle-orm";
import journal from "../../../drizzle/meta/_journal.json" with { type: "json" };
import { type Db, rowsOf } from "./database.ts";

const lockKey = 7_270_415_518;

type Migration = { name: string; statements: string[] };

/** The reviewed migrations, oldest first. */
async function migrations(): Promise<Migration[]> {
  // Here and not above: where the program is one file, there is no folder.
  const folder = new URL("../../../drizzle/", import.meta.url);
  return Promise.all(
    journal.entries.map(async ({ tag }) => ({
      name: tag,
      statements: (await readFile(new URL(`${tag}.sql`, folder), "utf8")).split("--> statement-breakpoint"),
    })),
  );
}

/** Names of migrations this program knows and the database has not had; null when the database has some this program does not know. */
export async function pendingMigrations(db: Db): Promise<string[]> {
  const applied = await appliedMigrations(db);
  return knownMigrations().filter((name) => !applied.includes(name));
}

/** Names of the migrations that this program knows, oldest first. */
export const knownMigrations = (): string[] => journal.entries.map(({ tag }) => tag);

/** Names of the migrations that this database has had. */
export async function appliedMigrations(db: Db): Promise<string[]> {
  const [table] = rowsOf<{ found: string | null }>(
    await db.execute(sql`select to_regclass('public.otklik_migrations')::text as found`),
  );
  const applied = table?.found ? await appliedNames(db) : new Set<string>();
  return knownMigrations().filter((name) => applied.has(name));
}

/**
 * Brings the database up to date: one transaction a migration, one process at a time, never waiting longer than five
 * seconds for a table that others are using. Doing it again changes nothing. Returns the names of those applied. `upTo`: how
 * many of the oldest; all if not said.
 */
export async function migrate(db: Db, upTo?: number): Promise<string[]> {
  const done: string[] = [];
  for (const migration of (await migrations()).slice(0, upTo)) {
    const applied = await db.transaction(async (tx) => {
      await tx.execute(sql`select pg_advisory_xact_lock(${lockKey})`);
      await tx.execute(sql`set local lock_timeout = '5s'`);
      await tx.execute(
        sql`create table if not exists otklik_migrations (name text primary key, applied_at timestamptz not null default now())`,
      );
      if ((await appliedNames(tx as unknown as Db)).has(migration.name)) return false;
      for (const statement of migration.statements) await tx.execute(sql.raw(statement));
      await tx.execute(sql`insert into otklik_migrations (name) values (${migration.name})`);
      return true;
    });
    if (applied) done.push(migration.name);
  }
  return done;
}

async function appliedNames(db: Db): Promise<Set<string>> {
  return new Set(
    rowsOf<{ name: string }>(await db.execute(sql`select name from otklik_migrations`)).map(({ name }) => name),
  );
}
