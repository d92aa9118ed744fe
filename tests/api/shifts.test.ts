import { emptyWatch } from "@otklik/domain/shifts/watch";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Client } from "../support/client.ts";
import { badly, liveDays, well } from "../support/days.ts";
import { answer, body, makePlace, type Place, score } from "../support/furnish.ts";
import { databases, openTestHouse, type TestHouse } from "../support/house.ts";

const unknown = "019c0000-0000-7000-8000-000000000000";

describe.each(databases)("Shifts, on %s", (on) => {
  let house: TestHouse;
  let client: Client;
  let place: Place;
  let fellOn: Date;
  let id: string;

  beforeAll(async () => {
    house = await openTestHouse({ on });
    client = await house.workspace();
    place = await makePlace(client, [score]);
    await liveDays(house, client, { days: 40, place, scores: well });
    fellOn = house.clock.now();
    await liveDays(house, client, { days: 3, place, scores: badly });
    await house.runDueJobs();
  });
  afterAll(() => house.close());

  const logged = (name: string) =>
    house.sql<{ payload: Record<string, unknown> }>(
      `select payload from event_log where workspace_id = '${client.workspaceId}' and name = '${name}' order by seq`,
    );

  it("that really happened is found once, with its size and onset, however many series saw it", async () => {
    const { data, nextCursor } = body(await client.get("/v1/shifts"));
    expect(nextCursor).toBeNull();
    expect(data).toHaveLength(1);
    const [shift] = data;
    id = shift.id;
    expect(shift).toMatchObject({
      metric: "nps",
      direction: "down",
      status: "open",
      isPreliminary: true,
      series: { level: "touchpoint", touchpointKey: place.touchpointKey },
      title: "Ticket delivery",
    });
    const lag = (Date.parse(shift.onset) - fellOn.getTime()) / 86_400_000;
    expect(Math.abs(lag)).toBeLessThanOrEqual(3);
    expect(Date.parse(shift.detectedAt)).toBeGreaterThan(fellOn.getTime());
    expect(shift.before.score).toBeCloseTo(30, 0);
    expect(shift.after.score).toBeLessThan(-20);
    expect(shift.after.interval.low).toBeLessThan(shift.after.score);
    expect(shift.difference.high).toBeLessThan(0);
    expect(shift.falseAlarmDays).toBeGreaterThan(60);
    expect(shift.confidence).toBeCloseTo(shift.falseAlarmDays / (shift.falseAlarmDays + 180), 9);
    const levels = shift.parts.map((part: { series: { level: string } }) => part.series.level).sort();
    expect(levels).toEqual(["leaf", "touchpoint", "workspace"]);
    expect(body(await client.get(`/v1/shifts/${id}`))).toEqual(shift);
  });

  it("is told to programs outside by ids and keys alone", async () => {
    const [told, ...more] = await logged("shift.detected");
    expect(more).toEqual([]);
    expect(told?.payload).toMatchObject({ shiftId: id, metric: "nps", direction: "down" });
  });

  it("has its plain score once thirty answers came after the alarm", async () => {
    await liveDays(house, client, { days: 4, place, scores: badly });
    await house.runDueJobs();
    const shift = body(await client.get(`/v1/shifts/${id}`));
    expect(shift.isPreliminary).toBe(false);
    expect(shift.after.n).toBeGreaterThanOrEqual(40);
    expect(shift.after.score).toBeCloseTo(-50, 0);
    expect(shift.difference.value).toBeCloseTo(-80, 0);
  });

  it("can be listed by status, touchpoint and time of detection", async () => {
    const count = async (query: string) => body(await client.get(`/v1/shifts?${query}`)).data.length;
    expect(await count("status=open")).toBe(1);
    expect(await count("status=closed,newNormal")).toBe(0);
    expect(await count(`touchpoint=${place.touchpointKey}`)).toBe(1);
    expect(await count(`from=${house.clock.now().toISOString()}`)).toBe(0);
    const { touchpointKey } = await makePlace(client, [score]);
    expect(await count(`touchpoint=${touchpointKey}`)).toBe(0);
    expect((await client.get("/v1/shifts?touchpoint=nowhere")).status).toBe(422);
    expect((await client.get("/v1/shifts?status=gone")).status).toBe(422);
  });

  it("is acknowledged, explained by a mark, closed and opened again, and says so once each", async () => {
    const say = async (verb: string, given: object = {}) => client.post(`/v1/shifts/${id}/${verb}`, given);
    expect(body(await say("acknowledge", { note: "The new carrier" })).status).toBe("acknowledged");
    const again = await say("acknowledge");
    expect([again.status, again.body.code]).toEqual([409, "shift.not-allowed"]);
    expect((await say("explain")).status).toBe(422);
    expect((await say("explain", { markId: unknown })).body.errors[0].pointer).toBe("/markId");
    const mark = body(await client.post("/v1/marks", { kind: "incident", title: "Mail provider was down" }));
    expect(body(await say("explain", { markId: mark.id }))).toMatchObject({ status: "explained", markId: mark.id });
    expect((await client.call("DELETE", `/v1/marks/${mark.id}`)).body.code).toBe("mark.in-use");
    expect(body(await say("close"))).toMatchObject({
      status: "closed",
      clearedAt: house.clock.now().toISOString(),
    });
    expect(await logged("shift.cleared")).toHaveLength(1);
    expect(body(await say("reopen", { status: "explained" }))).toMatchObject({ status: "explained", clearedAt: null });
  });

  it("that is the new normal starts the baseline anew, and the level that is normal now raises no alarm", async () => {
    expect(body(await client.post(`/v1/shifts/${id}/new-normal`, {})).status).toBe("newNormal");
    const series = async () => body(await client.get("/v1/shifts/watching")).data;
    body(await answer(client, place, 6));
    await house.runDueJobs();
    const learnt = (await series()).filter((one: { metric: string }) => one.metric === "nps");
    expect(learnt.map((one: { status: string }) => one.status)).toEqual(["watching", "watching", "watching"]);
    await liveDays(house, client, { days: 12, place, scores: badly });
    await house.runDueJobs();
    for (const one of await series()) if (one.status === "watching") expect(one.expected).toBeCloseTo(-50, -1);
    expect(body(await client.get("/v1/shifts")).data).toHaveLength(1);
  });

  it("belongs to one workspace", async () => {
    const other = await house.workspace();
    expect((await other.get(`/v1/shifts/${id}`)).status).toBe(404);
    expect(body(await other.get("/v1/shifts")).data).toEqual([]);
    for (const verb of ["acknowledge", "explain", "close", "new-normal", "reopen"]) {
      const given = verb === "explain" ? { note: "Not ours" } : {};
      expect((await other.post(`/v1/shifts/${id}/${verb}`, given)).status, verb).toBe(404);
      expect((await client.post(`/v1/shifts/${unknown}/${verb}`, given)).status, verb).toBe(404);
      expect((await house.fetch(`/v1/shifts/${id}/${verb}`, { method: "POST" })).status, verb).toBe(401);
    }
    const reader = await house.withKey(client, { scopes: ["read"] });
    expect((await reader.post(`/v1/shifts/${id}/acknowledge`, {})).status).toBe(403);
    expect((await house.fetch("/v1/shifts/watching")).status).toBe(401);
  });
});

