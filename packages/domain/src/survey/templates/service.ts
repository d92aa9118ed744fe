import { standardWording as standard } from "../standard-wording.ts";
import { callIf, thanksAndSorry, unhappy, why } from "./common.ts";
import type { Template } from "./draft-of.ts";

/** Surveys about help, about beginning and about leaving. */
export const serviceTemplates: readonly Template[] = [
  {
    id: "support",
    name: { en: "After support", ru: "После обращения в поддержку" },
    about: {
      en: "When a request is closed: is the customer satisfied with the help?",
      ru: "Когда вопрос закрыт: доволен ли человек помощью?",
    },
    touchpoint: "service",
    kind: "transactional",
    questions: [
      {
        id: "score",
        type: "csat",
        prompt: { en: "How satisfied are you with the help you received?", ru: "Насколько вы довольны помощью?" },
      },
      {
        id: "solved",
        type: "singleChoice",
        prompt: { en: "Is your problem solved?", ru: "Ваш вопрос решён?" },
        choices: [
          { id: "yes", label: { en: "Yes", ru: "Да" } },
          { id: "partly", label: { en: "In part", ru: "Частично" } },
          { id: "no", label: { en: "No", ru: "Нет" } },
        ],
      },
      { id: "missing", type: "text", prompt: { en: "What was missing?", ru: "Чего не хватило?" } },
      callIf(
        { any: [unhappy("csat"), { question: "solved", op: "in", value: ["partly", "no"] }] },
        {
          en: "My problem is not solved: call me",
          ru: "Вопрос не решён, перезвоните мне",
        },
      ),
    ],
    endings: thanksAndSorry({ any: [unhappy("csat"), { question: "solved", op: "eq", value: "no" }] }),
  },
  {
    id: "self-service",
    name: { en: "After self-service", ru: "После самообслуживания" },
    about: {
      en: "After a task done without an agent: how hard was it?",
      ru: "Когда человек справился сам: насколько это было трудно?",
    },
    touchpoint: "service",
    kind: "transactional",
    questions: [
      { id: "score", type: "ces", prompt: standard.ces },
      {
        id: "obstacle",
        type: "text",
        prompt: { en: "Where did you get stuck?", ru: "На чём вы застряли?" },
        when: { not: { question: "score", op: "band", value: "satisfied" } },
      },
      callIf(unhappy("ces")),
    ],
    endings: thanksAndSorry(unhappy("ces")),
  },
  {
    id: "onboarding",
    name: { en: "First weeks", ru: "Первые недели" },
    about: {
      en: "Two weeks after the start: did they get going?",
      ru: "Через две недели после начала: всё ли получилось?",
    },
    touchpoint: "lifecycle",
    kind: "transactional",
    questions: [
      {
        id: "score",
        type: "ces",
        prompt: { en: "How easy was it to get started with us?", ru: "Насколько легко было начать работу с нами?" },
      },
      { id: "unclear", type: "text", prompt: { en: "What is still unclear?", ru: "Что пока непонятно?" } },
      callIf(
        { not: { question: "score", op: "band", value: "satisfied" } },
        { en: "Call me and show me around", ru: "Позвоните и покажите, как всё устроено" },
      ),
    ],
    endings: [{ id: "thanks", prompt: standard.thanks }],
  },
  {
    id: "churn",
    name: { en: "On leaving", ru: "При уходе" },
    about: {
      en: "When somebody cancels or goes quiet: why, and would they come back?",
      ru: "Когда человек отказался или пропал: почему и вернулся бы он?",
    },
    touchpoint: "lifecycle",
    kind: "relational",
    questions: [
      {
        id: "reason",
        type: "singleChoice",
        required: true,
        prompt: { en: "What was the main reason for leaving us?", ru: "Почему вы решили от нас уйти?" },
        choices: [
          { id: "price", label: { en: "The price", ru: "Цена" } },
          { id: "quality", label: { en: "The quality", ru: "Качество" } },
          { id: "service", label: { en: "How I was treated", ru: "Отношение ко мне" } },
          { id: "rival", label: { en: "I found something better", ru: "Нашлось что-то лучше" } },
          { id: "need", label: { en: "I do not need it any more", ru: "Больше не нужно" } },
        ],
        shuffled: true,
        other: true,
      },
      { id: "score", type: "nps", prompt: standard.nps, required: false },
      {
        id: "return",
        type: "text",
        prompt: { en: "What would bring you back?", ru: "Что помогло бы вам вернуться?" },
        when: { question: "reason", op: "ne", value: "need" },
      },
      callIf({ question: "reason", op: "in", value: ["quality", "service"] }),
    ],
    endings: thanksAndSorry({ question: "reason", op: "in", value: ["quality", "service"] }),
  },
  {
    id: "call-centre",
    name: { en: "After a call", ru: "После звонка" },
    about: {
      en: "Minutes after a call: was it easy, and was it done at the first try?",
      ru: "Через несколько минут после звонка: легко ли и с первого ли раза?",
    },
    touchpoint: "service",
    kind: "transactional",
    questions: [
      {
        id: "score",
        type: "ces",
        prompt: { en: "How easy was it to get your question answered?", ru: "Насколько легко было решить вопрос?" },
      },
      {
        id: "tries",
        type: "singleChoice",
        prompt: { en: "How often did you have to contact us about it?", ru: "Сколько раз пришлось обращаться?" },
        choices: [
          { id: "once", label: { en: "Once", ru: "Один раз" } },
          { id: "twice", label: { en: "Twice", ru: "Два раза" } },
          { id: "more", label: { en: "More often", ru: "Больше" } },
          { id: "open", label: { en: "It is still open", ru: "Вопрос ещё не решён" } },
        ],
      },
      why,
      callIf({ any: [unhappy("ces"), { question: "tries", op: "eq", value: "open" }] }),
    ],
    endings: thanksAndSorry(unhappy("ces")),
  },
];
