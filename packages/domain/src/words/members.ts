import { languageOf } from "../survey/texts.ts";
import { membersEn } from "./members-en.ts";
import { membersRu } from "./members-ru.ts";

export type MemberWords = typeof membersEn;

/** Our words to members: Russian for any Russian locale, English for all others. */
export function memberWordsFor(locale: string): MemberWords {
  return languageOf(locale) === "ru" ? membersRu : membersEn;
}
