import { languageOf } from "../survey/texts.ts";
import { ar } from "./ar.ts";
import { de } from "./de.ts";
import { en } from "./en.ts";
import { es } from "./es.ts";
import { fr } from "./fr.ts";
import { kk } from "./kk.ts";
import type { RespondentLanguage } from "./languages.ts";
import { ru } from "./ru.ts";
import { tr } from "./tr.ts";
import { zh } from "./zh.ts";

export type Words = typeof en;

const spoken: Record<RespondentLanguage, Words> = { en, ru, de, fr, es, tr, kk, zh, ar };

/** Our own words for a respondent: those of their language where we have them, English otherwise. */
export function wordsFor(locale: string): Words {
  const language = languageOf(locale);
  return Object.hasOwn(spoken, language) ? spoken[language as RespondentLanguage] : en;
}
