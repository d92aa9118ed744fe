import { consoleLog } from "@otklik/adapters/console-log";
import { nodeCrypto } from "@otklik/adapters/node-crypto";
import type { Database } from "@otklik/db/database";
import { installationSecret } from "@otklik/db/installation";
import { pendingMigrations } from "@otklik/db/migrate";
import { openPostgres } from "@otklik/db/open-postgres";
import { openHouse } from "@otklik/features/house";
import type { Crypto, Mailer } from "@otklik/features/ports";
import { type App, createApp } from "./app.ts";
import { typeOfAsset } from "./asset-types.ts";
import { type Config, readConfig } from "./config.ts";
import { notReady } from "./not-ready.ts";
import { openRuntime } from "./open-runtime.ts";
import type { Assets, PageScripts, Runtime } from "./runtime.ts";

export type Bindings = {
  HYPERDRIVE: { connectionString: string };
  ASSETS: { fetch(url: string): Promise<Response> };
} & Record<string, unknown>;
export type Execution = { waitUntil(work: Promise<unknown>): void };

// Decisions are made here, mail is sent by the process that runs the jobs.
const elsewhere: Mailer = { send: async () => ({ status: "retry", reason: "not-here" }), close: async () => {} };
// What is the same for every request to this isolate; a connection is not, it belongs to the request that opened it.
let rememberedCrypto: Crypto | null = null;
let rememberedScripts: PageScripts | null = null;
let app: App | null = null;

/** One request, with a connection of its own that is closed when the last byte of the answer is out. */
export async function answerOnWorkers(
  request: Request,
  env: Bindings,
  execution: Execution,
  now: () => Date = () => new Date(),
): Promise<Response> {
  const url = env.HYPERDRIVE.connectionString;
  const config = readConfig({ ...env, DATABASE_URL: url });
  const database = openPostgres({ url, poolSize: 1, isShortLived: true });
  const runtime = await openWorkerRuntime(database, config, env, now).catch((error) => {
    // Not the message: it names the values of the query.
    consoleLog().warn("database.waiting", { errorName: error.name });
    return null;
  });
  const notHere = "The database cannot be reached at the moment.";
  const answer = await (runtime ? answerIn(runtime, request) : notReady(request, notHere));
  return closingAfter(answer, database, execution);
}

type Surroundings = { runtime: Runtime; incoming: { socket: { remoteAddress: string | undefined } } };

function answerIn(runtime: Runtime, request: Request): Response | Promise<Response> {
  // Once: its router is built from two hundred routes.
  app ??= createApp(runtime, (env) => (env as Surroundings).runtime);
  // Whose failed tries are counted together: as Cloudflare says, which no header of the caller's can change.
  const remoteAddress = request.headers.get("cf-connecting-ip") ?? undefined;
  const surroundings: Surroundings = { runtime, incoming: { socket: { remoteAddress } } };
  return app.fetch(request, surroundings);
}

async function openWorkerRuntime(database: Database, config: Config, env: Bindings, now: () => Date) {
  rememberedCrypto ??= nodeCrypto(config.SECRET ?? (await madeSecret(database, now)), now);
  rememberedScripts ??= (await (
    await env.ASSETS.fetch("https://assets.local/page-scripts.json")
  ).json()) as PageScripts;
  const ports = {
    now,
    crypto: rememberedCrypto,
    log: consoleLog(),
    mailer: elsewhere,
    mailFrom: config.MAIL_FROM,
    publicUrl: config.publicUrl,
  };
  return openRuntime(openHouse(database, ports), {
    publicUrl: config.publicUrl,
    isProduction: config.NODE_ENV === "production",
    mailbox: null,
    assets: assetsOf(env.ASSETS),
    pageScripts: rememberedScripts,
    authSecret: ports.crypto.sign("session", "better-auth"),
    whatIsMissing: () => whatIsMissing(database),
    outlivesRequests: false,
  });
}

const madeSecret = ({ db }: Database, now: () => Date) =>
  installationSecret(db, crypto.randomUUID() + crypto.randomUUID(), now());

/** Cloudflare compresses on the way out, so nothing is packed here. */
function assetsOf(binding: Bindings["ASSETS"]): Assets {
  return async (path) => {
    const type = typeOfAsset(path);
    const found = type && (await binding.fetch(`https://assets.local/${path}`));
    if (!found) return null;
    if (found.ok) return { body: new Uint8Array(await found.arrayBuffer()), type, encoding: null };
    await found.body?.cancel();
    return null;
  };
}

async function whatIsMissing({ db }: Database): Promise<string | null> {
  try {
    const pending = await pendingMigrations(db);
    return pending.length === 0 ? null : `Migrations are missing: ${pending.join(", ")}.`;
  } catch {
    return "The database cannot be reached.";
  }
}

/** An export reads on while it is being taken; whoever goes away ends it as well. */
function closingAfter(answer: Response, database: Database, execution: Execution): Response {
  if (!answer.body) {
    execution.waitUntil(database.close());
    return answer;
  }
  const { readable, writable } = new TransformStream();
  const close = () => database.close();
  execution.waitUntil(answer.body.pipeTo(writable).then(close, close));
  // What says that it is packed already would be packed once more.
  const encodeBody = answer.headers.has("content-encoding") ? "manual" : "automatic";
  return new Response(readable, { status: answer.status, headers: answer.headers, encodeBody } as ResponseInit);
}
