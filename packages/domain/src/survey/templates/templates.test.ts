import { describe, expect, it } from "vitest";
import { faultsOf } from "../check-definition.ts";
import { isMetricQuestion, primaryQuestion } from "../definition.ts";
import { itemLabelOf, localesOf, promptOf } from "../texts.ts";
import { draftOf, type TemplateLanguage } from "./draft-of.ts";
import { templates } from "./templates.ts";

const bothWays: [TemplateLanguage, TemplateLanguage][] = [
  ["en", "ru"],
  ["ru", "en"],
];

describe.each(templates.map((template) => [template.id, template] as const))("The template %s", (_, template) => {
  it.each(bothWays)("is sound in %s with %s beside it", (locale, other) => {
    const draft = draftOf(template, [locale, other]);
    expect(faultsOf(draft)).toEqual([]);
    expect(localesOf(draft)).toEqual([locale, other]);
    expect(primaryQuestion(draft)).not.toBeNull();
  });

  it("is wholly translated", () => {
    const draft = draftOf(template, ["en", "ru"]);
    const isRussian = expect.stringMatching(/^[^a-z]*[а-яё][^a-z]*$/i);
    for (const asked of [...draft.questions, ...draft.endings]) expect(promptOf(draft, asked, "ru")).toEqual(isRussian);
    for (const question of draft.questions)
      if (question.type === "csi")
        for (const item of question.items) expect(itemLabelOf(draft, item, "ru")).toEqual(isRussian);
    expect(template.name.ru).toEqual(isRussian);
    expect(template.about.ru).toEqual(isRussian);
  });

  it("can be asked in one language alone as well", () => {
    expect(localesOf(draftOf(template, ["ru"]))).toEqual(["ru"]);
  });
});

describe("The templates", () => {
  it("are eight, each with an id of its own, and measure all four metrics", () => {
    expect(new Set(templates.map(({ id }) => id)).size).toBe(8);
    const measured = templates.flatMap((template) => draftOf(template, ["en"]).questions.filter(isMetricQuestion));
    expect(new Set(measured.map(({ type }) => type))).toEqual(new Set(["nps", "csat", "ces", "csi"]));
  });
});
