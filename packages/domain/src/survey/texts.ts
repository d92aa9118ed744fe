import { scriptOf } from "../words/languages.ts";
import type { CsiItem, Ending, Question, SurveyDefinition, SurveyPage } from "./definition.ts";

type Kind = "prompts" | "labels";

/** Every language the survey has texts in, its own first. */
export function localesOf(definition: SurveyDefinition): string[] {
  return [definition.locale, ...Object.keys(definition.translations).filter((locale) => locale !== definition.locale)];
}

/**
 * The survey's language closest to what is wanted: exact, then a wider one, then the same language in the same script
 * (zh-HK reads zh-TW before zh-CN), then the same language, then the survey's own.
 */
export function chooseLocale(definition: SurveyDefinition, wanted: readonly (string | null | undefined)[]): string {
  const offered = localesOf(definition);
  for (const locale of wanted) {
    if (!locale) continue;
    const language = languageOf(locale);
    const alike = offered.filter((one) => languageOf(one) === language);
    if (alike.length <= 1) {
      if (alike[0]) return alike[0];
      continue;
    }
    const match = [locale, ...widerThan(locale)]
      .map((one) => alike.find((other) => other.toLowerCase() === one.toLowerCase()))
      .find((one) => one !== undefined && (one.toLowerCase() === locale.toLowerCase() || isOfScript(one, locale)));
    return match ?? alike.find((one) => isOfScript(one, locale)) ?? (alike[0] as string);
  }
  return definition.locale;
}

/** "ru" of "ru-RU". */
export function languageOf(locale: string): string {
  return (locale.split("-")[0] ?? locale).toLowerCase();
}

/** zh-Hant-TW, zh-Hant and zh of zh-TW; ru of ru-RU. */
function widerThan(locale: string): string[] {
  const parts = locale.split("-");
  if (parts.length === 1) return [];
  const shorter = parts.map((_, at) => parts.slice(0, parts.length - 1 - at).join("-")).filter((one) => one !== "");
  const script = scriptOf(locale);
  const written = `${parts[0]}-${script}`;
  return script === null || shorter.includes(written)
    ? shorter
    : [...shorter.slice(0, -1), written, ...shorter.slice(-1)];
}

const isOfScript = (one: string, other: string) => scriptOf(one) === scriptOf(other);

/** The text of the first of these keys that a translation has: in the language itself, else in a wider one. */
function translated(
  { translations, locale: own }: Pick<SurveyDefinition, "translations" | "locale">,
  locale: string,
  kind: Kind,
  keys: readonly string[],
): string | undefined {
  if (locale === own) return undefined;
  const found = textAt(translations[locale]?.[kind], keys);
  if (found !== undefined) return found;
  for (const wider of widerThan(locale)) {
    // The survey's own words follow anyway.
    if (wider === own) return undefined;
    const text = Object.hasOwn(translations, wider) ? textAt(translations[wider]?.[kind], keys) : undefined;
    if (text !== undefined) return text;
  }
  return undefined;
}

// Ids are our customers': one may be "toString", which every object has.
function textAt(texts: Record<string, string> | undefined, keys: readonly string[]): string | undefined {
  const key = texts && keys.find((one) => Object.hasOwn(texts, one));
  return key === undefined ? undefined : texts?.[key];
}

export function promptOf(definition: SurveyDefinition, asked: { id: string; prompt: string }, locale: string): string {
  return translated(definition, locale, "prompts", [asked.id]) ?? asked.prompt;
}

export function itemLabelOf(definition: SurveyDefinition, item: CsiItem, locale: string): string {
  const question = definition.questions.find((one) => one.type === "csi" && one.items.includes(item));
  return partLabelOf(definition, question ?? { id: "" }, item, locale);
}

/** A choice, row, column or item. Two questions may have one of the same id: `question.part` names it alone. */
export function partLabelOf(
  definition: SurveyDefinition,
  question: { id: string },
  part: { id: string; label: string },
  locale: string,
): string {
  return translated(definition, locale, "labels", keysOfPart(question, part)) ?? part.label;
}

