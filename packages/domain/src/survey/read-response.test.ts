import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { faultsOfAnswers } from "./check-answers.ts";
import type { Answers, Question, SurveyDefinition } from "./definition.ts";
import { readResponse } from "./read-response.ts";

const score: Question = { id: "score", type: "nps", prompt: "?" };
const ease: Question = { id: "ease", type: "ces", prompt: "?" };
const parts: Question = {
  id: "parts",
  type: "csi",
  prompt: "?",
  items: [
    { id: "speed", label: "Speed", weight: 3 },
    { id: "staff", label: "Staff", weight: 1 },
  ],
  scale: { min: 1, max: 5 },
};
const why: Question = { id: "why", type: "text", prompt: "?" };
const more: Question = { id: "more", type: "text", prompt: "?" };
const call: Question = { id: "call", type: "callback", prompt: "?" };

const surveyOf = (...questions: Question[]): SurveyDefinition => ({
  schemaVersion: 1,
  name: "S",
  locale: "en",
  translations: {},
  questions,
  endings: [],
});

describe("A response", () => {
  it.each<[Question[], Answers, number | null, string | null, boolean]>([
    [[score], { score: 6 }, 6, "detractor", true],
    [[score], { score: 7 }, 7, "passive", false],
    [[ease, score], { ease: 3, score: 10 }, 3, "dissatisfied", true],
    [[ease, score], { score: 10 }, null, null, false],
    [[parts], { parts: { speed: 5, staff: 1 } }, 75, "satisfied", false],
    [[parts], { parts: { staff: 1 } }, 0, "dissatisfied", true],
    [[why], { why: "Late" }, null, null, false],
  ])(
    "to %j with %j has the score and class of its first metric question",
    (questions, answers, given, band, unhappy) => {
      expect(readResponse(surveyOf(...questions), answers)).toMatchObject({
        score: given,
        class: band,
        isUnhappy: unhappy,
      });
    },
  );

  it.each<[Answers, string | null]>([
    [{ score: 9, why: "Fast", more: "Really" }, "Fast"],
    [{ score: 9, why: "  ", more: "Really" }, "Really"],
    [{ score: 9 }, null],
  ])("with %j has the first text that says something for its comment", (answers, comment) => {
    expect(readResponse(surveyOf(score, why, more), answers).comment).toBe(comment);
  });

  it("wishes to be called only where that was said", () => {
    const wish = { wanted: true, phone: "+442079460958" };
    expect(readResponse(surveyOf(score, call), { score: 9, call: wish }).callback).toEqual(wish);
    expect(readResponse(surveyOf(score, call), { score: 9, call: { wanted: false } }).callback).toBeNull();
  });

  it("adds to the series of every metric question that was answered", () => {
    const { contributions } = readResponse(surveyOf(score, ease, parts), { score: 9, parts: { speed: 3 } });
    expect(contributions.map(({ questionId, bucket }) => [questionId, bucket])).toEqual([
      ["score", 9],
      ["parts", 5],
    ]);
  });
});

describe("Whatever is sent for answers", () => {
  const definition = surveyOf(score, ease, parts, why, call);
  const valid = fc.record(
    {
      score: fc.integer({ min: 0, max: 10 }),
      ease: fc.integer({ min: 1, max: 7 }),
      parts: fc.record({ speed: fc.integer({ min: 1, max: 5 }), staff: fc.integer({ min: 1, max: 5 }) }),
      why: fc.string(),
      call: fc.record({ wanted: fc.boolean() }),
    },
    { requiredKeys: ["score"] },
  );
  const anything = fc.dictionary(
    fc.oneof(
      fc.constantFrom("score", "ease", "parts", "why", "call", "constructor", "__proto__", "toString"),
      fc.string(),
    ),
    fc.jsonValue(),
  );

  it("is taken when it is sound, and every rating counts once", () => {
    fc.assert(
      fc.property(valid, (answers) => {
        expect(faultsOfAnswers(definition, answers as Answers, true)).toEqual([]);
        const reading = readResponse(definition, answers as Answers);
        expect(reading.score).toBe(answers.score);
        expect(reading.contributions.map(({ questionId }) => questionId)).toEqual(
          ["score", "ease", "parts"].filter((id) => id in answers),
        );
      }),
    );
  });

  it("is refused at its place or can be read, and never breaks", () => {
    fc.assert(
      fc.property(anything, (answers) => {
        const faults = faultsOfAnswers(definition, answers as Answers, false);
        for (const { pointer } of faults) expect(pointer).toMatch(/^\/answers\//);
        if (faults.length > 0) return;
        const { score: given, contributions } = readResponse(definition, answers as Answers);
        if (given !== null) expect(given >= 0 && given <= 10).toBe(true);
        for (const { bucket } of contributions) expect(bucket >= 0 && bucket <= 10).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
