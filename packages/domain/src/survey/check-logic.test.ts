import { describe, expect, it } from "vitest";
import { faultsOfExamples, faultsOfLogic } from "./check-logic.ts";
import type { Question, SurveyDefinition } from "./definition.ts";
import { draftOf } from "./templates/draft-of.ts";
import { templates } from "./templates/templates.ts";

const score: Question = { id: "score", type: "nps", prompt: "?" };
const plan: Question = {
  id: "plan",
  type: "singleChoice",
  prompt: "?",
  choices: [
    { id: "free", label: "Free" },
    { id: "paid", label: "Paid" },
  ],
};
const text = (id: string, more: Partial<Question> = {}) => ({ id, type: "text", prompt: "?", ...more }) as Question;
const surveyOf = (questions: Question[], more: Partial<SurveyDefinition> = {}): SurveyDefinition => ({
  schemaVersion: 1,
  name: "S",
  locale: "en",
  translations: {},
  questions,
  endings: [{ id: "thanks", prompt: "!" }],
  ...more,
});
const unhappy = { question: "score", op: "le", value: 6 } as const;
const happy = { question: "score", op: "ge", value: 9 } as const;

it.each([
  ["https://example.com/reviews", false],
  ["http://www.Example.org", false],
  ["https://example.com:8443", false],
  ["https://shop.example.com/reviews", true],
  ["https://example.company", true],
  ["https://notexample.com/?from=example.com", true],
])("An ending that leads to %s leads customers somewhere: %s", (url, isFine) => {
  const survey = surveyOf([score], { endings: [{ id: "thanks", prompt: "!", link: { url, label: "Review" } }] });
  expect(faultsOfExamples(survey).map(({ pointer }) => pointer)).toEqual(isFine ? [] : ["/endings/0/link/url"]);
});

