import { readFileSync } from "node:fs";
import fc from "fast-check";
import { askAfterTicketSent, programFor } from "../support/program.ts";
import { startServer, type TestServer } from "../support/server.ts";
import { failuresOf } from "./ledger.ts";
import { eventLoopP99, type FaultOptions, type FaultRow, metricsToken, ms, stageOn } from "./stage.ts";

const atOnce = 16;
const goals = { eventLoopP99Ms: 100, growthMb: 50 };

type Sent = { method: string; path: string; headers: Record<string, string>; body?: string };

/** Requests that no honest program sends, to every operation that is described: none of them is our failure. */
export async function sendNonsense(options: FaultOptions): Promise<FaultRow> {
  const howMany = options.isShort ? 500 : 10_000;
  const stage = await stageOn(options);
  const server = await startServer({ ...stage.env, METRICS_TOKEN: metricsToken });
  try {
    const survey = await askAfterTicketSent(programFor(server));
    const { paths } = (await (await fetch(`${server.url}/openapi.json`)).json()) as { paths: Record<string, object> };
    const operations = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => ({ method: method.toUpperCase(), path })),
    );
    const requests = fc.sample(nonsenseFor(operations, survey), { numRuns: howMany, seed: 7 });
    const began = performance.now();
    // What the process needs for itself is there after as many others; what grows then would grow for ever.
    const others = await sendAll(server, fc.sample(nonsenseFor(operations, survey), { numRuns: howMany, seed: 8 }));
    const before = residentMb(server.pid());
    const statuses = await sendAll(server, requests);
    const took = performance.now() - began;
    for (const [status, n] of others) statuses.set(status, (statuses.get(status) ?? 0) + n);
    const growth = residentMb(server.pid()) - before;
    const p99 = await eventLoopP99(server);

    const failures = [...statuses].filter(([status]) => status >= 500 && status !== 501);
    const refused = [...statuses].reduce((sum, [status, n]) => (status >= 400 && status < 500 ? sum + n : sum), 0);
    const remarks = [...failuresOf(server.log), ...failures.map(([status, n]) => `${n} × ${status}`)];
    if (statuses.has(0)) remarks.push(`${statuses.get(0)} without an answer`);
    if (!server.isRunning()) remarks.push("the process has ended");
    if (growth > goals.growthMb) remarks.push(`${Math.round(growth)} MB more`);
    if (p99 > goals.eventLoopP99Ms) remarks.push(`event loop p99 ${ms(p99)}`);
    return {
      goal: "G7",
      fault: "malformed input to every operation",
      database: options.database,
      tried: `${2 * requests.length} requests to ${operations.length} operations: ${refused} refused, ${failures.reduce((sum, [, n]) => sum + n, 0)} × 5xx, event loop p99 ${ms(p99)}, ${Math.round(growth)} MB more after the second half of them`,
      lost: statuses.get(0) ?? 0,
      doubled: 0,
      recovery: `${ms(took)} for all`,
      isGood: remarks.length === 0,
      remarks,
    };
  } finally {
    await server.dispose();
    await stage.drop();
  }
}

type Survey = { surveyId: string; touchpointKey: string; distributionId: string };

