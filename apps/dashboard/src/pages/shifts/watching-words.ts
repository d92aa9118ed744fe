import { bilingual, plural } from "../../words.ts";

export const watchingWords = bilingual({
  en: {
    title: "What can we see?",
    what: "What is watched",
    lead: (n: number, limit: string) =>
      plural("en", n, {
        one: `With ${limit} false alarm a year, this is the smallest fall that each series tells from chance, on average, at its present pace.`,
        other: `With ${limit} false alarms a year, this is the smallest fall that each series tells from chance, on average, at its present pace.`,
      }),
    weekly: (n: number, written: string) =>
      plural("en", n, {
        one: `${written} series has fewer than 3 answers a day and sees large falls only: look at it once a week yourself.`,
        other: `${written} series have fewer than 3 answers a day and see large falls only: look at them once a week yourself.`,
      }),
    refreshed: (day: string) => `Expected scores are of ${day}; they are refreshed every night.`,
    settings: "Change the limit",
    search: "Find a series",
    csv: "CSV",
    levels: {
      workspace: "Everything",
      journey: "Journeys",
      stage: "Stages",
      touchpoint: "Touchpoints",
      leaf: "Channels of touchpoints",
    },
    columns: {
      series: "Series",
      perDay: "A day",
      expected: "Expected",
      smallest: "Smallest fall seen within",
      days: (n: number) => `${n} days`,
    },
    deadZone: (size: string) => `± ${size}`,
    deadZoneNote: "± is how far a score may wander without being called a shift.",
    noFall: "none",
    seldom: "look weekly",
    learning: {
      answers: (n: number) =>
        plural("en", n, { one: `Learning: needs ${n} more answer`, other: `Learning: needs ${n} more answers` }),
      invitations: (n: number) =>
        plural("en", n, {
          one: `Learning: needs ${n} more invitation`,
          other: `Learning: needs ${n} more invitations`,
        }),
      cases: (n: number) =>
        plural("en", n, { one: `Learning: needs ${n} more case`, other: `Learning: needs ${n} more cases` }),
    },
    inDays: (n: number, written: string) =>
      plural("en", n, { one: `about ${written} day`, other: `about ${written} days` }),
    nobodyKnows: "no pace yet",
    nothingCounted: "Learning: nothing is counted yet; that is done every night",
    none: {
      title: "Nothing is watched yet",
      text: (base: string) =>
        `The first answers start it. A series needs ${base} of them before a shift can be told from chance.`,
    },
    notFound: { title: (q: string) => `No series is called “${q}”`, action: "Show all" },
    csvHeads: [
      "Level",
      "Series",
      "Metric",
      "State",
      "Answers a day",
      "Expected",
      "Dead zone",
      "Fall seen in 7 days",
      "Fall seen in 14 days",
      "Fall seen in 30 days",
      "Answers so far",
      "Answers needed",
      "Days needed",
    ],
    states: { watching: "watching", learning: "learning" },
  },
  ru: {
    title: "Что мы способны увидеть?",
    what: "что под наблюдением",
    lead: (n: number, limit: string) =>
      plural("ru", n, {
        one: `При ${limit} ложной тревоге в год каждый ряд в среднем отличает от случайности падения не меньше этих — при нынешнем темпе.`,
        other: `При ${limit} ложных тревогах в год каждый ряд в среднем отличает от случайности падения не меньше этих — при нынешнем темпе.`,
      }),
    weekly: (n: number, written: string) =>
      plural("ru", n, {
        one: `В ${written} ряду меньше 3 ответов в день: видны только большие падения, раз в неделю смотрите сами.`,
        other: `В ${written} рядах меньше 3 ответов в день: видны только большие падения, раз в неделю смотрите сами.`,
      }),
    refreshed: (day: string) => `Ожидаемые оценки — на ${day}; обновляются каждую ночь.`,
    settings: "Изменить предел",
    search: "Найти ряд",
    csv: "CSV",
    levels: {
      workspace: "В целом",
      journey: "Пути",
      stage: "Этапы",
      touchpoint: "Точки контакта",
      leaf: "Каналы точек контакта",
    },
    columns: {
      series: "Ряд",
      perDay: "В день",
      expected: "Ожидаем",
      smallest: "Наименьшее падение, видимое за",
      days: (n: number) => plural("ru", n, { one: `${n} день`, few: `${n} дня`, many: `${n} дней`, other: `${n} дня` }),
    },
    deadZone: (size: string) => `± ${size}`,
    deadZoneNote: "± — насколько оценка может колебаться, не считаясь сдвигом.",
    noFall: "никакое",
    seldom: "смотреть раз в неделю",
    learning: {
      answers: (n: number) =>
        plural("ru", n, {
          one: `Учится: нужен ещё ${n} ответ`,
          few: `Учится: нужно ещё ${n} ответа`,
          many: `Учится: нужно ещё ${n} ответов`,
          other: `Учится: нужно ещё ${n} ответа`,
        }),
      invitations: (n: number) =>
        plural("ru", n, {
          one: `Учится: нужно ещё ${n} приглашение`,
          few: `Учится: нужно ещё ${n} приглашения`,
          many: `Учится: нужно ещё ${n} приглашений`,
          other: `Учится: нужно ещё ${n} приглашения`,
        }),
      cases: (n: number) =>
        plural("ru", n, {
          one: `Учится: нужно ещё ${n} обращение`,
          few: `Учится: нужно ещё ${n} обращения`,
          many: `Учится: нужно ещё ${n} обращений`,
          other: `Учится: нужно ещё ${n} обращения`,
        }),
    },
    inDays: (n: number, written: string) =>
      plural("ru", n, {
        one: `около ${written} дня`,
        other: `около ${written} дней`,
      }),
    nobodyKnows: "темп пока неизвестен",
    nothingCounted: "Учится: пока ничего не посчитано, считаем каждую ночь",
    none: {
      title: "Пока наблюдать нечего",
      text: (base: string) =>
        `Наблюдение начнётся с первых ответов. Чтобы отличить сдвиг от случайности, ряду их нужно ${base}.`,
    },
    notFound: { title: (q: string) => `Нет ряда с названием «${q}»`, action: "Показать все" },
    csvHeads: [
      "Уровень",
      "Ряд",
      "Показатель",
      "Состояние",
      "Ответов в день",
      "Ожидаем",
      "Мёртвая зона",
      "Падение, видимое за 7 дней",
      "Падение, видимое за 14 дней",
      "Падение, видимое за 30 дней",
      "Ответов уже",
      "Ответов нужно",
      "Дней нужно",
    ],
    states: { watching: "наблюдаем", learning: "учится" },
  },
});
