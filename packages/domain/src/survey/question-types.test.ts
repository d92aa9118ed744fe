import { describe, expect, it } from "vitest";
import { faultsOfAnswers } from "./check-answers.ts";
import { faultsOf } from "./check-definition.ts";
import type { Answers, Question, SurveyDefinition } from "./definition.ts";
import { readResponse } from "./read-response.ts";

const choices = ["a", "b", "c"].map((id) => ({ id, label: id.toUpperCase() }));
const rows = ["x", "y"].map((id) => ({ id, label: id }));
const asked = { prompt: "?" };
const questions: Question[] = [
  { ...asked, id: "score", type: "nps" },
  { ...asked, id: "stars", type: "rating" },
  { ...asked, id: "name", type: "text", minLength: 3, maxLength: 8, pattern: "letters" },
  { ...asked, id: "one", type: "singleChoice", choices, other: true },
  { ...asked, id: "strict", type: "singleChoice", choices },
  { ...asked, id: "some", type: "multipleChoice", choices, other: true, min: 2, max: 3 },
  { ...asked, id: "face", type: "picture", choices: choices.map((one) => ({ ...one, image: "https://x.test/a.png" })) },
  { ...asked, id: "grid", type: "matrix", rows, columns: choices },
  { ...asked, id: "order", type: "ranking", choices },
  { ...asked, id: "size", type: "number", min: 0, max: 100, decimals: 1 },
  { ...asked, id: "day", type: "date", min: "2026-01-01" },
  { ...asked, id: "mail", type: "email" },
  { ...asked, id: "tel", type: "phone" },
  { ...asked, id: "agree", type: "consent", required: true },
];
const survey = (list: Question[] = questions): SurveyDefinition => ({
  schemaVersion: 1,
  name: "S",
  locale: "en",
  translations: {},
  questions: list,
  endings: [],
});
const given: Answers = {
  score: 9,
  stars: 5,
  name: "Anna ",
  one: "a",
  strict: "b",
  some: ["a", { other: "d" }],
  face: "c",
  grid: { x: "a" },
  order: ["c", "a", "b"],
  size: 99.5,
  day: "2026-02-28",
  mail: "anna@example.com",
  tel: "+7 921 555-01-42",
  agree: true,
};

describe("An answer to a question of any type", () => {
  it("is taken when it is one", () => {
    expect(faultsOf(survey())).toEqual([]);
    expect(faultsOfAnswers(survey(), given, true)).toEqual([]);
    expect(readResponse(survey(), given)).toMatchObject({ score: 9, comment: "Anna " });
  });

  it.each<[string, unknown, string]>([
    ["stars", 6, ""],
    ["stars", "5", ""],
    ["name", "An", ""],
    ["name", "Anna42", ""],
    ["name", "Annabellas", ""],
    ["one", "d", ""],
    ["one", ["a"], ""],
    ["one", { other: " " }, ""],
    ["one", { other: "d", more: 1 }, ""],
    ["one", { other: "d".repeat(501) }, "/other"],
    ["strict", { other: "d" }, ""],
    ["strict", null, ""],
    ["some", "a", ""],
    ["some", ["a"], ""],
    ["some", ["a", "a"], ""],
    ["some", ["a", "e"], "/1"],
    ["some", ["a", "b", "c", { other: "d" }], ""],
    ["some", [{ other: "d" }, { other: "e" }], ""],
    ["face", "d", ""],
    ["grid", {}, ""],
    ["grid", { z: "a" }, "/z"],
    ["grid", { x: "z" }, "/x"],
    ["grid", ["a"], ""],
    ["order", ["a", "b"], ""],
    ["order", ["a", "b", "b"], ""],
    ["order", ["a", "b", "c", "c"], ""],
    ["size", 100.1, ""],
    ["size", 1.25, ""],
    ["size", "5", ""],
    ["size", Number.NaN, ""],
    ["day", "2026-02-30", ""],
    ["day", "2025-12-31", ""],
    ["day", "28.02.2026", ""],
    ["mail", "anna@example.com, b@example.com", ""],
    ["mail", 5, ""],
    ["tel", "call me", ""],
    ["agree", "on", ""],
    ["agree", false, ""],
  ])("is refused at its place: %s of %j", (id, value, deeper) => {
    const faults = faultsOfAnswers(survey(), { ...given, [id]: value } as Answers, true);
    expect(faults.map(({ pointer }) => pointer)).toEqual([`/answers/${id}${deeper}`]);
  });

  it("may be left out unless it is required, and consent may be withheld until the end", () => {
    expect(faultsOfAnswers(survey(), { score: 9, agree: true }, true)).toEqual([]);
    expect(faultsOfAnswers(survey(), { agree: false }, false)).toEqual([]);
    expect(faultsOfAnswers(survey(), { score: 9 }, true).map(({ pointer }) => pointer)).toEqual(["/answers/agree"]);
  });
});

describe("A question", () => {
  it.each<[string, Question, string]>([
    ["the same choice twice", { ...asked, id: "q", type: "ranking", choices: [...choices, ...choices] }, "/choices"],
    [
      "a choice that is called other beside the one in own words",
      { ...asked, id: "q", type: "singleChoice", choices: [{ id: "other", label: "Other" }], other: true },
      "/choices",
    ],
    ["the same row twice", { ...asked, id: "q", type: "matrix", rows: [...rows, ...rows], columns: choices }, "/rows"],
    [
      "the same column twice",
      { ...asked, id: "q", type: "matrix", rows, columns: [...choices, ...choices] },
      "/columns",
    ],
    ["a least above its most", { ...asked, id: "q", type: "number", min: 5, max: 4 }, "/min"],
    [
      "a longer shortest text than the longest",
      { ...asked, id: "q", type: "text", minLength: 9, maxLength: 8 },
      "/minLength",
    ],
    ["a day there is not", { ...asked, id: "q", type: "date", max: "2026-02-30" }, "/max"],
    ["more choices to take than there are", { ...asked, id: "q", type: "multipleChoice", choices, min: 4 }, "/min"],
    ["a rating of one step", { ...asked, id: "q", type: "rating", scale: { min: 3, max: 3 } }, "/scale"],
  ])("is refused with %s", (_, question, pointer) => {
    expect(faultsOf(survey([question])).map((fault) => fault.pointer)).toEqual([`/questions/0${pointer}`]);
  });

  it("shares its id with no page and no computed value", () => {
    const shared = {
      ...survey(),
      pages: [{ id: "score", from: "stars" }],
      computed: [{ id: "stars", by: "sum" as const, terms: [{ question: "score" }] }],
    };
    expect(faultsOf(shared).map(({ pointer }) => pointer)).toEqual(["/pages/0/id", "/computed/0/id"]);
  });
});
