import type { CsiItem, Ending, Question, SurveyDefinition, SurveyPage } from "./definition.ts";

/** Every language the survey has texts in, its own first. */
export function localesOf(definition: SurveyDefinition): string[] {
  return [definition.locale, ...Object.keys(definition.translations).filter((locale) => locale !== definition.locale)];
}

/** The survey's language closest to what is wanted: exact, then the same language, then the survey's own. */
export function chooseLocale(definition: SurveyDefinition, wanted: readonly (string | null | undefined)[]): string {
  const offered = localesOf(definition);
  for (const locale of wanted) {
    if (!locale) continue;
    const language = languageOf(locale);
    const match =
      offered.find((one) => one.toLowerCase() === locale.toLowerCase()) ??
      offered.find((one) => one.toLowerCase() === language) ??
      offered.find((one) => languageOf(one) === language);
    if (match) return match;
  }
  return definition.locale;
}

/** "ru" of "ru-RU". */
export function languageOf(locale: string): string {
  return (locale.split("-")[0] ?? locale).toLowerCase();
}

export function promptOf(definition: SurveyDefinition, asked: { id: string; prompt: string }, locale: string): string {
  return own(definition.translations[locale]?.prompts, asked.id) ?? asked.prompt;
}

export function itemLabelOf(definition: SurveyDefinition, item: CsiItem, locale: string): string {
  return own(definition.translations[locale]?.labels, item.id) ?? item.label;
}

/** A choice, row or column. Two questions may have one of the same id: `question.part` names it alone. */
export function partLabelOf(
  definition: SurveyDefinition,
  question: { id: string },
  part: { id: string; label: string },
  locale: string,
): string {
  const labels = definition.translations[locale]?.labels;
  return own(labels, `${question.id}.${part.id}`) ?? own(labels, part.id) ?? part.label;
}

export function helpOf(definition: SurveyDefinition, { id, help }: Question, locale: string): string | null {
  return help === undefined ? null : (own(definition.translations[locale]?.prompts, `${id}.help`) ?? help);
}

export function pageTitleOf(definition: SurveyDefinition, { id, title }: SurveyPage, locale: string): string | null {
  return title === undefined ? null : (own(definition.translations[locale]?.prompts, id) ?? title);
}

export function linkLabelOf(definition: SurveyDefinition, { id, link }: Ending, locale: string): string | null {
  return link === undefined ? null : (own(definition.translations[locale]?.labels, `${id}.link`) ?? link.label);
}

/** A scale's end label, or null where the survey leaves the standard wording. */
export function endLabelOf(
  definition: SurveyDefinition,
  question: Question & { lowLabel?: string; highLabel?: string },
  end: "low" | "high",
  locale: string,
): string | null {
  const translated = definition.translations[locale]?.labels?.[`${question.id}.${end}`];
  if (translated) return translated;
  return locale === definition.locale ? ((end === "low" ? question.lowLabel : question.highLabel) ?? null) : null;
}

// Ids are our customers': one may be "toString", which every object has.
function own(texts: Record<string, string> | undefined, id: string): string | undefined {
  return texts && Object.hasOwn(texts, id) ? texts[id] : undefined;
}
