import type { Known } from "@otklik/domain/survey/condition";
import { type Answers, isRequired, type Question, type SurveyDefinition } from "@otklik/domain/survey/definition";
import { namesIn, pipe } from "@otklik/domain/survey/piping";
import type { Screen } from "@otklik/domain/survey/screen";
import { helpOf, promptOf } from "@otklik/domain/survey/texts";
import { type Html, html } from "@otklik/domain/values/html";
import { isolatedWhole } from "@otklik/domain/words/languages";
import { wordsFor } from "@otklik/domain/words/words";
import type { PageScripts } from "../runtime.ts";
import type { Brand, FooterLinks, KioskPart } from "./page.ts";

/** A time to call back in, both ends RFC 3339; the label is in the page's language: "Today 17–19". */
export type CallbackWindow = { label: string; from: string; to: string };

/** A score that the link carried. It is shown as chosen and is not an answer yet. */
export type Preselected = { questionId: string; value: number; channel: string };

export type SurveyView = FooterLinks & {
  definition: SurveyDefinition;
  /** The survey's language that the page is in. */
  locale: string;
  /** The survey's other languages, each one press away. */
  otherLocales: readonly string[];
  brand: Brand;
  nonce: string;
  preselected: Preselected | null;
  /** What the controls hold, by form field name: what was typed before a refusal, or `formFromAnswers` of a saved answer. */
  values: Readonly<Record<string, string>>;
  /** What is wrong with a refused form, by question id. One under any other key is said above the questions. */
  errors: Readonly<Record<string, string>>;
  /** What the survey is about: "Train 752, St Petersburg to Moscow, 21 November". */
  context: string | null;
  /** The contact's number, offered for a call back. */
  phone: string | null;
  /** Times for a call back; empty: the page does not ask for one. */
  windows: readonly CallbackWindow[];
  /** Whose clock the windows are on, in words: "Moscow time". */
  windowsZone?: string | null;
  /** The answers shown are stored already, though not sent. */
  saved: boolean;
  /** What an open link carried, for the form and the links to other languages to carry on. */
  linkContext?: Readonly<Record<string, unknown>>;
  /** The part of the survey that this page asks; without it, all of it at once. */
  step?: Step;
  /** Where the page's scripts are; without them the form does all by itself. */
  scripts?: PageScripts | null;
  /** On a device used by one person after the other; null: their own. */
  kiosk?: KioskPart | null;
};

/** `after` is the question that this screen comes behind; null: it is the first. */
export type Step = { screen: Screen; after: string | null; answers: Answers; known: Known };

/** `key` names the question's elements within the page, whatever characters its id has. */
export type Drawn<Q extends Question = Question> = { view: SurveyView; question: Q; key: string; isLead: boolean };

export function heading(drawn: Drawn): Html {
  return html`${leading(drawn, html`<span data-head>${prompted(drawn)}${optional(drawn)}</span>`)}${help(drawn)}`;
}

/** The heading of the page where the question leads it; the script does the same to whatever has `data-head`. */
export const leading = ({ isLead }: Drawn, head: Html): Html => (isLead ? html`<h1>${head}</h1>` : head);

/** The prompt, told apart where the script has to fill it anew. */
export function prompted({ view, question }: Drawn): Html {
  return fillable(view, promptOf(view.definition, question, view.locale), "prompt");
}

function fillable(view: SurveyView, text: string, part: "prompt" | "help"): Html {
  const said = filled(view, text);
  return namesIn(text).length > 0 ? html`<span data-text="${part}">${said}</span>` : html`${said}`;
}

/** The line under a prompt: part of the label, so that it is read out with it. */
export function help({ view, question }: Drawn): Html | null {
  const text = helpOf(view.definition, question, view.locale);
  return text === null ? null : html` <small class="help">${fillable(view, text, "help")}</small>`;
}

export function promptIn(view: SurveyView, asked: { id: string; prompt: string }): string {
  return filled(view, promptOf(view.definition, asked, view.locale));
}

export function filled({ definition, locale, step }: SurveyView, text: string): string {
  // A text that was not translated may be written the other way.
  return isolatedWhole(pipe(text, { definition, locale, answers: step?.answers ?? {}, ...step?.known }), locale);
}

export function optional({ view, question }: Drawn): Html | null {
  return isRequired(view.definition, question) ? null : html` <small>${wordsFor(view.locale).survey.optional}</small>`;
}

export function stateOf(drawn: Drawn): Html {
  return html`${isDescribed(drawn)}${isInvalid(drawn)}`;
}

export function isDescribed(drawn: Drawn): Html | null {
  return errorOf(drawn) ? html` aria-describedby="${drawn.key}-error"` : null;
}

export function isInvalid(drawn: Drawn): Html | null {
  return errorOf(drawn) ? html` aria-invalid="true"` : null;
}

export function errorOf({ view, question }: Drawn): string | null {
  return own(view.errors, question.id);
}

export function isRefused(errors: SurveyView["errors"]): boolean {
  return Object.keys(errors).length > 0;
}

export function heldIn({ values }: SurveyView, name: string): string | null {
  return own(values, name);
}

// Names are our customers': one may be "constructor".
function own(record: Readonly<Record<string, string>>, name: string): string | null {
  return Object.hasOwn(record, name) ? (record[name] ?? null) : null;
}
