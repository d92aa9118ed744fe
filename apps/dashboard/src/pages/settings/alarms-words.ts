import { bilingual, plural } from "../../words.ts";

export const alarmsWords = bilingual({
  en: {
    lead: "A shift is told when chance alone would hardly do it. How hardly, is yours to say: fewer false alarms mean that real shifts are seen later.",
    limit: ["At most", "false alarms a year for the whole workspace."],
    limitFault: "A number from 0.1 to 365 is needed.",
    now: "Now",
    withLimit: (limit: string) => `With ${limit}`,
    whole: (fall: string, days: string) => `NPS of the whole workspace shows a fall of ${fall} in ${days}`,
    wholeBlind: "NPS of the whole workspace shows no fall within 30 days",
    middle: (pace: string, fall: string, days: string) => `a typical touchpoint (${pace}) one of ${fall} in ${days}`,
    middleBlind: (pace: string) => `a typical touchpoint (${pace}) none within 30 days`,
    nothingYet: "What that costs is said here once something is watched.",
    seeing: "What can we see?",
    sensitivity: "When several series move at once",
    sensitivities: {
      budget: "Calm: each series needs its full evidence. About one alarm in twenty is then false.",
      sensitive:
        "Sensitive: they need less evidence each and are told up to three days sooner. About one alarm in six is then false.",
    },
    base: ["A series is watched from", "answers on."],
    baseCost: "At least 60: with fewer, nobody knows what to compare with. Holds from the coming night on.",
    baseFault: "A whole number from 60 on is needed.",
    targets: "Hold scores against their targets, too",
    targetsCost:
      "This finds what sinks slowly. Sudden falls are then seen a little later, because both share the limit. Holds from the coming night on.",
    toTargets: "Targets of the workspace",
    toTouchpoints: "Targets of touchpoints",
    dimensions: "Watch these groups of customers on their own",
    dimensionsCost:
      "Every value becomes a series of its own, and all share the limit: choose few. Holds from the coming night on.",
    noDimensions: "No dimensions are declared yet.",
    toDimensions: "Declare dimensions",
    values: (n: number) => plural("en", n, { one: `${n} value`, other: `${n} values` }),
  },
  ru: {
    lead: "О сдвиге мы говорим, когда случайно такое почти не бывает. Насколько «почти», решаете вы: чем меньше ложных тревог, тем позже виден настоящий сдвиг.",
    limit: ["Не больше", "ложных тревог в год на всё пространство."],
    limitFault: "Нужно число от 0,1 до 365.",
    now: "Сейчас",
    withLimit: (limit: string) => `При ${limit}`,
    whole: (fall: string, days: string) => `падение NPS в целом на ${fall} видно ${days}`,
    wholeBlind: "падения NPS в целом за 30 дней не видно",
    middle: (pace: string, fall: string, days: string) => `в обычной точке контакта (при ${pace}) на ${fall} — ${days}`,
    middleBlind: (pace: string) => `в обычной точке контакта (при ${pace}) за 30 дней не видно никакого`,
    nothingYet: "Чего это стоит, станет видно, когда появится что наблюдать.",
    seeing: "Что мы способны увидеть?",
    sensitivity: "Когда меняются сразу несколько рядов",
    sensitivities: {
      budget: "Спокойно: каждому ряду нужны полные доказательства. Ложна примерно одна тревога из двадцати.",
      sensitive:
        "Чутко: доказательств нужно меньше, сдвиг виден на срок до трёх дней раньше. Ложна примерно одна тревога из шести.",
    },
    base: ["Ряд под наблюдением, начиная с", "ответов."],
    baseCost: "Не меньше 60: иначе неизвестно, с чем сравнивать. Действует с ближайшей ночи.",
    baseFault: "Нужно целое число, не меньше 60.",
    targets: "Сравнивать оценки и с целями",
    targetsCost:
      "Так видно медленное сползание. Резкие падения видны чуть позже, потому что предел общий. Действует с ближайшей ночи.",
    toTargets: "Цели пространства",
    toTouchpoints: "Цели точек контакта",
    dimensions: "Наблюдать отдельно за группами клиентов",
    dimensionsCost:
      "Каждое значение становится отдельным рядом, а предел общий: выбирайте немного. Действует с ближайшей ночи.",
    noDimensions: "Разрезов пока нет.",
    toDimensions: "Завести разрезы",
    values: (n: number) =>
      plural("ru", n, { one: `${n} значение`, few: `${n} значения`, many: `${n} значений`, other: `${n} значения` }),
  },
});
