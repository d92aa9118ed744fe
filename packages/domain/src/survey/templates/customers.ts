import { standardWording as standard } from "../standard-wording.ts";
import { better, callIf, happy, thanksAndSorry, unhappy, why } from "./common.ts";
import type { Template } from "./draft-of.ts";

/** Surveys about the company as a whole, and about buying from it. */
export const customerTemplates: readonly Template[] = [
  {
    id: "relationship",
    name: { en: "How we are doing", ru: "Как мы вам" },
    about: {
      en: "The whole relationship, once a quarter: would they recommend you?",
      ru: "Отношение в целом, раз в квартал: готовы ли вас рекомендовать?",
    },
    touchpoint: "relationship",
    kind: "relational",
    questions: [
      { id: "score", type: "nps", prompt: standard.nps },
      why,
      { ...better, when: { not: happy("nps") } },
      callIf(unhappy("nps")),
    ],
    endings: thanksAndSorry(unhappy("nps")),
  },
  {
    id: "satisfaction-index",
    name: { en: "Satisfaction index", ru: "Индекс удовлетворённости" },
    about: {
      en: "Every part of the service, weighted by what it means to customers.",
      ru: "Каждая часть сервиса, с весом по её важности для клиентов.",
    },
    touchpoint: "relationship",
    kind: "relational",
    questions: [
      {
        id: "parts",
        type: "csi",
        prompt: standard.csi,
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
      callIf(unhappy("csi", "parts")),
    ],
    endings: thanksAndSorry(unhappy("csi", "parts")),
  },
  {
    id: "purchase",
    name: { en: "After a purchase", ru: "После покупки" },
    about: {
      en: "Right after the order: was choosing and paying what they hoped for?",
      ru: "Сразу после заказа: удобно ли было выбирать и платить?",
    },
    touchpoint: "buying",
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
        id: "hard",
        type: "multipleChoice",
        prompt: { en: "What got in your way?", ru: "Что помешало?" },
        choices: [
          { id: "find", label: { en: "Finding what I wanted", ru: "Трудно найти нужное" } },
          { id: "price", label: { en: "The price", ru: "Цена" } },
          { id: "pay", label: { en: "Paying", ru: "Оплата" } },
          { id: "delivery", label: { en: "The choice of delivery", ru: "Выбор доставки" } },
        ],
        shuffled: true,
        other: true,
        when: { not: happy("nps") },
      },
      better,
      callIf(unhappy("nps")),
    ],
    endings: thanksAndSorry(unhappy("nps")),
  },
  {
    id: "delivery",
    name: { en: "After delivery", ru: "После доставки" },
    about: {
      en: "When the order has arrived: was it on time, whole and friendly?",
      ru: "Когда заказ получен: вовремя ли, цел ли, вежливо ли?",
    },
    touchpoint: "buying",
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
        id: "wrong",
        type: "multipleChoice",
        prompt: { en: "What went wrong?", ru: "Что пошло не так?" },
        choices: [
          { id: "late", label: { en: "It came late", ru: "Привезли поздно" } },
          { id: "damaged", label: { en: "It was damaged", ru: "Пришло повреждённым" } },
          { id: "incomplete", label: { en: "Something was missing", ru: "Не хватало чего-то из заказа" } },
          { id: "courier", label: { en: "The courier", ru: "Курьер" } },
        ],
        shuffled: true,
        other: true,
        when: unhappy("nps"),
      },
      {
        id: "why",
        type: "text",
        prompt: { en: "What went well, and what did not?", ru: "Что прошло хорошо, а что нет?" },
      },
      callIf(unhappy("nps")),
    ],
    endings: thanksAndSorry(unhappy("nps")),
  },
  {
    id: "review",
    name: { en: "Request for a review", ru: "Просьба об отзыве" },
    about: {
      en: "A while after the purchase: the happy are asked for a public review, the unhappy are called. Put your own address behind the link.",
      ru: "Через некоторое время после покупки: довольных просим об отзыве, недовольным звоним. Поставьте в ссылку свой адрес.",
    },
    touchpoint: "buying",
    kind: "transactional",
    questions: [
      { id: "score", type: "nps", prompt: standard.nps },
      { ...why, when: { not: happy("nps") } },
      callIf(unhappy("nps")),
    ],
    endings: [
      {
        id: "review",
        prompt: standard.thanksPromoter,
        when: happy("nps"),
        link: { url: "https://example.com/reviews", label: standard.writeReview },
      },
      ...thanksAndSorry(unhappy("nps")),
    ],
  },
];
