import { standardWording as standard } from "../standard-wording.ts";
import { better, callIf, thanksAndSorry, unhappy, why } from "./common.ts";
import type { Template } from "./draft-of.ts";

/** Surveys where people are: at an event, at a stand, at work. */
export const placeTemplates: readonly Template[] = [
  {
    id: "event",
    name: { en: "After an event", ru: "После мероприятия" },
    about: { en: "The morning after: was coming worth it?", ru: "На следующее утро: стоило ли приходить?" },
    touchpoint: "places",
    kind: "transactional",
    questions: [
      {
        id: "score",
        type: "nps",
        prompt: {
          en: "How likely are you to recommend this event?",
          ru: "Насколько вероятно, что вы посоветуете это мероприятие?",
        },
      },
      {
        id: "parts",
        type: "csi",
        prompt: standard.csi,
        items: [
          { id: "programme", label: { en: "The programme", ru: "программой" }, weight: 0.5 },
          { id: "organisation", label: { en: "The organisation", ru: "организацией" }, weight: 0.3 },
          { id: "venue", label: { en: "The venue", ru: "местом проведения" }, weight: 0.2 },
        ],
        scale: { min: 1, max: 10 },
      },
      {
        id: "next",
        type: "text",
        prompt: { en: "What should we do differently next time?", ru: "Что в следующий раз сделать иначе?" },
      },
    ],
    endings: [
      { id: "sorry", prompt: standard.thanksDetractor, when: unhappy("nps") },
      { id: "thanks", prompt: { en: "Thank you for coming!", ru: "Спасибо, что пришли!" } },
    ],
  },
  {
    id: "kiosk",
    name: { en: "At the kiosk", ru: "У терминала" },
    about: {
      en: "On a screen at the way out: one press, and one more for those who have a reason.",
      ru: "На экране у выхода: одно касание и ещё одно, если есть причина.",
    },
    touchpoint: "places",
    kind: "transactional",
    questions: [
      { id: "score", type: "csat", prompt: standard.csat },
      {
        id: "reason",
        type: "singleChoice",
        prompt: { en: "What was it?", ru: "Что не понравилось?" },
        choices: [
          { id: "queue", label: { en: "The queue", ru: "Очередь" } },
          { id: "staff", label: { en: "The staff", ru: "Персонал" } },
          { id: "clean", label: { en: "Cleanliness", ru: "Чистота" } },
          { id: "choice", label: { en: "The choice", ru: "Выбор" } },
        ],
        when: { not: { question: "score", op: "band", value: "satisfied" } },
      },
    ],
    endings: thanksAndSorry(unhappy("csat")),
  },
  {
    id: "employee-pulse",
    name: { en: "Employee pulse", ru: "Пульс команды" },
    about: {
      en: "Once a month, without names: would they recommend working here?",
      ru: "Раз в месяц, без имён: посоветуют ли у вас работать?",
    },
    touchpoint: "people",
    kind: "relational",
    questions: [
      {
        id: "score",
        type: "nps",
        prompt: {
          en: "How likely are you to recommend working here to a friend?",
          ru: "Насколько вероятно, что вы посоветуете другу работать у нас?",
        },
      },
      {
        id: "parts",
        type: "csi",
        prompt: standard.csi,
        items: [
          { id: "tasks", label: { en: "Your tasks", ru: "своими задачами" }, weight: 1 },
          { id: "team", label: { en: "Your team", ru: "своей командой" }, weight: 1 },
          { id: "lead", label: { en: "Your manager", ru: "своим руководителем" }, weight: 1 },
          { id: "tools", label: { en: "Your tools", ru: "рабочими инструментами" }, weight: 1 },
        ],
        scale: { min: 1, max: 10 },
      },
      why,
    ],
    endings: [{ id: "thanks", prompt: standard.thanks }],
  },
  {
    id: "operator-pulse",
    name: { en: "Operator’s day", ru: "Смена оператора" },
    about: {
      en: "At the end of a shift: how easy was it to help customers, and what got in the way?",
      ru: "В конце смены: легко ли было помогать клиентам и что мешало?",
    },
    touchpoint: "people",
    kind: "transactional",
    questions: [
      {
        id: "score",
        type: "ces",
        prompt: {
          en: "How easy was it to help customers today?",
          ru: "Насколько легко было сегодня помогать клиентам?",
        },
      },
      {
        id: "obstacle",
        type: "multipleChoice",
        prompt: { en: "What got in your way?", ru: "Что мешало?" },
        choices: [
          { id: "system", label: { en: "The system", ru: "Система" } },
          { id: "knowledge", label: { en: "I lacked information", ru: "Не хватало информации" } },
          { id: "rules", label: { en: "Our rules", ru: "Наши правила" } },
          { id: "load", label: { en: "Too many calls", ru: "Слишком много звонков" } },
        ],
        other: true,
        when: { not: { question: "score", op: "band", value: "satisfied" } },
      },
      better,
      callIf(unhappy("ces"), { en: "I would like to talk about it", ru: "Хочу об этом поговорить" }),
    ],
    endings: [{ id: "thanks", prompt: standard.thanks }],
  },
];