describe("The logic of a survey", () => {
  it.each<[string, SurveyDefinition]>([
    ["a follow-up for the unhappy", surveyOf([score, text("why", { when: unhappy })])],
    [
      "endings by band",
      surveyOf([score], {
        endings: [
          { id: "review", prompt: "!", when: happy },
          { id: "thanks", prompt: "!" },
        ],
      }),
    ],
    [
      "jumps to a page and to the end",
      surveyOf(
        [
          {
            ...score,
            next: [
              { when: happy, to: "end" },
              { when: unhappy, to: "p" },
            ],
          },
          text("a"),
          text("b"),
        ],
        { pages: [{ id: "p", from: "b" }] },
      ),
    ],
    [
      "several endings of which the first is shown",
      surveyOf([score], {
        endings: [
          { id: "a", prompt: "!" },
          { id: "b", prompt: "!" },
        ],
      }),
    ],
    [
      "a text that says an earlier answer",
      surveyOf([plan, text("why", { prompt: "Why {{answer:plan|that}}, {{contact.name|friend}}?" })]),
    ],
    ["braces that name nothing", surveyOf([{ ...score, prompt: "{{7*7}} {x} {{ }}" }])],
  ])("is sound with %s", (_, survey) => {
    expect(faultsOfLogic(survey)).toEqual([]);
  });

  it("of every template is sound", () => {
    for (const template of templates) expect(faultsOfLogic(draftOf(template, ["en", "ru"]))).toEqual([]);
  });

  it.each<[string, SurveyDefinition, string]>([
    [
      "asks of a question there is not",
      surveyOf([score, text("a", { when: { question: "nope", op: "answered" } })]),
      "/questions/1/when/question",
    ],
    ["asks of a later question", surveyOf([text("a", { when: unhappy }), score]), "/questions/0/when/question"],
    ["asks of itself", surveyOf([{ ...score, when: unhappy }]), "/questions/0/when/question"],
    [
      "asks deep inside of what there is not",
      surveyOf([score, text("a", { when: { any: [unhappy, { not: { question: "x", op: "answered" } }] } })]),
      "/questions/1/when/any/1/not/question",
    ],
    [
      "compares a score with a text",
      surveyOf([score, text("a", { when: { question: "score", op: "eq", value: "6" } })]),
      "/questions/1/when/value",
    ],
    [
      "expects a choice there is not",
      surveyOf([plan, text("a", { when: { question: "plan", op: "in", value: ["paid", "gold"] } })]),
      "/questions/1/when/value",
    ],
    [
      "orders choices",
      surveyOf([plan, text("a", { when: { question: "plan", op: "lt", value: "paid" } })]),
      "/questions/1/when/op",
    ],
    [
      "asks for the band of a text",
      surveyOf([text("b"), text("a", { when: { question: "b", op: "band", value: "promoter" } })]),
      "/questions/1/when/op",
    ],
    [
      "asks for a promoter's effort",
      surveyOf([
        { id: "score", type: "ces", prompt: "?" },
        text("a", { when: { question: "score", op: "band", value: "promoter" } }),
      ]),
      "/questions/1/when/value",
    ],
    [
      "asks for a part there is not",
      surveyOf([score, text("a", { when: { question: "score", part: "x", op: "answered" } })]),
      "/questions/1/when/part",
    ],
    ["jumps nowhere", surveyOf([{ ...score, next: [{ to: "nope" }] }]), "/questions/0/next/0/to"],
    ["jumps back", surveyOf([score, text("a", { next: [{ when: unhappy, to: "score" }] })]), "/questions/1/next/0/to"],
    ["jumps to itself", surveyOf([{ ...score, next: [{ when: unhappy, to: "score" }] }]), "/questions/0/next/0/to"],
    [
      "jumps after a jump that is always taken",
      surveyOf([{ ...score, next: [{ to: "end" }, { when: happy, to: "end" }] }]),
      "/questions/0/next/1",
    ],
    ["begins a page at no question", surveyOf([score], { pages: [{ id: "p", from: "x" }] }), "/pages/0/from"],
    [
      "begins pages out of order",
      surveyOf([score, text("a")], {
        pages: [
          { id: "p", from: "a" },
          { id: "q", from: "score" },
        ],
      }),
      "/pages/1/from",
    ],
    [
      "leaves a page back to its start",
      surveyOf([score, text("a")], { pages: [{ id: "p", from: "score", next: [{ when: happy, to: "p" }] }] }),
      "/pages/0/next/0/to",
    ],
    [
      "has a condition at its last ending",
      surveyOf([score], { endings: [{ id: "a", prompt: "!", when: happy }] }),
      "/endings/0/when",
    ],
    [
      "says an answer before it is asked",
      surveyOf([{ ...score, prompt: "{{answer:why}}" }, text("why")]),
      "/questions/0/prompt",
    ],
    ["says what there is not", surveyOf([{ ...score, prompt: "Hello {{name}}" }]), "/questions/0/prompt"],
    [
      "says what cannot be said",
      surveyOf([
        { id: "call", type: "callback", prompt: "?" },
        { ...score, prompt: "{{answer:call}}" },
      ]),
      "/questions/1/prompt",
    ],
    [
      "says in a translation what there is not",
      surveyOf([score], { translations: { ru: { prompts: { thanks: "{{answer:nope}}" } } } }),
      "/translations/ru/prompts/thanks",
    ],
    [
      "adds up texts",
      surveyOf([score, text("a")], { computed: [{ id: "c", by: "sum", terms: [{ question: "a" }] }] }),
      "/computed/0/terms/0",
    ],
    [
      "fills a quota that leads to no ending",
      surveyOf([score], { quotas: [{ id: "q", when: happy, limit: 1, whenFull: { ending: "x" } }] }),
      "/quotas/0/whenFull/ending",
    ],
  ])("is refused where it %s", (_, survey, pointer) => {
    expect(faultsOfLogic(survey).map((fault) => fault.pointer)).toEqual([pointer]);
  });

  it.each<[string, SurveyDefinition, string]>([
    ["a jump always passes", surveyOf([{ ...score, next: [{ to: "b" }] }, text("a"), text("b")]), "/questions/1"],
    ["a condition cannot hold", surveyOf([score, text("a", { when: { all: [unhappy, happy] } })]), "/questions/1"],
    [
      "two conditions exclude each other",
      surveyOf([
        score,
        text("a", { when: unhappy }),
        text("b", { when: { all: [happy, { question: "a", op: "answered" }] } }),
      ]),
      "/questions/2",
    ],
    [
      "a score off the scale leads to it alone",
      surveyOf([score, text("a", { when: { question: "score", op: "gt", value: 10 } })]),
      "/questions/1",
    ],
    [
      "the jump before takes all its answers away",
      surveyOf([{ ...score, next: [{ when: unhappy, to: "end" }] }, text("a", { when: unhappy })]),
      "/questions/1",
    ],
  ])("is refused where no answers lead to a question: %s", (_, survey, pointer) => {
    expect(faultsOfLogic(survey).map((fault) => fault.pointer)).toEqual([pointer]);
  });

  it("is refused where no answers lead to an ending, or somebody would be asked nothing", () => {
    const never = { id: "never", prompt: "!", when: { all: [happy, unhappy] } };
    expect(faultsOfLogic(surveyOf([score], { endings: [never, { id: "thanks", prompt: "!" }] }))).toEqual([
      { pointer: "/endings/0", detail: expect.stringContaining("never") },
    ]);
    expect(faultsOfLogic(surveyOf([{ ...score, when: { contact: "plan", op: "eq", value: "gold" } }]))).toEqual([
      { pointer: "/questions", detail: expect.stringContaining("nothing") },
    ]);
  });

  it("has an end: nobody is led past thousands of tests", () => {
    const when = { any: Array.from({ length: 1001 }, () => unhappy) };
    const survey = surveyOf([score, text("a", { when }), text("b", { when })]);
    expect(faultsOfLogic(survey)).toEqual([{ pointer: "/questions", detail: expect.stringContaining("2000") }]);
    expect(faultsOfLogic(surveyOf([score, text("a", { when })]))).toEqual([]);
  });

  it("is still looked through where its conditions have more combinations than can be walked", () => {
    const many = Array.from({ length: 12 }, (_, at) => ({ ...score, id: `s${at}`, required: false }));
    const conditions = many.map(({ id }) => ({ question: id, op: "eq" as const, value: 5 }));
    const asked = surveyOf([
      ...many,
      text("a", { when: { any: conditions } }),
      text("b", { next: [{ to: "d" }] }),
      text("c"),
      text("d"),
    ]);
    expect(faultsOfLogic(asked).map(({ pointer }) => pointer)).toEqual(["/questions/14"]);
  });
});
