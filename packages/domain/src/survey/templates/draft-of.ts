import type { CsiItem, Question, SurveyDefinition, Translation } from "../definition.ts";

export const templateLanguages = ["en", "ru"] as const;
export type TemplateLanguage = (typeof templateLanguages)[number];

/** One text in every language that templates are written in. */
export type Said = Record<TemplateLanguage, string>;

type Asked = { id: string; prompt: Said; required?: boolean; lowLabel?: Said; highLabel?: Said };
type TemplateQuestion =
  | (Asked & { type: "nps" | "csat" | "ces" | "text" | "callback" | "statement" })
  | (Asked & {
      type: "csi";
      items: { id: string; label: Said; weight: number }[];
      scale: { min: number; max: number };
    });

/** A survey that is ready to be asked, in every language. */
export type Template = {
  id: string;
  name: Said;
  /** When it is worth asking, in one sentence. */
  about: Said;
  /** Relational: about the company as a whole; transactional: about what has just happened. */
  kind: "transactional" | "relational";
  questions: TemplateQuestion[];
  ending: Said;
};

/** A draft in the first of these languages, translated into the others. */
export function draftOf(
  template: Template,
  [locale, ...others]: [TemplateLanguage, ...TemplateLanguage[]],
): SurveyDefinition {
  return {
    schemaVersion: 1,
    name: template.name[locale],
    locale,
    translations: Object.fromEntries(others.map((language) => [language, translationOf(template, language)])),
    questions: template.questions.map((question) => questionIn(question, locale)),
    endings: [{ id: "thanks", prompt: template.ending[locale] }],
  };
}

function questionIn(question: TemplateQuestion, language: TemplateLanguage): Question {
  const { id, type, prompt, required, lowLabel, highLabel } = question;
  const asked = { id, prompt: prompt[language], ...(required !== undefined && { required }) };
  if (type === "text" || type === "callback" || type === "statement") return { ...asked, type };
  const ends = {
    ...(lowLabel && { lowLabel: lowLabel[language] }),
    ...(highLabel && { highLabel: highLabel[language] }),
  };
  if (type !== "csi") return { ...asked, ...ends, type };
  const items: CsiItem[] = question.items.map((item) => ({ ...item, label: item.label[language] }));
  return { ...asked, ...ends, type, items, scale: question.scale };
}

function translationOf({ questions, ending }: Template, language: TemplateLanguage): Translation {
  const prompts = questions.map(({ id, prompt }) => [id, prompt[language]]);
  const labels = questions.flatMap((question) => [
    ...(question.lowLabel ? [[`${question.id}.low`, question.lowLabel[language]]] : []),
    ...(question.highLabel ? [[`${question.id}.high`, question.highLabel[language]]] : []),
    ...(question.type === "csi" ? question.items.map(({ id, label }) => [id, label[language]]) : []),
  ]);
  return {
    prompts: Object.fromEntries([...prompts, ["thanks", ending[language]]]),
    labels: Object.fromEntries(labels),
  };
}
