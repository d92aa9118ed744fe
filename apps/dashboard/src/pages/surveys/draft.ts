import type { SurveyDefinition } from "@otklik/domain/survey/definition";
import {
  endLabelOf,
  helpOf,
  linkLabelOf,
  localesOf,
  pageTitleOf,
  partLabelOf,
  promptOf,
} from "@otklik/domain/survey/texts";

export type Draft = Omit<SurveyDefinition, "schemaVersion">;

const whole = (draft: Draft): SurveyDefinition => ({ schemaVersion: 1, ...draft });

/** The languages that a draft has words in, its own first. */
export const languagesOf = (draft: Draft): string[] => localesOf(whole(draft));

/** The draft with another text under a translation's key. An empty one is taken away: it would show nothing. */
export function withText(draft: Draft, language: string, kind: "prompts" | "labels", key: string, text: string): Draft {
  const known = draft.translations[language] ?? {};
  const { [key]: _, ...others } = known[kind] ?? {};
  const texts = text === "" ? others : { ...others, [key]: text };
  return { ...draft, translations: { ...draft.translations, [language]: { ...known, [kind]: texts } } };
}

/** The draft in one more language, with these words where there are any. */
export function withLanguage(draft: Draft, language: string, words: Draft["translations"][string] = {}): Draft {
  return { ...draft, translations: { ...draft.translations, [language]: words } };
}

/** The draft without a language. When it was the draft's own, the next one takes its place. */
export function withoutLanguage(draft: Draft, language: string): Draft {
  const { [language]: _, ...rest } = draft.translations;
  if (language !== draft.locale) return { ...draft, translations: rest };
  const next = languagesOf(draft).find((one) => one !== language);
  if (!next) return draft;
  const { [next]: __, ...translations } = rest;
  const from = whole(draft);
  const labelled = (question: Draft["questions"][number]) => {
    if (!("lowLabel" in question || "highLabel" in question)) return question;
    const { lowLabel: ___, highLabel: ____, ...bare } = question;
    const low = endLabelOf(from, question, "low", next);
    const high = endLabelOf(from, question, "high", next);
    return { ...bare, ...(low && { lowLabel: low }), ...(high && { highLabel: high }) };
  };
  return {
    ...draft,
    locale: next,
    translations,
    questions: draft.questions.map((question) => ({
      ...labelled(question),
      ...wordsIn(from, question, next),
    })) as Draft["questions"],
    ...(draft.pages && {
      pages: draft.pages.map((page) => ({ ...page, ...named("title", pageTitleOf(from, page, next)) })),
    }),
    endings: draft.endings.map((ending) => ({
      ...ending,
      prompt: promptOf(from, ending, next),
      ...(ending.link && { link: { ...ending.link, label: linkLabelOf(from, ending, next) ?? ending.link.label } }),
    })),
  };
}

/** Prompt, help and the words of every item, choice, row and column. */
function wordsIn(from: SurveyDefinition, question: Draft["questions"][number], language: string) {
  const inLanguage = <Part extends { id: string; label: string }>(parts: Part[]) =>
    parts.map((part) => ({ ...part, label: partLabelOf(from, question, part, language) }));
  return {
    prompt: promptOf(from, question, language),
    ...named("help", helpOf(from, question, language)),
    ...("items" in question && { items: inLanguage(question.items) }),
    ...("choices" in question && { choices: inLanguage<(typeof question.choices)[number]>(question.choices) }),
    ...("rows" in question && { rows: inLanguage(question.rows), columns: inLanguage(question.columns) }),
  };
}

const named = (key: string, text: string | null) => (text === null ? {} : { [key]: text });
