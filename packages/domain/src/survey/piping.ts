import { type Html, html, withoutControls } from "../values/html.ts";
import { isolated } from "../words/languages.ts";
import { answerText } from "./answer-text.ts";
import { computedValue } from "./computed.ts";
import type { Known } from "./condition.ts";
import type { Answers, SurveyDefinition } from "./definition.ts";

/** `{{answer:why}}`, `{{contact.name|there}}`, `{{context.order}}`, `{{computed:total}}`: what stands after the bar is said where there is nothing. */
const placeholders = /\{\{\s*([A-Za-z][^{}|]*)(?:\|([^{}]*))?\}\}/g;

export type PipedName = { from: "answer" | "computed" | "contact" | "context"; key: string };

/** What texts are filled from. `answers` are those of the path. */
export type Sources = Known & { definition: SurveyDefinition; answers: Answers; locale: string };

/** Every name in a text that stands where a name is meant; null: one that names nothing there could be. */
export function namesIn(text: string): { written: string; name: PipedName | null }[] {
  return [...text.matchAll(placeholders)].map(([, written = ""]) => ({
    written: written.trim(),
    name: nameOf(written),
  }));
}

/** The text with its names filled in, once: what an answer holds is never read as a name. For plain text. */
export function pipe(text: string, sources: Sources): string {
  return text.replace(placeholders, (whole: string, written: string, fallback?: string) => {
    const name = nameOf(written);
    if (name === null) return whole;
    const said = saidBy(name, sources);
    const isSaid = said !== null && said.trim() !== "";
    return withoutControls(isSaid ? isolated(said.trim(), sources.locale) : (fallback ?? "").trim());
  });
}

/** The same as markup: nothing in the text nor in what fills it is taken for any. */
export function pipeHtml(text: string, sources: Sources): Html {
  return html`${pipe(text, sources)}`;
}

const longestHeader = 200;

/** The same for a line such as a subject: no line end gets into it, and it stays short. */
export function pipeHeader(text: string, sources: Sources): string {
  const line = pipe(text, sources)
    .replace(/[\s\u2028\u2029]+/g, " ")
    .trim();
  return Array.from(line).slice(0, longestHeader).join("");
}

function nameOf(written: string): PipedName | null {
  const [, from, mark, key] = /^(answer|computed|contact|context)([:.])(\S+)\s*$/.exec(written) ?? [];
  if (!from || !key) return null;
  const isOurs = from === "answer" || from === "computed";
  return (mark === ":") === isOurs ? { from: from as PipedName["from"], key } : null;
}

function saidBy({ from, key }: PipedName, { definition, answers, contact, context, locale }: Sources): string | null {
  if (from === "contact" || from === "context") return plain(from === "contact" ? contact : context, key);
  if (from === "computed") {
    const one = definition.computed?.find(({ id }) => id === key);
    const value = one ? computedValue(one, answers) : null;
    return value === null ? null : String(Number(value.toFixed(2)));
  }
  const question = definition.questions.find(({ id }) => id === key);
  const answer = Object.hasOwn(answers, key) ? answers[key] : undefined;
  return question && answer !== undefined ? answerText(definition, question, answer, locale) : null;
}

function plain(record: Readonly<Record<string, unknown>> | undefined, key: string): string | null {
  const value = record && Object.hasOwn(record, key) ? record[key] : null;
  return typeof value === "string" || typeof value === "number" ? String(value) : null;
}
