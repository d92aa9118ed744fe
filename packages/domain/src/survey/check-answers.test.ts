import { describe, expect, it } from "vitest";
import { faultsOfAnswers } from "./check-answers.ts";
import type { Answers, SurveyDefinition } from "./definition.ts";

const definition: SurveyDefinition = {
  schemaVersion: 1,
  name: "After delivery",
  locale: "en",
  translations: {},
  questions: [
    { id: "score", type: "nps", prompt: "?" },
    { id: "ease", type: "ces", prompt: "?" },
    {
      id: "parts",
      type: "csi",
      prompt: "?",
      items: [{ id: "speed", label: "Speed", weight: 1 }],
      scale: { min: 1, max: 10 },
    },
    { id: "why", type: "text", prompt: "?", maxLength: 5 },
    { id: "call", type: "callback", prompt: "?" },
    { id: "bye", type: "statement", prompt: "!" },
  ],
  endings: [],
};
const pointers = (answers: unknown, isFinished = true) =>
  faultsOfAnswers(definition, answers as Answers, isFinished).map(({ pointer }) => pointer);

describe("Answers", () => {
  it.each<[string, unknown]>([
    ["the score alone", { score: 0 }],
    [
      "every question",
      { score: 10, ease: 7, parts: { speed: 1 }, why: "late", call: { wanted: true, phone: "+44 20 7946 0958" } },
    ],
    [
      "a window to call in",
      { score: 3, call: { wanted: true, window: { from: "2026-11-21T17:00:00Z", to: "2026-11-21T19:00:00+00:00" } } },
    ],
  ])("are taken with %s", (_, answers) => {
    expect(pointers(answers)).toEqual([]);
  });

  it.each<[string, unknown, string]>([
    ["no score", {}, "/answers/score"],
    ["a score of 11", { score: 11 }, "/answers/score"],
    ["half a point", { score: 7.5 }, "/answers/score"],
    ["a number in quotes", { score: "9" }, "/answers/score"],
    ["an effort of 0", { score: 9, ease: 0 }, "/answers/ease"],
    ["an unknown item", { score: 9, parts: { price: 3 } }, "/answers/parts/price"],
    ["no item at all", { score: 9, parts: {} }, "/answers/parts"],
    ["too long a text", { score: 9, why: "six ch" }, "/answers/why"],
    ["an answer to a statement", { score: 9, bye: "yes" }, "/answers/bye"],
    ["an unknown question", { score: 9, "a/b": 1 }, "/answers/a~1b"],
    ["a callback that is not an object", { score: 9, call: true }, "/answers/call"],
    [
      "a window that ends before it begins",
      { score: 9, call: { wanted: true, window: { from: "2026-11-21T19:00:00Z", to: "2026-11-21T17:00:00Z" } } },
      "/answers/call/window",
    ],
    ["an inherited name", { score: 9, constructor: 1 }, "/answers/constructor"],
  ])("are refused with %s, at its place", (_, answers, pointer) => {
    expect(pointers(answers)).toEqual([pointer]);
  });

  it("may leave out the score until they are finished", () => {
    expect(pointers({ why: "late" }, false)).toEqual([]);
  });
});
