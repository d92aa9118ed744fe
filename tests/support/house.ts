import { randomBytes } from "node:crypto";
import { memoryMailer, quietLog, testClock } from "@otklik/adapters/memory-ports";
import { nodeCrypto } from "@otklik/adapters/node-crypto";
import { type Database, type Db, rowsOf } from "@otklik/db/database";
import { claimJobs } from "@otklik/db/job-queue";
import { openPostgres } from "@otklik/db/open-postgres";
import { apiKeys } from "@otklik/db/schema/index";
import { createWorkspace } from "@otklik/features/accounts/index";
import type { Scope } from "@otklik/features/context";
import { followers, sendingQueues } from "@otklik/features/flow";
import { type House, openHouse } from "@otklik/features/house";
import { inject } from "vitest";
import { type App, createApp } from "../../apps/api/src/app.ts";
import { runJob } from "../../apps/api/src/jobs/run-jobs.ts";
import { openRuntime } from "../../apps/api/src/open-runtime.ts";
import { type Client, clientOf } from "./client.ts";
import { asOwner, freshPostgresDatabase } from "./database.ts";
import { embeddedTemplate, postgresTemplate } from "./templates.ts";
import { sendTo, startWorker, type TestWorker } from "./workers.ts";

export type On = "pglite" | "postgres" | "workerd";
const asked = process.env.TESTS_ON as On | undefined;
/**
 * Where the tests of the API run: on workerd, with Postgres, where tests/workerd asks for it. The suite's second half is about
 * another version of Postgres alone: vitest.config.ts.
 */
export const databases: readonly On[] = asked
  ? [asked]
  : process.env.TEST_POSTGRES
    ? ["postgres"]
    : ["pglite", "postgres"];

/** A Monday. */
export const start = "2026-03-02T10:00:00.000Z";
export const publicUrl = "http://localhost:3000";
const secret = "a secret for tests, 32 characters";

type Options = {
  on: On;
  /** The clock moves by a millisecond whenever it is read, as it may in life. */
  ticking?: boolean;
};

export type TestHouse = {
  on: On;
  house: House;
  app: App;
  runtime: ReturnType<typeof openRuntime>;
  database: Database;
  /** For other processes on the same Postgres; null on the embedded database. */
  databaseUrl: string | null;
  clock: ReturnType<typeof testClock>;
  mailer: ReturnType<typeof memoryMailer>;
  log: ReturnType<typeof quietLog>;
  /** Sends a request as it is, without a key. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
  /** Makes a workspace and speaks with its secret key. */
  workspace(): Promise<Client>;
  /** The same workspace through a further key. */
  withKey(client: Client, key: Key): Promise<Client>;
  /** Runs every job that is due, and those that they leave, one after another. Returns how many ran. */
  runDueJobs(): Promise<number>;
  /** Above every wall, as no process of ours is. */
  above: Db;
  sql<Row = Record<string, unknown>>(text: string): Promise<Row[]>;
  close(): Promise<void>;
};

/** The whole API over a database of its own, without a port, with a clock that is told the time and mail that stays here. */
export async function openTestHouse({ on, ticking = false }: Options): Promise<TestHouse> {
  const { database, url, above, drop } = on === "pglite" ? await pglite() : await postgresClone();
  const clock = testClock(start);
  const now = () => {
    if (ticking) clock.advance({ seconds: 0.001 });
    return clock.now();
  };
  const [mailer, log] = [memoryMailer(), quietLog()];
  const crypto = nodeCrypto(secret, now);
  const house = openHouse(database, { now, crypto, log, mailer, mailFrom: "care@otklik.example", publicUrl });
  const runtime = openRuntime(house, {
    publicUrl,
    isProduction: false,
    mailbox: async () => [],
    authSecret: crypto.sign("session", "better-auth"),
    whatIsMissing: async () => null,
  });
  await database.listen(runtime.notice);
  const app = createApp(runtime);
  const answer = on === "workerd" ? await workerOn(url as string, clock, ticking) : app.fetch;
  const fetch = async (path: string, init?: RequestInit) => answer(new Request(new URL(path, publicUrl), init));

  return {
    on,
    house,
    app,
    runtime,
    database,
    above,
    databaseUrl: url,
    clock,
    mailer,
    log,
    fetch,
    workspace: async () => clientOf(fetch, await makeWorkspace(house)),
    withKey: async (client, more) => client.withKey(await addKey(house, client.workspaceId, more)),
    runDueJobs: () => runDueJobs(house),
    sql: async <Row>(text: string) => rowsOf<Row>(await above.execute(text)),
    close: async () => {
      runtime.close();
      await database.close();
      await drop();
    },
  };
}

let worker: Promise<TestWorker> | null = null;

/** One Worker for every house of this process. */
async function workerOn(databaseUrl: string, clock: ReturnType<typeof testClock>, ticking: boolean) {
  worker ??= startWorker({
    databaseUrl,
    entry: "tests/workerd/entry.ts",
    vars: { NODE_ENV: "test", PUBLIC_URL: publicUrl, SECRET: secret, MAIL_FROM: "care@otklik.example" },
  });
  const { url } = await worker;
  return async (request: Request) => {
    const told = { "test-database": databaseUrl, "test-step": ticking ? "1" : "0" };
    const answer = await sendTo(url, request, { ...told, "test-now": String(clock.now().getTime()) });
    const since = Number(answer.headers.get("test-now")) - clock.now().getTime();
    if (since > 0) clock.advance({ seconds: since / 1000 });
    return answer;
  };
}

async function pglite() {
  const database = await embeddedTemplate();
  return { database, url: null, above: database.db, drop: async () => {} };
}

async function postgresClone() {
  const server = inject("postgresUrl");
  const fresh = await freshPostgresDatabase(server, await postgresTemplate(server));
  const url = asOwner(fresh.url);
  const superuser = openPostgres({ url: fresh.url, poolSize: 2 });
  const drop = async () => {
    await superuser.close();
    await fresh.drop();
  };
  return { database: openPostgres({ url, poolSize: 8 }), url, above: superuser.db, drop };
}

async function makeWorkspace(house: House) {
  const secret = randomBytes(12).toString("hex");
  const owner = {
    name: "Meridian Rail",
    ownerEmail: `owner-${secret}@meridian.example`,
    ownerPassword: "not hashed here",
  };
  const keys = { secretKey: `ok_${secret}`, publishableKey: `pk_${secret}` };
  return createWorkspace(house, { ...owner, ...keys }, async () => "no hash");
}

type Key = { scopes?: Scope[]; isTest?: boolean };

async function addKey(
  { database, ports }: House,
  workspaceId: string,
  { scopes = ["read", "write"], isTest = false }: Key,
) {
  const key = `ok_${randomBytes(12).toString("hex")}`;
  const { crypto, now } = ports;
  const hash = { keyHash: crypto.digest(key), id: crypto.uuidv7(), last4: key.slice(-4) };
  await database.db.insert(apiKeys).values({ ...hash, workspaceId, kind: "secret", scopes, isTest, createdAt: now() });
  return key;
}

const leaseMs = 60_000;

async function runDueJobs(house: House): Promise<number> {
  for (let ran = 0; ; ran++) {
    const now = house.ports.now();
    const claim = {
      queues: [...followers.keys()],
      sending: sendingQueues,
      limit: 1,
      now,
      leaseUntil: new Date(now.getTime() + leaseMs),
    };
    const [job] = await claimJobs(house.database.db, claim);
    if (!job) return ran;
    await runJob(house, job);
  }
}
