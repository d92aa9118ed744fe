import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openLive } from "../../apps/api/src/live.ts";
import type { Client } from "../support/client.ts";
import { answer, body, call, makeOffer, makePlace, newEmail, score } from "../support/furnish.ts";
import { databases, openTestHouse, type TestHouse } from "../support/house.ts";
import { type Heard, listenTo } from "../support/listen.ts";

const named = (heard: Heard[]) => heard.map(({ name }) => name);
const isScore = ({ name }: Heard) => name === "score.changed";
const notScores = (heard: Heard[]) => heard.filter((one) => !isScore(one));

describe.each(databases)("The live stream, on %s", (on) => {
  let house: TestHouse;
  let client: Client;
  let key: string;

  beforeAll(async () => {
    house = await openTestHouse({ on });
  });
  beforeEach(async () => {
    client = await house.workspace();
    key = client.secretKey;
  });
  afterAll(() => house.close());

  it("tells of an answer with its ids, and of the score it made", async () => {
    const place = await makePlace(client, [score]);
    const line = await listenTo(house, { key });
    const response = body(await answer(client, place, 9));
    const heard = await line.until((all) => all.length >= 3);
    await line.close();
    const data = {
      responseId: response.id,
      surveyId: place.surveyId,
      touchpointKey: place.touchpointKey,
      channel: "email",
      at: house.clock.now().toISOString(),
    };
    expect(heard).toEqual([
      {
        id: 0,
        name: "score.changed",
        data: { metric: "nps", touchpointKey: place.touchpointKey, channel: "email", score: 100, n: 1 },
      },
      { id: 1, name: "response.created", data },
      { id: 2, name: "response.finished", data },
    ]);
  });

  it("tells the whole story of an unhappy customer, in its order", async () => {
    const offer = await makeOffer(client);
    const line = await listenTo(house, { key });
    const email = newEmail();
    body(await client.post("/v1/events", { name: offer.event, contact: { email } }));
    await house.runDueJobs();
    body(await answer(client, offer, { score: 2, call: { wanted: true } }, { contact: { email } }));
    await house.runDueJobs();
    const [found] = body(await client.get("/v1/cases")).data;
    const [owner] = await house.sql<{ user_id: string }>(
      `select user_id from members where workspace_id = '${client.workspaceId}'`,
    );
    body(await client.call("PATCH", `/v1/cases/${found.id}`, { assigneeId: owner?.user_id }));
    body(await client.post(`/v1/cases/${found.id}/resolve`, { rootCause: "x", outcome: "y" }));
    const mail = house.mailer.mails.find(({ to }) => to.address === email);
    await house.fetch(/<(.+)>/.exec(mail?.headers["List-Unsubscribe"] ?? "")?.[1] as string, { method: "POST" });

    const heard = await line.until((all) => named(all).includes("contact.unsubscribed"));
    await line.close();
    expect(named(notScores(heard))).toEqual([
      "invitation.sent",
      "response.created",
      "response.finished",
      "callback.requested",
      "case.opened",
      "case.assigned",
      "case.resolved",
      "contact.unsubscribed",
    ]);
    expect(heard.find(({ name }) => name === "case.opened")?.data).toEqual({
      caseId: found.id,
      at: expect.any(String),
    });
    expect(JSON.stringify(heard)).not.toContain(email);
  });

  it("tells of a mail that failed, with a code for the reason", async () => {
    const offer = await makeOffer(client);
    const line = await listenTo(house, { key, events: "invitation" });
    house.mailer.willAnswer({ status: "refused", reason: "550", badAddress: true });
    const { decisions } = body(await client.post("/v1/events", { name: offer.event, contact: { email: newEmail() } }));
    await house.runDueJobs();
    const [failed] = await line.until((all) => all.length > 0);
    await line.close();
    expect(failed).toMatchObject({
      name: "invitation.failed",
      data: { invitationId: decisions[0].invitationId, reason: "550" },
    });
  });

  it.each([
    ["response", ["response.created", "response.finished"]],
    ["case", ["case.opened"]],
    ["score", ["score.changed"]],
    ["case, callback", ["callback.requested", "case.opened"]],
  ])("filtered by %s tells of nothing else", async (events, expected) => {
    const place = await makePlace(client, [score, call]);
    const all = await listenTo(house, { key });
    const line = await listenTo(house, { key, events: encodeURIComponent(events) });
    body(await answer(client, place, { score: 2, call: { wanted: true } }));
    await house.runDueJobs();
    await all.until((heard) => named(heard).includes("case.opened"));
    const heard = await line.until((some) => some.length >= expected.length);
    await Promise.all([all.close(), line.close()]);
    expect(named(heard)).toEqual(expected);
  });

  it("tells a workspace of its own only", async () => {
    const stranger = await house.workspace();
    const theirs = await makePlace(stranger, [score]);
    const mine = await makePlace(client, [score]);
    const line = await listenTo(house, { key });
    body(await answer(stranger, theirs, 9));
    const { id } = body(await answer(client, mine, 9));
    const heard = await line.until((all) => named(all).includes("response.finished"));
    await line.close();
    expect(notScores(heard).map(({ data }) => data.responseId)).toEqual([id, id]);
  });

  it("goes on after Last-Event-ID with what was missed, and nothing twice", async () => {
    const place = await makePlace(client, [score]);
    const first = await listenTo(house, { key });
    body(await answer(client, place, 1));
    const before = notScores(await first.until((all) => notScores(all).length >= 2));
    await first.close();
    body(await answer(client, place, 9));
    body(await answer(client, place, 10));
    const second = await listenTo(house, { key, after: before.at(-1)?.id });
    body(await answer(client, place, 8));
    const after = notScores(await second.until((all) => notScores(all).length >= 6));
    await second.close();
    expect([...before, ...after].map(({ id }) => id)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it("begins now, not at the beginning, without Last-Event-ID", async () => {
    const place = await makePlace(client, [score]);
    body(await answer(client, place, 1));
    const line = await listenTo(house, { key });
    const { id } = body(await answer(client, place, 9));
    const heard = notScores(await line.until((all) => notScores(all).length >= 2));
    await line.close();
    expect(heard.map(({ data }) => data.responseId)).toEqual([id, id]);
  });

  it("loses and doubles nothing for those who come and go while many write", async () => {
    const written = 240;
    const place = await makePlace(client, [score]);
    const writing = (async () => {
      for (let round = 0; round < 12; round++)
        await Promise.all(Array.from({ length: 10 }, (_, at) => answer(client, place, at)));
    })();
    /** Cuts the line after a few messages, wherever that is, and resumes after the last one, as a browser does. */
    const restless = async (patience: number) => {
      const all: Heard[] = [];
      for (let last = 0; last < written; ) {
        const line = await listenTo(house, { key, after: last });
        all.push(...(await line.until((heard) => heard.length >= patience || heard.at(-1)?.id === written)));
        await line.close();
        last = all.at(-1)?.id ?? 0;
      }
      return all;
    };
    const [steady, quick, slow] = await Promise.all([restless(1000), restless(7), restless(30), writing]);
    const expected = Array.from({ length: written }, (_, at) => at + 1);
    for (const heard of [steady, quick, slow]) expect(notScores(heard).map(({ id }) => id)).toEqual(expected);
    const { score: last, n } = body(await client.get(`/v1/scores/nps?touchpoint=${place.touchpointKey}`));
    expect(steady.filter(isScore).at(-1)?.data).toMatchObject({ score: last, n });
  });

  it("pushes a score that many answers change at most twenty times a second", async () => {
    const place = await makePlace(client, [score]);
    const line = await listenTo(house, { key, events: "score" });
    const began = performance.now();
    for (let round = 0; round < 10; round++)
      await Promise.all(Array.from({ length: 10 }, () => answer(client, place, 9)));
    const heard = await line.until((all) => all.at(-1)?.data.n === 100);
    await line.close();
    expect(heard.length).toBeLessThanOrEqual(2 + ((performance.now() - began) * 20) / 1000);
  });

  it("keeps a listener who was still catching up when the last other one left", async () => {
    const place = await makePlace(client, [score]);
    body(await answer(client, place, 1));
    const live = openLive(house.house);
    const heard: number[] = [];
    const leave = await live.listen(client.workspaceId, null, () => {});
    const stop = await live.listen(client.workspaceId, 0, (messages) => {
      heard.push(...messages.map(({ id }) => id));
      leave();
    });
    for (const last of [4, 6]) {
      // Until nothing is being pushed any more: only a notice can wake the line up then.
      await new Promise((resolve) => setTimeout(resolve, 150));
      body(await answer(client, place, 2));
      live.notice(client.workspaceId);
      await expect.poll(() => heard.includes(last), { timeout: 1500 }).toBe(true);
    }
    stop();
    live.close();
  });

  it.each([["now"], ["-1"], ["1.5"], ["1".repeat(16)]])("refuses to go on after %s", async (place) => {
    expect(await client.get("/v1/stream", { "last-event-id": place })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: "/Last-Event-ID" }] },
    });
  });

  it("is not for everybody", async () => {
    expect((await client.withKey("ok_0000000000000000").get("/v1/stream")).status).toBe(401);
    expect((await client.withKey(client.publishableKey).get("/v1/stream")).status).toBe(401);
  });
});
