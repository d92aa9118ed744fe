import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { asOwner, type FreshDatabase, freshPostgresDatabase } from "../support/database.ts";
import { root } from "../support/imports.ts";
import { askAfterTicketSent, must, type Program, programFor } from "../support/program.ts";
import { prepareServer, type TestServer } from "../support/server.ts";
import { postgresTemplate } from "../support/templates.ts";
import { until } from "../support/until.ts";
import { startWorker, type TestWorker } from "../support/workers.ts";

const mostBytes = 500_000;

describe("What is sent to Cloudflare", () => {
  it(`is at most ${mostBytes / 1000} kB, gzipped, and holds no mail server's, telephone's, disk's or embedded database's client`, () => {
    const folder = mkdtempSync(join(tmpdir(), "otklik-bundle-"));
    const words = ["deploy", "--dry-run", "--outdir", folder, "--metafile"];
    const wrangler = join(root, "node_modules", "wrangler", "bin", "wrangler.js");
    const env = { ...process.env, WRANGLER_SEND_METRICS: "false", WRANGLER_LOG_PATH: folder };
    const made = spawnSync(process.execPath, [wrangler, ...words], { cwd: root, encoding: "utf8", env });
    expect(made.status, made.stderr).toBe(0);
    const bytes = gzipSync(readFileSync(join(folder, "worker.js")), { level: 9 }).byteLength;
    const { inputs } = JSON.parse(readFileSync(join(folder, "bundle-meta.json"), "utf8")) as { inputs: object };
    rmSync(folder, { recursive: true });
    console.log(`The Worker: ${(bytes / 1000).toFixed(0)} kB gzipped.`);
    expect(bytes).toBeLessThanOrEqual(mostBytes);
    const unwanted =
      /node_modules\/(nodemailer|twilio|pino|prom-client|vite|@electric-sql|@hono\/node-server|kysely)\//;
    expect(Object.keys(inputs).filter((path) => unwanted.test(path))).toEqual([]);
  }, 120_000);
});

