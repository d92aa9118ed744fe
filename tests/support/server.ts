import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "./free-port.ts";
import { root } from "./imports.ts";

type LogLine = { level: string; time: string; event: string; [field: string]: unknown };

/** The real server in a process of its own, on a port and a folder that it keeps over restarts. */
export type TestServer = {
  /** `http://127.0.0.1:port`; links in its messages start with it. */
  url: string;
  secretKey: string;
  publishableKey: string;
  /** What it logged since the first start, in order. */
  log: LogLine[];
  /** What it was started with, for a command on the same database. */
  env(): Env;
  pid(): number;
  isRunning(): boolean;
  /** Everything else that it printed, for messages of failed tests. */
  printed(): string;
  kill9(): Promise<void>;
  /** SIGTERM; `ms` until the process has ended. */
  stop(): Promise<{ code: number | null; ms: number }>;
  /** Starts it again on the same database. Returns the milliseconds until it was ready. */
  restart(changes?: Env): Promise<number>;
  /** As `restart`, without waiting. */
  launch(changes?: Env): void;
  /** Milliseconds from the last start until `/readyz` said yes. */
  untilReady(): Promise<number>;
  /** Ends it however it stands, and deletes its folder. */
  dispose(): Promise<void>;
};
type Env = Record<string, string>;

const longestStartMs = 45_000;
const running = new Set<ChildProcess>();
process.on("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

/** `env` is added to a bootstrapped workspace on the embedded database, with a local mailbox. */
export async function startServer(env: Env = {}): Promise<TestServer> {
  const server = await prepareServer(env);
  try {
    await server.restart();
  } catch (error) {
    await server.dispose();
    throw error;
  }
  return server;
}

/** The same, not yet started. */
export async function prepareServer(env: Env = {}): Promise<TestServer> {
  const port = env.PORT ?? String(await freePort());
  const url = `http://127.0.0.1:${port}`;
  const folder = mkdtempSync(join(tmpdir(), "otklik-server-"));
  const secretKey = `ok_test_${randomBytes(24).toString("hex")}`;
  const publishableKey = `pk_test_${randomBytes(24).toString("hex")}`;
  const owner = { ownerEmail: "owner@example.com", ownerPassword: "a password for tests" };
  const given: Env = {
    ...inherited(),
    NODE_ENV: "test",
    PORT: port,
    PUBLIC_URL: url,
    DATA_DIR: join(folder, "data"),
    OTKLIK_BOOTSTRAP: JSON.stringify({ name: "Meridian Rail", ...owner, secretKey, publishableKey }),
    ...env,
  };

  const log: LogLine[] = [];
  let printed = "";
  let child: ChildProcess | null = null;
  let startedAt = 0;
  const isRunning = () => child !== null && child.exitCode === null && child.signalCode === null;

  const launch = (changes: Env = {}) => {
    if (isRunning()) throw new Error("It runs already.");
    startedAt = performance.now();
    const started = spawn(process.execPath, startArguments(), {
      // Away from the repository, where whoever works on it may have a .env.
      cwd: folder,
      env: { ...given, ...changes },
      stdio: ["ignore", "pipe", "pipe"],
    });
    child = started;
    running.add(started);
    started.once("exit", () => running.delete(started));
    let unfinished = "";
    started.stdout.setEncoding("utf8").on("data", (text: string) => {
      const lines = (unfinished + text).split("\n");
      unfinished = lines.pop() as string;
      for (const line of lines) {
        if (line.startsWith("{")) log.push(JSON.parse(line));
        else printed += `${line}\n`;
      }
    });
    started.stderr.setEncoding("utf8").on("data", (text: string) => {
      printed += text;
    });
  };

  const untilReady = async () => {
    for (const deadline = performance.now() + longestStartMs; performance.now() < deadline; await sleep(25)) {
      if (!isRunning())
        throw new Error(`The server ended before it was ready (${child?.signalCode ?? child?.exitCode}):\n${printed}`);
      const answer = await fetch(`${url}/readyz`).catch(() => null);
      await answer?.body?.cancel();
      if (answer?.ok) return performance.now() - startedAt;
    }
    throw new Error(`The server was not ready after ${longestStartMs} ms:\n${printed}${JSON.stringify(log, null, 1)}`);
  };

  const end = async (signal: NodeJS.Signals) => {
    const ending = child;
    const asked = performance.now();
    if (ending && isRunning()) {
      const ended = new Promise((resolve) => ending.once("close", resolve));
      ending.kill(signal);
      await ended;
    }
    return { code: ending?.exitCode ?? null, ms: performance.now() - asked };
  };

  return {
    url,
    secretKey,
    publishableKey,
    log,
    env: () => given,
    pid: () => child?.pid as number,
    isRunning,
    printed: () => printed,
    launch,
    untilReady,
    restart: async (changes) => {
      launch(changes);
      return untilReady();
    },
    kill9: async () => void (await end("SIGKILL")),
    stop: () => end("SIGTERM"),
    dispose: async () => {
      await end("SIGKILL");
      rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
    },
  };
}

/** Nothing of this process's own settings: a server started by a test is the one that `npm start` starts. */
function inherited(): Env {
  const { PATH = "", HOME = "", TMPDIR = "" } = process.env;
  return { PATH, HOME, ...(TMPDIR && { TMPDIR }) };
}

/** What `npm start` runs, flags included. */
function startArguments(): string[] {
  const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { scripts: { start: string } };
  const parts = scripts.start.split(" ");
  const flags = parts.slice(parts.indexOf("node") + 1, -1);
  return [...flags, join(root, parts.at(-1) as string)];
}
