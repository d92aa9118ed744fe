import type { Said, Template } from "./draft-of.ts";

const thanks: Said = { en: "Thank you! We read every answer.", ru: "Спасибо! Мы читаем каждый ответ." };
const callMe: Said = { en: "Call me about this", ru: "Перезвоните мне" };
const mainReason: Said = {
  en: "What is the main reason for your score?",
  ru: "Что больше всего повлияло на вашу оценку?",
};

/** Surveys to begin with, in English and Russian. */
export const templates: readonly Template[] = [
  {
    id: "relationship",
    name: { en: "How we are doing", ru: "Как мы вам" },
    about: {
      en: "The whole relationship, once a quarter: would they recommend you?",
      ru: "Отношение в целом, раз в квартал: готовы ли вас рекомендовать?",
    },
    kind: "relational",
    questions: [
      {
        id: "score",
        type: "nps",
        prompt: {
          en: "How likely are you to recommend us to a friend or colleague?",
          ru: "Насколько вероятно, что вы посоветуете нас друзьям или коллегам?",
        },
      },
      { id: "why", type: "text", prompt: mainReason },
      { id: "call", type: "callback", prompt: callMe },
    ],
    ending: thanks,
  },
  {
    id: "purchase",
    name: { en: "After a purchase", ru: "После покупки" },
    about: {
      en: "Right after the order: was choosing and paying what they hoped for?",
      ru: "Сразу после заказа: удобно ли было выбирать и платить?",
    },
    kind: "transactional",
    questions: [
      {
        id: "score",
        type: "nps",
        prompt: {
          en: "After this purchase, how likely are you to recommend us?",
          ru: "Насколько вероятно, что после этой покупки вы нас посоветуете?",
        },
      },
      {
        id: "better",
        type: "text",
        prompt: { en: "What should we have done better?", ru: "Что нам стоило сделать лучше?" },
      },
      { id: "call", type: "callback", prompt: callMe },
    ],
    ending: thanks,
  },
  {
    id: "delivery",
    name: { en: "After delivery", ru: "После доставки" },
    about: {
      en: "When the order has arrived: was it on time, whole and friendly?",
      ru: "Когда заказ получен: вовремя ли, цел ли, вежливо ли?",
    },
    kind: "transactional",
    questions: [
      {
        id: "score",
        type: "nps",
        prompt: {
          en: "How likely are you to recommend us after this delivery?",
          ru: "Насколько вероятно, что после этой доставки вы нас посоветуете?",
        },
      },
      {
        id: "why",
        type: "text",
        prompt: { en: "What went well, and what did not?", ru: "Что прошло хорошо, а что нет?" },
      },
      { id: "call", type: "callback", prompt: callMe },
    ],
    ending: thanks,
  },
  {
    id: "support",
    name: { en: "After support", ru: "После обращения в поддержку" },
    about: {
      en: "When a request is closed: is the customer satisfied with the help?",
      ru: "Когда вопрос закрыт: доволен ли человек помощью?",
    },
    kind: "transactional",
    questions: [
      {
        id: "score",
        type: "csat",
        prompt: {
          en: "How satisfied are you with the help you received?",
          ru: "Насколько вы довольны помощью?",
        },
      },
      {
        id: "missing",
        type: "text",
        prompt: { en: "What was missing?", ru: "Чего не хватило?" },
      },
      {
        id: "call",
        type: "callback",
        prompt: { en: "My problem is not solved: call me", ru: "Вопрос не решён, перезвоните мне" },
      },
    ],
    ending: thanks,
  },
  {
    id: "self-service",
    name: { en: "After self-service", ru: "После самообслуживания" },
    about: {
      en: "After a task done without an agent: how hard was it?",
      ru: "Когда человек справился сам: насколько это было трудно?",
    },
    kind: "transactional",
    questions: [
      {
        id: "score",
        type: "ces",
        prompt: {
          en: "How easy was it to do what you came for?",
          ru: "Насколько легко было сделать то, за чем вы пришли?",
        },
      },
      {
        id: "obstacle",
        type: "text",
        prompt: { en: "Where did you get stuck?", ru: "На чём вы застряли?" },
      },
    ],
    ending: thanks,
  },
  {
    id: "satisfaction-index",
    name: { en: "Satisfaction index", ru: "Индекс удовлетворённости" },
    about: {
      en: "Every part of the service, weighted by what it means to customers.",
      ru: "Каждая часть сервиса, с весом по её важности для клиентов.",
    },
    kind: "relational",
    questions: [
      {
        id: "parts",
        type: "csi",
        prompt: { en: "How satisfied are you with …", ru: "Насколько вы довольны:" },
        items: [
          { id: "quality", label: { en: "The quality", ru: "качеством" }, weight: 0.35 },
          { id: "staff", label: { en: "Our staff", ru: "сотрудниками" }, weight: 0.25 },
          { id: "speed", label: { en: "The speed", ru: "скоростью" }, weight: 0.25 },
          { id: "price", label: { en: "Value for money", ru: "соотношением цены и качества" }, weight: 0.15 },
        ],
        scale: { min: 1, max: 10 },
      },
      {
        id: "first",
        type: "text",
        prompt: { en: "What should we improve first?", ru: "Что улучшить в первую очередь?" },
      },
      { id: "call", type: "callback", prompt: callMe },
    ],
    ending: thanks,
  },
  {
    id: "onboarding",
    name: { en: "First weeks", ru: "Первые недели" },
    about: {
      en: "Two weeks after the start: did they get going?",
      ru: "Через две недели после начала: всё ли получилось?",
    },
    kind: "transactional",
    questions: [
      {
        id: "score",
        type: "ces",
        prompt: { en: "How easy was it to get started with us?", ru: "Насколько легко было начать работу с нами?" },
      },
      {
        id: "unclear",
        type: "text",
        prompt: { en: "What is still unclear?", ru: "Что пока непонятно?" },
      },
      {
        id: "call",
        type: "callback",
        prompt: { en: "Call me and show me around", ru: "Позвоните и покажите, как всё устроено" },
      },
    ],
    ending: thanks,
  },
  {
    id: "event",
    name: { en: "After an event", ru: "После мероприятия" },
    about: {
      en: "The morning after: was coming worth it?",
      ru: "На следующее утро: стоило ли приходить?",
    },
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
        prompt: { en: "How satisfied are you with …", ru: "Насколько вы довольны:" },
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
    ending: { en: "Thank you for coming!", ru: "Спасибо, что пришли!" },
  },
];
