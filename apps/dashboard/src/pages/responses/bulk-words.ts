import { bilingual, plural } from "../../words.ts";

const en = (n: number, text: string) => plural("en", n, { one: `${text} answer`, other: `${text} answers` });
const ru = (n: number, text: string) =>
  plural("ru", n, { one: `${text} ответ`, few: `${text} ответа`, many: `${text} ответов`, other: `${text} ответа` });

export const bulkWords = bilingual({
  en: {
    label: "The chosen answers",
    choose: "Choose this answer",
    key: "Choose the answer or let it go",
    chosen: (n: number, text: string) => `${en(n, text)} chosen`,
    all: (text: string) => `Choose all ${text} that match`,
    tag: "Tag",
    on: "Put on",
    off: "Take off",
    clear: "Choose none",
    done: {
      on: (n: number, text: string, tag: string) => `“${tag}” is on ${en(n, text)} more.`,
      off: (n: number, text: string, tag: string) => `“${tag}” is off ${en(n, text)}.`,
    },
    failed: "The tags could not be changed. At most 10,000 answers are tagged at once.",
  },
  ru: {
    label: "Выбранные ответы",
    choose: "Выбрать этот ответ",
    key: "Выбрать ответ или снять выбор",
    chosen: (n: number, text: string) => `Выбрано: ${ru(n, text)}`,
    all: (text: string) => `Выбрать все подходящие: ${text}`,
    tag: "Метка",
    on: "Поставить",
    off: "Убрать",
    clear: "Снять выбор",
    done: {
      on: (n: number, text: string, tag: string) => `Метка «${tag}» поставлена: ${ru(n, text)}.`,
      off: (n: number, text: string, tag: string) => `Метка «${tag}» убрана: ${ru(n, text)}.`,
    },
    failed: "Не удалось изменить метки. За раз меняют не больше 10 000 ответов.",
  },
});
