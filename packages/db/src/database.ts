import { type SQL, sql } from "drizzle-orm";
import type { PgDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";
import type * as schema from "./schema/index.ts";

/** Embedded or not, in a transaction or not: one type. Only the results of raw `execute` differ; use `rowsOf` on them. */
export type Db = PgDatabase<PgQueryResultHKT, typeof schema>;
export type Row = Record<string, unknown>;

/** The channel on which every commit that logs or leaves a job is announced. */
export const noticeChannel = "otklik";

export type Database = {
  kind: "embedded" | "postgres";
  /** As the owner, outside every tenant: directory tables, migrations, maintenance. */
  db: Db;
  /** One transaction that can see and reference the rows of this workspace only. Never use `db` inside it. */
  inWorkspace<T>(workspaceId: string, work: (tx: Db) => Promise<T>): Promise<T>;
  /** One statement in a transaction of its own, as in `inWorkspace`, in one round trip. Values are bound as text. */
  statementInWorkspace(workspaceId: string, statement: string, values: string[]): Promise<Row[]>;
  /** One transaction over all tables without a time limit: `look` sees one moment and changes nothing, `load` may change all. */
  inBulk<T>(mode: "look" | "load", work: (bulk: Bulk) => Promise<T>): Promise<T>;
  /** Calls back with the text of every notice until closed; reconnects by itself. */
  listen(onNotice: (payload: string) => void): Promise<void>;
  close(): Promise<void>;
};

/** `copy … to stdout` and `copy … from stdin` speak Postgres' text format. */
export type Bulk = {
  query<T extends Row>(statement: string, values?: string[]): Promise<T[]>;
  copyOut(statement: string): Promise<AsyncIterable<Uint8Array>>;
  copyIn(statement: string, text: Uint8Array<ArrayBuffer>): Promise<void>;
};

/** Begins the transaction of `inBulk`, so that what is copied out does not depend on the server's settings. */
export const bulkSettings = (mode: "look" | "load"): string[] => [
  ...(mode === "look" ? ["set transaction isolation level repeatable read, read only"] : []),
  "set local datestyle = 'ISO, YMD'",
  "set local timezone = 'UTC'",
  "set local intervalstyle = 'postgres'",
  "set local statement_timeout = 0",
  "set local idle_in_transaction_session_timeout = 0",
];

/** The rows of a raw `execute`: postgres.js gives an array, PGlite an object that holds one. */
export function rowsOf<T = Row>(result: unknown): T[] {
  return (Array.isArray(result) ? result : (result as { rows: unknown[] }).rows) as T[];
}

/** A statement of ours with $1…$9, each followed by a cast, as drizzle wants it. */
export function boundSql(statement: string, values: string[]): SQL {
  const parts = statement.split(/\$(\d)(?=::)/);
  return sql.join(
    parts.map((part, index) => (index % 2 === 0 ? sql.raw(part) : sql`${values[Number(part) - 1]}`)),
    sql.raw(""),
  );
}
