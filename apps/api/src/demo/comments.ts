import type { Chance } from "./chance.ts";
import type { Language } from "./people.ts";
import type { Mood, Planned } from "./plan.ts";

const shareThatWrites: Record<Mood, number> = { happy: 0.36, middling: 0.38, unhappy: 0.62 };

const words: Record<Language, Record<Mood, string[]>> = {
  en: {
    happy: ["Quick and easy.", "Everything worked the first time.", "Friendly and on time."],
    middling: ["Fine on the whole, nothing special.", "It works, but it could be quicker.", "Mostly good."],
    unhappy: ["Too slow, and nobody could tell me why.", "I expected more for this price.", "It took me three tries."],
  },
  ru: {
    happy: ["Быстро и удобно.", "Всё получилось с первого раза.", "Вежливо и вовремя."],
    middling: ["В целом нормально, но без восторга.", "Работает, но можно быстрее.", "Почти всё хорошо."],
    unhappy: [
      "Слишком долго, и никто не объяснил почему.",
      "За такие деньги ждёшь большего.",
      "Получилось только с третьего раза.",
    ],
  },
};

/** What somebody in this mood may write about it; null: nothing. */
export function commentOn(chance: Chance, { mood }: Planned, language: Language): string | null {
  if (chance.next() >= shareThatWrites[mood]) return null;
  return chance.pick(words[language][mood]);
}
