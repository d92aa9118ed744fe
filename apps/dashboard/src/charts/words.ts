import { bilingual, plural } from "../words.ts";

export const chartWords = bilingual({
  en: {
    asTable: "As table",
    asChart: "As chart",
    csv: "CSV",
    png: "PNG",
    failed: "The chart could not be drawn; here are its numbers.",
    target: (value: string) => `target ${value}`,
    baseline: (value: string) => `usual ${value}`,
    interval: "95% interval",
    soFarHollow: "so far, not complete",
    answers: (n: number, written: string) => plural("en", n, { one: `${written} answer`, other: `${written} answers` }),
    noAnswers: "no answers",
    soFar: "so far",
    smallBase: (missing: number) =>
      plural("en", missing, {
        one: `small base: ${missing} more answer needed`,
        other: `small base: ${missing} more answers needed`,
      }),
    strongerIsMore: "The stronger the colour, the larger the share; n: how many answered.",
    lastShares: (low: string, high: string, base: string) => `Last: ${low}, ${high} of ${base}.`,
    greyIsSmall: "Grey: fewer than 30 answers, too few to tell.",
    greyLacks: (missing: number) =>
      plural("en", missing, {
        one: `Grey: too few to tell yet, 1 more answer needed.`,
        other: `Grey: too few to tell yet, ${missing} more answers needed.`,
      }),
    classes: {
      nps: ["detractors 0–6", "passives 7–8", "promoters 9–10"],
      other: ["dissatisfied", "neutral", "satisfied"],
    },
    happened: "What happened",
    marks: { shift: "shift", release: "release or initiative", incident: "incident" },
    beginning: { hour: "Hour", day: "Day", week: "Week from", month: "Month" },
    low: "From",
    high: "To",
    base: "Answers",
    score: "Score",
    before: "Before",
    since: "Since",
    share: "Share",
    trend: (name: string, first: string, last: string) => `${name} from ${first} to ${last}.`,
    trendEnds: (now: string, lowest: string, highest: string) =>
      `Last: ${now}. Between ${lowest} and ${highest} over this time.`,
    trendEmpty: (name: string) => `${name}: nobody has answered yet.`,
    bars: (name: string, most: string, share: string) => `${name}. Most often given: ${most}, by ${share}.`,
  },
  ru: {
    asTable: "Таблицей",
    asChart: "Графиком",
    csv: "CSV",
    png: "PNG",
    failed: "График не нарисовался; вот его числа.",
    target: (value: string) => `цель ${value}`,
    baseline: (value: string) => `обычно ${value}`,
    interval: "интервал 95 %",
    soFarHollow: "пока, не закончено",
    answers: (n: number, written: string) =>
      plural("ru", n, {
        one: `${written} ответ`,
        few: `${written} ответа`,
        many: `${written} ответов`,
        other: `${written} ответа`,
      }),
    noAnswers: "ответов нет",
    soFar: "пока",
    smallBase: (missing: number) =>
      plural("ru", missing, {
        one: `ответов мало: нужен ещё ${missing}`,
        other: `ответов мало: нужно ещё ${missing}`,
      }),
    strongerIsMore: "Чем насыщеннее цвет, тем больше доля; n: сколько ответили.",
    lastShares: (low: string, high: string, base: string) => `Последнее: ${low}, ${high} (${base}).`,
    greyIsSmall: "Серым: меньше 30 ответов, судить рано.",
    greyLacks: (missing: number) =>
      plural("ru", missing, {
        one: `Серым: судить рано, нужен ещё ${missing} ответ.`,
        few: `Серым: судить рано, нужно ещё ${missing} ответа.`,
        many: `Серым: судить рано, нужно ещё ${missing} ответов.`,
        other: `Серым: судить рано, нужно ещё ${missing} ответа.`,
      }),
    classes: {
      nps: ["критики 0–6", "нейтралы 7–8", "промоутеры 9–10"],
      other: ["недовольные", "нейтральные", "довольные"],
    },
    happened: "Что произошло",
    marks: { shift: "сдвиг", release: "релиз или инициатива", incident: "инцидент" },
    beginning: { hour: "Час", day: "День", week: "Неделя с", month: "Месяц" },
    low: "От",
    high: "До",
    base: "Ответы",
    score: "Оценка",
    before: "Раньше",
    since: "Теперь",
    share: "Доля",
    trend: (name: string, first: string, last: string) => `${name} с ${first} по ${last}.`,
    trendEnds: (now: string, lowest: string, highest: string) =>
      `Последнее значение: ${now}. За это время от ${lowest} до ${highest}.`,
    trendEmpty: (name: string) => `${name}: ответов пока нет.`,
    bars: (name: string, most: string, share: string) => `${name}. Чаще всего ставят ${most}: ${share}.`,
  },
});

export type ChartWords = (typeof chartWords)["en"];