/** `question.low` is the end of a scale, whatever its items are called. */
const keysOfPart = (question: { id: string }, { id }: { id: string }): [string, ...string[]] =>
  id === "low" || id === "high" ? [id] : [`${question.id}.${id}`, id];

export function helpOf(definition: SurveyDefinition, { id, help }: Question, locale: string): string | null {
  return help === undefined ? null : (translated(definition, locale, "prompts", [`${id}.help`]) ?? help);
}

export function pageTitleOf(definition: SurveyDefinition, { id, title }: SurveyPage, locale: string): string | null {
  return title === undefined ? null : (translated(definition, locale, "prompts", [id]) ?? title);
}

export function linkLabelOf(definition: SurveyDefinition, { id, link }: Ending, locale: string): string | null {
  return link === undefined ? null : (translated(definition, locale, "labels", [`${id}.link`]) ?? link.label);
}

/** A scale's end label, or null where the survey leaves the standard wording. */
export function endLabelOf(
  definition: SurveyDefinition,
  question: Question & { lowLabel?: string; highLabel?: string },
  end: "low" | "high",
  locale: string,
): string | null {
  const own = end === "low" ? question.lowLabel : question.highLabel;
  return translated(definition, locale, "labels", [`${question.id}.${end}`]) || own || null;
}

/** One text of a survey in its own language: where it stands, and under which keys a translation has it. */
export type SurveyText = { pointer: string; kind: Kind; keys: [string, ...string[]]; text: string };

/** Every text that a respondent can read, in the order of the survey. */
export function textsIn({ questions, pages = [], endings }: SurveyDefinition): SurveyText[] {
  const said = (pointer: string, kind: Kind, keys: [string, ...string[]], text: string | undefined): SurveyText[] =>
    text === undefined || text === "" ? [] : [{ pointer, kind, keys, text }];
  return [
    ...questions.flatMap((question, at) => {
      const place = `/questions/${at}`;
      const ends = question as { lowLabel?: string; highLabel?: string };
      return [
        ...said(`${place}/prompt`, "prompts", [question.id], question.prompt),
        ...said(`${place}/help`, "prompts", [`${question.id}.help`], question.help),
        ...partsOf(question).flatMap(({ list, parts }) =>
          parts.flatMap((part, index) =>
            said(`${place}/${list}/${index}/label`, "labels", keysOfPart(question, part), part.label),
          ),
        ),
        ...said(`${place}/lowLabel`, "labels", [`${question.id}.low`], ends.lowLabel),
        ...said(`${place}/highLabel`, "labels", [`${question.id}.high`], ends.highLabel),
      ];
    }),
    ...pages.flatMap(({ id, title }, at) => said(`/pages/${at}/title`, "prompts", [id], title)),
    ...endings.flatMap(({ id, prompt, link }, at) => [
      ...said(`/endings/${at}/prompt`, "prompts", [id], prompt),
      ...said(`/endings/${at}/link/label`, "labels", [`${id}.link`], link?.label),
    ]),
  ];
}

/** The named parts of a question, by the list that they stand in. */
export function partsOf(question: Question): { list: string; parts: readonly { id: string; label: string }[] }[] {
  if ("items" in question) return [{ list: "items", parts: question.items }];
  if ("choices" in question) return [{ list: "choices", parts: question.choices }];
  if ("rows" in question)
    return [
      { list: "rows", parts: question.rows },
      { list: "columns", parts: question.columns },
    ];
  return [];
}

/** A text as a reader of this language sees it, or null where they see the survey's own language instead. */
export function textIn(definition: SurveyDefinition, { kind, keys, text }: SurveyText, locale: string): string | null {
  return locale === definition.locale ? text : (translated(definition, locale, kind, keys) ?? null);
}

export type Completeness = { present: number; total: number; missing: SurveyText[] };

/** How much of a survey is there in a language, and what is not. Standard words of ours, as of a scale's ends, always are. */
export function completenessOf(definition: SurveyDefinition, locale: string): Completeness {
  const texts = textsIn(definition);
  const missing = texts.filter((text) => !textIn(definition, text, locale)?.trim());
  return { present: texts.length - missing.length, total: texts.length, missing };
}
