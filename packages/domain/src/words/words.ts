import { languageOf } from "../survey/texts.ts";
import { en } from "./en.ts";
import { ru } from "./ru.ts";

export type Words = typeof en;

/** Our own words for a reader: Russian for any Russian locale, English for all others. */
export function wordsFor(locale: string): Words {
  return languageOf(locale) === "ru" ? ru : en;
}