/** Right bodies with one thing wrong, and bodies with nothing right; ids that are none; types of content that are none. */
function nonsenseFor(operations: { method: string; path: string }[], survey: Survey): fc.Arbitrary<Sent> {
  const { surveyId, touchpointKey } = survey;
  const right: Record<string, object> = {
    "/v1/responses": {
      surveyId,
      touchpointKey,
      channel: "web",
      answers: { score: 3, why: "Late" },
      attributes: { a: 1 },
    },
    "/v1/events": { name: "ticket.sent", contact: { email: "a@example.com", attributes: {} }, properties: { n: 1 } },
    "/v1/contacts": { email: "b@example.com", name: "B", attributes: { plan: "gold" }, birthYear: 1990 },
    "/v1/touchpoints": { key: "t", name: "T", channels: ["email"] },
    "/v1/surveys": { name: "S", locale: "en", questions: [{ id: "q", type: "nps", prompt: "?" }], endings: [] },
    "/v1/distributions": { surveyId, touchpointKey, channels: ["email"], trigger: { event: "e" }, active: true },
    "/v1/responses/export": { format: "csv" },
  };
  const odd = fc.oneof(
    fc.constantFrom<unknown>(null, "", " ", "\u0000", "\ud800", "a\u0000b", -1, 1e308, 0.1, 2 ** 53, true, [], {}, [
      [],
    ]),
    fc.constantFrom<unknown>("' or 1=1 --", "{{answer:x}}", "=1+1", "\u202e", "x".repeat(20_000), "9".repeat(400)),
    fc.constantFrom<unknown>("2026-02-30T00:00:00Z", "9999999-01-01T00:00:00Z", "Europe/Nowhere", "xx-YY-zz"),
    fc.constantFrom<unknown>({ __proto__: null, constructor: 1 }, JSON.parse('{"__proto__":{"a":1}}')),
    fc.jsonValue({ maxDepth: 6 }),
  );
  const spoiled = (body: object) =>
    fc.tuple(fc.nat(), odd, fc.boolean()).map(([at, value, isExtra]) => {
      const copy = JSON.parse(JSON.stringify(body));
      const places = placesIn(copy);
      const [holder, name] = places[at % places.length] as [Record<string, unknown>, string];
      holder[isExtra ? `${name}x` : name] = value;
      return JSON.stringify(copy);
    });
  const raw = fc.oneof(
    fc.constantFrom("", "{", "null", "[]", '"', '{"a":1,"a":2}', "[".repeat(5_000), "\u0000", "a=1&b=2"),
    fc.json({ maxDepth: 5 }),
    fc.string({ maxLength: 200 }),
  );
  const id = fc.oneof(
    fc.constantFrom(
      "0198c0de-0000-7000-8000-000000000000",
      surveyId,
      "1",
      "..%2f..",
      "%00",
      "%ff",
      "null",
      "x".repeat(2_000),
    ),
    fc.webSegment(),
  );
  const query = fc.array(
    fc.tuple(
      fc.constantFrom(
        "limit",
        "cursor",
        "from",
        "to",
        "q",
        "touchpoint",
        "survey",
        "segment",
        "class",
        "scoreMin",
        "bucket",
        "theme",
        "events",
      ),
      fc.oneof(
        fc.constantFrom("", "-1", "1e9", "\u0000", "\ud800", "a:b:c", "2026-13-01", "%", "x".repeat(3_000)),
        fc.string(),
      ),
    ),
    { maxLength: 3 },
  );
  const type = fc.constantFrom(
    "application/json",
    "application/json",
    "application/json",
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "",
    "application/json; charset=utf-16",
  );
  return fc
    .record({ operation: fc.constantFrom(...operations.filter(({ path }) => path !== "/v1/stream")), query, type, id })
    .chain(({ operation: { method, path }, query, type, id }) => {
      const example = right[path];
      const body =
        method === "GET" || method === "HEAD"
          ? fc.constant(undefined)
          : example
            ? fc.oneof(spoiled(example), raw)
            : raw;
      return fc.tuple(body, fc.string({ maxLength: 300 })).map(([body, key]) => ({
        method,
        path: `${path.replaceAll(/\{[^}]+\}/g, id.replaceAll("\u0000", "%00") || "-")}?${new URLSearchParams(query.map(([name, value]) => [name, value.toWellFormed()]))}`,
        headers: {
          ...(type && { "content-type": type }),
          ...(key && /^[\x21-\x7e]+$/.test(key) && { "idempotency-key": key }),
        },
        ...(body !== undefined && { body }),
      }));
    });
}

/** Every field of a body, with the object or list that holds it. */
function placesIn(value: unknown): [Record<string, unknown>, string][] {
  if (typeof value !== "object" || value === null) return [];
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap((name) => [[holder, name] as [typeof holder, string], ...placesIn(holder[name])]);
}

/** How many answers had each status; 0: there was none. */
async function sendAll({ url, secretKey }: TestServer, requests: Sent[]): Promise<Map<number, number>> {
  const statuses = new Map<number, number>();
  let next = 0;
  const send = async () => {
    while (next < requests.length) {
      const { method, path, headers, body } = requests[next++] as Sent;
      const all = { authorization: `Bearer ${secretKey}`, ...headers };
      const status = await fetch(url + path, { method, headers: all, body, redirect: "manual" }).then(
        async (answer) => {
          await answer.arrayBuffer();
          return answer.status;
        },
        () => 0,
      );
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, send));
  return statuses;
}

const residentMb = (pid: number): number =>
  Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1024;
