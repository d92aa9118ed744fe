import { describe, expect, it } from "vitest";
import type { SurveyDefinition } from "./definition.ts";
import { chooseLocale, completenessOf, endLabelOf, localesOf, partLabelOf, promptOf } from "./texts.ts";

const survey: SurveyDefinition = {
  schemaVersion: 1,
  name: "S",
  locale: "en",
  translations: { ru: { prompts: { score: "Насколько вероятно?" } }, "pt-BR": {} },
  questions: [{ id: "score", type: "nps", prompt: "How likely?", lowLabel: "never" }],
  endings: [],
};
const inLanguages = (...locales: string[]): SurveyDefinition => ({
  ...survey,
  translations: Object.fromEntries(locales.map((locale) => [locale, {}])),
});

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

  it.each([
    ["zh-TW", ["zh", "zh-Hant"], "zh-Hant"],
    ["zh-Hant-HK", ["zh-CN", "zh-TW"], "zh-TW"],
    ["zh-CN", ["zh-Hant", "zh-Hans"], "zh-Hans"],
    ["zh-SG", ["zh-TW", "zh"], "zh"],
    ["zh-TW", ["zh"], "zh"],
    ["sr", ["sr-Latn", "sr-Cyrl"], "sr-Cyrl"],
    ["ru-KZ", ["ru-RU", "ru"], "ru"],
    ["ru-RU", ["ru", "ru-RU"], "ru-RU"],
  ])("for a reader of %s among %j is %s", (wanted, offered, chosen) => {
    expect(chooseLocale(inLanguages(...offered), [wanted])).toBe(chosen);
  });
});

describe("A text that a language lacks", () => {
  it("is said in the survey's own words", () => {
    const question = { id: "score", prompt: "How likely?" };
    expect([promptOf(survey, question, "ru"), promptOf(survey, question, "pt-BR")]).toEqual([
      "Насколько вероятно?",
      "How likely?",
    ]);
    expect(localesOf(survey)).toEqual(["en", "ru", "pt-BR"]);
  });

  it.each([
    ["ru-RU", "Насколько вероятно?"],
    ["zh-TW", "有多大可能（繁）"],
    ["zh-SG", "有多大可能"],
    ["zh-Hant-HK", "有多大可能（繁）"],
    ["en-GB", "How likely?"],
  ])("is looked for text by text in a wider language first: %s", (locale, said) => {
    const translations: SurveyDefinition["translations"] = {
      ru: { prompts: { score: "Насколько вероятно?" } },
      zh: { prompts: { score: "有多大可能" } },
      "zh-Hant": { prompts: { score: "有多大可能（繁）" } },
      [locale]: { prompts: { other: "…" } },
    };
    expect(promptOf({ ...survey, translations }, { id: "score", prompt: "How likely?" }, locale)).toBe(said);
  });

  it("is the survey's own label at the end of a scale, too, and the standard wording where it has none", () => {
    const [question] = survey.questions as [Extract<SurveyDefinition["questions"][number], { type: "nps" }>];
    expect([endLabelOf(survey, question, "low", "ru"), endLabelOf(survey, question, "high", "ru")]).toEqual([
      "never",
      null,
    ]);
  });
});

describe("The completeness of a language", () => {
  const whole: SurveyDefinition = {
    ...survey,
    translations: {
      ru: {
        prompts: { score: "Насколько вероятно?", "score.help": " ", p: "Ещё" },
        labels: { "what.a": "А", b: "Б", "score.low": "никогда" },
      },
      "ru-KZ": { prompts: { "score.help": "Честно" } },
    },
    questions: [
      { id: "score", type: "nps", prompt: "How likely?", help: "Be honest", lowLabel: "never" },
      {
        id: "what",
        type: "singleChoice",
        prompt: "What?",
        choices: ["a", "b", "toString"].map((id) => ({ id, label: id })),
      },
    ],
    pages: [{ id: "p", from: "what", title: "More" }],
    endings: [{ id: "bye", prompt: "Bye", link: { url: "https://a.example", label: "On" } }],
  };

  it("counts every text that a customer reads and names those that are missing, with their place", () => {
    const { present, total, missing } = completenessOf(whole, "ru");
    expect([present, total]).toEqual([5, 10]);
    expect(missing.map(({ pointer, kind, keys }) => [pointer, kind, keys[0]])).toEqual([
      ["/questions/0/help", "prompts", "score.help"],
      ["/questions/1/prompt", "prompts", "what"],
      ["/questions/1/choices/2/label", "labels", "what.toString"],
      ["/endings/0/prompt", "prompts", "bye"],
      ["/endings/0/link/label", "labels", "bye.link"],
    ]);
  });

  it("takes what a wider language has for there, and the survey's own language for whole", () => {
    expect(completenessOf(whole, "ru-KZ").present).toBe(6);
    expect(completenessOf(whole, "en")).toMatchObject({ present: 10, missing: [] });
    expect(completenessOf(whole, "de").present).toBe(0);
  });

  it("reads the label of a part whose id every object has", () => {
    const [, question] = whole.questions;
    expect(partLabelOf(whole, question!, { id: "toString", label: "own" }, "ru")).toBe("own");
  });
});
