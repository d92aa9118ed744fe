import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findDemo, wasDemoRemoved } from "@otklik/features/accounts/index";
import { system } from "@otklik/features/context";
import { rebuildScores } from "@otklik/features/metrics/index";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Demo, makeDemo } from "../apps/api/src/demo/make-demo.ts";
import { type Client, clientOf } from "./support/client.ts";
import { body } from "./support/furnish.ts";
import { databases, type On, openTestHouse, type TestHouse } from "./support/house.ts";

const folder = mkdtempSync(join(tmpdir(), "otklik-demo-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const making = 240_000;
/** The last midnight in Moscow before the tests' clock, and the one of the fall. */
const end = "2026-03-01T21:00:00.000Z";
const fall = "2026-02-17T21:00:00.000Z";
const begin = "2025-08-31T21:00:00.000Z";

/** What every scored place had come to, by database: the same, because chance falls the same way. */
const scoresOn = new Map<On, unknown>();

describe.each(databases)("the demo company on %s", (on) => {
  let test: TestHouse;
  let demo: Demo;
  let client: Client;

  beforeAll(async () => {
    test = await openTestHouse({ on });
    const startedAt = performance.now();
    const options = { hashPassword: async () => "no hash", dataDir: join(folder, on), url: "http://localhost:3000" };
    demo = await makeDemo(test.house, options);
    console.log(`The demo company was made on ${on} in ${((performance.now() - startedAt) / 1000).toFixed(1)} s.`);
    client = clientOf(test.fetch, demo);
  }, making);
  afterAll(() => test?.close());

  const count = async (from: string) => {
    const [row] = await test.sql<{ n: number }>(`select count(*)::int as n from ${from}`);
    return row?.n;
  };
  const nps = async (query: string) => body(await client.get(`/v1/scores/nps?${query}`));

  it("has customers, half a year of answers, and nothing left to be done about the past", async () => {
    expect(await count("contacts")).toBe(4000);
    expect(await count("responses")).toBe(12_000);
    expect(await count(`responses where occurred_at >= '${begin}' and occurred_at < '${end}'`)).toBe(12_000);
    expect(await count("contacts where value_minor is null")).toBeGreaterThan(200);
    expect(await count("members")).toBe(3);
    // But for cases that are not due yet.
    expect(await count(`jobs where queue <> 'watchDue' or run_at <= '${test.clock.now().toISOString()}'`)).toBe(0);
    expect(await count("jobs")).toBeGreaterThan(0);
    expect(test.mailer.mails).toEqual([]);
    expect(await count("contact_identities where kind = 'email' and value not like '%@example.com'")).toBe(0);
    expect(await count("contact_identities where kind = 'email' and value = 'irina@example.com'")).toBe(0);
    expect(
      await count(
        String.raw`contact_identities where kind = 'phone' and value !~ '^\+(447700900\d{3}|1\d{3}55501\d{2})$'`,
      ),
    ).toBe(0);
    expect(await count("(select distinct comment from responses) as different")).toBeGreaterThan(800);
  });

  it("stands at each touchpoint where such a company stands", async () => {
    const levels: Record<string, number> = {
      "timetable-search": 38,
      "ticket-purchase": 48,
      "station-boarding": 27,
      "on-board": 38,
      "arrival-connections": 21,
      "disruption-help": -11,
      refunds: -25,
      loyalty: 52,
    };
    const found: Record<string, number> = {};
    for (const touchpoint of Object.keys(levels)) {
      const { score } = await nps(`touchpoint=${touchpoint}&from=${begin}&to=${end}`);
      expect(score, touchpoint).toBeGreaterThan((levels[touchpoint] as number) - 5);
      expect(score, touchpoint).toBeLessThan((levels[touchpoint] as number) + 5);
      found[touchpoint] = score;
    }
    const csi = body(await client.get(`/v1/scores/csi?from=${begin}&to=${end}`));
    const ces = body(await client.get(`/v1/scores/ces?from=${begin}&to=${end}`));
    expect([csi.n, ces.n]).toEqual([1900, 910]);
    expect(csi.score).toBeCloseTo(78.5, -0.5);
    expect(ces.score).toBeCloseTo(5.6, 0);
    const bySegment = body(await client.get("/v1/scores/nps?segment=language:ru"));
    scoresOn.set(on, { found, csi: csi.score, ces: ces.score, russian: [bySegment.n, bySegment.score] });
  });

  it("fell by forty points in ticket delivery, in every channel, with fifteen answers on every day", async () => {
    const place = "touchpoint=ticket-delivery";
    const before = await nps(`${place}&from=${begin}&to=${fall}`);
    const since = await nps(`${place}&from=${fall}&to=${end}`);
    expect(since.score - before.score).toBeGreaterThan(-50);
    expect(since.score - before.score).toBeLessThan(-30);
    for (const channel of ["email", "sms", "web", "messenger"]) {
      const [then, now] = [
        await nps(`${place}&channel=${channel}&from=${begin}&to=${fall}`),
        await nps(`${place}&channel=${channel}&from=${fall}&to=${end}`),
      ];
      expect(now.score, channel).toBeLessThan(then.score - 10);
    }
    const { buckets } = await nps(`${place}&from=${begin}&to=${end}&bucket=day`);
    expect(buckets).toHaveLength(182);
    expect(Math.min(...buckets.map(({ n }: { n: number }) => n))).toBeGreaterThanOrEqual(15);
  });

  it("has one shift, the fall in ticket delivery, told within a week of the day it began", async () => {
    const { data } = body(await client.get("/v1/shifts"));
    expect(data).toHaveLength(1);
    const [shift] = data;
    expect(shift).toMatchObject({
      metric: "nps",
      direction: "down",
      status: "open",
      series: { level: "touchpoint", touchpointKey: "ticket-delivery" },
    });
    expect(Math.abs(Date.parse(shift.onset) - Date.parse(fall))).toBeLessThanOrEqual(3 * 86_400_000);
    expect(Date.parse(shift.detectedAt) - Date.parse(fall)).toBeLessThan(7 * 86_400_000);
    expect(shift.difference.high).toBeLessThan(-20);
    expect(shift.parts.length).toBeGreaterThan(1);
  });

  it("has thirty cases in every state, the first of them somebody's who waits for a call", async () => {
    const states = await test.sql<{ status: string; n: number }>(
      "select status, count(*)::int as n from cases group by status order by status",
    );
    expect(states).toEqual([
      { status: "assigned", n: 5 },
      { status: "contacted", n: 2 },
      { status: "new", n: 4 },
      { status: "resolved", n: 13 },
      { status: "waiting", n: 6 },
    ]);
    expect(
      await count(`cases where status <> 'resolved' and due_at < '${test.clock.now().toISOString()}'`),
    ).toBeGreaterThan(2);
    expect(await count("cases where status <> 'resolved' and value_minor is null")).toBeGreaterThan(2);
    expect(await count("cases where status = 'resolved' and (root_cause is null or outcome is null)")).toBe(0);
    expect(await count("case_notes where kind = 'call'")).toBeGreaterThan(5);
    const [irina] = await test.sql<{ value_minor: number; comment: string }>(
      "select c.value_minor::int, r.comment from cases c join responses r on r.id = c.subject_id join contacts p on p.id = c.contact_id where p.name = 'Irina Sokolova'",
    );
    expect(irina).toEqual({
      value_minor: 184_000,
      comment: "Ticket came after the train had left. Nobody answered the phone.",
    });
  });

  it("says of every customer why they were asked or not, and respects what they rest", async () => {
    for (const reason of ["contact-budget", "sampled-out", "unsubscribed", "unreachable"])
      expect(await count(`decisions where reason = '${reason}'`), reason).toBeGreaterThan(0);
    for (const status of ["sent", "opened", "completed", "failed", "unknown"])
      expect(await count(`invitations where status = '${status}'`), status).toBeGreaterThan(10);
    expect(await count("invitations where status = 'bounced'")).toBe(1);
    expect(await count("contacts where unsubscribed_at is not null")).toBe(1);
    expect(await count("suppressions where reason = 'bounced'")).toBe(1);
    expect(await count("response_tags")).toBeGreaterThan(20);
    expect(
      await count(
        "contact_ledger a join contact_ledger b on a.contact_id = b.contact_id and a.invitation_id < b.invitation_id and abs(extract(epoch from a.at - b.at)) < 30 * 86400",
      ),
    ).toBe(0);
  });

  it("counts what a recount counts", async () => {
    const recount = await test.house.inWorkspace(demo.workspaceId, system, rebuildScores);
    expect(recount).toEqual({ responses: 12_000, differences: 0 });
  });

  it("asks a new customer who reaches the touchpoint of the tour", async () => {
    const lines = readFileSync(join(folder, on, "demo.env"), "utf8");
    expect(lines).toContain(`OTKLIK_SURVEY=${demo.surveyId}\n`);
    const contact = { email: "irina@example.com", name: "Irina", value: 1290 };
    const { decisions } = body(await client.post("/v1/events", { name: "ticket.sent", contact }));
    expect(decisions).toMatchObject([{ outcome: "invited", channel: "email" }]);
  });

  it("is taken away whole, by an admin only, and does not come back", async () => {
    const isDemo = async (one: Client) => body(await one.get("/v1/workspace/demo")).isDemo;
    const other = await test.workspace();
    const reader = await test.withKey(client, { scopes: ["read", "write"] });
    expect([await isDemo(client), await isDemo(other)]).toEqual([true, false]);
    expect((await other.call("DELETE", "/v1/workspace/demo")).body).toMatchObject({
      status: 409,
      code: "workspace.not-demo",
    });
    expect((await reader.call("DELETE", "/v1/workspace/demo")).status).toBe(403);
    expect((await test.fetch("/v1/workspace/demo", { method: "DELETE" })).status).toBe(401);

    const removed = await client.call("DELETE", "/v1/workspace/demo");
    expect(body(removed)).toEqual({ removed: demo.workspaceId });
    const tables = await test.sql<{ table_name: string }>(
      "select table_name from information_schema.columns where column_name = 'workspace_id' and table_schema = 'public'",
    );
    expect(tables.length).toBeGreaterThan(25);
    for (const { table_name: table } of tables)
      expect(await count(`${table} where workspace_id = '${demo.workspaceId}'`), table).toBe(0);
    expect(await count("users where email like '%@demo.localhost.localdomain'")).toBe(0);
    expect(await count("workspaces")).toBe(1);
    expect([await findDemo(test.house), await wasDemoRemoved(test.house)]).toEqual([null, true]);
    expect((await other.call("DELETE", "/v1/workspace/demo")).status).toBe(409);
    expect((await other.get("/v1/contacts")).status).toBe(200);
  });
});

describe("the demo company", () => {
  it("is the same one wherever it is made at one moment", () => {
    expect(scoresOn.get("pglite")).toBeDefined();
    expect(scoresOn.get("postgres")).toEqual(scoresOn.get("pglite"));
  });
});
