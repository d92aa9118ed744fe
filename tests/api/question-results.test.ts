import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Client } from "../support/client.ts";
import { answer, body, call, makePlace, type Place, parts, score, why } from "../support/furnish.ts";
import { databases, openTestHouse, type TestHouse } from "../support/house.ts";

const seat = {
  id: "seat",
  type: "singleChoice",
  prompt: "Where did you sit?",
  choices: [
    { id: "w", label: "Window" },
    { id: "a", label: "Aisle" },
  ],
};
const low = {
  ...why,
  id: "low",
  prompt: "What went wrong?",
  when: { question: "score", op: "band", value: "detractor" },
};

describe.each(databases)("What was answered, question by question, on %s", (on) => {
  let house: TestHouse;
  let client: Client;
  let place: Place;

  beforeAll(async () => {
    house = await openTestHouse({ on });
    client = await house.workspace();
    place = await makePlace(client, [score, low, seat, parts, call]);
    for (let n = 0; n < 14; n++) {
      body(await answer(client, place, { score: 1, low: "The link opens an empty page", seat: "w" }));
      body(await answer(client, place, { score: 9, seat: "a", parts: { speed: 8 } }, { channel: "link" }));
    }
    body(await answer(client, place, { score: 2, low: "Поезд опоздал" }, { finished: false }));
  });
  afterAll(() => house.close());

  const results = async (query = "") =>
    body(await client.get(`/v1/responses/questions?survey=${place.surveyId}${query}`));

  it("is told with whom each was put to, who answered and where they left", async () => {
    const { responses, read, questions } = await results();
    expect([responses, read]).toEqual([{ total: 29, finished: 28, partial: 1 }, 29]);
    const base = questions.map(({ id, asked, answered, left }: Record<string, unknown>) => [id, asked, answered, left]);
    expect(base).toEqual([
      ["score", 29, 29, 0],
      ["low", 15, 15, 0],
      ["seat", 29, 28, 1],
      ["parts", 28, 14, 0],
      ["call", 28, 0, 0],
    ]);
    expect(questions[2].spread).toMatchObject({
      choices: [
        { label: "Window", n: 14 },
        { label: "Aisle", n: 14 },
      ],
    });
    expect(questions[3].spread).toMatchObject({
      items: [
        { id: "speed", n: 14, mean: 8 },
        { n: 0, mean: null },
      ],
    });
    expect(questions[1].spread.languages).toEqual([
      { language: "en", n: 14 },
      { language: "ru", n: 1 },
    ]);
  });

  it("goes by the same filters as the list, and a filter by an answer finds what it counts", async () => {
    const { questions } = await results("&channel=link");
    expect(questions[0]).toMatchObject({ id: "score", asked: 14 });
    const listed = async (given: string) =>
      body(await client.get(`/v1/responses/summary?survey=${place.surveyId}&answer=${given}`)).total;
    expect([
      await listed("seat:w"),
      await listed("score:9"),
      await listed("nothing:x"),
      await listed("seat:'"),
    ]).toEqual([14, 14, 0, 0]);
    expect((await client.get("/v1/responses?answer=seat")).status).toBe(422);
  });

  it("names what unhappy customers say more than others, once there are enough of either", async () => {
    const talk = await makePlace(client, [score, why]);
    for (let n = 0; n < 32; n++) {
      body(await answer(client, talk, { score: 1, why: n < 16 ? "The empty page again" : "Nothing special" }));
      body(await answer(client, talk, { score: 10, why: "Nothing special" }));
    }
    const { questions } = body(await client.get(`/v1/responses/questions?survey=${talk.surveyId}`));
    expect(questions[1].terms).toMatchObject({ comments: { unhappy: 32, others: 32 }, reason: null });
    expect(questions[1].terms.data[0]).toMatchObject({ text: "empty page", these: 16, others: 0, isSure: true });
  });

  it("needs a survey, and knows those of this workspace only", async () => {
    const ask = async (query: string, of = client) => (await of.get(`/v1/responses/questions?${query}`)).status;
    expect(await ask("")).toBe(422);
    expect(await ask(`survey=${place.surveyId}`, await house.workspace())).toBe(404);
  });

  describe("words that contradict a score", () => {
    let own: Client;
    let there: Place;
    const asked = async (query = "") => body(await own.get(`/v1/responses/contradictions?${query}`));
    /** Comments of as many unhappy and happy customers, each in words of their own. */
    const say = (half: number, [unhappy, happy]: [string, string]) =>
      house.sql(`
        insert into responses
        select (jsonb_populate_record(null::responses, to_jsonb(r) || jsonb_build_object('id', gen_random_uuid(), 'submission_id', gen_random_uuid()::text,
          'score', case when g % 2 = 0 then 1 else 9 end, 'class', case when g % 2 = 0 then 'detractor' else 'promoter' end,
          'comment', case when g % 2 = 0 then '${unhappy}' else '${happy}' end || ' number' || g,
          'occurred_at', r.occurred_at - g * interval '1 minute'))).*
        from (select * from responses where workspace_id = '${own.workspaceId}' limit 1) r, generate_series(1, ${2 * half}) g`);

    beforeAll(async () => {
      own = await house.workspace();
      there = await makePlace(own, [score, why]);
      body(await answer(own, there, { score: 8, why: "In between" }));
    });

    it("are not looked for before 300 comments teach what unhappy words are", async () => {
      await say(149, ["the train was late and dirty", "fast and friendly"]);
      expect(await asked()).toEqual({
        models: [
          {
            language: "en",
            n: 298,
            unhappy: 149,
            right: null,
            usual: 0.5,
            isEarned: false,
            reason: "tooFewComments",
          },
        ],
        data: [],
      });
    });

    it("are told with how well the model does, by the filters of the list", async () => {
      await say(10, ["the train was late and dirty", "fast and friendly"]);
      const { id } = body(await answer(own, there, { score: 10, why: "The train was late and dirty" }));
      const { models, data } = await asked();
      expect(models).toMatchObject([{ language: "en", n: 319, isEarned: true, reason: null, usual: 160 / 319 }]);
      expect(models[0].right.share).toBeGreaterThan(0.99);
      expect(data).toMatchObject([{ responseId: id, score: 10, class: "promoter", channel: "email" }]);
      expect(data[0].unhappy).toBeGreaterThan(0.9);
      expect(data[0].alike).toBe(0);
      body(await answer(own, there, { score: 9, why: "the train was late and dirty " }));
      const folded = (await asked()).data;
      expect(folded).toMatchObject([{ alike: 1 }]);
      expect((await asked("class=detractor")).data).toEqual([]);
      expect((await asked(`touchpoint=${there.touchpointKey}&scoreMin=10`)).data).toHaveLength(1);
    });

    it("are not looked for in a language whose comments tell nothing of the score", async () => {
      await say(200, ["поезд пришёл", "поезд пришёл"]);
      expect((await asked()).models.find(({ language }: { language: string }) => language === "ru")).toMatchObject({
        n: 400,
        isEarned: false,
        reason: "notBetter",
      });
    });

    it("are no other workspace's", async () => {
      expect(body(await client.get("/v1/responses/contradictions"))).toMatchObject({ data: [] });
    });
  });
});
