import { describe, expect, it } from "vitest";
import { faultsOf } from "../check-definition.ts";
import { faultsOfLogic } from "../check-logic.ts";
import type { SurveyDefinition } from "../definition.ts";
import { fromSurveyJs, isSurveyJs } from "./from-surveyjs.ts";

/** As their form editor writes one. */
const realistic = {
  title: { default: "After your stay", ru: "После проживания" },
  locale: "en",
  pages: [
    {
      name: "page1",
      elements: [
        {
          type: "rating",
          name: "nps-score",
          title: { default: "How likely are you to recommend us?", ru: "Порекомендуете нас?" },
          isRequired: true,
          rateMin: 0,
          rateMax: 10,
          minRateDescription: "Never",
          maxRateDescription: { default: "Surely", ru: "Точно" },
        },
        {
          type: "panel",
          name: "unhappy",
          visibleIf: "{nps-score} < 7",
          elements: [
            {
              type: "checkbox",
              name: "what was wrong",
              title: "What was wrong?",
              choices: ["room", { value: 2, text: { default: "The food", ru: "Еда" } }],
              hasOther: true,
              showNoneItem: true,
              choicesOrder: "random",
              maxSelectedChoices: 2,
            },
            {
              type: "comment",
              name: "detail",
              title: "Tell us more, you gave {nps-score}",
              visibleIf: "{what was wrong} contains 'room' and {what was wrong} notempty",
              maxLength: 500,
            },
          ],
        },
      ],
    },
    {
      name: "about you",
      title: "About you",
      elements: [
        { type: "text", name: "mail", inputType: "email", title: "Your e-mail" },
        { type: "text", name: "nights", inputType: "number", min: 1, max: 30 },
        { type: "text", name: "arrival", inputType: "date" },
        { type: "text", name: "favourite", inputType: "color" },
        { type: "dropdown", name: "country", choices: [{ value: "kz", text: "Kazakhstan" }, "de"] },
        { type: "boolean", name: "again", title: "Will you come again?", labelTrue: "Sure" },
        {
          type: "matrix",
          name: "parts",
          columns: [
            { value: 1, text: "Bad" },
            { value: 2, text: "Good" },
          ],
          rows: ["bed", "bath"],
        },
        { type: "ranking", name: "order", choices: ["price", "place", "food"] },
        { type: "html", name: "note", html: "<p>Almost <b>done</b> &amp; thanks.</p>" },
        { type: "text", name: "why not", visibleIf: "{again} = false or {parts.bed} = 1" },
        { type: "text", name: "hard", visibleIf: "age({arrival}) > 3" },
        { type: "file", name: "photo" },
        { type: "signaturepad", name: "sign" },
        { type: "expression", name: "sum", expression: "{nights} * 2" },
        {
          type: "imagepicker",
          name: "room",
          choices: [{ value: "sea", imageLink: "https://a.example/1.png" }, "yard"],
        },
        { type: "text", name: "code", validators: [{ type: "regex", regex: "^(a+)+$" }] },
      ],
    },
  ],
  triggers: [{ type: "complete", expression: "{nights} = 1" }],
  completedHtmlOnCondition: [{ expression: "{nps-score} >= 9", html: "<h3>Tell others!</h3>" }],
  completedHtml: "<h3>Thank you</h3>",
};

