import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Answers, Question, SurveyDefinition } from "../survey/definition.ts";
import { summariseQuestions } from "./question-summary.ts";

const survey = (questions: Question[]): SurveyDefinition => ({
  schemaVersion: 1,
  name: "After delivery",
  locale: "en",
  translations: {},
  questions,
  endings: [],
});
const score: Question = { id: "score", type: "nps", prompt: "Recommend?" };
const whyLow: Question = {
  id: "low",
  type: "text",
  prompt: "What went wrong?",
  when: { question: "score", op: "band", value: "detractor" },
};
const extra: Question = { id: "extra", type: "text", prompt: "Anything else?" };
const [a, b, c] = ["a", "b", "c"].map((id) => ({ id, label: id.toUpperCase() })) as [Labelled, Labelled, Labelled];
type Labelled = { id: string; label: string };

const finished = (answers: Answers) => ({ version: 1, answers, isFinished: true, context: {} });
const partial = (answers: Answers) => ({ ...finished(answers), isFinished: false });
const of = (questions: Question[], attempts: ReturnType<typeof finished>[]) =>
  summariseQuestions([{ version: 1, definition: survey(questions) }], attempts, "en");

describe("What was answered, question by question", () => {
  it("counts as asked only whom the question was put to", () => {
    const [, low, rest] = of([score, whyLow, extra], [finished({ score: 9 }), finished({ score: 2, low: "Late" })]);
    expect(low).toMatchObject({ asked: 1, answered: 1, left: 0 });
    expect(rest).toMatchObject({ asked: 2, answered: 0, left: 0 });
  });

  it("says where unfinished answers end: at the question after the last answered", () => {
    const rows = of([score, whyLow, extra], [partial({ score: 9 }), partial({ score: 2 }), partial({})]);
    expect(rows.map(({ id, asked, left }) => [id, asked, left])).toEqual([
      ["score", 3, 1],
      ["low", 1, 1],
      ["extra", 1, 1],
    ]);
  });

  it.each<[string, Question, Answers[string][], object]>([
    [
      "numbers by value, mean and quartiles",
      { id: "q", type: "number", prompt: "" },
      [1, 2, 2, 10],
      { kind: "numbers", mean: 3.75, quartiles: { min: 1, low: 1.75, median: 2, high: 4, max: 10 } },
    ],
    [
      "several choices by respondents, own words apart",
      { id: "q", type: "multipleChoice", prompt: "", choices: [a, b], other: true },
      [["a", "b"], ["a"], [{ other: "…" }]],
      {
        kind: "choices",
        choices: [
          { ...a, n: 2 },
          { ...b, n: 1 },
        ],
        other: 1,
      },
    ],
    [
      "ranks by their mean",
      { id: "q", type: "ranking", prompt: "", choices: [a, b] },
      [
        ["a", "b"],
        ["b", "a"],
        ["b", "a"],
      ],
      {
        kind: "ranks",
        choices: [
          { ...a, n: 3, meanRank: 5 / 3 },
          { ...b, n: 3, meanRank: 4 / 3 },
        ],
      },
    ],
    [
      "a matrix by row and column",
      { id: "q", type: "matrix", prompt: "", rows: [a], columns: [b, c] },
      [{ a: "b" }, { a: "b" }, {}],
      { kind: "matrix", columns: [b, c], rows: [{ ...a, n: 2, counts: [2, 0] }] },
    ],
    [
      "items by their mean",
      { id: "q", type: "csi", prompt: "", items: [{ ...a, weight: 1 }], scale: { min: 1, max: 10 } },
      [{ a: 3 }, { a: 8 }],
      { kind: "items", items: [{ ...a, n: 2, mean: 5.5 }] },
    ],
    [
      "days by month",
      { id: "q", type: "date", prompt: "" },
      ["2026-02-28", "2026-01-31"],
      {
        kind: "days",
        first: "2026-01-31",
        last: "2026-02-28",
        months: [
          { month: "2026-01", n: 1 },
          { month: "2026-02", n: 1 },
        ],
      },
    ],
    ["consent by yes and no", { id: "q", type: "consent", prompt: "" }, [true, false, true], { kind: "yesNo", yes: 2 }],
    [
      "texts by language",
      { id: "q", type: "text", prompt: "" },
      ["Late", "Поезд опоздал", "Опять поздно"],
      {
        kind: "texts",
        languages: [
          { language: "ru", n: 2 },
          { language: "en", n: 1 },
        ],
      },
    ],
  ])("tells %s", (_, question, answers, spread) => {
    const [row] = of(
      [question],
      answers.map((answer) => finished({ q: answer })),
    );
    expect(row?.spread).toMatchObject(spread);
  });

  it("keeps apart what one id asked as another kind or on another scale, base and mean included", () => {
    const rating = (max: number): Question => ({ id: "q", type: "rating", prompt: "?", scale: { min: 1, max } });
    const number: Question = { id: "q", type: "number", prompt: "?" };
    const versions = [rating(10), rating(5), number].map((question, at) => ({
      version: 3 - at,
      definition: survey([question]),
    }));
    const on = (version: number, answers: Answers) => ({ ...finished(answers), version });
    const rows = summariseQuestions(versions, [on(3, { q: 9 }), on(2, { q: 3 }), on(2, {}), on(1, { q: 400 })], "en");
    expect(rows.map(({ asked, answered, spread }) => [asked, answered, "mean" in spread && spread.mean])).toEqual([
      [1, 1, 9],
      [2, 1, 3],
      [1, 1, 400],
    ]);
    expect(new Set(rows.map(({ key }) => key)).size).toBe(3);
  });

  it("never answers more than were asked, and loses nobody who left", () => {
    const answers = fc.record(
      { score: fc.integer({ min: 0, max: 10 }), low: fc.string({ minLength: 1 }), extra: fc.string({ minLength: 1 }) },
      { requiredKeys: [] },
    );
    const attempts = fc.array(fc.record({ answers, isFinished: fc.boolean() }), { maxLength: 20 });
    fc.assert(
      fc.property(attempts, (made) => {
        const all = made.map((one) => ({ ...one, version: 1, context: {} })) as ReturnType<typeof finished>[];
        const rows = of([score, whyLow, extra], all);
        for (const { asked, answered, left } of rows) expect(answered + left).toBeLessThanOrEqual(asked);
        const leaving = rows.reduce((sum, { left }) => sum + left, 0);
        expect(leaving).toBeLessThanOrEqual(all.filter(({ isFinished }) => !isFinished).length);
      }),
    );
  });
});
