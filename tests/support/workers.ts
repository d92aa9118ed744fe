import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "./free-port.ts";
import { root } from "./imports.ts";

/** The Worker of `wrangler.toml` under local workerd. */
export type TestWorker = { url: string; printed(): string; stop(): Promise<void> };

type Options = {
  databaseUrl: string;
  /** Beside those of wrangler.toml. */
  vars?: Record<string, string>;
  /** Instead of `main`, from the root of the repository. */
  entry?: string;
};

const longestStartMs = 60_000;
const running = new Set<ChildProcess>();
process.on("exit", () => {
  for (const child of running) end(child, "SIGKILL");
});

/** What `npx wrangler dev` starts, with a database and a port of the test's. Ready when it says that it is alive. */
export async function startWorker({ databaseUrl, vars = {}, entry }: Options): Promise<TestWorker> {
  const port = String(await freePort());
  const url = `http://127.0.0.1:${port}`;
  const folder = mkdtempSync(join(tmpdir(), "otklik-worker-"));
  const given = Object.entries(vars).flatMap(([name, value]) => ["--var", `${name}:${value}`]);
  const child = spawn(
    process.execPath,
    [
      ...[join(root, "node_modules", "wrangler", "bin", "wrangler.js"), "dev", ...(entry ? [entry] : [])],
      ...["--port", port, "--ip", "127.0.0.1", "--inspector-port", "0", "--persist-to", folder, ...given],
      "--show-interactive-dev-session=false",
    ],
    {
      cwd: root,
      stdio: ["ignore", "pipe", "pipe"],
      // A group of its own: wrangler starts workerd and esbuild, and all of them are to go.
      detached: true,
      env: {
        ...process.env,
        CLOUDFLARE_HYPERDRIVE_LOCAL_CONNECTION_STRING_HYPERDRIVE: databaseUrl,
        WRANGLER_SEND_METRICS: "false",
        WRANGLER_LOG_PATH: folder,
      },
    },
  );
  running.add(child);
  child.once("exit", () => running.delete(child));
  let printed = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      printed += text;
    });
  const stop = async () => {
    end(child, "SIGKILL");
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  };
  for (const deadline = performance.now() + longestStartMs; performance.now() < deadline; await sleep(100)) {
    if (child.exitCode !== null) break;
    const answer = await fetch(`${url}/livez`).catch(() => null);
    await answer?.body?.cancel();
    if (answer?.ok) return { url, printed: () => printed, stop };
  }
  await stop();
  throw new Error(`The Worker did not start:\n${printed}`);
}

function end(child: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (child.pid) process.kill(-child.pid, signal);
  } catch {
    // It has ended already.
  }
}
