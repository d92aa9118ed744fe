import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { request as httpRequest, type IncomingMessage } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Duplex, Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { constants, createBrotliDecompress, createGunzip } from "node:zlib";
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
// Wrangler starts workerd and esbuild: a group of their own, which ends with its first process, which ends with us, however.
const untilWeEnd = '"$@" & cat >/dev/null; kill -9 0';

/** What `npx wrangler dev` starts, with a database and a port of the test's. Ready when it says that it is alive. */
export async function startWorker({ databaseUrl, vars = {}, entry }: Options): Promise<TestWorker> {
  const port = String(await freePort());
  const url = `http://127.0.0.1:${port}`;
  const folder = mkdtempSync(join(tmpdir(), "otklik-worker-"));
  const given = Object.entries(vars).flatMap(([name, value]) => ["--var", `${name}:${value}`]);
  const program = [process.execPath, join(root, "node_modules", "wrangler", "bin", "wrangler.js"), "dev"];
  const options = [
    ...["--port", port, "--ip", "127.0.0.1", "--inspector-port", "0", "--persist-to", folder, ...given],
    ...["--local-upstream", "localhost:3000", "--upstream-protocol", "http", "--show-interactive-dev-session=false"],
  ];
  const words = ["-c", untilWeEnd, "sh", ...program, ...(entry ? [entry] : []), ...options];
  const child = spawn("sh", words, {
    cwd: root,
    stdio: ["pipe", "pipe", "pipe"],
    detached: true,
    env: {
      ...process.env,
      CLOUDFLARE_HYPERDRIVE_LOCAL_CONNECTION_STRING_HYPERDRIVE: databaseUrl,
      WRANGLER_SEND_METRICS: "false",
      WRANGLER_LOG_PATH: folder,
    },
  });
  let printed = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      printed += text;
    });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const stop = async () => {
    child.stdin.end();
    await ended;
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  };
  for (const deadline = performance.now() + longestStartMs; performance.now() < deadline; await sleep(100)) {
    if (child.exitCode !== null || printed.includes("✘")) break;
    const answer = await fetch(`${url}/livez`).catch(() => null);
    await answer?.body?.cancel();
    if (answer?.ok) return { url, printed: () => printed, stop };
  }
  await stop();
  throw new Error(`The Worker did not start:\n${printed}`);
}

/** What is packed may be nothing at all, which is less than an empty archive. */
const unpacking: Record<string, () => Duplex> = {
  gzip: () => createGunzip({ finishFlush: constants.Z_SYNC_FLUSH }),
  br: () => createBrotliDecompress({ finishFlush: constants.BROTLI_OPERATION_FLUSH }),
};

/** A request as it stands: `fetch` would follow redirects, and add headers of its own. */
export async function sendTo(url: string, request: Request, more: Record<string, string> = {}): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  const body = request.body === null ? null : Buffer.from(await request.arrayBuffer());
  const headers = { ...Object.fromEntries(request.headers), ...more };
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const sending = httpRequest(new URL(pathname + search, url), { method: request.method, headers }, resolve);
    sending.on("error", reject);
    request.signal.addEventListener("abort", () => sending.destroy());
    sending.end(body);
  });
  const told = new Headers();
  for (let at = 0; at < answer.rawHeaders.length; at += 2)
    told.append(answer.rawHeaders[at] as string, answer.rawHeaders[at + 1] as string);
  const status = answer.statusCode as number;
  const hasBody = request.method !== "HEAD" && ![204, 304].includes(status);
  if (!hasBody) answer.resume();
  // As at Cloudflare's edge, it comes packed although nobody asked for that.
  const unpacks = request.headers.has("accept-encoding") ? undefined : unpacking[told.get("content-encoding") ?? ""];
  if (unpacks) told.delete("content-encoding");
  const bytes = unpacks ? answer.pipe(unpacks()) : answer;
  return new Response(hasBody ? (Readable.toWeb(bytes) as ReadableStream) : null, { status, headers: told });
}
