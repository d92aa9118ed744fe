import { describe, expect, it } from "vitest";
import type { Condition } from "./condition.ts";
import type { Answers, Ending, Question, SurveyDefinition, SurveyPage } from "./definition.ts";
import { answersOn, pathOf } from "./path.ts";

const score: Question = { id: "score", type: "nps", prompt: "?" };
const unhappy: Condition = { question: "score", op: "band", value: "detractor" };
const happy: Condition = { question: "score", op: "ge", value: 9 };
const endings: Ending[] = [
  { id: "review", prompt: "Tell others?", when: happy },
  { id: "sorry", prompt: "We are sorry.", when: unhappy },
  { id: "thanks", prompt: "Thank you!" },
];

const surveyOf = (questions: Question[], more: Partial<SurveyDefinition> = {}): SurveyDefinition => ({
  schemaVersion: 1,
  name: "S",
  locale: "en",
  translations: {},
  questions,
  endings,
  ...more,
});
const text = (id: string, more: Partial<Question> = {}) => ({ id, type: "text", prompt: "?", ...more }) as Question;

describe("The path of a respondent", () => {
  it("is every question in order where nothing branches", () => {
    expect(pathOf(surveyOf([score, text("why")], { endings: [] }), {})).toEqual({
      asked: ["score", "why"],
      ending: null,
      isComplete: false,
      nextQuestion: "score",
    });
  });

  it.each<[Answers, string[], string]>([
    [{ score: 10 }, ["score", "last"], "review"],
    [{ score: 8 }, ["score", "last"], "thanks"],
    [{ score: 3 }, ["score", "why", "last"], "sorry"],
  ])("with %j asks %j and ends in %s", (answers, asked, ending) => {
    const survey = surveyOf([score, text("why", { when: unhappy }), text("last")]);
    expect(pathOf(survey, answers)).toMatchObject({ asked, ending, isComplete: true });
  });

  it.each<[string, Answers, string[], string]>([
    ["to a later question", { score: 3 }, ["score", "c"], "thanks"],
    ["to a page", { score: 5 }, ["score", "b", "c"], "thanks"],
    ["to an ending", { score: 9 }, ["score"], "sorry"],
    ["to the end", { score: 10 }, ["score"], "thanks"],
    ["nowhere, and goes on", { score: 8 }, ["score", "a", "b", "c"], "thanks"],
  ])("jumps %s", (_, answers, asked, ending) => {
    const is = (value: number): Condition => ({ question: "score", op: "eq", value });
    const next = [
      { when: is(3), to: "c" },
      { when: is(5), to: "second" },
      { when: is(9), to: "sorry" },
      { when: is(10), to: "end" },
    ];
    const survey = surveyOf([{ ...score, next }, text("a"), text("b"), text("c")], {
      pages: [{ id: "second", from: "b" }],
      endings: [
        { id: "thanks", prompt: "!" },
        { id: "sorry", prompt: "!" },
      ],
    });
    expect(pathOf(survey, answers)).toMatchObject({ asked, ending });
  });

  it("leaves a page as the page says, unless none of it was seen", () => {
    const pages: SurveyPage[] = [
      { id: "two", from: "a", next: [{ to: "end" }] },
      { id: "three", from: "c" },
    ];
    const survey = surveyOf([score, text("a", { when: unhappy }), text("b", { when: unhappy }), text("c")], { pages });
    expect(pathOf(survey, { score: 2 }).asked).toEqual(["score", "a", "b"]);
    expect(pathOf(survey, { score: 8 }).asked).toEqual(["score", "c"]);
  });

  it("is decided by what the contact and the link brought along, whose numbers are texts", () => {
    const survey = surveyOf([
      score,
      text("gold", { when: { contact: "plan", op: "eq", value: "gold" } }),
      text("big", { when: { context: "amount", op: "gt", value: 100 } }),
    ]);
    expect(pathOf(survey, {}, { contact: { plan: "gold" }, context: { amount: "250.5" } }).asked).toHaveLength(3);
    expect(pathOf(survey, {}, { contact: {}, context: { constructor: 1 } }).asked).toEqual(["score"]);
  });

  it("does not see answers to what was not asked", () => {
    const survey = surveyOf([
      score,
      text("why", { when: unhappy }),
      text("more", { when: { question: "why", op: "answered" } }),
    ]);
    const answers = { score: 9, why: "Late", more: "Very" };
    expect(pathOf(survey, answers).asked).toEqual(["score"]);
    expect(answersOn(survey, answers)).toEqual({ score: 9 });
  });

  it("needs an answer only where it was asked and required", () => {
    const survey = surveyOf([score, text("why", { when: unhappy, required: true })]);
    expect(pathOf(survey, { score: 9 })).toMatchObject({ isComplete: true, nextQuestion: null });
    expect(pathOf(survey, { score: 1 })).toMatchObject({ isComplete: false, nextQuestion: "why" });
  });

  it("follows values worked out from answers", () => {
    const survey = surveyOf(
      [score, { id: "ease", type: "ces", prompt: "?" }, text("why", { when: { computed: "sum", op: "lt", value: 8 } })],
      { computed: [{ id: "sum", by: "sum", terms: [{ question: "score" }, { question: "ease", weight: 2 }] }] },
    );
    expect(pathOf(survey, { score: 1, ease: 3 }).asked).toContain("why");
    expect(pathOf(survey, { score: 1, ease: 4 }).asked).not.toContain("why");
  });

  it("ends even where a survey that nobody checked leads back", () => {
    const survey = surveyOf([score, text("why", { next: [{ to: "score" }] }), text("last")]);
    expect(pathOf(survey, {}).asked).toEqual(["score", "why", "last"]);
  });

  it("takes whatever is sent for answers", () => {
    const survey = surveyOf([score, text("why", { when: unhappy })]);
    for (const odd of [null, [], {}, "9", true])
      expect(pathOf(survey, { score: odd as never }).asked).toEqual(["score"]);
  });
});

