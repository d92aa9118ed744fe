import { describe, expect, it } from "vitest";
import { respondentLanguages } from "../../words/languages.ts";
import { faultsOf } from "../check-definition.ts";
import { faultsOfLogic } from "../check-logic.ts";
import { isMetricQuestion, primaryQuestion } from "../definition.ts";
import { completenessOf, localesOf, textIn, textsIn } from "../texts.ts";
import { draftOf } from "./draft-of.ts";
import { templates } from "./templates.ts";

describe.each(templates.map((template) => [template.id, template] as const))("The template %s", (_, template) => {
  it.each(respondentLanguages)("is sound in %s, with all others beside it", (locale) => {
    const draft = draftOf(template, [locale, ...respondentLanguages.filter((one) => one !== locale)]);
    expect([...faultsOf(draft), ...faultsOfLogic(draft)]).toEqual([]);
    expect(localesOf(draft)).toHaveLength(9);
    expect(primaryQuestion(draft)).not.toBeNull();
  });

  it("is whole in English and Russian, and has its standard parts in seven languages more", () => {
    const draft = draftOf(template, ["en", ...respondentLanguages.slice(1)]);
    expect(completenessOf(draft, "ru").missing).toEqual([]);
    for (const text of textsIn(draft))
      expect(textIn(draft, text, "ru")).toEqual(expect.stringMatching(/^[^a-z]*[а-яё][^a-z]*$/i));
    for (const language of respondentLanguages) expect(completenessOf(draft, language).present).toBeGreaterThan(0);
    expect(template.name.ru + template.about.ru).toEqual(expect.stringMatching(/^[^a-z]*[а-яё][^a-z]*$/i));
  });

  it("can be asked in one language alone as well", () => {
    expect(localesOf(draftOf(template, ["ru"]))).toEqual(["ru"]);
  });
});

describe("The templates", () => {
  it("are at least twelve, each with an id of its own, and measure all four metrics", () => {
    expect(new Set(templates.map(({ id }) => id)).size).toBe(templates.length);
    expect(templates.length).toBeGreaterThanOrEqual(12);
    const measured = templates.flatMap((template) => draftOf(template, ["en"]).questions.filter(isMetricQuestion));
    expect(new Set(measured.map(({ type }) => type))).toEqual(new Set(["nps", "csat", "ces", "csi"]));
  });
});
