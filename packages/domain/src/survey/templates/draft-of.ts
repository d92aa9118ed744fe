import type { RespondentLanguage } from "../../words/languages.ts";
import type { Condition } from "../condition.ts";
import type { Ending, Question, Scale, SurveyDefinition, Translation } from "../definition.ts";
import { textsIn } from "../texts.ts";

/** One text in the languages that it is written in; English and Russian always. */
export type Said = { readonly en: string; readonly ru: string } & { readonly [L in RespondentLanguage]?: string };

type Part = { id: string; label: Said };
type Asked = { id: string; prompt: Said; help?: Said; required?: boolean; when?: Condition };
export type TemplateQuestion =
  | (Asked & { type: "nps" | "csat" | "ces" | "text" | "callback" | "statement" })
  | (Asked & { type: "csi"; items: (Part & { weight: number })[]; scale: Scale })
  | (Asked & { type: "singleChoice" | "multipleChoice"; choices: Part[]; other?: boolean; shuffled?: boolean });
type TemplateEnding = { id: string; prompt: Said; when?: Condition; link?: { url: string; label: Said } };

export const touchpointKinds = ["relationship", "buying", "service", "lifecycle", "places", "people"] as const;
export type TouchpointKind = (typeof touchpointKinds)[number];

/** A survey that is ready to be asked. */
export type Template = {
  id: string;
  name: Said;
  /** When it is worth asking, in one sentence. */
  about: Said;
  touchpoint: TouchpointKind;
  /** Relational: about the company as a whole; transactional: about what has just happened. */
  kind: "transactional" | "relational";
  questions: TemplateQuestion[];
  endings: TemplateEnding[];
};

/** A draft in the first of these languages, with what there is of the others; its own is English where a text lacks it. */
export function draftOf(
  template: Template,
  [locale, ...others]: readonly [RespondentLanguage, ...RespondentLanguage[]],
): SurveyDefinition {
  const draft = definitionIn(template, locale, (text) => text[locale] ?? text.en);
  return {
    ...draft,
    translations: Object.fromEntries(others.map((language) => [language, translationOf(template, language)])),
  };
}

function translationOf(template: Template, language: RespondentLanguage): Translation {
  const translation: Required<Translation> = { prompts: {}, labels: {} };
  const said = definitionIn(template, language, (text) => text[language] ?? "");
  for (const { kind, keys, text } of textsIn(said)) translation[kind][keys[0]] = text;
  return translation;
}

function definitionIn(template: Template, locale: RespondentLanguage, say: (text: Said) => string): SurveyDefinition {
  return {
    schemaVersion: 1,
    name: template.name[locale] ?? template.name.en,
    locale,
    translations: {},
    questions: template.questions.map((question) => questionIn(question, say)),
    endings: template.endings.map(
      ({ id, prompt, when, link }): Ending => ({
        id,
        prompt: say(prompt),
        ...(when && { when }),
        ...(link && { link: { url: link.url, label: say(link.label) } }),
      }),
    ),
  };
}

function questionIn({ prompt, help, ...question }: TemplateQuestion, say: (text: Said) => string): Question {
  const texts = { prompt: say(prompt), ...(help && { help: say(help) }) };
  const named = <One extends Part>(parts: One[]) => parts.map((part) => ({ ...part, label: say(part.label) }));
  if (question.type === "csi") return { ...question, ...texts, items: named(question.items) };
  if ("choices" in question) return { ...question, ...texts, choices: named(question.choices) };
  return { ...question, ...texts };
}
