import type { Answers, Question, SurveyDefinition } from "@otklik/domain/survey/definition";
import { describe, expect, it } from "vitest";
import { answersFromForm, formFromAnswers } from "./answers-from-form.ts";
import { errorsForForm } from "./refused-form.ts";
import { surveyPage } from "./survey-page.ts";

const choices = ["a", "b", "c"].map((id) => ({ id, label: `Choice ${id}` }));
const rows = ["x", "y"].map((id) => ({ id, label: `Row ${id}` }));
const questions: Question[] = [
  { id: "stars", type: "rating", prompt: "Stars?", highLabel: "superb" },
  { id: "one", type: "singleChoice", prompt: "One?", choices, other: true, required: true },
  { id: "some", type: "multipleChoice", prompt: "Some?", choices, other: true, help: "As many as you like" },
  { id: "grid", type: "matrix", prompt: "Grid?", rows, columns: choices },
  { id: "order", type: "ranking", prompt: "Order?", choices, shuffled: true },
  { id: "size", type: "number", prompt: "Size?" },
  { id: "day", type: "date", prompt: "Day?", min: "2026-01-01" },
  { id: "mail", type: "email", prompt: "Mail?" },
  { id: "tel", type: "phone", prompt: "Phone?" },
  { id: "agree", type: "consent", prompt: "I agree", required: true },
];
const survey: SurveyDefinition = {
  schemaVersion: 1,
  name: "S",
  locale: "en",
  translations: { ru: { labels: { "one.a": "Вариант А" } } },
  questions,
  endings: [],
};

describe("A form with choices and fields", () => {
  it.each<[string, Answers]>([
    ["choices", { one: "a", some: ["a", "c"], grid: { x: "b" }, order: ["c", "a", "b"] }],
    ["choices in own words", { one: { other: "D" }, some: ["b", { other: "E" }] }],
    ["fields", { stars: 4, size: 1.5, day: "2026-02-28", mail: "anna@example.com", tel: "+7 921", agree: true }],
    ["nothing", {}],
  ])("gives back the answers it was filled with: %s", (_, answers) => {
    const posted = new URLSearchParams(formFromAnswers(survey, answers));
    expect(answersFromForm(survey, posted)).toEqual(answers);
  });

  it("reads a number as it is written where the respondent lives, and hands on what is none", () => {
    expect(answersFromForm(survey, new URLSearchParams({ size: " 1,5 " }))).toEqual({ size: 1.5 });
    expect(answersFromForm(survey, new URLSearchParams({ size: "1e5" }))).toEqual({ size: "1e5" });
  });

  it("hands on an order in which two share a place, for the validator to refuse", () => {
    const shared = new URLSearchParams({ "order.a": "1", "order.b": "1", "order.c": "2" });
    expect(answersFromForm(survey, shared)).toEqual({ order: [] });
  });

  it("has labelled controls for all of them, with nothing inline", () => {
    const page = drawn({});
    expect(page.match(/<input type="radio" name="one" value="(?:a|b|c|other)" required/g)).toHaveLength(4);
    expect(page.match(/<input type="checkbox" name="some\.(?:a|b|c|other)" value="on"/g)).toHaveLength(4);
    expect(page.match(/<input type="radio" name="grid\.[xy]" value="[abc]"/g)).toHaveLength(6);
    expect(page.match(/<label for="q4-\d">/g)).toHaveLength(3);
    expect(page).toContain('name="size" value="" type="text" inputmode="decimal"');
    expect(page).toContain('name="day" value="" type="date" min="2026-01-01"');
    expect(page).toMatch(/<input type="checkbox" name="agree" value="on" required/);
    expect(page).toContain('<small class="help">As many as you like</small>');
    expect(page).toContain("5 = superb");
    expect(page).not.toContain('id="q0-low">1');
    expect(page).not.toMatch(/ (?:style|on\w+)=/);
  });

  it("shows what was chosen, in the page's language, and shuffles the same way each time", () => {
    const page = drawn(
      formFromAnswers(survey, { one: { other: 'D"><b>' }, some: ["b"], order: ["c", "a", "b"] }),
      "ru",
    );
    expect(page).toContain("Вариант А");
    expect(page).toMatch(/value="other" required checked/);
    expect(page).toContain('name="one._other" value="D&quot;&gt;&lt;b&gt;"');
    expect(page).toMatch(/name="some.b" value="on" checked/);
    expect(page.match(/<option selected>/g)).toHaveLength(3);
    expect(drawn({})).toBe(drawn({}));
  });

  it("says at each refused question what to do", () => {
    const errors = questions.map(({ id }) => ({ pointer: `/answers/${id}` }));
    for (const locale of ["en", "ru"]) {
      const said = errorsForForm(survey, { answers: {}, errors }, locale);
      expect(Object.keys(said)).toEqual(questions.map(({ id }) => id));
      for (const text of Object.values(said)) expect(text).toMatch(/^\p{Lu}.+\.$/u);
    }
    expect(drawn({}, "en", { one: "Please choose one of these." })).toMatch(/name="one" value="a" required autofocus/);
  });
});

function drawn(values: Record<string, string>, locale = "en", errors: Record<string, string> = {}): string {
  return surveyPage({
    definition: survey,
    locale,
    otherLocales: [],
    brand: { name: "Meridian Rail", accent: null },
    nonce: "0198c0de",
    preselected: null,
    values,
    errors,
    context: null,
    phone: null,
    windows: [],
    saved: false,
    unsubscribeUrl: null,
    privacyUrl: null,
  });
}
