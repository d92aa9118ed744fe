import type { IncomingMessage, RequestListener, Server } from "node:http";
import { type AddressInfo, Server as Listener } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { serve } from "@hono/node-server";
import { prometheus } from "@otklik/adapters/prometheus";
import type { Database } from "@otklik/db/database";
import { jobCounts } from "@otklik/db/examine";
import { sendingPausedAt } from "@otklik/db/installation";
import { isLostSocket } from "@otklik/db/lost-socket";
import { pendingMigrations } from "@otklik/db/migrate";
import {
  countWorkspaces,
  createWorkspace,
  findDemo,
  removeDemo,
  wasDemoRemoved,
  workspaceOfKey,
} from "@otklik/features/accounts/index";
import { databaseCode } from "@otklik/features/database-code";
import type { House } from "@otklik/features/house";
import { openAdmission, refusingWhenFull } from "./admission.ts";
import { type App, createApp } from "./app.ts";
import { builtAssets, pageScripts } from "./built-assets.ts";
import { openProgress } from "./cli/progress.ts";
import { type Config, ConfigError, readConfig } from "./config.ts";
import { forgetDemoFile, recallDemo } from "./demo/demo-file.ts";
import { makeDemo } from "./demo/make-demo.ts";
import { keepDailyBackups } from "./jobs/daily-backup.ts";
import { runJobs } from "./jobs/run-jobs.ts";
import { notReady } from "./not-ready.ts";
import { loadEnvFile, type OpenedHouse, openLog, openNodeHouse } from "./open-house.ts";
import { openRuntime } from "./open-runtime.ts";
import { passwordHasher } from "./password-hasher.ts";
import { isUnavailable } from "./problem-details.ts";

/** Time for whoever spreads requests to see that this process is going, before it stops answering. */
const noticeMs = 1_000;
/** Without a request: then the door can be shut in nobody's face. Waited for at most so long. */
const quietMs = 150;
const longestWaitForQuietMs = 2_000;
/** For a caller who had just opened a connection to send the request that was meant for it. */
const courtesyMs = 500;
const longestDrainMs = 9_000;

const config = configOrExit();
const log = openLog(config);
// The port answers before the database is open: a watcher sees a process that is alive and not ready.
let app: App | null = null;
let isDraining = false;
let stopJobs: () => Promise<unknown> = async () => {};
let closeHouse: () => Promise<void> = async () => {};
const admission = openAdmission({ most: 256, patienceMs: 1_000, now: () => performance.now() });
const server = serve({
  fetch: async (request, env) => {
    const { incoming } = env as { incoming: IncomingMessage };
    const answered = admission.enter(() => incoming.complete);
    try {
      return await answer(request, env);
    } finally {
      answered();
    }
  },
  hostname: config.HOST,
  port: config.PORT,
}) as Server;
const [answering] = server.listeners("request") as [RequestListener];
server.off("request", answering).on("request", refusingWhenFull(admission, answering));
server.on("error", (error: NodeJS.ErrnoException) =>
  fail(error.code === "EADDRINUSE" ? `PORT: ${config.PORT} is taken by another program.` : error.message),
);
server.keepAliveTimeout = 65_000;
let lastRequestAt = 0;
server.prependListener("request", (_, response) => {
  lastRequestAt = performance.now();
  // Or a caller would send its next request on a line that is about to be closed.
  if (isDraining) response.setHeader("connection", "close");
});
for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void drain(signal));
process.on("uncaughtException", (error) => {
  if (isLostSocket(error)) return log.warn("database.socket-lost", {});
  log.error("process.uncaught", { errorName: error.name, stack: error.stack });
  process.exit(1);
});
process.on("unhandledRejection", (error) => {
  // The driver asks something of its own at the start of a connection, and hears of nothing when that fails.
  const code = databaseCode(error);
  if (code !== null && isUnavailable(code)) return log.warn("database.socket-lost", { code });
  log.error("process.unhandled", {
    errorName: error instanceof Error ? error.name : "unknown",
    stack: error instanceof Error ? error.stack : undefined,
  });
});
await start().catch((error) => fail(withoutValues(error instanceof Error ? error.message : String(error))));

/** A query that failed names the values it was given, which may be somebody's address. */
function withoutValues(message: string): string {
  return message.split("\nparams: ")[0] as string;
}

function configOrExit(): Config {
  try {
    loadEnvFile();
    return readConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`Otklik cannot start:\n${error.message}\n`);
    process.exit(1);
  }
}

function fail(message: string): never {
  process.stderr.write(`Otklik cannot start: ${message}\n`);
  process.exit(1);
}

const ofEveryRole = /^\/(livez|readyz|metrics)$/;

function answer(request: Request, env: unknown): Response | Promise<Response> {
  if (config.ROLE === "jobs" && !ofEveryRole.test(new URL(request.url).pathname))
    return notReady(request, "This process runs jobs. Send requests to one with ROLE=api.");
  if (app) return app.fetch(request, env as object);
  return notReady(request, "Otklik is starting.");
}

