import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Client } from "../support/client.ts";
import { answer, body, makeContact, makeOffer, makePlace, makeSurvey, parts, score } from "../support/furnish.ts";
import { databases, openTestHouse, type TestHouse } from "../support/house.ts";

const unknown = "0198c0de-0000-7000-8000-000000000000";
const february = { from: "2026-02-01T00:00:00Z", to: "2026-03-01T00:00:00Z" };
const times = (n: number, given: number | object) => Array.from({ length: n }, () => given);

describe.each(databases)("The journey map, on %s", (on) => {
  let house: TestHouse;
  let client: Client;

  beforeAll(async () => {
    house = await openTestHouse({ on });
  });
  beforeEach(async () => {
    client = await house.workspace();
  });
  afterAll(() => house.close());

  const touchpoint = async (key: string, more: object = {}) =>
    body(await client.post("/v1/touchpoints", { key, name: key.toUpperCase(), channels: ["email"], ...more }));
  const ask = (id: string, query: Record<string, string> = {}, who = client) =>
    who.get(`/v1/journeys/${id}/map?${new URLSearchParams(query)}`);
  const map = async (query?: Record<string, string>, id = "default") => body(await ask(id, query));
  const answerAll = async (place: { surveyId: string; touchpointKey: string }, given: unknown[], more: object = {}) => {
    for (const one of await Promise.all(
      given.map((value) =>
        answer(client, place, value as number, { occurredAt: "2026-02-10T10:30:00Z", channel: "sms", ...more }),
      ),
    ))
      body(one);
  };

  it("is empty before there is a journey, and shows touchpoints in no stage", async () => {
    expect(await map()).toEqual({ journey: null, metric: "nps", channels: [], stages: [], unplaced: [] });
    const { id } = await touchpoint("loose");
    const cell = { score: null, n: 0, interval: null, class: "few" };
    expect((await map()).unplaced).toEqual([
      {
        id,
        key: "loose",
        name: "LOOSE",
        target: null,
        all: cell,
        channels: [{ channel: "email", isAsked: true, ...cell }],
        openCases: 0,
        valueAtRisk: null,
        unknownValues: 0,
      },
    ]);
  });

  it("has stages and touchpoints in their order, and columns for what is asked or answered on", async () => {
    await touchpoint("search", { stage: "plan", channels: ["web"], position: 1 });
    await touchpoint("compare", { stage: "plan", position: 0 });
    await touchpoint("refunds", { stage: "help", channels: ["phone", "email"] });
    const surveyId = await makeSurvey(client, [score]);
    await answerAll({ surveyId, touchpointKey: "refunds" }, [9]);
    const { journey, channels, stages } = await map();
    expect(journey).toMatchObject({ key: "default" });
    expect(channels).toEqual(["email", "sms", "web", "phone"]);
    expect(
      stages.map(({ key, touchpoints }: { key: string; touchpoints: { key: string }[] }) => [
        key,
        ...touchpoints.map((one) => one.key),
      ]),
    ).toEqual([
      ["plan", "compare", "search"],
      ["help", "refunds"],
    ]);
    expect(stages[1].touchpoints[0].channels).toMatchObject([
      { channel: "email", isAsked: true, n: 0 },
      { channel: "sms", isAsked: false, n: 1, score: 100 },
      { channel: "web", isAsked: false, n: 0, score: null },
      { channel: "phone", isAsked: true, n: 0 },
    ]);
  });

  it("tells a cell from its target, and adds channels up to touchpoints and those to stages", async () => {
    await touchpoint("good", { stage: "buy", target: 40 });
    await touchpoint("bad", { stage: "buy", target: 40 });
    const surveyId = await makeSurvey(client, [score]);
    await answerAll({ surveyId, touchpointKey: "good" }, times(40, 10));
    await answerAll({ surveyId, touchpointKey: "bad" }, times(35, 0));
    await answerAll({ surveyId, touchpointKey: "bad" }, times(5, 10), { channel: "email" });
    const [stage] = (await map()).stages;
    const [good, bad] = stage.touchpoints;
    expect(good).toMatchObject({ target: 40, all: { score: 100, n: 40, class: "++" } });
    expect(bad).toMatchObject({ all: { score: -75, n: 40, class: "--" } });
    expect(bad.channels).toMatchObject([
      { channel: "email", n: 5, score: 100, class: "few" },
      { channel: "sms", n: 35, score: -100, class: "--" },
    ]);
    expect(stage).toMatchObject({ n: 80, score: 12.5, interval: { confidence: 0.95 } });
  });

  it("agrees with the scores of each touchpoint and channel, inside cut hours and by segment", async () => {
    body(await client.post("/v1/dimensions", { key: "plan", name: "Plan" }));
    const place = await makePlace(client, [score]);
    const gold = { attributes: { plan: "gold" } };
    await answerAll(place, [10, 0, 7, 9], gold);
    await answerAll(place, [10], { channel: "email" });
    await answerAll(place, [0, 0], { occurredAt: "2026-02-20T08:15:00Z", ...gold });
    await answerAll(place, [5], { occurredAt: "2026-02-20T08:45:00Z", ...gold });
    const windows: Record<string, string>[] = [
      {},
      february,
      { from: "2026-02-10T10:20:00Z", to: "2026-02-20T08:30:00Z" },
      { ...february, segment: "plan:gold" },
      { from: "2026-02-10T10:20:00Z", to: "2026-02-20T08:30:00Z", segment: "plan:gold" },
    ];
    for (const window of windows) {
      const [shown] = (await map(window)).unplaced;
      for (const cell of [shown.all, ...shown.channels]) {
        const channel: Record<string, string> = cell.channel ? { channel: cell.channel } : {};
        const query = new URLSearchParams({ ...window, ...channel, touchpoint: place.touchpointKey });
        const { score: found, n, interval } = body(await client.get(`/v1/scores/nps?${query}`));
        expect({ score: cell.score, n: cell.n, interval: cell.interval }).toEqual({ score: found, n, interval });
      }
    }
    expect((await map({ ...february, segment: "plan:gold" })).unplaced[0].all.n).toBe(7);
    expect((await map({ survey: unknown })).unplaced[0].all.n).toBe(0);
  });

  it("shows any metric, against the workspace's own target for it", async () => {
    const admin = await house.withKey(client, { scopes: ["read", "write", "admin"] });
    body(await admin.call("PATCH", "/v1/workspace", { targets: { csi: 50 } }));
    const place = await makePlace(client, [parts]);
    await answerAll(place, times(30, { parts: { speed: 10, staff: 10 } }));
    expect((await map({ metric: "csi" })).unplaced[0]).toMatchObject({
      target: 50,
      all: { score: 100, n: 30 },
    });
    expect((await map({ metric: "nps" })).unplaced[0].all.n).toBe(0);
  });

  it("adds up what is at stake in open cases, and counts what nobody knows", async () => {
    const offer = await makeOffer(client, { questions: [score], channels: ["link"] });
    const detract = async (value?: number) => {
      const contact = await makeContact(client, value === undefined ? {} : { value });
      body(await answer(client, offer, 0, { contact: { email: contact.email } }));
    };
    await detract(120.5);
    await detract(80);
    await detract();
    await house.runDueJobs();
    const risk = { openCases: 3, valueAtRisk: 200.5, unknownValues: 1 };
    expect((await map()).unplaced[0]).toMatchObject(risk);
    // Cases are open now, whatever window is looked at.
    expect((await map(february)).unplaced[0]).toMatchObject(risk);
    const { data } = body(await client.get("/v1/cases"));
    for (const found of data) {
      if (found.value === null) continue;
      body(await client.post(`/v1/cases/${found.id}/resolve`, { rootCause: "late", outcome: "recovered" }));
    }
    expect((await map()).unplaced[0]).toMatchObject({ openCases: 1, valueAtRisk: null, unknownValues: 1 });
  });

  it("is asked for by a journey's id as well, each with its own stages", async () => {
    const { id } = body(await client.post("/v1/journeys", { key: "other", name: "Other" }));
    await touchpoint("one", { stage: "use", journey: "other" });
    await touchpoint("two", { stage: "buy" });
    expect((await map({}, id)).stages).toMatchObject([{ key: "use", touchpoints: [{ key: "one" }] }]);
  });

  it("needs a key, and knows no foreign or unknown journey", async () => {
    const { id } = body(await client.post("/v1/journeys", { key: "mine", name: "Mine" }));
    expect((await house.fetch(`/v1/journeys/${id}/map`)).status).toBe(401);
    expect(await ask(id, {}, await house.workspace())).toMatchObject({
      status: 404,
      body: { code: "journey.not-found" },
    });
    expect((await ask(unknown)).status).toBe(404);
    expect((await ask("somewhere")).status).toBe(404);
  });

  it("holds nothing of another workspace", async () => {
    const other = await house.workspace();
    const place = await makePlace(other, [score]);
    body(await answer(other, place, 10));
    expect(await map()).toMatchObject({ channels: [], unplaced: [] });
  });

  it.each([
    [{ metric: "ltv" }, "/metric"],
    [{ from: "yesterday" }, "/from"],
    [{ from: february.to, to: february.from }, "/to"],
    [{ segment: "unknown:value" }, "/segment"],
    [{ survey: "mine" }, "/survey"],
  ])("refuses %o", async (query, pointer) => {
    expect(await ask("default", query)).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
  });

  describe("arranging touchpoints", () => {
    const arrange = (id: string, stages: unknown, who = client) =>
      who.call("PUT", `/v1/journeys/${id}/touchpoints`, { stages });
    const keysByStage = async () =>
      (await map()).stages.map(({ touchpoints }: { touchpoints: { key: string }[] }) =>
        touchpoints.map(({ key }) => key),
      );
    const furnish = async () => {
      for (const key of ["a", "b", "c"]) await touchpoint(key, { stage: key === "c" ? "use" : "buy" });
      return body(await client.get("/v1/journeys")).data[0].id as string;
    };

    it("moves them between stages and into their order at once, and back", async () => {
      const id = await furnish();
      const moved = body(
        await arrange(id, [
          { stage: "buy", touchpoints: ["b"] },
          { stage: "use", touchpoints: ["c", "a"] },
        ]),
      );
      expect(moved.data).toHaveLength(3);
      expect(await keysByStage()).toEqual([["b"], ["c", "a"]]);
      body(await arrange(id, [{ stage: "buy", touchpoints: ["a", "b"] }]));
      expect(await keysByStage()).toEqual([["a", "b"], ["c"]]);
    });

    it("takes one out of every stage", async () => {
      body(await arrange(await furnish(), [{ stage: null, touchpoints: ["a"] }]));
      expect(await keysByStage()).toEqual([["b"], ["c"]]);
      expect((await map()).unplaced).toMatchObject([{ key: "a" }]);
    });

    it.each([
      ["an unknown stage", [{ stage: "sell", touchpoints: [] }], "/stages/0/stage"],
      ["an unknown touchpoint", [{ stage: "buy", touchpoints: ["z"] }], "/stages/0/touchpoints/0"],
      [
        "one touchpoint twice",
        [
          { stage: "buy", touchpoints: ["a"] },
          { stage: "use", touchpoints: ["a"] },
        ],
        "/stages/1/touchpoints/0",
      ],
    ])("refuses %s and moves nothing", async (_, stages, pointer) => {
      expect(await arrange(await furnish(), stages)).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
      expect(await keysByStage()).toEqual([["a", "b"], ["c"]]);
    });

    it("knows no foreign journey and needs the right to write", async () => {
      const id = await furnish();
      expect((await arrange(id, [], await house.workspace())).status).toBe(404);
      expect((await arrange(unknown, [])).status).toBe(404);
      expect((await arrange(id, [], await house.withKey(client, { scopes: ["read"] }))).status).toBe(403);
      expect((await house.fetch(`/v1/journeys/${id}/touchpoints`, { method: "PUT" })).status).toBe(401);
    });
  });

  describe("removing a touchpoint", () => {
    const remove = (id: string, who = client) => who.call("DELETE", `/v1/touchpoints/${id}`);

    it("succeeds while nothing was asked or answered there", async () => {
      const { id } = await touchpoint("mistake");
      expect((await remove(id)).status).toBe(204);
      expect((await remove(id)).status).toBe(404);
      expect(body(await client.get("/v1/touchpoints")).data).toEqual([]);
    });

    it("is refused with a reason once there are answers or a distribution", async () => {
      const idOf = async (key: string) =>
        body(await client.get("/v1/touchpoints")).data.find((one: { key: string }) => one.key === key).id;
      const place = await makePlace(client, [score]);
      body(await answer(client, place, 9));
      expect(await remove(await idOf(place.touchpointKey))).toMatchObject({
        status: 409,
        body: { code: "touchpoint.in-use", detail: expect.stringContaining("answers") },
      });
      const offer = await makeOffer(client);
      expect(await remove(await idOf(offer.touchpointKey))).toMatchObject({
        status: 409,
        body: { detail: expect.stringContaining("distributions") },
      });
    });

    it("knows no foreign one and needs the right to write", async () => {
      const { id } = await touchpoint("mine");
      expect((await remove(id, await house.workspace())).status).toBe(404);
      expect((await remove(id, await house.withKey(client, { scopes: ["read"] }))).status).toBe(403);
      expect((await house.fetch(`/v1/touchpoints/${id}`, { method: "DELETE" })).status).toBe(401);
    });
  });

  describe("taking back a dimension", () => {
    const remove = (id: string, who = client) => who.call("DELETE", `/v1/dimensions/${id}`);
    const declare = async () => body(await client.post("/v1/dimensions", { key: "plan", name: "Plan" })).id as string;

    it("succeeds while nobody has a value in it", async () => {
      const id = await declare();
      body(await answer(client, await makePlace(client, [score]), 9));
      expect((await remove(id)).status).toBe(204);
      expect(body(await client.get("/v1/dimensions")).data).toEqual([]);
    });

    it("is refused once answers have a value in it, counted or not", async () => {
      const id = await declare();
      const place = await makePlace(client, [score, { id: "why", type: "text", prompt: "Why?" }]);
      const test = await house.withKey(client, { isTest: true });
      body(await answer(test, place, { score: 9 }, { attributes: { plan: "gold" } }));
      expect(await remove(id)).toMatchObject({
        status: 409,
        body: { code: "dimension.in-use", detail: expect.stringContaining("answers") },
      });
    });

    it("knows no foreign one", async () => {
      const id = await declare();
      expect((await remove(id, await house.workspace())).status).toBe(404);
      expect((await remove(unknown)).status).toBe(404);
      expect((await house.fetch(`/v1/dimensions/${id}`, { method: "DELETE" })).status).toBe(401);
    });
  });
});
