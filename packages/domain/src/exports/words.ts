import type { ResponseClass } from "../survey/read-response.ts";
import { languageOf } from "../survey/texts.ts";
import type { PartWords } from "./answer-columns.ts";

export const columnGroups = [
  "ids",
  "time",
  "place",
  "score",
  "comment",
  "answers",
  "tags",
  "state",
  "contact",
  "attributes",
] as const;
/** What a reader may choose to have in the file, or not. */
export type ColumnGroup = (typeof columnGroups)[number];

const en = {
  columns: {
    id: "id",
    submissionId: "attempt",
    caseId: "case id",
    occurredAt: (zone: string) => `time (${zone})`,
    receivedAt: (zone: string) => `received (${zone})`,
    survey: "survey",
    version: "version",
    touchpoint: "touchpoint",
    channel: "channel",
    score: "score",
    class: "class",
    comment: "comment",
    tags: "tags",
    status: "state",
    flags: "flags",
    locale: "language",
    contactId: "contact id",
    contactName: "contact",
    contactExternalId: "contact, your id",
    contactEmail: "e-mail",
    contactPhone: "phone",
    attributes: "sent along",
    questionId: "question id",
    question: "question",
    part: "part",
    answer: "answer",
  },
  parts: {
    other: "in own words",
    wanted: "call wanted",
    phone: "phone",
    from: "from",
    to: "until",
  } satisfies PartWords,
  classes: {
    promoter: "promoter",
    passive: "passive",
    detractor: "detractor",
    satisfied: "satisfied",
    neutral: "neutral",
    dissatisfied: "dissatisfied",
  } as Record<ResponseClass, string>,
  status: { partial: "not finished", finished: "finished" },
  yes: "yes",
  no: "no",
  sheet: "Answers",
};

const ru: ExportWords = {
  columns: {
    id: "id",
    submissionId: "попытка",
    caseId: "id обращения",
    occurredAt: (zone) => `время (${zone})`,
    receivedAt: (zone) => `получен (${zone})`,
    survey: "опрос",
    version: "версия",
    touchpoint: "точка контакта",
    channel: "канал",
    score: "оценка",
    class: "класс",
    comment: "комментарий",
    tags: "метки",
    status: "состояние",
    flags: "пометки",
    locale: "язык",
    contactId: "id клиента",
    contactName: "клиент",
    contactExternalId: "ваш id клиента",
    contactEmail: "почта",
    contactPhone: "телефон",
    attributes: "передано с ответом",
    questionId: "id вопроса",
    question: "вопрос",
    part: "часть",
    answer: "ответ",
  },
  parts: { other: "своими словами", wanted: "просит позвонить", phone: "телефон", from: "с", to: "до" },
  classes: {
    promoter: "промоутер",
    passive: "нейтрал",
    detractor: "критик",
    satisfied: "доволен",
    neutral: "нейтрально",
    dissatisfied: "недоволен",
  },
  status: { partial: "не закончен", finished: "закончен" },
  yes: "да",
  no: "нет",
  sheet: "Ответы",
};

export type ExportWords = typeof en;

/** The words of a file's headings. */
export const exportWordsFor = (locale: string): ExportWords => (languageOf(locale) === "ru" ? ru : en);
