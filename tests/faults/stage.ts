import postgres from "postgres";
import { freshPostgresDatabase } from "../support/database.ts";
import { type PostgresServer, startPostgres } from "../support/postgres-server.ts";
import type { TestServer } from "../support/server.ts";

export type DatabaseKind = "PGlite" | "Postgres";

/** One line of the table: what was broken, on which database, and what it cost. */
export type FaultRow = {
  /** Its number among the goals of safety, or one of our own: L for lines, M for many processes. */
  goal: string;
  fault: string;
  database: DatabaseKind;
  /** What was done how often. */
  tried: string;
  lost: number;
  doubled: number;
  /** How soon everything worked again, or how long it took. */
  recovery: string;
  isGood: boolean;
  /** What else was found, when it did not go well. */
  remarks: string[];
};

export type FaultOptions = {
  database: DatabaseKind;
  postgresUrl: string;
  /** As part of `npm test`: a few times instead of many. */
  isShort?: boolean;
};

type Stage = { env: Record<string, string>; drop(): Promise<void> };

/** The environment of a server on this database; for Postgres an own one, dropped by `drop`. */
export async function stageOn({ database, postgresUrl }: FaultOptions): Promise<Stage> {
  if (database === "PGlite") return { env: {}, drop: async () => {} };
  const fresh = await freshPostgresDatabase(postgresUrl);
  return { env: { DATABASE_URL: fresh.url }, drop: fresh.drop };
}

/** A Postgres as in production: what it has acknowledged is on the disk. */
export async function durablePostgres(): Promise<PostgresServer> {
  const server = await startPostgres({ durable: true });
  const sql = postgres(server.url, { max: 1 });
  const [row] = await sql`select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commits`;
  await sql.end();
  if (row?.fsync !== "on" || row.commits !== "on") throw new Error("This Postgres is not durable.");
  return server;
}

export const ms = (value: number) => `${Math.round(value)} ms`;

export function spreadOf(values: number[]): string {
  const sorted = [...values].sort((a, b) => a - b);
  return `${Math.round(sorted[Math.floor(sorted.length / 2)] ?? 0)} ms, at most ${ms(sorted.at(-1) ?? 0)}`;
}

export const metricsToken = "a token for this run alone";

/** How late the server's event loop is, in ms, at the 99th percentile since it was asked last. Needs METRICS_TOKEN. */
export async function eventLoopP99({ url }: TestServer): Promise<number> {
  const answer = await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${metricsToken}` } });
  const [, seconds] = /^\w*nodejs_eventloop_lag_p99_seconds(?:\{[^}]*\})? (\S+)/m.exec(await answer.text()) ?? [];
  if (!seconds) throw new Error("/metrics does not tell the event loop's lag");
  return Number(seconds) * 1000;
}
