import { draftOf } from "@otklik/domain/survey/templates/draft-of";
import { templates } from "@otklik/domain/survey/templates/templates";
import { describe, expect, it } from "vitest";
import { type Draft, languagesOf, withLanguage, withoutLanguage, withText } from "./draft.ts";

const template = templates.find(({ id }) => id === "satisfaction-index") as (typeof templates)[number];
const both = draftOf(template, ["en", "ru"]);

describe("A draft", () => {
  it("says another text in another language, and its own again where that is emptied", () => {
    const reworded = withText(both, "ru", "prompts", "first", "Что сначала?");
    expect(reworded.translations.ru?.prompts).toMatchObject({ first: "Что сначала?" });
    expect(withText(reworded, "ru", "prompts", "first", "").translations.ru?.prompts).not.toHaveProperty("first");
  });

  it("goes on in the other language when its own is taken away", () => {
    const russian = withoutLanguage(both, "en");
    const { schemaVersion: _, name: __, ...expected } = draftOf(template, ["ru"]);
    expect(russian).toMatchObject(expected);
    expect(languagesOf(russian)).toEqual(["ru"]);
    expect(withoutLanguage(russian, "ru")).toBe(russian);
  });

  it("takes every text along when its own language is taken away: help, choices, page titles and links", () => {
    const draft: Draft = {
      name: "S",
      locale: "en",
      translations: {
        ru: {
          prompts: { plan: "Тариф?", "plan.help": "Один", about: "О вас", thanks: "Спасибо!" },
          labels: { "plan.free": "Даром", "thanks.link": "Отзыв" },
        },
      },
      questions: [
        { id: "plan", type: "singleChoice", prompt: "Plan?", help: "One", choices: [{ id: "free", label: "Free" }] },
      ],
      pages: [{ id: "about", from: "plan", title: "About you" }],
      endings: [{ id: "thanks", prompt: "Thanks!", link: { url: "https://x.example", label: "Review" } }],
    };
    expect(withoutLanguage(draft, "en")).toMatchObject({
      locale: "ru",
      questions: [{ prompt: "Тариф?", help: "Один", choices: [{ id: "free", label: "Даром" }] }],
      pages: [{ id: "about", from: "plan", title: "О вас" }],
      endings: [{ prompt: "Спасибо!", link: { url: "https://x.example", label: "Отзыв" } }],
    });
  });

  it("takes a language in and out", () => {
    const german = withLanguage(both, "de");
    expect(languagesOf(german)).toEqual(["en", "ru", "de"]);
    expect(languagesOf(withoutLanguage(german, "de"))).toEqual(["en", "ru"]);
  });
});
