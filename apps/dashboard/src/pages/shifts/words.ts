import { bilingual, plural } from "../../words.ts";

export const shiftsWords = bilingual({
  en: {
    what: "The shifts",
    list: "Shifts, open ones first",
    status: "State",
    allStatuses: "All states",
    clear: "Clear",
    next: "Next",
    previous: "Previous",
    more: "Show more",
    openIt: "open",
    since: (day: string) => `since ${day}`,
    down: "fell",
    up: "rose",
    watching: (n: number, written: string) =>
      plural("en", n, { one: `Watching ${written} series`, other: `Watching ${written} series` }),
    learning: (n: number, written: string) =>
      plural("en", n, { one: `${written} learning`, other: `${written} learning` }),
    limit: (n: number, written: string) =>
      plural("en", n, { one: `limit: ${written} false alarm a year`, other: `limit: ${written} false alarms a year` }),
    seeing: "What can we see?",
    none: {
      title: "No shift",
      watched: (n: number, written: string) =>
        plural("en", n, { one: `${written} series is watched.`, other: `${written} series are watched.` }),
      nothingYet: (base: string) =>
        `Nothing is watched yet: a series needs ${base} answers before a shift can be told from chance.`,
      sees: (fall: string, days: string) => `A fall of the whole by ${fall} would be seen in ${days}.`,
    },
    filteredOut: {
      title: "No shift like that",
      text: "There may be others: show them all.",
      action: "Show all shifts",
    },
  },
  ru: {
    what: "сдвиги",
    list: "Сдвиги, сначала открытые",
    status: "Состояние",
    allStatuses: "Все состояния",
    clear: "Сбросить",
    next: "Следующий",
    previous: "Предыдущий",
    more: "Показать ещё",
    openIt: "открыть",
    since: (day: string) => `с ${day}`,
    down: "падение",
    up: "рост",
    watching: (n: number, written: string) =>
      plural("ru", n, {
        one: `Под наблюдением ${written} ряд`,
        few: `Под наблюдением ${written} ряда`,
        many: `Под наблюдением ${written} рядов`,
        other: `Под наблюдением ${written} ряда`,
      }),
    learning: (n: number, written: string) => plural("ru", n, { one: `${written} учится`, other: `${written} учатся` }),
    limit: (n: number, written: string) =>
      plural("ru", n, {
        one: `предел: ${written} ложная тревога в год`,
        few: `предел: ${written} ложные тревоги в год`,
        many: `предел: ${written} ложных тревог в год`,
        other: `предел: ${written} ложной тревоги в год`,
      }),
    seeing: "Что мы способны увидеть?",
    none: {
      title: "Сдвигов нет",
      watched: (n: number, written: string) =>
        plural("ru", n, {
          one: `Под наблюдением ${written} ряд.`,
          few: `Под наблюдением ${written} ряда.`,
          many: `Под наблюдением ${written} рядов.`,
          other: `Под наблюдением ${written} ряда.`,
        }),
      nothingYet: (base: string) =>
        `Пока наблюдать нечего: чтобы отличить сдвиг от случайности, ряду нужно ответов: ${base}.`,
      sees: (fall: string, days: string) => `Падение в целом на ${fall} было бы видно ${days}.`,
    },
    filteredOut: {
      title: "Таких сдвигов нет",
      text: "Возможно, есть другие: покажите все.",
      action: "Показать все сдвиги",
    },
  },
});
