import type { Separator } from "@otklik/domain/exports/csv";
import type { ColumnGroup } from "@otklik/domain/exports/words";

import { ApiProblem } from "../../api.ts";
import { bilingual, plural } from "../../words.ts";

const problem = (error: unknown) => (error instanceof ApiProblem ? error.code : "");

export const exportWords = bilingual({
  en: {
    button: "Export",
    title: "Save the answers as a file",
    close: "Close",
    count: (n: number, text: string) =>
      `${text} ${plural("en", n, { one: "answer", other: "answers" })}, as they are filtered now.`,
    whole: "All answers, as they are filtered now.",
    format: "Format",
    formats: { xlsx: "Excel (.xlsx)", csv: "CSV", json: "JSON" },
    separator: "Between columns",
    separators: { comma: "comma", semicolon: "semicolon", tab: "tab" } as Record<Separator, string>,
    decimal: "Fractions",
    bom: "Mark as UTF-8 for Excel (BOM)",
    shape: "One row is",
    shapes: { response: "a response", answer: "an answer to a question" },
    as: "Answers as",
    ways: { labels: "words", values: "codes of the API" },
    locale: "Language of the file",
    columns: "Columns",
    noColumns: "Choose at least one.",
    groups: {
      ids: "Ids",
      time: "Times",
      place: "Survey, touchpoint, channel",
      score: "Score and class",
      comment: "Comment",
      answers: "Answers to every question",
      tags: "Tags",
      state: "State and flags",
      contact: "Contact",
      attributes: "Sent along",
    } as Record<ColumnGroup, string>,
    progress: (size: string) => `${size} so far`,
    dismiss: "Close",
    cancel: "Stop",
    save: "Save file",
    faultOf: (error: unknown): string => {
      if (problem(error) === "export.too-many")
        return "Three files are being made already. Try again when one is done.";
      if (problem(error) === "export.too-wide")
        return "This would be too many columns. Filter by one survey, or take one row an answer.";
      return "The file could not be made. Nothing was saved.";
    },
  },
  ru: {
    button: "Экспорт",
    title: "Сохранить ответы в файл",
    close: "Закрыть",
    count: (n: number, text: string) =>
      `${text} ${plural("ru", n, { one: "ответ", few: "ответа", many: "ответов", other: "ответа" })}, с учётом фильтров.`,
    whole: "Все ответы, с учётом фильтров.",
    format: "Формат",
    formats: { xlsx: "Excel (.xlsx)", csv: "CSV", json: "JSON" },
    separator: "Между столбцами",
    separators: { comma: "запятая", semicolon: "точка с запятой", tab: "табуляция" } as Record<Separator, string>,
    decimal: "Дроби",
    bom: "Пометить как UTF-8 для Excel (BOM)",
    shape: "Одна строка —",
    shapes: { response: "прохождение", answer: "ответ" },
    as: "Ответы",
    ways: { labels: "словами", values: "кодами API" },
    locale: "Язык файла",
    columns: "Столбцы",
    noColumns: "Выберите хотя бы один.",
    groups: {
      ids: "Id",
      time: "Время",
      place: "Опрос, точка, канал",
      score: "Оценка и класс",
      comment: "Комментарий",
      answers: "Ответы на все вопросы",
      tags: "Метки",
      state: "Состояние и пометки",
      contact: "Клиент",
      attributes: "Передано с ответом",
    } as Record<ColumnGroup, string>,
    progress: (size: string) => `уже ${size}`,
    dismiss: "Закрыть",
    cancel: "Остановить",
    save: "Сохранить файл",
    faultOf: (error: unknown): string => {
      if (problem(error) === "export.too-many") return "Уже готовятся три файла. Попробуйте, когда один будет готов.";
      if (problem(error) === "export.too-wide")
        return "Столбцов вышло бы слишком много. Отфильтруйте по одному опросу или возьмите строку на ответ.";
      return "Не удалось подготовить файл. Ничего не сохранено.";
    },
  },
});
