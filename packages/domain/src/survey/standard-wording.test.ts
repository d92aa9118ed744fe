import { describe, expect, it } from "vitest";
import { respondentLanguages } from "../words/languages.ts";
import { wordsFor } from "../words/words.ts";
import type { SurveyDefinition } from "./definition.ts";
import { standardIn, standardWording, withStandardTexts } from "./standard-wording.ts";
import { completenessOf } from "./texts.ts";

const survey: SurveyDefinition = {
  schemaVersion: 1,
  name: "S",
  locale: "en",
  translations: { de: { prompts: { why: "Und warum?" } } },
  questions: [
    { id: "score", type: "nps", prompt: standardWording.nps.en },
    { id: "why", type: "text", prompt: standardWording.why.en },
    { id: "train", type: "text", prompt: "Which train was it?" },
  ],
  endings: [
    {
      id: "thanks",
      prompt: standardWording.thanks.en,
      link: { url: "https://a.example", label: standardWording.writeReview.en },
    },
  ],
};

describe("The standard wording", () => {
  it("says every text in all nine languages, and each in its own way", () => {
    for (const texts of Object.values(standardWording)) {
      expect(Object.keys(texts).sort()).toEqual([...respondentLanguages].sort());
      expect(new Set(Object.values(texts)).size).toBe(respondentLanguages.length);
    }
  });

  it("has the ends of every metric's scale in all nine languages", () => {
    const lowest = respondentLanguages.map((language) => wordsFor(language).survey.ends.nps.low);
    expect(new Set(lowest).size).toBe(respondentLanguages.length);
  });

  it("is recognised in the survey's own language, whatever its region, and only word for word", () => {
    expect(standardIn(standardWording.nps.ru, "ru-RU", "kk")).toBe(standardWording.nps.kk);
    expect(standardIn(`${standardWording.nps.ru} Правда?`, "ru", "kk")).toBeNull();
    expect(standardIn(standardWording.nps.ru, "ru", "uk")).toBeNull();
  });

  it("fills what a language lacks, and leaves what was written there and what only the customer can say", () => {
    const german = withStandardTexts(survey, "de");
    expect(german).toEqual({
      prompts: { score: standardWording.nps.de, why: "Und warum?", thanks: standardWording.thanks.de },
      labels: { "thanks.link": standardWording.writeReview.de },
    });
    const { present, total, missing } = completenessOf({ ...survey, translations: { de: german } }, "de");
    expect([present, total, missing.map(({ pointer }) => pointer)]).toEqual([4, 5, ["/questions/2/prompt"]]);
  });
});
