import type { Condition } from "@otklik/domain/survey/condition";
import { expect, it } from "vitest";
import type { Draft } from "../draft.ts";
import { sentenceWords } from "./sentence-words.ts";
import { nameOfTarget, sentenceOf } from "./sentences.ts";

const draft: Draft = {
  name: "S",
  locale: "en",
  translations: {},
  questions: [
    { id: "score", type: "nps", prompt: "How likely?" },
    {
      id: "plan",
      type: "singleChoice",
      prompt: "Which plan?",
      choices: [
        { id: "c1", label: "Free" },
        { id: "c2", label: "Paid" },
      ],
      other: true,
    },
    {
      id: "parts",
      type: "csi",
      prompt: "Parts?",
      items: [{ id: "i", label: "Speed", weight: 1 }],
      scale: { min: 1, max: 5 },
    },
    { id: "ok", type: "consent", prompt: "May we?" },
  ],
  pages: [
    { id: "first", from: "score" },
    { id: "more", from: "parts", title: "More" },
  ],
  endings: [{ id: "thanks", prompt: "Thank you" }],
};

it.each<[Condition, string, string]>([
  [
    { question: "score", op: "band", value: "detractor" },
    "the answer to 1 “How likely?” comes from a detractor",
    "ответ на вопрос 1 «How likely?» от критика",
  ],
  [
    { question: "plan", op: "in", value: ["c1", "other"] },
    "the answer to 2 “Which plan?” is one of “Free”, an answer in own words",
    "ответ на вопрос 2 «Which plan?» один из: «Free», свой вариант",
  ],
  [
    { question: "parts", part: "i", op: "lt", value: 3 },
    "“Speed” in 3 “Parts?” is below 3",
    "«Speed» в вопросе 3 «Parts?» меньше 3",
  ],
  [
    { question: "ok", op: "eq", value: true },
    "the answer to 4 “May we?” is yes",
    "ответ на вопрос 4 «May we?» равен да",
  ],
  [
    {
      all: [
        { contact: "plan", op: "ne", value: "gold" },
        { context: "order", op: "answered", value: false },
      ],
    },
    "the contact's plan is not “gold” and there is not order from the link",
    "признак клиента plan не равен «gold» и нет: order из ссылки",
  ],
  [
    {
      not: {
        any: [
          { computed: "total", op: "ge", value: 2 },
          { question: "gone", op: "answered" },
        ],
      },
    },
    "it is not so that the value total is at least 2 or there is the answer to “gone”, which is not there",
    "неверно, что значение total не меньше 2 или есть ответ на вопрос «gone», которого нет",
  ],
])("a condition is said as a person would say it: %j", (condition, en, ru) => {
  expect(sentenceOf(draft, condition, sentenceWords.en)).toBe(en);
  expect(sentenceOf(draft, condition, sentenceWords.ru)).toBe(ru);
});

it.each([
  ["plan", "question 2 “Which plan?”"],
  ["first", "page 1"],
  ["more", "page 2 “More”"],
  ["thanks", "the ending “Thank you”"],
  ["end", "the end"],
])("a way to %s says where it leads", (to, expected) => {
  expect(nameOfTarget(draft, to, sentenceWords.en)).toBe(expected);
});
