import type { Answers, SurveyDefinition } from "@otklik/domain/survey/definition";
import { describe, expect, it } from "vitest";
import { answersFromForm, formFromAnswers } from "./answers-from-form.ts";
import { errorsForForm } from "./refused-form.ts";

const survey: SurveyDefinition = {
  schemaVersion: 1,
  name: "After delivery",
  locale: "en",
  translations: {},
  questions: [
    { id: "hello", type: "statement", prompt: "Hello" },
    { id: "score", type: "nps", prompt: "Recommend?" },
    { id: "visit", type: "csat", prompt: "Satisfied?" },
    { id: "ease", type: "ces", prompt: "Easy?" },
    {
      id: "parts",
      type: "csi",
      prompt: "Parts?",
      items: [
        { id: "speed", label: "Speed", weight: 1 },
        { id: "staff", label: "Staff", weight: 1 },
      ],
      scale: { min: 1, max: 10 },
    },
    { id: "why", type: "text", prompt: "Why?", maxLength: 500 },
    { id: "call", type: "callback", prompt: "Call me" },
  ],
  endings: [],
};
const window = { from: "2026-11-21T14:00:00.000Z", to: "2026-11-21T16:00:00.000Z" };

describe("a posted form", () => {
  it.each<[string, Answers]>([
    ["a score alone", { score: 0 }],
    ["every score", { score: 10, visit: 1, ease: 7 }],
    ["some parts", { parts: { staff: 3 } }],
    ["a comment with line ends", { score: 9, why: "  Late,\nagain & again <3 " }],
    ["a call at a chosen time", { call: { wanted: true, phone: "+79215550142", window } }],
    ["a call at any time", { call: { wanted: true } }],
    ["nothing", {}],
  ])("gives back the answers it was filled with: %s", (_, answers) => {
    const posted = new URLSearchParams(formFromAnswers(survey, answers));
    expect(answersFromForm(survey, posted)).toEqual(answers);
  });

  it("takes an empty control for no answer", () => {
    const fields = {
      score: "",
      "parts.speed": "",
      why: " \r\n ",
      call: "",
      "call.phone": "+79215550142",
      "call.window": "",
    };
    expect(answersFromForm(survey, new Map(Object.entries(fields)))).toEqual({});
  });

  it("wants no call back when only the phone was filled in", () => {
    expect(answersFromForm(survey, new URLSearchParams({ "call.phone": "+79215550142" }))).toEqual({});
  });

  it("has the same line ends as the answer that a script sends", () => {
    expect(answersFromForm(survey, new URLSearchParams({ why: "Late\r\nagain" }))).toEqual({ why: "Late\nagain" });
  });

  it.each(["9.5", "9.0", "1e1", "+9", " 9", "09", "0x9", "٩", "nine", "-0", "99999999999", "9,9", "Infinity"])(
    "hands %j on as it came, for the validator to refuse",
    (score) => {
      expect(answersFromForm(survey, new URLSearchParams({ score, "parts.speed": score }))).toEqual({
        score,
        parts: { speed: score },
      });
    },
  );

  it("hands an unknown tick and an unknown time on as well", () => {
    expect(answersFromForm(survey, new URLSearchParams({ call: "yes" }))).toEqual({ call: "yes" });
    expect(answersFromForm(survey, new URLSearchParams({ call: "on", "call.window": "now" }))).toEqual({
      call: { wanted: true, window: { from: "now", to: "" } },
    });
  });

  it("ignores fields that belong to no question", () => {
    expect(
      answersFromForm(survey, new URLSearchParams({ nonce: "n", lang: "ru", hello: "x", "parts.rude": "1" })),
    ).toEqual({});
  });

  it("never fills in an object's prototype", () => {
    const odd: SurveyDefinition = { ...survey, questions: [{ id: "__proto__", type: "nps", prompt: "?" }] };
    const answers = answersFromForm(odd, new URLSearchParams([["__proto__", "9"]]));
    expect(Object.entries(answers)).toEqual([["__proto__", 9]]);
  });
});

describe("a refused form", () => {
  it.each([
    ["/answers/score", {}, "score", "Please choose a number from 0 to 10."],
    ["/answers/visit", { visit: "x" }, "visit", "Please choose a number from 1 to 5."],
    ["/answers/parts", {}, "parts", "Please rate at least one of these."],
    ["/answers/parts/speed", { parts: { speed: 11 } }, "parts", "Please choose a number from 1 to 10."],
    ["/answers/why", {}, "why", "Please write a few words."],
    ["/answers/why", { why: "x".repeat(501) }, "why", "Please use at most 500 characters."],
    [
      "/answers/call/phone",
      { call: "on" },
      "call",
      "Please write the phone number in digits, with + and the country code first.",
    ],
    ["/answers/call/window/from", { call: "on" }, "call", "Please choose another time."],
    ["/answers/elsewhere", {}, "", "Please check this answer."],
    ["/nonce", {}, "", "Please check this answer."],
  ])("says for %s %j what to do", (pointer, answers, id, message) => {
    expect(errorsForForm(survey, { answers: answers as Answers, errors: [{ pointer }] }, "en")).toEqual({
      [id]: message,
    });
  });

  it("says it in Russian to a Russian reader", () => {
    const refused = { answers: {}, errors: [{ pointer: "/answers/score" }, { pointer: "/answers/why" }] };
    expect(errorsForForm(survey, refused, "ru-RU")).toEqual({
      score: "Выберите число от 0 до 10.",
      why: "Напишите пару слов.",
    });
  });
});