describe("A condition", () => {
  const asked = (when: Condition, answers: Answers) => {
    const questions: Question[] = [
      { id: "score", type: "nps", prompt: "?" },
      { id: "plan", type: "singleChoice", prompt: "?", choices: [{ id: "a", label: "A" }], other: true },
      { id: "used", type: "multipleChoice", prompt: "?", choices: [{ id: "a", label: "A" }], other: true },
      { id: "grid", type: "matrix", prompt: "?", rows: [{ id: "r", label: "R" }], columns: [{ id: "c", label: "C" }] },
      { id: "day", type: "date", prompt: "?" },
      { id: "agree", type: "consent", prompt: "?" },
      { id: "call", type: "callback", prompt: "?" },
      text("why"),
      text("probe", { when }),
    ];
    return pathOf(surveyOf(questions), answers).asked.includes("probe");
  };

  it.each<[Condition, Answers, boolean]>([
    [{ question: "score", op: "le", value: 6 }, { score: 6 }, true],
    [{ question: "score", op: "lt", value: 6 }, { score: 6 }, false],
    [{ question: "score", op: "ne", value: 6 }, {}, false],
    [{ not: { question: "score", op: "eq", value: 6 } }, {}, true],
    [{ question: "score", op: "in", value: [1, 2] }, { score: 2 }, true],
    [{ question: "score", op: "answered", value: false }, {}, true],
    [{ question: "plan", op: "eq", value: "other" }, { plan: { other: "Gold" } }, true],
    [{ question: "used", op: "contains", value: "a" }, { used: ["a", { other: "b" }] }, true],
    [{ question: "used", op: "contains", value: "other" }, { used: ["a"] }, false],
    [{ question: "grid", part: "r", op: "eq", value: "c" }, { grid: { r: "c" } }, true],
    [{ question: "grid", part: "toString", op: "answered" }, { grid: { r: "c" } }, false],
    [{ question: "day", op: "ge", value: "2026-11-21" }, { day: "2026-11-22" }, true],
    [{ question: "agree", op: "eq", value: true }, { agree: false }, false],
    [{ question: "call", op: "eq", value: true }, { call: { wanted: true } }, true],
    [{ question: "why", op: "contains", value: "LATE" }, { why: "Too late" }, true],
    [{ all: [happy, { any: [unhappy, { question: "why", op: "answered" }] }] }, { score: 9, why: "x" }, true],
    [{ all: [happy, { any: [unhappy, { question: "why", op: "answered" }] }] }, { score: 9 }, false],
  ])("%j of %j is %s", (when, answers, isAsked) => {
    expect(asked(when, answers)).toBe(isAsked);
  });
});