describe.each(databases)("What is watched, on %s", (on) => {
  let house: TestHouse;
  let client: Client;

  beforeAll(async () => {
    house = await openTestHouse({ on });
    client = await house.workspace();
  });
  afterAll(() => house.close());

  const watching = async () => body(await client.get("/v1/shifts/watching"));

  it("is nothing before the first answer", async () => {
    expect(await watching()).toEqual({ watching: 0, learning: 0, falseAlarmsPerYear: 12, refreshedOn: null, data: [] });
  });

  it("says how many answers a series still needs, and once it has them how large a fall it can see", async () => {
    const place = await makePlace(client, [score]);
    await liveDays(house, client, { days: 3, place, scores: well });
    await house.runDueJobs();
    const [first] = (await watching()).data;
    expect(first).toMatchObject({ status: "learning", n: 0, answersNeeded: 60, seenWithin: null });
    await liveDays(house, client, { days: 40, place, scores: well });
    await house.runDueJobs();
    const { data: all, ...told } = await watching();
    // Follow-ups of the unhappy are watched as well, and have not come to sixty.
    expect(told).toMatchObject({ watching: 3, learning: 2 });
    const data = all.filter(({ metric }: { metric: string }) => metric === "nps");
    for (const one of data) {
      expect(one).toMatchObject({ status: "watching", answersNeeded: 0, metric: "nps" });
      expect(one.expected).toBeCloseTo(30, 0);
      expect(one.seenWithin.days7).toBeGreaterThan(one.seenWithin.days30);
    }
    // Half of twelve alarms a year for the whole, half for the two others: 365 · 2 / 12 days, and twice that.
    const limits = Object.fromEntries(
      data.map((one: { series: { level: string }; falseAlarmDays: number }) => [one.series.level, one.falseAlarmDays]),
    );
    expect(limits.workspace).toBeCloseTo(60.83, 2);
    expect(limits.leaf).toBeCloseTo(121.67, 2);
  });

  it("follows what the workspace has set", async () => {
    const alarms = { falseAlarmsPerYear: 4, watchTargets: true };
    const set = body(await client.call("PATCH", "/v1/workspace", { alarms }));
    expect(set.alarms).toEqual({
      falseAlarmsPerYear: 4,
      sensitivity: "budget",
      minimumBase: 60,
      watchTargets: true,
      watchedDimensions: [],
    });
    expect((await watching()).falseAlarmsPerYear).toBe(4);
    const refused = await client.call("PATCH", "/v1/workspace", { alarms: { minimumBase: 10 } });
    expect([refused.status, refused.body.errors[0].pointer]).toEqual([422, "/alarms/minimumBase"]);
  });

  it("says what another limit of false alarms would cost, without setting it", async () => {
    const seen = async (limit: string) => {
      const { data, falseAlarmsPerYear } = body(await client.get(`/v1/shifts/watching${limit}`));
      return {
        falseAlarmsPerYear,
        fall: data.find(({ status }: { status: string }) => status === "watching").seenWithin.days14,
      };
    };
    const [now, stricter] = [await seen(""), await seen("?falseAlarmsPerYear=1")];
    expect([now.falseAlarmsPerYear, stricter.falseAlarmsPerYear]).toEqual([4, 1]);
    expect(stricter.fall).toBeGreaterThan(now.fall);
    expect((await watching()).falseAlarmsPerYear).toBe(4);
    const refused = await client.get("/v1/shifts/watching?falseAlarmsPerYear=0");
    expect([refused.status, refused.body.errors[0].pointer]).toEqual([422, "/falseAlarmsPerYear"]);
  });

  it("is split by declared dimensions only", async () => {
    const set = (watchedDimensions: string[]) =>
      client.call("PATCH", "/v1/workspace", { name: "Renamed", alarms: { watchedDimensions } });
    body(await client.post("/v1/dimensions", { key: "plan", name: "Plan" }));
    const refused = await set(["plan", "region"]);
    expect([refused.status, refused.body.errors[0].pointer]).toEqual([422, "/alarms/watchedDimensions"]);
    expect(refused.body.errors[0].detail).toContain("region");
    expect(body(await client.get("/v1/workspace"))).toMatchObject({
      name: "Meridian Rail",
      alarms: { watchedDimensions: [] },
    });
    expect(body(await set(["plan"])).alarms.watchedDimensions).toEqual(["plan"]);
    const other = await house.workspace();
    const foreign = await other.call("PATCH", "/v1/workspace", { alarms: { watchedDimensions: ["plan"] } });
    expect(foreign.status).toBe(422);
  });
});

