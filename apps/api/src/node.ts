import { type Server } from "node:http";
import { type AddressInfo } from "node:net";
import { pendingMigrations } from "@otklik/db/migrate";
import { countWorkspaces, createWorkspace, workspaceOfKey } from "@otklik/features/accounts/index";
import { databaseCode, type House } from "@otklik/features/house";
import { serve } from "@hono/node-server";
import { type App, createApp } from "./app.ts";
import { type Config, ConfigError, readConfig } from "./config.ts";
import { makeDemo } from "./demo.ts";
import { runJobs } from "./jobs/run-jobs.ts";
import { openLog, openNodeHouse, type OpenedHouse } from "./open-house.ts";
import { openRuntime } from "./open-runtime.ts";
import { isUnavailable } from "./problem-details.ts";

/** Time for whoever spreads requests to see that this process is going, before it stops answering. */
const noticeMs = 1_000;
const longestDrainMs = 9_000;

const config = configOrExit();
const log = openLog(config);
// The port answers before the database is open: a watcher sees a process that is alive and not ready.
let app: App | null = null;
let isDraining = false;
let stopJobs: () => Promise<unknown> = async () => {};
let closeHouse: () => Promise<void> = async () => {};
const server = serve({ fetch: (request, env) => answer(request, env), hostname: config.HOST, port: config.PORT }) as Server;
server.on("error", (error: NodeJS.ErrnoException) => fail(error.code === "EADDRINUSE" ? `PORT: ${config.PORT} is taken by another program.` : error.message));
server.keepAliveTimeout = 65_000;
for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void drain(signal));
process.on("unhandledRejection", (error) => log.error("process.unhandled", { errorName: error instanceof Error ? error.name : "unknown", stack: error instanceof Error ? error.stack : undefined }));
await start().catch((error) => fail(error instanceof Error ? error.message : String(error)));

function configOrExit(): Config {
  try {
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

function answer(request: Request, env: unknown): Response | Promise<Response> {
  if (app) return app.fetch(request, env as object);
  if (new URL(request.url).pathname === "/livez") return Response.json({ status: "ok" });
  const body = { type: "about:blank", title: "Not available at the moment", status: 503, detail: "Otklik is starting.", code: "starting" };
  return new Response(JSON.stringify(body), { status: 503, headers: { "content-type": "application/problem+json", "retry-after": "1" } });
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
    authSecret: opened.authSecret,
    whatIsMissing: () => whatIsMissing(house),
  });
  const jobs = config.ROLE === "api" ? null : runJobs(house);
  await database.listen((payload) => {
    runtime.notice(payload);
    jobs?.wake();
  });
  // Together: a job that waits for a mail server ends when the mailer cuts the line.
  stopJobs = () => Promise.all([jobs?.stop(), house.ports.mailer?.close()]);
  closeHouse = async () => {
    runtime.close();
    await opened.close();
  };
  app = createApp(runtime);
  await isAnswered;
  const { port } = server.address() as AddressInfo;
  log.info("server.ready", { host: config.HOST, port, role: config.ROLE, database: database.kind });
  if (config.NODE_ENV !== "production" && !config.OTKLIK_BOOTSTRAP) await makeDemoIfEmpty(opened, runtime.auth, port);
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
      await new Promise((resolve) => setTimeout(resolve, 1_000));
    }
  }
}

async function bootstrap({ house, authSecret }: OpenedHouse): Promise<void> {
  const wanted = config.OTKLIK_BOOTSTRAP;
  if (!wanted || (await workspaceOfKey(house, wanted.secretKey))) return;
  const runtime = openRuntime(house, { publicUrl: config.publicUrl, isProduction: true, mailbox: null, authSecret, whatIsMissing: async () => null });
  runtime.close();
  try {
    await createWorkspace(house, wanted, await passwordHasher(runtime.auth));
  } catch (error) {
    // Two processes may start at once; one of them makes it.
    if (!(await workspaceOfKey(house, wanted.secretKey))) throw error;
  }
}

async function passwordHasher(auth: ReturnType<typeof openRuntime>["auth"]): Promise<(password: string) => Promise<string>> {
  const { password } = await (await auth()).$context;
  return (plain) => password.hash(plain);
}

async function makeDemoIfEmpty({ house }: OpenedHouse, auth: ReturnType<typeof openRuntime>["auth"], port: number): Promise<void> {
  if ((await countWorkspaces(house.database.db)) > 0) return;
  const demo = await makeDemo(house, { hashPassword: await passwordHasher(auth), dataDir: config.DATA_DIR, url: `http://localhost:${port}` });
  process.stdout.write(`\n${demo}\n`);
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
  await new Promise((resolve) => setTimeout(resolve, noticeMs));
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeIdleConnections();
  const lines = setInterval(() => server.closeIdleConnections(), 50);
  // Live streams never end by themselves.
  const patience = setTimeout(() => server.closeAllConnections(), 4_000);
  await Promise.all([closed, stopJobs()]);
  clearInterval(lines);
  clearTimeout(patience);
  await closeHouse();
  log.info("server.stopped", {});
  process.exit(0);
}

