import { bilingual, plural } from "../../../words.ts";

export const contradictionWords = bilingual({
  en: {
    title: "Good score, unhappy words",
    what: "What contradicts its score",
    languages: { en: "English", ru: "Russian" },
    earned: (language: string, share: string, low: string, high: string, n: string, usual: string) =>
      `${language}: of ${n} comments it had not seen, the words told ${share} rightly (${low}…${high}); always saying what most say would tell ${usual}.`,
    notBetter: (language: string, n: string) =>
      `${language}: not told. Over ${n} scored comments the words say no more than what most customers say anyway.`,
    tooFewComments: (language: string, missing: number) =>
      plural("en", missing, {
        one: `${language}: not told yet, one more scored comment is needed.`,
        other: `${language}: not told yet, ${missing} more scored comments are needed.`,
      }),
    tooFewOfASide: (language: string) =>
      `${language}: not told yet, 30 comments of happy and 30 of unhappy customers are needed.`,
    noComments: "Comments of happy and unhappy customers teach what unhappy words are; there are none yet.",
    none: "No good score is contradicted by its words under these filters.",
    note: "Their scores count as given. Look whether the scale was misread.",
    alike: (others: number) => `${others} more say the same`,
  },
  ru: {
    title: "Высокая оценка, недовольные слова",
    what: "что противоречит оценке",
    languages: { en: "По-английски", ru: "По-русски" },
    earned: (language: string, share: string, low: string, high: string, n: string, usual: string) =>
      `${language}: из ${n} комментариев, которых модель не видела, по словам верно понято ${share} (${low}…${high}); всегда называть то, что чаще, дало бы ${usual}.`,
    notBetter: (language: string, n: string) =>
      `${language}: не показываем. По ${n} комментариям с оценкой слова говорят не больше, чем большинство клиентов и так.`,
    tooFewComments: (language: string, missing: number) =>
      `${language}: пока не показываем, комментариев с оценкой не хватает: ${missing}.`,
    tooFewOfASide: (language: string) =>
      `${language}: пока не показываем, нужно по 30 комментариев довольных и недовольных.`,
    noComments: "Недовольным словам учат комментарии довольных и недовольных; пока таких нет.",
    none: "При этих фильтрах слова не противоречат высоким оценкам.",
    note: "Оценки учитываются как даны. Проверьте, не перепутали ли шкалу.",
    alike: (others: number) => `ещё ${others} теми же словами`,
  },
});
