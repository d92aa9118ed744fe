import { describe, expect, it } from "vitest";
import type { SurveyDefinition } from "./definition.ts";
import { chooseLocale, localesOf, promptOf } from "./texts.ts";

const survey: SurveyDefinition = {
  schemaVersion: 1,
  name: "S",
  locale: "en",
  translations: { ru: { prompts: { score: "Насколько вероятно?" } }, "pt-BR": {} },
  questions: [{ id: "score", type: "nps", prompt: "How likely?" }],
  endings: [],
};

describe("A survey's language", () => {
  it.each([
    [["ru-RU"], "ru"],
    [["pt"], "pt-BR"],
    [["de", "ru"], "ru"],
    [[null, undefined, "EN"], "en"],
    [["de"], "en"],
    [[], "en"],
  ])("for a reader of %j is %s", (wanted, chosen) => {
    expect(chooseLocale(survey, wanted)).toBe(chosen);
  });

  it("falls back to the survey's own words where a translation has none", () => {
    const question = { id: "score", prompt: "How likely?" };
    expect([promptOf(survey, question, "ru"), promptOf(survey, question, "pt-BR")]).toEqual([
      "Насколько вероятно?",
      "How likely?",
    ]);
    expect(localesOf(survey)).toEqual(["en", "ru", "pt-BR"]);
  });
});
