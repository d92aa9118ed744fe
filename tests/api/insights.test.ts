import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Client } from "../support/client.ts";
import { answer, body, makeContact, makeOffer, makePlace, type Place, parts, score } from "../support/furnish.ts";
import { databases, openTestHouse, type TestHouse } from "../support/house.ts";

const csat = { id: "csat", type: "csat", metric: "csat", prompt: "How satisfied are you?" };
const ces = { id: "ces", type: "ces", metric: "ces", prompt: "It was easy." };
const [lastMonth, thisMonth] = ["2026-02-03T10:30:00.000Z", "2026-02-20T08:15:00.000Z"];
const windows = { from: "2026-02-15T00:00:00.000Z", to: "2026-03-01T00:00:00.000Z" };
const times = (n: number, given: number | object) => Array.from({ length: n }, () => given);

describe.each(databases)("Comparing two windows, on %s", (on) => {
  let house: TestHouse;
  let client: Client;

  beforeAll(async () => {
    house = await openTestHouse({ on });
  });
  beforeEach(async () => {
    client = await house.workspace();
  });
  afterAll(() => house.close());

  const ask = (path: string, query: Record<string, string> = {}, who = client) =>
    who.get(`${path}?${new URLSearchParams({ ...windows, ...query })}`);
  const read = async (path: string, query?: Record<string, string>) => body(await ask(path, query));
  const answerAll = async (place: Place, occurredAt: string, given: (number | object)[], more: object = {}) => {
    const all = await Promise.all(given.map((value) => answer(client, place, value, { occurredAt, ...more })));
    for (const one of all) body(one);
  };

  describe("of a score", () => {
    it("says how far it fell, with an interval that leaves zero out", async () => {
      const place = await makePlace(client, [score]);
      await answerAll(place, lastMonth, times(40, 10));
      await answerAll(place, thisMonth, [...times(20, 10), ...times(20, 0)]);
      const found = await read("/v1/scores/nps/comparison");
      expect(found).toMatchObject({
        metric: "nps",
        target: null,
        before: { score: 100, n: 40, promoters: 40 },
        after: { score: 0, n: 40, promoters: 20, interval: { confidence: 0.95 } },
        difference: { value: -100, confidence: 0.95, method: "adjusted-wald" },
        verdict: "fell",
      });
      expect(found.difference.low).toBeLessThan(-100);
      expect(found.difference.high).toBeLessThan(0);
      expect(found).not.toHaveProperty("missing");
    });

    it("takes the window of the same length right before, unless another is named", async () => {
      const place = await makePlace(client, [score]);
      await answerAll(place, "2026-01-31T23:59:00.000Z", [0]);
      await answerAll(place, "2026-02-01T00:00:00.000Z", [9]);
      await answerAll(place, thisMonth, [9]);
      expect((await read("/v1/scores/nps/comparison")).before.n).toBe(1);
      const named = { beforeFrom: "2026-01-01T00:00:00Z", beforeTo: "2026-02-15T00:00:00Z" };
      expect((await read("/v1/scores/nps/comparison", named)).before).toMatchObject({ n: 2, score: 0 });
    });

    it("waits below thirty answers on a side, and says how many are missing", async () => {
      const place = await makePlace(client, [score]);
      await answerAll(place, lastMonth, times(30, 10));
      await answerAll(place, thisMonth, times(22, 0));
      expect(await read("/v1/scores/nps/comparison")).toMatchObject({ verdict: "learning", missing: 8 });
    });

    it("is no comparison without answers, and a score without a base stays null", async () => {
      for (const metric of ["nps", "csat", "ces", "csi"]) {
        expect(await read(`/v1/scores/${metric}/comparison`)).toMatchObject({
          before: { score: null, n: 0 },
          after: { score: null, n: 0 },
          difference: null,
          verdict: "learning",
          missing: 30,
        });
      }
    });

    it("compares every metric in its own way, with the workspace's target beside it", async () => {
      body(await client.call("PATCH", "/v1/workspace", { targets: { ces: 5.5, csi: 80 } }));
      const place = await makePlace(client, [csat, ces, parts]);
      const given = (rating: number) => ({ csat: rating, ces: rating, parts: { speed: rating } });
      await answerAll(place, lastMonth, [...times(15, given(4)), ...times(15, given(5))]);
      await answerAll(place, thisMonth, [...times(15, given(2)), ...times(15, given(3))]);
      expect(await read("/v1/scores/csat/comparison")).toMatchObject({
        difference: { value: -100, method: "newcombe" },
        target: null,
        verdict: "fell",
      });
      expect(await read("/v1/scores/ces/comparison")).toMatchObject({
        difference: { value: -2, method: "welch" },
        target: 5.5,
        verdict: "fell",
      });
      const csi = await read("/v1/scores/csi/comparison");
      expect(csi).toMatchObject({ difference: { method: "welch" }, target: 80, verdict: "fell" });
      expect(csi.difference.value).toBeCloseTo(csi.after.score - csi.before.score, 9);
    });

    it("never compares two scales: the one with more answers in both windows is both scores", async () => {
      const [ten, five] = [
        await makePlace(client, [parts]),
        await makePlace(client, [{ ...parts, scale: { min: 1, max: 5 } }]),
      ];
      await answerAll(ten, lastMonth, times(3, { parts: { speed: 10 } }));
      await answerAll(five, thisMonth, times(2, { parts: { speed: 5 } }));
      expect(await read("/v1/scores/csi/comparison")).toMatchObject({ before: { n: 3 }, after: { n: 0, score: null } });
    });

    it("takes the filters of every score", async () => {
      body(await client.post("/v1/dimensions", { key: "class", name: "Class" }));
      const [one, two] = [await makePlace(client, [score]), await makePlace(client, [score])];
      await answerAll(one, thisMonth, [10, 10], { attributes: { class: "first" } });
      await answerAll(two, thisMonth, [0], { channel: "sms" });
      const base = async (query: Record<string, string>) => (await read("/v1/scores/nps/comparison", query)).after.n;
      expect(await base({ touchpoint: one.touchpointKey })).toBe(2);
      expect(await base({ survey: two.surveyId })).toBe(1);
      expect(await base({ channel: "sms" })).toBe(1);
      expect(await base({ segment: "class:first" })).toBe(2);
      expect(await base({ segment: "class:second" })).toBe(0);
    });
  });

  describe("of two places in one window", () => {
    const together = { beforeFrom: windows.from, beforeTo: windows.to };
    const compare = (query: Record<string, string>, who = client) =>
      ask("/v1/scores/nps/comparison", { ...together, ...query }, who);

    it("compares channels, touchpoints and values of a dimension, each with its own base", async () => {
      body(await client.post("/v1/dimensions", { key: "class", name: "Class" }));
      const [one, two] = [await makePlace(client, [score]), await makePlace(client, [score])];
      await answerAll(one, thisMonth, times(30, 0), { channel: "sms", attributes: { class: "first" } });
      await answerAll(two, thisMonth, times(35, 10), { channel: "email", attributes: { class: "second" } });
      const low = { after: { n: 30, score: -100 }, before: { n: 35, score: 100 }, verdict: "fell" };
      expect(body(await compare({ channel: "sms", beforeChannel: "email" }))).toMatchObject(low);
      expect(body(await compare({ touchpoint: one.touchpointKey, beforeTouchpoint: two.touchpointKey }))).toMatchObject(
        low,
      );
      const classes = { segment: "class:second", beforeSegment: "class:first" };
      expect(body(await compare(classes))).toMatchObject({
        after: { n: 35 },
        before: { n: 30 },
        difference: { value: 200 },
        verdict: "rose",
      });
    });

    it("waits for the thinner of the two, and keeps every other filter on both sides", async () => {
      const place = await makePlace(client, [score]);
      await answerAll(place, thisMonth, times(30, 9), { channel: "sms" });
      await answerAll(place, thisMonth, times(12, 9));
      await answerAll(await makePlace(client, [score]), thisMonth, times(3, 0), { channel: "sms" });
      const query = { touchpoint: place.touchpointKey, channel: "email", beforeChannel: "sms" };
      expect(body(await compare(query))).toMatchObject({
        before: { n: 30 },
        after: { n: 12 },
        verdict: "learning",
        missing: 18,
      });
    });

    it("may be other windows of other places too", async () => {
      const place = await makePlace(client, [score]);
      await answerAll(place, lastMonth, [9, 9], { channel: "sms" });
      await answerAll(place, thisMonth, [0]);
      const found = await read("/v1/scores/nps/comparison", { channel: "email", beforeChannel: "sms" });
      expect(found).toMatchObject({ before: { n: 2 }, after: { n: 1 } });
    });

    it("refuses sides that may hold the same answers", async () => {
      for (const key of ["class", "city"]) body(await client.post("/v1/dimensions", { key, name: key }));
      const refused = async (query: Record<string, string>) => {
        const answered = await compare(query);
        return [answered.status, answered.body.errors?.[0].pointer];
      };
      expect(await refused({ channel: "sms", beforeChannel: "sms" })).toEqual([422, "/beforeChannel"]);
      expect(await refused({ beforeChannel: "sms" })).toEqual([422, "/beforeChannel"]);
      expect(await refused({ segment: "class:first", beforeSegment: "city:Tver" })).toEqual([422, "/beforeSegment"]);
      expect(await refused({ segment: "class:first", beforeSegment: "class:second" })).toEqual([200, undefined]);
      expect((await ask("/v1/scores/nps/comparison", { beforeChannel: "sms" })).status).toBe(200);
    });

    it("refuses what it does not know, and another workspace's touchpoints and dimensions", async () => {
      const other = await house.workspace();
      const place = await makePlace(other, [score]);
      body(await other.post("/v1/dimensions", { key: "theirs", name: "Theirs" }));
      for (const [query, pointer] of [
        [{ beforeTouchpoint: place.touchpointKey }, "/beforeTouchpoint"],
        [{ beforeSegment: "theirs:value" }, "/beforeSegment"],
        [{ beforeChannel: "pigeon" }, "/beforeChannel"],
      ] as const) {
        const refused = await compare(query);
        expect(refused.status).toBe(422);
        expect(refused.body.errors[0].pointer).toBe(pointer);
      }
      const query = new URLSearchParams({ ...windows, beforeChannel: "sms" });
      expect((await house.fetch(`/v1/scores/nps/comparison?${query}`)).status).toBe(401);
      expect((await client.get(`/v1/scores/joy/comparison?${query}`)).status).toBe(404);
    });
  });

  it("a trend is cut as finely as its answers allow", async () => {
    const place = await makePlace(client, [score]);
    await answerAll(place, thisMonth, [9, 9, 0]);
    const query = { from: "2026-02-01T00:00:00Z", to: "2026-03-01T00:00:00Z", bucket: "auto" };
    const found = await read("/v1/scores/nps", query);
    expect(found).toMatchObject({ n: 3, bucket: "week" });
    expect(found.buckets).toEqual((await read("/v1/scores/nps", { ...query, bucket: "week" })).buckets);
    expect(body(await client.get("/v1/scores/nps?bucket=auto"))).toMatchObject({ bucket: "hour", buckets: [{ n: 3 }] });
    expect(body(await client.get("/v1/scores/ces?bucket=auto"))).toMatchObject({ n: 0, buckets: [] });
  });

  describe("of every touchpoint", () => {
    it("puts the worst first, then those still learning, and keeps the strict interval wider", async () => {
      const [good, bad, small, empty] = [
        await makePlace(client, [score]),
        await makePlace(client, [score]),
        await makePlace(client, [score]),
        await makePlace(client, [score]),
      ];
      body(
        await client.post("/v1/touchpoints", {
          key: bad.touchpointKey,
          name: "Refunds",
          channels: ["email"],
          target: 20,
        }),
      );
      await answerAll(good, lastMonth, times(30, 9));
      await answerAll(good, thisMonth, times(30, 9));
      await answerAll(bad, lastMonth, times(30, 8));
      await answerAll(bad, thisMonth, times(30, 2));
      await answerAll(small, thisMonth, times(3, 0));
      const { data, nextCursor } = await read("/v1/scores/nps/touchpoints");
      expect(nextCursor).toBeNull();
      expect(data).toMatchObject([
        {
          touchpoint: { key: bad.touchpointKey, name: "Refunds" },
          target: 20,
          score: -100,
          n: 30,
          interval: { method: "adjusted-wald" },
          before: { score: 0, n: 30 },
          difference: { value: -100, confidence: 0.95 },
          strictDifference: { value: -100, confidence: 0.995 },
          verdict: "fell",
        },
        { touchpoint: { key: good.touchpointKey }, target: null, score: 100, verdict: "cannotTell" },
        {
          touchpoint: { key: small.touchpointKey },
          score: -100,
          n: 3,
          before: { n: 0 },
          verdict: "learning",
          missing: 30,
        },
        { touchpoint: { key: empty.touchpointKey }, score: null, n: 0, interval: null, difference: null },
      ]);
      expect(data[0].strictDifference.low).toBeLessThan(data[0].difference.low);
    });

    it("agrees with the comparison of each touchpoint, inside cut hours and under a filter", async () => {
      const [one, two] = [await makePlace(client, [score]), await makePlace(client, [score])];
      await answerAll(one, thisMonth, [10, 0, 7], { channel: "sms" });
      await answerAll(one, thisMonth, [10]);
      await answerAll(two, thisMonth, [6], { channel: "sms" });
      const cut = { from: "2026-02-10T08:20:00Z", to: "2026-02-20T08:20:00Z", channel: "sms" };
      for (const { touchpoint, score: found, n, interval } of (await read("/v1/scores/nps/touchpoints", cut)).data) {
        const { after } = await read("/v1/scores/nps/comparison", { ...cut, touchpoint: touchpoint.key });
        expect({ found, n, interval }).toEqual({ found: after.score, n: after.n, interval: after.interval });
        expect(n).toBe(touchpoint.key === one.touchpointKey ? 3 : 1);
      }
    });
  });

  describe("of the response rate", () => {
    it("counts who was invited in the window and had answered by its end", async () => {
      const offer = await makeOffer(client, { questions: [score], channels: ["link"] });
      const invite = async () =>
        body(
          await client.post("/v1/invitations", {
            distributionId: offer.distributionId,
            contact: { email: (await makeContact(client)).email },
            channel: "link",
          }),
        );
      const reply = async ({ url }: { url: string }) => {
        const form = await house.fetch(url);
        const nonce = /name="nonce" value="([^"]+)"/.exec(await form.text())?.[1];
        const posted = await house.fetch(url, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ answers: { score: 9 }, nonce }),
        });
        expect(posted.status).toBeLessThan(300);
      };
      const begun = house.clock.now();
      const early = [await invite(), await invite(), await invite()];
      await reply(early[0]);
      house.clock.advance({ days: 1 });
      const between = house.clock.now();
      await reply(early[1]);
      const late = [await invite(), await invite()];
      await reply(late[0]);
      house.clock.advance({ days: 1 });
      const query = {
        beforeFrom: begun.toISOString(),
        beforeTo: between.toISOString(),
        from: between.toISOString(),
        to: house.clock.now().toISOString(),
      };
      expect(await read("/v1/invitations/rate", query)).toMatchObject({
        invited: 2,
        answered: 1,
        rate: 50,
        interval: { confidence: 0.95, method: "wilson" },
        // The second early answer came after that window had ended.
        before: { invited: 3, answered: 1 },
        difference: { method: "newcombe" },
        verdict: "learning",
        missing: 28,
      });
      const both = { ...query, from: query.beforeFrom, beforeFrom: "2026-01-01T00:00:00Z", beforeTo: query.beforeFrom };
      expect(await read("/v1/invitations/rate", both)).toMatchObject({
        invited: 5,
        answered: 3,
        before: { invited: 0 },
      });
      expect(await read("/v1/invitations/rate", { ...both, channel: "sms" })).toMatchObject({ invited: 0, rate: null });
      expect(await read("/v1/invitations/rate", { ...both, touchpoint: offer.touchpointKey })).toMatchObject({
        invited: 5,
      });
      expect(await read("/v1/invitations/rate", { ...both, survey: offer.surveyId })).toMatchObject({ invited: 5 });
    });
  });

  describe.each(["/v1/scores/nps/comparison", "/v1/scores/nps/touchpoints", "/v1/invitations/rate"])("%s", (path) => {
    it("needs a key", async () => {
      expect((await house.fetch(`${path}?${new URLSearchParams(windows)}`)).status).toBe(401);
    });

    it.each([
      [{ from: "yesterday" }, "/from"],
      [{ to: windows.from }, "/to"],
      [{ beforeFrom: "2026-02-20T00:00:00Z", beforeTo: "2026-02-10T00:00:00Z" }, "/beforeTo"],
      [{ segment: "unknown:value" }, "/segment"],
      [{ channel: "pigeon" }, "/channel"],
    ])("refuses %o", async (query, pointer) => {
      const refused = await ask(path, query);
      expect(refused.status).toBe(422);
      expect(refused.body.errors[0].pointer).toBe(pointer);
    });

    it("refuses to compare without a window", async () => {
      expect((await client.get(path)).status).toBe(422);
    });

    it("knows nothing of another workspace", async () => {
      const other = await house.workspace();
      const place = await makePlace(other, [score]);
      body(await answer(other, place, 10, { occurredAt: thisMonth }));
      const text = JSON.stringify(await read(path, { survey: place.surveyId }));
      expect(text).not.toContain(place.touchpointKey);
      expect(text).not.toMatch(/"(n|invited)":[1-9]/);
      if (!path.endsWith("touchpoints"))
        expect((await ask(path, { touchpoint: place.touchpointKey })).status).toBe(422);
    });
  });

  it("knows four metrics", async () => {
    expect((await ask("/v1/scores/happiness/comparison")).status).toBe(404);
  });
});
