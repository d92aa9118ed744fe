import type { SurveyDefinition } from "../definition.ts";
import { localesOf, type SurveyText, textIn, textsIn } from "../texts.ts";
import type { Told } from "./changes-between.ts";

type Place = { list: "questions" | "pages" | "endings"; at: number; what: string };

/** Texts that are in both, or could be, and differ in a language that is in both. */
export function textChanges(before: SurveyDefinition, after: SurveyDefinition, { words, nameOf }: Told) {
  const locales = localesOf(after).filter((one) => localesOf(before).includes(one));
  const keyOf = ({ kind, keys }: SurveyText) => `${kind} ${keys[0]}`;
  const old = new Map(textsIn(before).map((text) => [keyOf(text), text]));
  const now = new Map(textsIn(after).map((text) => [keyOf(text), text]));
  const both = [...new Set([...old.keys(), ...now.keys()])];
  return both.flatMap((key) => {
    const [was, is] = [old.get(key), now.get(key)];
    const text = (is ?? was) as SurveyText;
    const home = is ? after : before;
    const place = placeOf(text.pointer, words);
    // What was added or taken away as a whole is said as such.
    if (!isOwnedBy(is ? before : after, home, text.pointer) || (!(was && is) && !isOptional(text.pointer))) return [];
    const at = is ? place.at : (after[place.list] ?? []).findIndex(({ id }) => id === home[place.list]?.[place.at]?.id);
    const where = words.places[place.list](at + 1);
    return locales.flatMap((locale) => {
      const from = was ? (textIn(before, was, locale) ?? "") : "";
      const to = is ? (textIn(after, is, locale) ?? "") : "";
      if (from === to) return [];
      const language = nameOf(locale);
      const sentence =
        from === ""
          ? words.worded(where, place.what, language, to)
          : to === ""
            ? words.unworded(where, place.what, language, from)
            : words.reworded(where, place.what, language, from, to);
      return [{ pointer: text.pointer.replace(/^\/(\w+)\/\d+/, `/$1/${at}`), sentence }];
    });
  });
}

const isOptional = (pointer: string) => /\/(help|lowLabel|highLabel|title|link\/label)$/.test(pointer);

function placeOf(pointer: string, words: Told["words"]): Place {
  const [, list, at, part = ""] = pointer.split("/");
  const named = { ...words.texts, ...words.parts } as Record<string, string>;
  return { list: list as Place["list"], at: Number(at), what: named[part] ?? part };
}

/** Whether the other definition has what this text belongs to. */
function isOwnedBy(other: SurveyDefinition, home: SurveyDefinition, pointer: string): boolean {
  const [, list, at] = pointer.split("/") as [string, Place["list"], string];
  const owner = (home[list] ?? [])[Number(at)]?.id;
  return (other[list] ?? []).some(({ id }) => id === owner);
}