describe.each(databases)("What detectors hear, on %s", (on) => {
  let house: TestHouse;
  beforeAll(async () => {
    house = await openTestHouse({ on });
  });
  afterAll(() => house.close());

  it("is every counted answer once, in the order of commits; not what is late, old or a test", async () => {
    const client = await house.workspace();
    const place = await makePlace(client, [score]);
    const old = new Date(house.clock.now().getTime() - 8 * 86_400_000).toISOString();
    body(await answer(client, place, 9, { submissionId: "now" }));
    body(await answer(client, place, 9, { submissionId: "old", occurredAt: old }));
    body(await answer(client, place, {}, { submissionId: "later", finished: false }));
    const test = await house.withKey(client, { isTest: true });
    body(await answer(test, place, 9, { submissionId: "test" }));
    body(await answer(client, place, 3, { submissionId: "later" }));
    const rows = await house.sql<{ submission_id: string }>(
      `select submission_id from responses where workspace_id = '${client.workspaceId}' and detector_seq is not null order by detector_seq`,
    );
    expect(rows.map(({ submission_id }) => submission_id)).toEqual(["now", "later"]);
    await house.runDueJobs();
    const [left] = await house.sql<{ n: number }>(
      `select count(*)::int as n from jobs where workspace_id = '${client.workspaceId}' and queue = 'watchShifts'`,
    );
    expect(left?.n).toBe(0);
  });

  it("is what was held back, too, once a person lets it go, be it held back before they had heard it", async () => {
    const client = await house.workspace();
    const place = await makePlace(client, [score]);
    const { id } = body(await answer(client, place, 9));
    body(await client.post(`/v1/responses/${id}/quarantine`));
    await house.runDueJobs();
    const seqs = async () => {
      const [row] = await house.sql<{ given: number | null; taken: number }>(
        `select r.detector_seq::int as given, w.taken_seq::int as taken from responses r join shift_watches w on w.workspace_id = r.workspace_id where r.id = '${id}'`,
      );
      return row;
    };
    expect(await seqs()).toEqual({ given: null, taken: 1 });
    body(await client.post(`/v1/responses/${id}/release`));
    await house.runDueJobs();
    expect(await seqs()).toEqual({ given: 2, taken: 2 });
  });

  it("is held against what the workspace has set by then, without waiting for the night", async () => {
    const client = await house.workspace();
    const place = await makePlace(client, [score]);
    const set = async (change: object) => {
      body(await client.call("PATCH", "/v1/workspace", change));
      body(await answer(client, place, 9));
      await house.runDueJobs();
      const rows = await house.sql<{ target: number | null }>(
        `select distinct target from shift_series where workspace_id = '${client.workspaceId}' and metric = 'nps'`,
      );
      return rows.map(({ target }) => target);
    };
    expect(await set({ targets: { nps: 30 }, alarms: { watchTargets: true } })).toEqual([0.65]);
    expect(await set({ targets: { nps: 40 } })).toEqual([0.7]);
    expect(await set({ alarms: { watchTargets: false } })).toEqual([null]);
  });

  it("is remembered by a process of a hundred workspaces at most", async () => {
    const { watches } = house.house.memory;
    const client = await house.workspace();
    const place = await makePlace(client, [score]);
    for (let one = 0; one < 200; one++) watches.set(`other ${one}`, { takenSeq: 0, version: 0, watch: emptyWatch() });
    body(await answer(client, place, 9));
    await house.runDueJobs();
    expect([watches.size, watches.has(client.workspaceId)]).toEqual([100, true]);
  });
});
