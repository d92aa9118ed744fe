import { sql } from "drizzle-orm";
import { type Db, rowsOf } from "./database.ts";

/** What a running server says of itself. `major` is 15 for Postgres 15.14. */
export async function serverVersion(db: Db): Promise<{ version: string; major: number }> {
  const [row] = rowsOf<{ version: string; number: string }>(
    await db.execute(
      sql`select current_setting('server_version') as version, current_setting('server_version_num') as number`,
    ),
  );
  return { version: row?.version ?? "", major: Math.floor(Number(row?.number) / 10_000) };
}

/** The database's clock. */
export async function databaseTime(db: Db): Promise<Date> {
  const [row] = rowsOf<{ ms: string | number }>(
    await db.execute(sql`select extract(epoch from clock_timestamp()) * 1000 as ms`),
  );
  return new Date(Number(row?.ms));
}

/** Jobs that are due or running, the longest that one has been due, and those that were given up. */
export async function jobCounts(db: Db, now: Date): Promise<{ waiting: number; oldestDueMs: number; dead: number }> {
  const [row] = rowsOf<{ waiting: number; oldest: string | Date | null; dead: number }>(
    await db.execute(sql`
      select count(*) filter (where state = 'running' or (state = 'ready' and run_at <= ${now.toISOString()}::timestamptz))::int as waiting,
        min(run_at) filter (where state = 'ready' and run_at <= ${now.toISOString()}::timestamptz) as oldest,
        count(*) filter (where state = 'dead')::int as dead
      from jobs`),
  );
  const oldestDueMs = row?.oldest ? now.getTime() - new Date(row.oldest).getTime() : 0;
  return { waiting: row?.waiting ?? 0, oldestDueMs, dead: row?.dead ?? 0 };
}