describe("The Worker of wrangler.toml, beside a Node process that runs the jobs", () => {
  let fresh: FreshDatabase;
  let line: Line;
  let node: TestServer;
  let worker: TestWorker;
  let [onNode, onWorker] = [] as unknown as [Program, Program];

  beforeAll(async () => {
    const server = inject("postgresUrl");
    fresh = await freshPostgresDatabase(server, await postgresTemplate(server));
    const DATABASE_URL = asOwner(fresh.url);
    line = await lineTo(DATABASE_URL);
    node = await prepareServer({ DATABASE_URL, ROLE: "all" });
    [worker] = await Promise.all([
      startWorker({ databaseUrl: line.url, vars: { PUBLIC_URL: node.url } }),
      node.restart(),
    ]);
    [onNode, onWorker] = [node.url, worker.url].map((url) => programFor({ url, secretKey: node.secretKey })) as [
      Program,
      Program,
    ];
  }, 120_000);
  afterAll(async () => {
    await worker?.stop();
    await node?.dispose();
    await line?.cut();
    await fresh?.drop();
  });

  it("asks whom an event is about, by a mail that Node sends, and takes the answer on its page", async () => {
    await askAfterTicketSent(onWorker);
    const contact = { email: "irina@example.com", name: "Irina" };
    const { decisions } = await must(onWorker.post("/v1/events", { name: "ticket.sent", contact }));
    expect(decisions).toMatchObject([{ outcome: "invited", channel: "email" }]);
    const mail = await until("the mail", async () => (await must(onNode.get("/dev/mailbox.json")))[0]);
    const path = /\/i\/[\w-]{43}/.exec(mail.text)?.[0] as string;
    const page = await (await fetch(worker.url + path)).text();
    const nonce = /name="nonce" value="([^"]+)"/.exec(page)?.[1] as string;
    const form = new URLSearchParams({ nonce, score: "3", why: "Late", finished: "1" });
    const thanked = await fetch(worker.url + path, { method: "POST", body: form });
    expect(thanked.status, await thanked.text()).toBe(200);
    expect(await must(onWorker.get("/v1/scores/nps"))).toMatchObject({ n: 1, score: -100 });
    const cases = () => must(onWorker.get("/v1/cases"));
    await until("the case that Node opened", async () => (await cases()).data.length === 1);
  });

  it("answers as Node does: pages, files, descriptions, lists and refusals, with the same headers", async () => {
    const [distribution] = (await must(onWorker.get("/v1/distributions"))).data;
    const files = readdirSync(join(root, "dist/workers/assets/assets")).filter((name) =>
      /^(index|survey|kiosk)/.test(name),
    );
    const open = `/s/${distribution.slug}`;
    const paths = [
      ...["/livez", "/readyz", "/", "/sign-in", "/meridian-rail/overview", "/docs/problems"],
      ...files.map((name) => `/assets/${name}`),
      ...["/assets/nothing.js", "/index.html", "/page-scripts.json", "/nothing", "/metrics", "/media/x/y"],
      ...[open, `${open}?score=9`, `${open}?lang=ru`, `${open}?kiosk=hall`, "/s/nothing", "/i/nothing", "/u/nothing"],
      ...["/auth/session", "/auth/first-run", "/v1/nothing", "/v1/surveys?limit=0", "/v1/responses", "/v1/surveys"],
      ...["/v1/scores/nps?bucket=day", "/v1/cases", "/v1/contacts", "/v1/touchpoints", "/v1/members", "/v1/shifts"],
    ];
    for (const path of paths) {
      for (const authorization of ["", `Bearer ${node.secretKey}`]) {
        const look = async (url: string) => {
          const headers = { "accept-language": "en", ...(authorization && { authorization }) };
          const answer = await fetch(url + path, { headers, redirect: "manual" });
          const told = ["content-type", "cache-control", "content-security-policy", "location", "allow", "retry-after"];
          const shown = told.map((name) => answer.headers.get(name)?.replace(ids, "…"));
          return { path, status: answer.status, shown, text: (await answer.text()).replace(ids, "…") };
        };
        expect(await look(worker.url)).toEqual(await look(node.url));
      }
    }
  });

  it("signs the owner in, by the password that Node hashed", async () => {
    const sign = (password: string) =>
      fetch(`${worker.url}/auth/sign-in`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ email: "owner@example.com", password }),
      });
    expect((await sign("another password")).status).toBe(401);
    const signedIn = await sign("a password for tests");
    expect(signedIn.status).toBe(200);
    const cookie = signedIn.headers
      .getSetCookie()
      .map((one) => one.split(";")[0])
      .join("; ");
    const session = await fetch(`${worker.url}/auth/session`, { headers: { cookie } });
    expect(await session.json()).toMatchObject({ workspaces: [{ name: "Meridian Rail", role: "owner" }] });
    expect((await fetch(`${worker.url}/v1/members`, { headers: { cookie } })).status).toBe(200);
  });

  it("holds no line open, and says so", async () => {
    expect(await onWorker.get("/v1/stream")).toMatchObject({ status: 501, body: { code: "stream.not-here" } });
  });

  it("hands out an export of more than a page to its end, then leaves no connection behind", async () => {
    const [survey] = (await must(onWorker.get("/v1/surveys"))).data;
    const rows = 600;
    const given = Array.from({ length: rows }, (_, at) => ({ score: at % 11, why: `Number ${at}` }));
    // As many at once as a process takes in hand.
    for (let from = 0; from < rows; from += 100) {
      const place = { surveyId: survey.id, touchpointKey: "ticket-delivery", channel: "web" };
      await Promise.all(
        given.slice(from, from + 100).map((answers) => must(onNode.post("/v1/responses", { ...place, answers }))),
      );
    }
    const exported = () => onWorker.post("/v1/responses/export", { format: "csv" });
    const { status, body } = await exported();
    expect(status).toBe(200);
    expect(new Set((body as string).match(/Number \d+/g)).size).toBe(rows);
    const leaving = await fetch(`${worker.url}/v1/responses/export`, {
      method: "POST",
      headers: { authorization: `Bearer ${node.secretKey}`, "content-type": "application/json" },
      body: JSON.stringify({ format: "json" }),
    });
    await leaving.body?.cancel();
    await until("every connection is closed", () => line.count() === 0);
  }, 60_000);

  it("says 503 and when to come back while its database is away, is alive all the same, and goes on afterwards", async () => {
    await line.cut();
    expect((await fetch(`${worker.url}/livez`)).status).toBe(200);
    expect((await fetch(`${worker.url}/readyz`)).status).toBe(503);
    const refused = await onWorker.get("/v1/surveys");
    expect(refused).toMatchObject({ status: 503, body: { code: "database.unavailable" } });
    expect(refused.headers.get("retry-after")).toBe("1");
    await line.mend();
    await until("it answers again", async () => (await onWorker.get("/v1/surveys")).status === 200);
  });
});

/** What differs from one request to the next: ids, nonces, tokens. */
const ids = /(?<=nonce" value=")[^"]+|[0-9a-f]{8}-[0-9a-f-]{27}/g;

type Line = { url: string; count(): number; cut(): Promise<void>; mend(): Promise<void> };

/** A way to the database that can be cut. */
async function lineTo(databaseUrl: string): Promise<Line> {
  const { hostname, port } = new URL(databaseUrl);
  const open = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(Number(port), hostname);
    open.add(near);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      one.pipe(other);
      one.on("error", () => other.destroy());
      one.on("close", () => other.destroy());
    }
    near.on("close", () => open.delete(near));
  });
  const listen = (at: number) => new Promise<void>((resolve) => server.listen(at, "127.0.0.1", resolve));
  await listen(0);
  const own = (server.address() as AddressInfo).port;
  return {
    url: Object.assign(new URL(databaseUrl), { hostname: "127.0.0.1", port: String(own) }).href,
    count: () => open.size,
    cut: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const one of open) one.destroy();
      await closed;
    },
    mend: () => listen(own),
  };
}
