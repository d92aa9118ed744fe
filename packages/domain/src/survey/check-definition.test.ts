import { describe, expect, it } from "vitest";
import { faultsOf, nextScaleVersions } from "./check-definition.ts";
import type { Question, SurveyDefinition } from "./definition.ts";

const nps: Question = { id: "score", type: "nps", prompt: "?" };
const csi = (max: number): Question => ({
  id: "parts",
  type: "csi",
  prompt: "?",
  items: [{ id: "a", label: "A", weight: 1 }],
  scale: { min: 1, max },
});
const survey = (questions: Question[]): SurveyDefinition => ({
  schemaVersion: 1,
  name: "S",
  locale: "en",
  translations: {},
  questions,
  endings: [],
});

describe("A survey", () => {
  it.each<[string, Question[], string]>([
    ["two questions of one id", [nps, nps], "/questions/1/id"],
    ["a reserved id", [{ ...nps, id: "nonce" }], "/questions/0/id"],
    ["nothing but statements", [{ id: "hello", type: "statement", prompt: "!" }], "/questions"],
    ["a scale that ends where it begins", [csi(1)], "/questions/0/scale"],
    ["a metric that is another type's", [{ ...nps, metric: "csat" as never }], "/questions/0/metric"],
  ])("is refused with %s", (_, questions, pointer) => {
    expect(faultsOf(survey(questions)).map((fault) => fault.pointer)).toEqual([pointer]);
  });

  it("keeps its series while the scale stays, and starts one when it changes, never reusing a number", () => {
    const first = { definition: survey([nps, csi(10)]), scaleVersions: { score: 1, parts: 1 } };
    expect(
      nextScaleVersions(
        survey([{ ...nps, prompt: "How likely?" }, csi(10)]),
        first,
        new Map(Object.entries({ score: 1, parts: 1 })),
      ),
    ).toEqual({ score: 1, parts: 1 });
    expect(nextScaleVersions(survey([nps, csi(5)]), first, new Map(Object.entries({ score: 1, parts: 1 })))).toEqual({
      score: 1,
      parts: 2,
    });
    const withoutParts = { definition: survey([nps]), scaleVersions: { score: 1 } };
    expect(
      nextScaleVersions(survey([nps, csi(10)]), withoutParts, new Map(Object.entries({ score: 1, parts: 2 }))),
    ).toEqual({
      score: 1,
      parts: 3,
    });
  });
});
