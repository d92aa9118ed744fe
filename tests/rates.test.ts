import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Client } from "./support/client.ts";
import { answer, body, makeContact, makeOffer, makePlace, newEmail, type Offer, score } from "./support/furnish.ts";
import { databases, openTestHouse, type TestHouse } from "./support/house.ts";

const msInDay = 86_400_000;

describe.each(databases)("The response rate of a distribution, on %s", (on) => {
  let house: TestHouse;
  let client: Client;
  let offer: Offer;
  let contactId: string;

  beforeAll(async () => {
    house = await openTestHouse({ on });
    client = await house.workspace();
    offer = await makeOffer(client, { questions: [score] });
    contactId = (await makeContact(client)).id;
  });
  afterAll(() => house.close());

  /** A day's invitations, of which some are answered within the hour. */
  const invite = async (day: Date, sent: number, answered: number) =>
    house.sql(`
      insert into invitations (workspace_id, id, contact_id, distribution_id, survey_id, survey_version, touchpoint_id, channel, status, segments, is_test, send_at, sent_at, posted_at, created_at)
      select '${client.workspaceId}', gen_random_uuid(), '${contactId}', '${offer.distributionId}', '${offer.surveyId}', 1,
        (select id from touchpoints where workspace_id = '${client.workspaceId}' and key = '${offer.touchpointKey}'), 'email', 'sent', '{}', false, at, at,
        case when n * 17 % ${sent} < ${answered} then at + interval '1 hour' end, at
      from (select n, '${day.toISOString()}'::timestamptz + n * interval '1 minute' as at from generate_series(1, ${sent}) n) as sent`);
  const nights = async (days: number) => {
    for (let day = 0; day < days; day++) {
      house.clock.advance({ days: 1 });
      await house.runDueJobs();
    }
  };
  const shifts = async () => body(await client.get("/v1/shifts")).data;

  it("is counted of the past and heard from then on, night after night, each invitation three days after it was sent", async () => {
    for (let ago = 60; ago > 0; ago--) await invite(new Date(house.clock.now().getTime() - ago * msInDay), 40, 12);
    // The first answer is what a workspace begins to be watched by.
    body(await answer(client, offer, 9));
    await house.runDueJobs();
    await nights(2);
    const days = await house.sql<{ day: number; n: number; hits: number }>(
      `select day, n, hits from outcome_days where workspace_id = '${client.workspaceId}' order by day`,
    );
    // The last of them were sent on the last of February, and their three days are over on the third of March.
    const thirdOfMarch = Date.parse("2026-03-03") / msInDay;
    expect(days).toEqual(Array.from({ length: 59 }, (_, ago) => ({ day: thirdOfMarch - 58 + ago, n: 40, hits: 12 })));
    const { data } = body(await client.get("/v1/shifts/watching"));
    const rate = data.find(({ metric }: { metric: string }) => metric === "responseRate");
    expect(rate).toMatchObject({
      status: "watching",
      series: { level: "touchpoint", touchpointKey: offer.touchpointKey, distributionId: offer.distributionId },
    });
    expect(rate.expected).toBeCloseTo(30, 0);
    expect(await shifts()).toEqual([]);
  });

  it("that breaks down is announced once, as a shift of its own", async () => {
    for (let day = 0; day < 20; day++) {
      await invite(house.clock.now(), 40, day < 5 ? 12 : 1);
      await nights(1);
    }
    const found = await shifts();
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({
      metric: "responseRate",
      direction: "down",
      series: { distributionId: offer.distributionId },
    });
    expect(found[0].before.score).toBeCloseTo(30, 0);
    expect(found[0].after.score).toBeLessThan(15);
  });

  it("leaves after every night nothing that another process remembers of the day before", async () => {
    const version = async () => {
      const [row] = await house.sql<{ version: number }>(
        `select version from shift_watches where workspace_id = '${client.workspaceId}'`,
      );
      return row?.version ?? 0;
    };
    const before = await version();
    // No invitation was sent three days before, so that the night has baselines to refresh and nothing to hear.
    await nights(5);
    const quiet = await version();
    await nights(1);
    expect(quiet).toBeGreaterThan(before);
    expect(await version()).toBe(quiet + 1);
    expect(house.house.memory.watches.get(client.workspaceId)?.version).toBe(quiet + 1);
  });

  it("goes on with the same night's work only once, however often it is run", async () => {
    const [left] = await house.sql<{ n: number }>(
      `select count(*)::int as n from jobs where workspace_id = '${client.workspaceId}' and queue = 'watchNights'`,
    );
    expect(left?.n).toBe(1);
    const [counted] = await house.sql<{ n: number }>(
      `select sum(n)::int as n from outcome_days where workspace_id = '${client.workspaceId}'`,
    );
    const [sent] = await house.sql<{ n: number }>(
      `select count(*)::int as n from invitations where workspace_id = '${client.workspaceId}' and sent_at < (select invitations_until from shift_watches where workspace_id = '${client.workspaceId}')`,
    );
    expect(counted?.n).toBe(sent?.n);
  });
});

describe("Unhappy customers whom nobody has contacted", () => {
  let house: TestHouse;
  let client: Client;
  beforeAll(async () => {
    house = await openTestHouse({ on: "postgres" });
    client = await house.workspace();
  });
  afterAll(() => house.close());

  it("are a shift when they become many, told once by the touchpoint", async () => {
    const place = await makePlace(client, [score]);
    const unhappyDay = async (contacted: number) => {
      for (let one = 0; one < 5; one++) body(await answer(client, place, 2, { contact: { email: newEmail() } }));
      await house.runDueJobs();
      const { data } = body(await client.get("/v1/cases?status=new&limit=5"));
      for (const { id } of data.slice(0, contacted))
        body(await client.call("PATCH", `/v1/cases/${id}`, { status: "contacted" }));
      house.clock.advance({ days: 1 });
      await house.runDueJobs();
      // What stays open is nobody's any more: the next day's are looked at alone.
      const left = body(await client.get("/v1/cases?status=new&limit=200")).data;
      for (const { id } of left) body(await client.post(`/v1/cases/${id}/resolve`, { rootCause: "x", outcome: "y" }));
    };
    for (let day = 0; day < 28; day++) await unhappyDay(5);
    const ofFollowUps = async () =>
      body(await client.get("/v1/shifts")).data.filter(({ metric }: { metric: string }) => metric === "followUp");
    const { data } = body(await client.get("/v1/shifts/watching"));
    const watched = data.filter(
      ({ metric, status }: { metric: string; status: string }) => metric === "followUp" && status === "watching",
    );
    expect(watched.map(({ series }: { series: { level: string } }) => series.level)).toEqual([
      "workspace",
      "touchpoint",
    ]);
    expect(await ofFollowUps()).toEqual([]);
    for (let day = 0; day < 14; day++) await unhappyDay(0);
    const found = await ofFollowUps();
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({
      direction: "down",
      series: { level: "touchpoint", touchpointKey: place.touchpointKey },
    });
    expect(found[0].before.score).toBeGreaterThan(90);
    expect(found[0].after.score).toBeLessThan(30);
  }, 60_000);
});
