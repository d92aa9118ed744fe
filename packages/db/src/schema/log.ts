import { sql } from "drizzle-orm";
import { bigint, index, integer, jsonb, pgTable, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core";
import { workspaces } from "./accounts.ts";
import { instant, workspaceId } from "./columns.ts";

/** A workspace's lock: every transaction that logs or counts updates this row first, so that commit order is their order. */
export const workspaceCounters = pgTable("workspace_counters", {
  workspaceId: workspaceId()
    .primaryKey()
    .references(() => workspaces.id, { onDelete: "cascade" }),
  eventSeq: bigint("event_seq", { mode: "number" }).notNull().default(0),
  detectorSeq: bigint("detector_seq", { mode: "number" }).notNull().default(0),
  /** IANA name. Here, not among the settings: counts must see the zone that holds once they have the lock. */
  timeZone: text("time_zone").notNull().default("UTC"),
});

/** Everything that happened, in commit order. Payloads hold ids, keys and codes only. */
export const eventLog = pgTable(
  "event_log",
  {
    workspaceId: workspaceId(),
    seq: bigint("seq", { mode: "number" }).notNull(),
    name: text("name").notNull(),
    payload: jsonb("payload").$type<Record<string, unknown>>().notNull(),
    at: instant("at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.seq] })],
);

/** Directory table: work to be done, claimed across tenants. Payloads hold ids only. A finished job's row is deleted. */
export const jobs = pgTable(
  "jobs",
  {
    id: uuid("id").primaryKey(),
    workspaceId: workspaceId(),
    queue: text("queue").notNull(),
    payload: jsonb("payload").$type<Record<string, unknown>>().notNull(),
    dedupeKey: text("dedupe_key").notNull(),
    state: text("state", { enum: ["ready", "running", "dead"] })
      .notNull()
      .default("ready"),
    runAt: instant("run_at").notNull(),
    attempts: integer("attempts").notNull().default(0),
    leaseUntil: instant("lease_until"),
    /** Fencing: changes with every claim; whoever holds an old one may no longer act. */
    leaseToken: uuid("lease_token"),
    lastError: text("last_error"),
  },
  (t) => [
    unique("one_job_per_dedupe_key").on(t.queue, t.dedupeKey),
    index("jobs_due").on(t.runAt).where(sql`state = 'ready'`),
    index("jobs_leased").on(t.leaseUntil).where(sql`state = 'running'`),
  ],
);
