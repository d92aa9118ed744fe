import { faultsOf } from "@otklik/domain/survey/check-definition";
import { faultsOfLogic } from "@otklik/domain/survey/check-logic";
import type { Question } from "@otklik/domain/survey/definition";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { withAnswers } from "../../../../../../tests/support/random-surveys.ts";
import type { Draft } from "../draft.ts";
import { isWorded, wordsOfProblem } from "./problem-words.ts";
import { problemsIn } from "./problems.ts";

const score: Question = { id: "score", type: "nps", prompt: "How likely?" };
const why: Question = { id: "why", type: "text", prompt: "Why?" };
const sound: Draft = {
  name: "S",
  locale: "en",
  translations: {},
  questions: [score, why],
  endings: [{ id: "thanks", prompt: "Thanks" }],
};
const choice = { id: "c", type: "singleChoice", prompt: "Which?" } as const;
const two = [
  { id: "c1", label: "One" },
  { id: "c2", label: "Two" },
];

describe("A draft", () => {
  it("that is sound has no problems", () => {
    expect(problemsIn(sound)).toEqual([]);
  });

  it.each<[string, Partial<Draft>, object]>([
    ["without a name", { name: " " }, { place: null, field: "name", stops: "saving", gap: "name" }],
    ["that asks nothing", { questions: [] }, { place: null, stops: "saving", gap: "questions" }],
    ["with a question without words", { questions: [{ ...score, prompt: "" }] }, { place: "score", field: "prompt" }],
    ["with one choice", { questions: [{ ...choice, choices: two.slice(1) }] }, { place: "c", gap: "choices" }],
    [
      "with an empty choice",
      { questions: [{ ...choice, choices: [...two, { id: "x", label: "" }] }] },
      { gap: "label" },
    ],
    [
      "with a link to nowhere",
      { endings: [{ id: "thanks", prompt: "!", link: { url: "x", label: "Go" } }] },
      { place: "thanks", field: "link", stops: "saving" },
    ],
    [
      "with a condition that compares with nothing",
      { questions: [score, { ...why, when: { question: "score", op: "eq", value: "" } }] },
      { place: "why", field: "when", gap: "value", stops: "saving" },
    ],
    [
      "with a choice whose picture is still to come",
      {
        questions: [
          {
            id: "p",
            type: "picture",
            prompt: "Which?",
            choices: [
              { id: "c1", label: "One", image: "x" },
              { id: "c2", label: "Two", image: "" },
            ],
          },
        ],
      },
      { pointer: "/questions/0/choices/1/image", place: "p", field: "choices", stops: "publishing", gap: "image" },
    ],
    [
      "with a question that nobody reaches",
      { questions: [{ ...score, next: [{ to: "end" }] }, why] },
      { place: "why", stops: "publishing" },
    ],
    [
      "with a loop",
      { questions: [score, { ...why, next: [{ to: "score" }] }] },
      { place: "why", field: "next", stops: "publishing" },
    ],
    [
      "whose ending leads to the address of an example",
      { endings: [{ id: "end", prompt: "Thanks", link: { url: "https://example.com/reviews", label: "Review" } }] },
      { place: "end", field: "link", stops: "publishing", pointer: "/endings/0/link/url" },
    ],
    [
      "that says what there is not, in Russian",
      { translations: { ru: { prompts: { why: "{{answer:x}}" } } } },
      { place: "why", field: "prompt", stops: "publishing" },
    ],
  ])("%s says where, and whether it can be kept", (_, change, expected) => {
    expect(problemsIn({ ...sound, ...change })[0]).toMatchObject(expected);
  });

  it("speaks of questions as people do, in both languages", () => {
    const draft: Draft = { ...sound, questions: [{ ...score, next: [{ to: "end" }] }, why] };
    const [problem] = problemsIn(draft);
    if (!problem) throw new Error("it has one");
    expect(wordsOfProblem(draft, problem, "en")).toBe("No answers lead here: 2 “Why?” can't be reached.");
    expect(wordsOfProblem(draft, problem, "ru")).toContain("до вопроса 2 «Why?» не дойти");
  });

  it("whatever is wrong with its branches has words for a person", () => {
    fc.assert(
      fc.property(withAnswers, ({ definition }) => {
        const details = [...faultsOf(definition), ...faultsOfLogic(definition)].map(({ detail }) => detail);
        expect(details.filter((detail) => !isWorded(detail))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