async function start(): Promise<void> {
  const isAnswered = new Promise<void>((resolve) => (server.listening ? resolve() : server.once("listening", resolve)));
  const opened = await openWhenPossible();
  if (isDraining) return opened.close();
  const { house, database } = opened;
  await bootstrap(opened);
  const runtime = openRuntime(house, {
    publicUrl: config.publicUrl,
    isProduction: config.NODE_ENV === "production",
    mailbox: opened.mailbox,
    assets: builtAssets(),
    pageScripts: pageScripts(),
    metrics: config.METRICS_TOKEN ? { token: config.METRICS_TOKEN, ...prometheus(() => standing(database)) } : null,
    authSecret: opened.authSecret,
    whatIsMissing: () => whatIsMissing(house),
  });
  const jobs = config.ROLE === "api" ? null : runJobs(house);
  await database.listen((payload) => {
    runtime.notice(payload);
    jobs?.wake();
  });
  const { BACKUP_DIR: folder, BACKUP_KEEP: keep } = config;
  const { now, log } = house.ports;
  const stopBackups = jobs && folder ? keepDailyBackups({ database, log, now, folder, keep }) : null;
  // Together: a job that waits for a mail server ends when the mailer cuts the line.
  stopJobs = () => Promise.all([jobs?.stop(), house.ports.mailer?.close(), stopBackups?.()]);
  if (await sendingPausedAt(database.db)) log.warn("sending.paused", { reason: "a restored copy: see otklik resume" });
  closeHouse = async () => {
    runtime.close();
    await opened.close();
  };
  app = createApp(runtime);
  await isAnswered;
  const { port } = server.address() as AddressInfo;
  log.info("server.ready", { host: config.HOST, port, role: config.ROLE, database: database.kind });
  if (config.NODE_ENV !== "production" && !config.OTKLIK_BOOTSTRAP) await makeOrRecallDemo(opened, port);
}

/** A database that is down is waited for; anything else that is wrong with it stops the start. */
async function openWhenPossible(): Promise<OpenedHouse> {
  for (;;) {
    try {
      return await openNodeHouse(config, log);
    } catch (error) {
      const code = databaseCode(error);
      if (code === null || !isUnavailable(code) || isDraining) throw error;
      log.warn("database.waiting", { code });
      await sleep(1_000);
    }
  }
}

async function bootstrap(opened: OpenedHouse): Promise<void> {
  const { house } = opened;
  const wanted = config.OTKLIK_BOOTSTRAP;
  if (!wanted || (await workspaceOfKey(house, wanted.secretKey))) return;
  try {
    await createWorkspace(house, wanted, await passwordHasher(opened, config.publicUrl));
  } catch (error) {
    // Two processes may start at once; one of them makes it.
    if (!(await workspaceOfKey(house, wanted.secretKey))) throw error;
  }
}

/** An empty database begins with the demo, unless somebody took it away. One that was never finished is begun again. */
async function makeOrRecallDemo(opened: OpenedHouse, port: number): Promise<void> {
  const { house, database } = opened;
  const url = `http://localhost:${port}`;
  if ((await findDemo(house))?.state === "making") await removeDemo(house, { forGood: false });
  const isRemoved = await wasDemoRemoved(house);
  // Taken away by a request, which knows nothing of files.
  if (isRemoved) await forgetDemoFile(config.DATA_DIR);
  const isWanted = !isRemoved && (await countWorkspaces(database.db)) === 0;
  const told = isWanted ? await demoMade(opened, url) : await recallDemo(config.DATA_DIR, url);
  process.stdout.write(`\n${told ?? `Otklik is running:  ${url}/`}\n`);
}

async function demoMade(opened: OpenedHouse, url: string): Promise<string> {
  const progress = openProgress(process.stderr);
  try {
    const hashPassword = await passwordHasher(opened, config.publicUrl);
    const onProgress = progress.show;
    return (await makeDemo(opened.house, { hashPassword, dataDir: config.DATA_DIR, url, onProgress })).told;
  } finally {
    progress.end();
  }
}

async function standing({ db }: Database) {
  const { waiting, dead, oldestDueMs } = await jobCounts(db, new Date());
  return { jobsWaiting: waiting, jobsDead: dead, oldestDueSeconds: oldestDueMs / 1000 };
}

async function whatIsMissing(house: House): Promise<string | null> {
  if (isDraining) return "This process is stopping.";
  try {
    const pending = await pendingMigrations(house.database.db);
    return pending.length === 0 ? null : `Migrations are missing: ${pending.join(", ")}.`;
  } catch {
    return "The database cannot be reached.";
  }
}

/** `/readyz` says no first; then what is in flight comes to its end, leases are given back, and the process exits. */
async function drain(signal: string): Promise<void> {
  isDraining = true;
  log.info("server.draining", { signal });
  setTimeout(() => process.exit(1), longestDrainMs).unref();
  await sleep(noticeMs);
  const workEnded = stopJobs();
  for (const waited = performance.now(); performance.now() - waited < longestWaitForQuietMs; await sleep(quietMs / 3)) {
    if (performance.now() - lastRequestAt > quietMs) break;
  }
  // Not the HTTP server's own close: it cuts quiet lines at once, those included whose first request is on its way.
  const closed = new Promise((resolve) => Listener.prototype.close.call(server, resolve));
  setTimeout(() => setInterval(() => server.closeIdleConnections(), 50), courtesyMs);
  // Live streams never end by themselves.
  setTimeout(() => server.closeAllConnections(), 4_000);
  await Promise.all([closed, workEnded]);
  await closeHouse();
  log.info("server.stopped", {});
  process.exit(0);
}