describe("A survey of SurveyJS", () => {
  const { survey, notTaken } = fromSurveyJs(realistic);
  const taken = survey as NonNullable<typeof survey>;
  const definition: SurveyDefinition = { schemaVersion: 1, ...taken };
  const question = (id: string) => taken.questions.find((one) => one.id === id);

  it("is taken over as one that can be published", () => {
    expect([...faultsOf(definition), ...faultsOfLogic(definition)]).toEqual([]);
    expect(taken.name).toBe("After your stay");
    expect(taken.questions.map(({ id, type }) => `${id} ${type}`)).toEqual([
      "nps-score nps",
      "what_was_wrong multipleChoice",
      "detail text",
      "mail email",
      "nights number",
      "arrival date",
      "favourite text",
      "country singleChoice",
      "again singleChoice",
      "parts matrix",
      "order ranking",
      "note statement",
      "why_not text",
      "hard text",
      "room singleChoice",
      "code text",
    ]);
    expect(taken.pages).toEqual([{ id: "about_you", from: "mail", title: "About you" }]);
  });

  it("keeps its texts, choices and languages", () => {
    expect(question("nps-score")).toMatchObject({ required: true, lowLabel: "Never", highLabel: "Surely" });
    expect(taken.translations.ru).toEqual({
      prompts: { "nps-score": "Порекомендуете нас?" },
      labels: { "nps-score.high": "Точно", "what_was_wrong.c2": "Еда" },
    });
    expect(question("what_was_wrong")).toMatchObject({
      choices: [
        { id: "room", label: "room" },
        { id: "c2", label: "The food" },
        { id: "none", label: "No", fixed: true },
      ],
      other: true,
      shuffled: true,
      max: 2,
      required: false,
    });
    expect(question("detail")?.prompt).toBe("Tell us more, you gave {{answer:nps-score}}");
    expect(question("note")?.prompt).toBe("Almost done & thanks.");
    expect(question("again")).toMatchObject({
      choices: [
        { id: "true", label: "Sure" },
        { id: "false", label: "No" },
      ],
    });
    expect(taken.endings.map(({ prompt }) => prompt)).toEqual(["Tell others!", "Thank you"]);
  });

  it("keeps its simple conditions, those of a panel for all within it", () => {
    const unhappy = { question: "nps-score", op: "lt", value: 7 };
    const wrong = (more: object) => ({ question: "what_was_wrong", ...more });
    expect(question("what_was_wrong")?.when).toEqual(unhappy);
    expect(question("detail")?.when).toEqual({
      all: [unhappy, wrong({ op: "contains", value: "room" }), wrong({ op: "answered", value: true })],
    });
    expect(question("why_not")?.when).toEqual({
      any: [
        { question: "again", op: "eq", value: "false" },
        { question: "parts", part: "bed", op: "eq", value: "c1" },
      ],
    });
    expect(taken.endings[0]?.when).toEqual({ question: "nps-score", op: "ge", value: 9 });
  });

  it("says what was not taken over, where it was, and why", () => {
    expect(notTaken.map(({ pointer, reason, detail }) => [pointer, reason, detail])).toEqual([
      ["/pages/1/elements/3", "property", "inputType color"],
      ["/pages/1/elements/10/visibleIf", "condition", "age({arrival}) > 3"],
      ["/pages/1/elements/11", "type", "file"],
      ["/pages/1/elements/12", "type", "signaturepad"],
      ["/pages/1/elements/13", "calculated", "expression"],
      ["/pages/1/elements/14", "images", "imagepicker"],
      ["/pages/1/elements/15/validators", "property", "validators"],
      ["/triggers", "property", "triggers"],
    ]);
  });

  it("may be a list of elements without pages, in another language", () => {
    const { survey: russian } = fromSurveyJs({
      locale: "ru",
      elements: [{ type: "boolean", name: "да?", title: { default: "Понравилось?", en: "Did you like it?" } }],
    });
    expect(russian).toMatchObject({
      locale: "ru",
      questions: [{ id: "q", prompt: "Понравилось?", choices: [{ label: "Да" }, { label: "Нет" }] }],
      translations: { en: { prompts: { q: "Did you like it?" } } },
      endings: [{ prompt: "Спасибо! Мы читаем каждый ответ." }],
    });
  });

  it.each([[{ elements: [] }], [{ pages: "x" }], [{ pages: [{ elements: [{ type: "file" }] }] }]])(
    "with nothing to ask is told from others: %j",
    (empty) => {
      expect(fromSurveyJs(empty).survey).toBeNull();
    },
  );

  it("is told from a document of ours", () => {
    expect(isSurveyJs(realistic)).toBe(true);
    expect([definition, null, [], "x", { name: "S" }].map(isSurveyJs)).toEqual([false, false, false, false, false]);
  });
});
