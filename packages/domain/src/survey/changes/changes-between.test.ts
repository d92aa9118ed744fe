import { describe, expect, it } from "vitest";
import type { Condition } from "../condition.ts";
import type { SurveyDefinition } from "../definition.ts";
import { draftOf } from "../templates/draft-of.ts";
import { templates } from "../templates/templates.ts";
import { changesBetween } from "./changes-between.ts";

const choices = (...ids: string[]) => ids.map((id) => ({ id, label: id.toUpperCase() }));
const base: SurveyDefinition = {
  schemaVersion: 1,
  name: "S",
  locale: "en",
  translations: { ru: { prompts: { score: "Посоветуете?" } } },
  questions: [
    { id: "score", type: "nps", prompt: "Recommend?" },
    { id: "plan", type: "singleChoice", prompt: "Which plan?", choices: choices("a", "b", "c") },
    { id: "why", type: "text", prompt: "Why?" },
    {
      id: "parts",
      type: "csi",
      prompt: "Parts?",
      items: [{ id: "x", label: "X", weight: 1 }],
      scale: { min: 1, max: 5 },
    },
  ],
  endings: [{ id: "bye", prompt: "Bye" }],
};
const [score, plan, why, parts] = base.questions as [
  SurveyDefinition["questions"][number],
  Extract<SurveyDefinition["questions"][number], { type: "singleChoice" }>,
  SurveyDefinition["questions"][number],
  Extract<SurveyDefinition["questions"][number], { type: "csi" }>,
];
const when: Condition = {
  all: [
    { question: "score", op: "band", value: "detractor" } as const,
    { question: "plan", op: "in", value: ["a", "b"] } as const,
  ],
};

describe("What changed", () => {
  it.each<[string, Partial<SurveyDefinition>, string[], string[]]>([
    ["nothing", {}, [], []],
    ["the name", { name: "T" }, ["The name changed from “S” to “T”."], ["Название: было «S», стало «T»."]],
    [
      "a wording in one language",
      { questions: [{ ...score, prompt: "Recommend us?" }, plan, why, parts] },
      ["Question 1: wording changed in English from “Recommend?” to “Recommend us?”."],
      ["Вопрос 1, формулировка (английский): было «Recommend?», стало «Recommend us?»."],
    ],
    [
      "a translation",
      { translations: { ru: { prompts: { score: "Посоветуете нас?", why: "Почему?" } } } },
      [
        "Question 1: wording changed in Russian from “Посоветуете?” to “Посоветуете нас?”.",
        "Question 3: wording added in Russian: “Почему?”.",
      ],
      [
        "Вопрос 1, формулировка (русский): было «Посоветуете?», стало «Посоветуете нас?».",
        "Вопрос 3, формулировка (русский): добавлено «Почему?».",
      ],
    ],
    [
      "the languages",
      { translations: { de: { prompts: { score: "Empfehlen?" } } } },
      ["Language added: German, 1 of 9 texts.", "Language taken away: Russian."],
      ["Добавлен язык: немецкий, текстов 1 из 9.", "Убран язык: русский."],
    ],
    [
      "choices",
      { questions: [score, { ...plan, choices: choices("b", "a", "d"), other: true }, why, parts] },
      [
        "Question 2: choice “D” added.",
        "Question 2: choice “C” taken away.",
        "Question 2: the order changed (choice).",
        "Question 2: other changed from nothing to yes.",
      ],
      [
        "Вопрос 2: добавлено, вариант «D».",
        "Вопрос 2: убрано, вариант «C».",
        "Вопрос 2: изменился порядок (вариант).",
        "Вопрос 2, other: было ничего, стало да.",
      ],
    ],
    [
      "a condition and whether it has to be answered",
      { questions: [score, plan, { ...why, when, required: true }, parts] },
      [
        "Question 3: has to be answered now.",
        "Question 3: now only if question 1 is a detractor’s and question 2 is one of “A”, “B”.",
      ],
      [
        "Вопрос 3: теперь нужно ответить.",
        "Вопрос 3: теперь только если ответ на вопрос 1 — критика и ответ на вопрос 2 один из “A”, “B”.",
      ],
    ],
    [
      "the order, and nothing that only stands elsewhere by it",
      { questions: [score, why, plan, parts] },
      ["Question 3: moved here from place 2."],
      ["Вопрос 3: перенесено сюда с места 2."],
    ],
    [
      "a question more and one less",
      { questions: [score, plan, { id: "date", type: "date", prompt: "When?" }, parts] },
      ["Question 3 added: “When?”.", "Question 3 of before taken away: “Why?”."],
      ["Вопрос 3: добавлено «When?».", "Вопрос 3 прежней версии: убрано «Why?»."],
    ],
    [
      "a scale",
      { questions: [score, plan, why, { ...parts, scale: { min: 1, max: 7 } }] },
      ["Question 4 starts a new series: the scale went from 1–5 to 1–7."],
      ["Вопрос 4 начинает новый ряд: шкала была 1–5, стала 1–7."],
    ],
    [
      "ways, endings and their links",
      {
        questions: [
          { ...score, next: [{ when: { question: "score", op: "ge", value: 9 }, to: "end" }] },
          plan,
          why,
          parts,
        ],
        endings: [{ id: "bye", prompt: "Bye", link: { url: "https://a.example/", label: "On" } }],
      },
      [
        "Question 1: now leads on: the end if question 1 is at least 9.",
        "Ending 1: words of the link added in English: “On”.",
        "Ending 1: its link leads to https://a.example/ now.",
      ],
      [
        "Вопрос 1: теперь ведёт дальше: конец, если ответ на вопрос 1 не меньше 9.",
        "Завершение 1, слова ссылки (английский): добавлено «On».",
        "Завершение 1: ссылка теперь ведёт на https://a.example/.",
      ],
    ],
  ])("is said of %s", (_, more, english, russian) => {
    const said = (language: "en" | "ru") =>
      changesBetween(base, { ...base, ...more }, language).map(({ sentence }) => sentence);
    expect(said("en")).toEqual(english);
    expect(said("ru")).toEqual(russian);
  });

  it("tells which change begins a new series, and where it is", () => {
    const after = { ...base, questions: [score, plan, why, { ...parts, scale: { min: 1, max: 7 } }] };
    expect(changesBetween(base, after, "en")).toEqual([
      { pointer: "/questions/3", sentence: expect.any(String), startsSeries: true },
    ]);
  });

  it("is nothing between a template and itself, and something between any two", () => {
    for (const one of templates)
      for (const other of templates) {
        const changes = changesBetween(draftOf(one, ["en", "ru"]), draftOf(other, ["en", "ru"]), "ru");
        expect(changes.length === 0).toBe(one === other);
        expect(changes.filter(({ sentence }) => /undefined|\[object/.test(sentence))).toEqual([]);
      }
  });
});
