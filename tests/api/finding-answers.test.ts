import type { Actor } from "@otklik/features/context";
import { addView, readViews } from "@otklik/features/responses/index";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Client } from "../support/client.ts";
import { answer, body, makePlace, makeSurvey, type Place, score, why } from "../support/furnish.ts";
import { databases, openTestHouse, type TestHouse } from "../support/house.ts";

const unknown = "0198c0de-0000-7000-8000-000000000000";
const more = { id: "more", type: "text", prompt: "Anything else?" };

describe.each(databases)("Finding answers, on %s", (on) => {
  let house: TestHouse;
  let client: Client;
  let place: Place;
  const ids: Record<string, string> = {};

  beforeAll(async () => {
    house = await openTestHouse({ on });
    client = await house.workspace();
    place = await makePlace(client, [score, why, more]);
    const said: [string, object, object?][] = [
      ["late", { score: 2, why: "Поезд опоздал на два часа, НЕ извинились" }],
      ["early", { score: 9, why: "Поезда приходят вовремя" }],
      ["english", { score: 3, why: "The trains were late :(" }],
      ["second", { score: 7, more: "Грязный вагон" }],
      ["kazakh", { score: 6, why: "ҚЫЗМЕТ ӨТЕ БАЯУ" }],
      ["turkish", { score: 4, why: "ÇOK GEÇ GELDİ" }],
      ["german", { score: 8, why: "Übermäßig FRÜH" }],
      ["silent", { score: 8 }, { contact: { externalId: "c-1", name: "Ирина Соколова" } }],
    ];
    for (const [name, given, rest] of said) ids[name] = body(await answer(client, place, given, rest)).id;
    body(await client.call("PUT", `/v1/responses/${ids.silent}/tags`, { tags: ["багаж"] }));
    body(await client.post(`/v1/responses/${ids.silent}/notes`, { body: "Вернули деньги за билет" }));
  });
  afterAll(() => house.close());

  const found = async (q: string, of = client): Promise<string[]> =>
    body(await of.get(`/v1/responses?q=${encodeURIComponent(q)}`))
      .data.map(({ id }: { id: string }) => Object.keys(ids).find((name) => ids[name] === id) ?? id)
      .sort();

  it.each<[string, string[], string]>([
    ["поезд", ["early", "late"], "whatever its ending"],
    ["ПОЕЗДОВ", ["early", "late"], "in any case"],
    ["train", ["english"], "in English"],
    ["опоз", ["late"], "by the beginning of the word that is being typed"],
    ["поезд -опоздал", ["early"], "without what is excluded"],
    ['"приходят вовремя"', ["early"], "as a phrase"],
    ['"вовремя приходят"', [], "and not as another phrase"],
    ["trains or вагон", ["english", "second"], "either of two"],
    ["вагоны", ["second"], "in any text answer"],
    ["багаж", ["silent"], "by tag"],
    ["деньги", ["silent"], "by note"],
    ["соколова", ["silent"], "by the customer's name"],
    [":(", ["english"], "signs alone as they stand"],
    ["қызмет", ["kazakh"], "Kazakh capitals"],
    ["Geç", ["turkish"], "Turkish ones"],
    ["früh", ["german"], "and German ones"],
    ["ничего похожего", [], "or nothing"],
  ])("finds %j %j: %s", async (q, expected) => {
    expect(await found(q)).toEqual(expected);
  });

  it.each([
    "'",
    '"',
    '")',
    "1;select pg_sleep(3)",
    "a:*",
    "!!",
    "-",
    "--",
    "\\",
    "(a & b",
    "<->",
    "ё:",
    "или",
    "%_",
    "'''",
    "-поезд",
  ])("answers %j like any other question", async (q) => {
    expect((await client.get(`/v1/responses?q=${encodeURIComponent(q)}`)).status).toBe(200);
    expect((await client.get(`/v1/responses/summary?q=${encodeURIComponent(q)}`)).status).toBe(200);
  });

  it("looks into no other workspace", async () => {
    expect(await found("поезд", await house.workspace())).toEqual([]);
  });

  it("forgets the words of an erased customer, and follows an answer that changes", async () => {
    const own = await house.workspace();
    const there = await makePlace(own, [score, why]);
    const say = (text: string, finished: boolean) =>
      answer(own, there, { score: 1, why: text }, { submissionId: "one", finished, contact: { externalId: "gone" } });
    const { id, contactId } = body(await say("Кондуктор нагрубил", false));
    body(await say("Проводник нагрубил", true));
    expect([await found("кондуктор", own), await found("проводник", own)]).toEqual([[], [id]]);
    expect((await own.call("DELETE", `/v1/contacts/${contactId}`)).status).toBe(204);
    expect(await found("проводник", own)).toEqual([]);
    expect(await house.sql(`select 1 from response_words where response_id = '${id}'`)).toEqual([]);
  });

  describe("many at once", () => {
    const retag = (given: object, of = client) => of.post("/v1/responses/tags", given);
    const tagged = async (tag: string, of = client) =>
      body(await of.get(`/v1/responses?tag=${encodeURIComponent(tag)}`)).data.length;

    it("are tagged by their ids or by what they match, and taken back exactly", async () => {
      body(await client.call("PUT", `/v1/responses/${ids.late}/tags`, { tags: ["rail"] }));
      const { changed } = body(await retag({ tag: "Rail ", take: "on", filter: { survey: place.surveyId } }));
      expect(changed.sort()).toEqual(
        Object.entries(ids)
          .flatMap(([name, id]) => (name === "late" ? [] : [id]))
          .sort(),
      );
      expect(await tagged("rail")).toBe(8);
      expect(body(await retag({ tag: "rail", take: "off", ids: changed })).changed).toHaveLength(7);
      expect(await tagged("rail")).toBe(1);
    });

    it("of another workspace stay as they are", async () => {
      const other = await house.workspace();
      expect(body(await retag({ tag: "theirs", take: "on", ids: [ids.late, unknown] }, other)).changed).toEqual([]);
      expect(await tagged("theirs")).toBe(0);
    });

    it.each([
      [{ tag: "x", take: "on" }],
      [{ tag: "", take: "on", ids: [] }],
      [{ tag: "x", take: "on", ids: [], filter: {} }],
    ])("are not tagged by %j", async (given) => {
      expect((await retag(given)).status).toBe(422);
    });

    it("need the right to write", async () => {
      const reader = await house.withKey(client, { scopes: ["read"] });
      expect((await retag({ tag: "x", take: "on", ids: [] }, reader)).status).toBe(403);
    });
  });

  describe("themes", () => {
    const name = (given: object) => client.post("/v1/themes", given);
    const counts = async (query = "") =>
      body(await client.get(`/v1/responses/themes?survey=${place.surveyId}${query}`));

    it("gather answers by their words, whatever the endings, in both languages, and count them by class", async () => {
      const late = body(
        await name({ name: "Delays", keywords: ["Late ", "late", "опоздать на два часа", "опоздание"] }),
      );
      const cars = body(await name({ name: "Carriages", keywords: ["вагоны", "ҚЫЗМЕТ"] }));
      expect(late.keywords).toEqual(["late", "опоздать на два часа", "опоздание"]);
      expect(await counts()).toMatchObject({
        written: 7,
        data: [
          { id: cars.id, name: "Carriages", n: 2, byClass: { detractor: 1, passive: 1 } },
          { id: late.id, name: "Delays", n: 2, byClass: { detractor: 2, promoter: 0 } },
        ],
      });
      const listed = async (query: string) =>
        body(await client.get(`/v1/responses?${query}`)).data.map(({ id }: { id: string }) => id);
      expect((await listed(`theme=${late.id}`)).sort()).toEqual([ids.english, ids.late].sort());
      expect(await listed(`theme=${late.id}&q=trains`)).toEqual([ids.english]);
      expect(await counts(`&theme=${late.id}&class=promoter`)).toMatchObject({ data: [{ n: 0 }, { n: 0 }] });
      const file = await house.fetch(`/v1/responses/export?format=json&columns=ids&theme=${late.id}`, {
        method: "POST",
        headers: { authorization: `Bearer ${client.secretKey}` },
      });
      expect(((await file.json()) as unknown[]).length).toBe(2);
    });

    it("are renamed, given other words, and deleted; their answers stay", async () => {
      const theme = body(await name({ name: "Noise", keywords: ["шум"] }));
      const change = { keywords: ["вовремя"] };
      expect(body(await client.call("PATCH", `/v1/themes/${theme.id}`, change))).toEqual({ ...theme, ...change });
      expect(body(await client.get(`/v1/responses?theme=${theme.id}`)).data).toMatchObject([{ id: ids.early }]);
      expect((await client.call("DELETE", `/v1/themes/${theme.id}`)).status).toBe(204);
      expect((await client.get(`/v1/responses?theme=${theme.id}`)).status).toBe(422);
      expect(await found("вовремя")).toEqual(["early"]);
    });

    it.each([
      [{ name: "", keywords: ["x"] }],
      [{ name: "x", keywords: [] }],
      [{ name: "x", keywords: ["!!!"] }],
      [{ name: "x", keywords: ["a".repeat(61)] }],
    ])("are not made of %j", async (given) => {
      expect((await name(given)).status).toBe(422);
    });

    it.each(["' | !", "the", "a:* & b", "<->", "\\"])("take %j for a word like any other", async (keyword) => {
      const made = await name({ name: "odd", keywords: [keyword, "zebra"] });
      expect(made.status).toBe(201);
      expect((await counts()).data.find(({ id }: { id: string }) => id === made.body.id)).toMatchObject({ n: 0 });
    });
  });

  describe("saved views", () => {
    const names = async () => body(await client.get("/v1/views")).data.map(({ name }: { name: string }) => name);
    const keep = async (name: string, rest: object = {}) =>
      body(await client.post("/v1/views", { name, search: "class=detractor", isShared: true, ...rest }));

    it("are kept, renamed, put in order, and come back where they were", async () => {
      const [a, b, c] = [await keep("A"), await keep("B"), await keep("C")];
      body(await client.call("PUT", "/v1/views/order", { ids: [c.id, a.id, unknown] }));
      expect(await names()).toEqual(["C", "A", "B"]);
      body(await client.call("PATCH", `/v1/views/${a.id}`, { name: "A2" }));
      expect((await client.call("DELETE", `/v1/views/${a.id}`)).status).toBe(204);
      expect(await names()).toEqual(["C", "B"]);
      await keep("A2", { position: 1 });
      expect(await names()).toEqual(["C", "A2", "B"]);
      expect((await client.call("DELETE", `/v1/views/${b.id}`)).status).toBe(204);
    });

    it("of one's own are seen by nobody else, and a key has none", async () => {
      const member = (id: string): Actor => ({
        kind: "member",
        id,
        role: "analyst",
        scopes: ["read", "write"],
        isTest: false,
      });
      const as =
        (id: string) =>
        <T>(verb: Parameters<typeof house.house.inWorkspace<T>>[2]) =>
          house.house.inWorkspace(client.workspaceId, member(id), verb);
      await as("anna")((ctx) => addView(ctx, { name: "Mine", search: "", isShared: false }));
      const seenBy = async (id: string) => (await as(id)(readViews)).map(({ name }) => name);
      expect(await seenBy("anna")).toContain("Mine");
      expect(await seenBy("boris")).not.toContain("Mine");
      expect(await names()).not.toContain("Mine");
      expect((await client.post("/v1/views", { name: "x", search: "", isShared: false })).status).toBe(422);
    });
  });

  it("finds what had been answered before there were words to search", async () => {
    const [before] = await house.sql<{ n: number }>("select count(*)::int as n from response_words");
    await house.sql("delete from response_words");
    await house.sql(
      "insert into jobs (id, workspace_id, queue, payload, dedupe_key, run_at) select gen_random_uuid(), id, 'readyPastAnswers', '{}', id::text, now() - interval '1 year' from workspaces on conflict do nothing",
    );
    await house.runDueJobs();
    expect(await house.sql("select count(*)::int as n from response_words")).toEqual([before]);
    expect(await found("поезд")).toEqual(["early", "late"]);
  });

  it("counts silence of what was unfinished before it was listened to", async () => {
    const { id } = body(await answer(client, place, { score: 9 }, { finished: false, submissionId: "old" }));
    await house.sql("update responses set last_saved_at = null where submission_id = 'old'");
    await house.sql("delete from jobs where queue = 'finishSilent'");
    await house.sql(
      "insert into jobs (id, workspace_id, queue, payload, dedupe_key, run_at) select gen_random_uuid(), id, 'readyPastAnswers', '{}', id::text, now() - interval '1 year' from workspaces on conflict do nothing",
    );
    for (let passed = 0; passed < 90; passed += 10) {
      await house.runDueJobs();
      house.clock.advance({ minutes: 10 });
    }
    expect(body(await client.get(`/v1/responses/${id}`))).toMatchObject({ finishedBy: "silence" });
  });

  it("finds a single word where none of the texts is the comment, and no id of a choice", async () => {
    const two = { surveyId: await makeSurvey(client, [score, why, more]), touchpointKey: place.touchpointKey };
    const { id } = body(await answer(client, two, { score: 9, more: "Excellent" }));
    expect(await found("excellent")).toEqual([id]);
  });

  it("leaves out of a survey's search what only chose", async () => {
    const seat = {
      id: "seat",
      type: "singleChoice",
      prompt: "Seat?",
      choices: [
        { id: "w", label: "W" },
        { id: "a", label: "A" },
      ],
      other: true,
    };
    const there = { surveyId: await makeSurvey(client, [score, seat]), touchpointKey: place.touchpointKey };
    body(await answer(client, there, { score: 9, seat: "w" }));
    const { id } = body(await answer(client, there, { score: 9, seat: { other: "Табуретка" } }));
    expect(await found("табуретка")).toEqual([id]);
  });
});
