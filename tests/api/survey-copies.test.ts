import { draftOf } from "@otklik/domain/survey/templates/draft-of";
import { templates } from "@otklik/domain/survey/templates/templates";
import { respondentLanguages } from "@otklik/domain/words/languages";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Client } from "../support/client.ts";
import { body, score, why } from "../support/furnish.ts";
import { databases, openTestHouse, type TestHouse } from "../support/house.ts";
import { publishable } from "../support/random-surveys.ts";

const [first, ...others] = respondentLanguages;

describe.each(databases)("A survey as a document, on %s", (on) => {
  let house: TestHouse;
  let client: Client;
  beforeAll(async () => {
    house = await openTestHouse({ on });
    client = await house.workspace();
  });
  afterAll(() => house.close());

  const exported = async (id: string, query = "") => body(await client.get(`/v1/surveys/${id}/export${query}`));

  /** Published, exported, taken in by another survey and by itself: the same to the byte each time. */
  async function isRoundTrip(document: object): Promise<void> {
    const { id } = body(await client.post("/v1/surveys/import", document));
    const published = await client.post(`/v1/surveys/${id}/publish`);
    if (published.status !== 200) return;
    const version = await exported(id, "?version=1");
    const again = body(await client.post("/v1/surveys/import", version));
    await client.post(`/v1/surveys/${again.id}/publish`);
    expect(JSON.stringify(await exported(again.id, "?version=1"))).toBe(JSON.stringify(version));
    expect(body(await client.post(`/v1/surveys/import?into=${id}`, version)).version).toBe(1);
    expect(body(await client.post(`/v1/surveys/${id}/publish`)).version).toBe(1);
  }

  it("makes of every template an identical version, which needs no publishing anew", async () => {
    for (const template of templates) {
      const document = draftOf(template, [first, ...others]);
      await isRoundTrip(document);
    }
  }, 60_000);

  it("does so of surveys of any kind", async () => {
    await fc.assert(
      fc.asyncProperty(publishable, async (definition) => {
        const questions = definition.questions.map(({ next, ...one }) => (next?.length ? { ...one, next } : one));
        fc.pre(questions.some(({ type }) => type !== "statement"));
        await isRoundTrip(JSON.parse(JSON.stringify({ ...definition, questions })));
      }),
      { numRuns: 15 },
    );
  }, 60_000);

  const document = { ...draftOf(templates[0]!, ["en", "ru"]) };
  it.each<[string, object, string]>([
    ["of an older kind", { ...document, schemaVersion: 0 }, "/schemaVersion"],
    ["of a newer kind", { ...document, schemaVersion: 2 }, "/schemaVersion"],
    ["of no kind", { ...document, schemaVersion: undefined }, "/schemaVersion"],
    [
      "with something that is not known here",
      { ...document, questions: [{ ...document.questions[0], sparkle: true }] },
      "/questions/0/sparkle",
    ],
    ["with two of one id", { ...document, questions: [score, score] }, "/questions/1/id"],
  ])("is refused with the place where it is one %s", async (_, refused, pointer) => {
    const answer = await client.post("/v1/surveys/import", refused);
    expect(answer.status).toBe(422);
    expect(answer.body.errors.map((error: { pointer: string }) => error.pointer)).toContain(pointer);
  });

  it("takes no draft's place that somebody has saved since it was read", async () => {
    const made = body(await client.post("/v1/surveys/import", document));
    const into = (name: string, seen: string) =>
      client.post(`/v1/surveys/import?into=${made.id}`, { ...document, name }, { "if-match": `"${seen}"` });
    house.clock.advance({ seconds: 5 });
    expect(body(await into("Mine", made.updatedAt)).name).toBe("Mine");
    const theirs = await into("Theirs", made.updatedAt);
    expect([theirs.status, theirs.body.code]).toEqual([409, "survey.changed-meanwhile"]);
    expect(body(await client.get(`/v1/surveys/${made.id}`)).name).toBe("Mine");
  });

  it("is of a version that there is", async () => {
    const { id } = body(await client.post("/v1/surveys/import", document));
    expect((await client.get(`/v1/surveys/${id}/export?version=1`)).status).toBe(404);
  });

  it("is made once more under another name, with nothing of the first but its draft", async () => {
    const { id } = body(await client.post("/v1/surveys", { name: "After it", locale: "en", questions: [score, why] }));
    await client.post(`/v1/surveys/${id}/publish`);
    const copy = await client.post(`/v1/surveys/${id}/duplicate`, {});
    expect(copy.status).toBe(201);
    expect(body(copy)).toMatchObject({ name: "After it (2)", status: "draft", version: null, questions: [score, why] });
    expect(body(await client.post(`/v1/surveys/${body(copy).id}/duplicate`, {})).name).toBe("After it (3)");
    expect(body(await client.post(`/v1/surveys/${id}/duplicate`, { name: "Other" })).name).toBe("Other");
  });

  it("says what changed between its versions, and is brought back as it was", async () => {
    const survey = { name: "S", locale: "en", questions: [score, why] };
    const { id } = body(await client.post("/v1/surveys", survey));
    await client.post(`/v1/surveys/${id}/publish`);
    await client.call("PUT", `/v1/surveys/${id}`, { ...survey, questions: [score, { ...why, prompt: "And why?" }] });
    const changes = async (query: string) => body(await client.get(`/v1/surveys/${id}/changes?${query}`));
    expect(await changes("from=1")).toEqual({
      from: 1,
      to: "draft",
      changes: [
        {
          pointer: "/questions/1/prompt",
          sentence: `Question 2: wording changed in English from “${why.prompt}” to “And why?”.`,
          startsSeries: false,
        },
      ],
    });
    expect((await changes("from=1&to=draft&locale=ru")).changes[0].sentence).toMatch(/^Вопрос 2, формулировка/);
    expect(body(await client.post(`/v1/surveys/${id}/restore`, { version: 1 })).questions).toEqual([score, why]);
    expect((await changes("from=1")).changes).toEqual([]);
    expect((await client.get(`/v1/surveys/${id}/changes?from=7`)).status).toBe(404);
  });
});
