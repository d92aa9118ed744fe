import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Client } from "../support/client.ts";
import { answer, body, call, makeOffer, makePlace, makeSurvey, parts, score, why } from "../support/furnish.ts";
import { databases, openTestHouse, type TestHouse } from "../support/house.ts";

const unknown = "0198c0de-0000-7000-8000-000000000000";

describe.each(databases)("What surveys are used for and said, on %s", (on) => {
  let house: TestHouse;
  let client: Client;

  beforeAll(async () => {
    house = await openTestHouse({ on });
  });
  beforeEach(async () => {
    client = await house.workspace();
  });
  afterAll(() => house.close());

  const usage = async () => body(await client.get("/v1/surveys/usage")).data;
  const results = async (id: string, query: Record<string, string> = {}) =>
    body(await client.get(`/v1/surveys/${id}/results?${new URLSearchParams(query)}`));
  const daysAgo = (days: number) => new Date(house.clock.now().getTime() - days * 86_400_000).toISOString();

  describe("the list with its use", () => {
    it("says what a survey measures, where it is offered and what it scored in 30 days", async () => {
      const offer = await makeOffer(client);
      for (const given of [10, 9, 3]) body(await answer(client, offer, given));
      body(await answer(client, offer, 0, { occurredAt: daysAgo(40) }));
      expect(await usage()).toEqual([
        {
          id: offer.surveyId,
          name: "After delivery",
          locale: "en",
          status: "published",
          state: "live",
          version: 1,
          hasChanges: false,
          metric: "nps",
          touchpoints: [{ key: offer.touchpointKey, name: "Ticket delivery" }],
          distributions: 1,
          answers: 3,
          score: expect.closeTo(33.33, 1),
          n: 3,
          interval: expect.objectContaining({ confidence: 0.95, method: "score" }),
          updatedAt: expect.any(String),
        },
      ]);
    });

    it("tells a draft from a survey that nobody offers, and one that was switched off", async () => {
      body(await client.post("/v1/surveys", { name: "Draft", locale: "en", questions: [parts] }));
      await makeSurvey(client);
      const offer = await makeOffer(client);
      body(await client.call("PATCH", `/v1/distributions/${offer.distributionId}`, { active: false }));
      const rows = await usage();
      expect(rows.map(({ state, metric, version }: Record<string, unknown>) => [state, metric, version])).toEqual(
        expect.arrayContaining([
          ["draft", "csi", null],
          ["noDistribution", "nps", 1],
          ["off", "nps", 1],
        ]),
      );
      expect(rows.find(({ state }: { state: string }) => state === "draft")).toMatchObject({
        score: null,
        n: 0,
        interval: null,
      });
    });

    it("says that a draft differs from what is asked, until it is published or put back", async () => {
      const id = await makeSurvey(client, [score]);
      const { name, locale, endings } = body(await client.get(`/v1/surveys/${id}`));
      const put = async (questions: unknown[]) =>
        body(await client.call("PUT", `/v1/surveys/${id}`, { name, locale, questions, endings }));
      const hasChanges = async () => (await usage())[0].hasChanges;
      await put([score, why]);
      expect(await hasChanges()).toBe(true);
      await put([score]);
      expect(await hasChanges()).toBe(false);
    });

    it("is cut into pages", async () => {
      const ids = [await makeSurvey(client), await makeSurvey(client)];
      const first = body(await client.get("/v1/surveys/usage?limit=1"));
      const second = body(await client.get(`/v1/surveys/usage?limit=1&cursor=${first.nextCursor}`));
      expect([...first.data, ...second.data].map(({ id }) => id).sort()).toEqual(ids.sort());
      expect(second.nextCursor).toBeNull();
    });
  });

  describe("the results", () => {
    it("go question by question", async () => {
      const place = await makePlace(client, [score, parts, why, call]);
      const give = (answers: object, more: object = {}) => answer(client, place, answers, more).then(body);
      await give({ score: 10, parts: { speed: 8, staff: 10 }, why: "Fast" });
      await give({ score: 2, parts: { speed: 4 }, why: "  ", call: { wanted: true, phone: "+442079460958" } });
      await give({ score: 7 }, { finished: false });
      const { responses, version, questions } = await results(place.surveyId);
      expect({ responses, version }).toEqual({ responses: { finished: 2, partial: 1 }, version: 1 });
      const [nps, csi, text, callback] = questions;
      expect(nps).toMatchObject({ id: "score", type: "nps", scaleVersion: 1, scale: { min: 0, max: 10 }, items: [] });
      expect(nps.score).toMatchObject({ n: 3, score: 0, counts: { "2": 1, "7": 1, "10": 1 } });
      expect(csi).toMatchObject({ type: "csi", score: { n: 2 } });
      expect(csi.items).toEqual([
        {
          id: "speed",
          label: "Speed",
          weight: 0.5,
          mean: 6,
          n: 2,
          interval: { low: 1, high: 10, confidence: 0.95, method: "t" },
          counts: { 1: 0, 2: 0, 3: 0, 4: 1, 5: 0, 6: 0, 7: 0, 8: 1, 9: 0, 10: 0 },
        },
        expect.objectContaining({ id: "staff", mean: 10, n: 1, interval: null }),
      ]);
      expect(text).toMatchObject({
        type: "text",
        comments: 1,
        newest: [{ text: "Fast", score: 10, class: "promoter" }],
      });
      expect(callback).toEqual({ id: "call", prompt: "Call me about this", type: "callback", wanted: 1 });
    });

    it("never add answers on another scale, and name them", async () => {
      const place = await makePlace(client, [parts]);
      body(await answer(client, place, { parts: { speed: 10, staff: 10 } }));
      const other = { ...parts, items: parts.items.map((item) => ({ ...item, weight: item.id === "speed" ? 3 : 1 })) };
      body(await client.call("PUT", `/v1/surveys/${place.surveyId}`, { name: "N", locale: "en", questions: [other] }));
      body(await client.post(`/v1/surveys/${place.surveyId}/publish`));
      body(await answer(client, place, { parts: { speed: 1, staff: 1 } }));
      const [csi] = (await results(place.surveyId)).questions;
      expect(csi).toMatchObject({ scaleVersion: 2, score: { n: 1, score: 0 } });
      expect(csi.items[0]).toMatchObject({ n: 1, mean: 1, weight: 0.75 });
      expect(csi.score.series).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ scaleVersion: 1, n: 1, included: false }),
          expect.objectContaining({ scaleVersion: 2, n: 1, included: true }),
        ]),
      );
    });

    it("follow window, touchpoint, channel and segment", async () => {
      body(await client.post("/v1/dimensions", { key: "plan", name: "Plan" }));
      const place = await makePlace(client, [score, why]);
      const second = { ...(await makePlace(client)), surveyId: place.surveyId };
      body(await answer(client, place, { score: 9, why: "a" }, { attributes: { plan: "gold" } }));
      body(await answer(client, place, { score: 9, why: "b" }, { channel: "sms", occurredAt: daysAgo(3) }));
      body(await answer(client, second, { score: 9, why: "c" }));
      const found = async (query: Record<string, string>) => {
        const { responses, questions } = await results(place.surveyId, query);
        expect(questions[0].score.n).toBe(responses.finished);
        expect(questions[1].comments).toBe(responses.finished);
        return questions[1].newest.map(({ text }: { text: string }) => text).sort();
      };
      expect(await found({})).toEqual(["a", "b", "c"]);
      expect(await found({ from: daysAgo(1) })).toEqual(["a", "c"]);
      expect(await found({ to: daysAgo(1) })).toEqual(["b"]);
      expect(await found({ touchpoint: second.touchpointKey })).toEqual(["c"]);
      expect(await found({ channel: "sms" })).toEqual(["b"]);
      expect(await found({ segment: "plan:gold" })).toEqual(["a"]);
    });

    it("come with a trend when a bucket is asked for, and in the language that is wanted", async () => {
      const translations = { ru: { prompts: { score: "Посоветуете нас?" }, labels: {} } };
      const surveyId = await makeSurvey(client, [score], { translations });
      body(await answer(client, { ...(await makePlace(client)), surveyId }, 9));
      const query = { from: daysAgo(2), to: daysAgo(-1), bucket: "day", locale: "ru" };
      const [question] = (await results(surveyId, query)).questions;
      expect(question.prompt).toBe("Посоветуете нас?");
      expect(question.score.buckets.length).toBeGreaterThanOrEqual(3);
    });

    it("of a draft ask nothing yet", async () => {
      const { id } = body(await client.post("/v1/surveys", { name: "Draft", locale: "en", questions: [score] }));
      expect(await results(id)).toEqual({
        id,
        name: "Draft",
        version: null,
        responses: { finished: 0, partial: 0 },
        questions: [],
        quotas: [],
      });
    });

    it.each([
      [{ touchpoint: "nowhere" }, "/touchpoint"],
      [{ segment: "nothing:here" }, "/segment"],
      [{ channel: "pigeon" }, "/channel"],
      [{ from: "2026-03-02T00:00:00Z", to: "2026-03-01T00:00:00Z" }, "/to"],
    ])("refuse %o", async (query, pointer) => {
      const id = await makeSurvey(client);
      expect(await client.get(`/v1/surveys/${id}/results?${new URLSearchParams(query)}`)).toMatchObject({
        status: 422,
        body: { errors: [{ pointer }] },
      });
    });
  });

  it("every version is kept, newest first", async () => {
    const id = await makeSurvey(client, [score]);
    body(await client.call("PUT", `/v1/surveys/${id}`, { name: "Next", locale: "en", questions: [score, why] }));
    body(await client.post(`/v1/surveys/${id}/publish`));
    const { data } = body(await client.get(`/v1/surveys/${id}/versions`));
    expect(data).toMatchObject([
      { version: 2, name: "Next", isCurrent: true, locales: ["en"], scaleVersions: { score: 1 } },
      { version: 1, name: "After delivery", isCurrent: false },
    ]);
    expect(data[0].questions).toHaveLength(2);
  });

  describe.each(["results", "versions"])("%s", (part) => {
    it("need a key", async () => {
      expect((await house.fetch(`/v1/surveys/${unknown}/${part}`)).status).toBe(401);
    });

    it("of a survey that is not there, or another workspace's, answer 404", async () => {
      const foreign = await makeSurvey(await house.workspace());
      for (const id of [unknown, foreign]) {
        expect(await client.get(`/v1/surveys/${id}/${part}`)).toMatchObject({
          status: 404,
          body: { code: "survey.not-found" },
        });
      }
    });
  });

  it("the list with its use needs a key, and shows nothing of another workspace", async () => {
    expect((await house.fetch("/v1/surveys/usage")).status).toBe(401);
    await makeOffer(await house.workspace());
    expect(await usage()).toEqual([]);
    expect((await client.get("/v1/surveys/usage?from=yesterday")).status).toBe(422);
  });
});
