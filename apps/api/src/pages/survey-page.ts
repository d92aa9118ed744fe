import {
  isMetricQuestion,
  isRequired,
  type MetricQuestion,
  type Question,
  type SurveyDefinition,
  scaleOf,
} from "@otklik/domain/survey/definition";
import { endLabelOf, itemLabelOf, promptOf } from "@otklik/domain/survey/texts";
import { type Html, html } from "@otklik/domain/values/html";
import { wordsFor } from "@otklik/domain/words/words";
import { anyTime, longestText, windowValue } from "./answers-from-form.ts";
import { type Brand, type FooterLinks, page } from "./page.ts";

/** A time to call back in, both ends RFC 3339; the label is in the page's language: "Today 17–19". */
export type CallbackWindow = { label: string; from: string; to: string };

/** A score that the link carried. It is shown as chosen and is not an answer yet. */
type Preselected = { questionId: string; value: number; channel: string };

export type SurveyView = FooterLinks & {
  definition: SurveyDefinition;
  /** The survey's language that the page is in. */
  locale: string;
  /** The survey's other languages, each one link away. */
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
};

/** The survey as one form, which needs no script: each question is a control named by the question's id. */
export function surveyPage(view: SurveyView): string {
  const { definition, locale, brand } = view;
  const words = wordsFor(locale);
  const asked = definition.questions.filter((question) => question.type !== "statement");
  const lead = asked[0] ?? null;
  const leadPrompt = lead ? promptOf(definition, lead, locale) : definition.name;

  return page({
    locale,
    title: isRefused(view.errors) ? `${words.survey.notSent}: ${leadPrompt}` : leadPrompt,
    brand,
    languages: view.otherLocales.map((other) => ({ locale: other, href: switchTo(other, view.preselected) })),
    footer: view,
    hasScript: true,
    content: html`<form method="post">
<input type="hidden" name="nonce" value="${view.nonce}">
<input type="hidden" name="lang" value="${locale}">
${view.context !== null && html`<p class="ctx">${view.context}</p>`}
${errorsOfNoQuestion(view).map((error) => html`<p class="er" role="alert">${error}</p>`)}
${definition.questions.map((question, at) => [
  drawQuestion({ view, question, key: `q${at}`, isLead: question === lead }),
  question === lead && statusLine(view),
])}
${lead === null && statusLine(view)}
<button>${words.survey.send}</button>
</form>`,
  });
}

/** `key` names the question's elements within the page, whatever characters its id has. */
type Drawn<Q extends Question = Question> = { view: SurveyView; question: Q; key: string; isLead: boolean };

function drawQuestion(drawn: Drawn): Html {
  const { view, question, key, isLead } = drawn;
  if (question.type === "statement")
    return html`<p class="say">${promptOf(view.definition, question, view.locale)}</p>`;

  const error = errorOf(drawn);
  const looks = ["q", isLead && "lead", question.type === "callback" && "cb", error && "bad"].filter(Boolean).join(" ");
  return html`<div class="${looks}" data-id="${question.id}" data-type="${question.type}">
${drawControl(drawn)}
${error && html`<p class="er" role="alert" id="${key}-error">${error}</p>`}
</div>`;
}

function drawControl(drawn: Drawn): Html {
  const { question } = drawn;
  if (question.type === "text") return drawText({ ...drawn, question });
  if (question.type === "callback") return drawCallback({ ...drawn, question });
  if (question.type === "csi") return drawParts({ ...drawn, question });
  return isMetricQuestion(question) ? drawScale({ ...drawn, question }) : html``;
}

function drawScale(drawn: Drawn<MetricQuestion>): Html {
  const { view, question } = drawn;
  return html`<fieldset role="radiogroup"${stateOf(drawn)}>
<legend>${heading(drawn)}</legend>
${points(drawn, question.id, chosenIn(view, question.id))}
${ends(drawn)}
</fieldset>`;
}

/** A row of radios for each part of a CSI question. Parts may be left out, so no single one is required. */
function drawParts(drawn: Drawn<Extract<Question, { type: "csi" }>>): Html {
  const { view, question } = drawn;
  return html`<fieldset${isDescribed(drawn)}>
<legend>${heading(drawn)}</legend>
${question.items.map((item) => {
  const name = `${question.id}.${item.id}`;
  return html`<fieldset class="part" role="radiogroup"${isInvalid(drawn)}>
<legend>${itemLabelOf(view.definition, item, view.locale)}</legend>
${points(drawn, name, heldIn(view, name))}
</fieldset>`;
})}
${ends(drawn)}
</fieldset>`;
}

/** One row of radios. Of several that ask for the focus, the browser gives it to the page's first. */
function points(drawn: Drawn<MetricQuestion>, name: string, chosen: string | null): Html {
  const { view, question, key } = drawn;
  const { min, max } = scaleOf(question);
  const scores = Array.from({ length: max - min + 1 }, (_, at) => min + at);
  // Where a row is too narrow for all of them, a long scale becomes two rows as equal as can be.
  const half = scores.length > 7 && html` half${Math.ceil(scores.length / 2)}`;
  const focused = errorOf(drawn) ? (chosen ?? String(min)) : null;
  return html`<div class="scale${half}">${scores.map((score) => {
    const end = score === min ? "low" : score === max ? "high" : null;
    return html`<label><input type="radio" name="${name}" value="${score}"${[
      question.type !== "csi" && isRequired(view.definition, question) && html` required`,
      chosen === String(score) && html` checked`,
      focused === String(score) && html` autofocus`,
      end && html` aria-describedby="${key}-${end}"`,
    ]}><span>${score}</span></label>`;
  })}</div>`;
}

/** Hidden from screen readers as a line of their own: the first and the last radio are described by them. */
function ends({ view, question, key }: Drawn<MetricQuestion>): Html {
  const words = wordsFor(view.locale).survey;
  const { min, max } = scaleOf(question);
  const label = (end: "low" | "high") =>
    endLabelOf(view.definition, question, end, view.locale) ?? words.ends[question.type][end];
  return html`<div class="ends" aria-hidden="true"><span id="${key}-low">${words.end(min, label("low"))}</span><span id="${key}-high">${words.end(max, label("high"))}</span></div>`;
}

function drawText(drawn: Drawn<Extract<Question, { type: "text" }>>): Html {
  const { view, question, key, isLead } = drawn;
  const label = html`<label class="f" for="${key}">${promptOf(view.definition, question, view.locale)}${optional(drawn)}</label>`;
  // The parser drops the first line end inside a textarea: ours, not the respondent's.
  return html`${isLead ? html`<h1>${label}</h1>` : label}
<textarea id="${key}" name="${question.id}" maxlength="${question.maxLength ?? longestText}"${[
    isRequired(view.definition, question) && html` required`,
    errorOf(drawn) && html` autofocus`,
    stateOf(drawn),
  ]}>
${heldIn(view, question.id)}</textarea>`;
}

/** Phone and times show once the box is ticked, by style alone. They are never `required`: hidden, they would block Send. */
function drawCallback(drawn: Drawn<Extract<Question, { type: "callback" }>>): Html {
  const { view, question, key } = drawn;
  const words = wordsFor(view.locale).survey.callback;
  const error = errorOf(drawn);
  return html`<label class="ck"><input type="checkbox" name="${question.id}" value="on"${[
    heldIn(view, question.id) && html` checked`,
    isRequired(view.definition, question) && html` required`,
  ]}><span><b>${promptOf(view.definition, question, view.locale)}</b><small>${words.note}</small></span></label>
<div class="more">
<label class="f" for="${key}">${words.phone}</label>
<input type="tel" id="${key}" name="${question.id}.phone" value="${heldIn(view, `${question.id}.phone`) ?? view.phone}" maxlength="40" autocomplete="tel"${[
    error && html` autofocus`,
    stateOf(drawn),
  ]}>
${view.windows.length > 0 && drawWindows(drawn)}
</div>`;
}

function drawWindows({ view, question }: Drawn): Html {
  const words = wordsFor(view.locale).survey.callback;
  const name = `${question.id}.window`;
  const choices = [
    ...view.windows.map((window) => ({ label: window.label, value: windowValue(window) })),
    { label: words.anyTime, value: anyTime },
  ];
  const held = heldIn(view, name);
  const chosen = choices.some(({ value }) => value === held) ? held : anyTime;
  return html`<fieldset>
<legend>${words.when(view.windowsZone ?? null)}</legend>
<div class="w">${choices.map(
    ({ label, value }) =>
      html`<label><input type="radio" name="${name}" value="${value}"${value === chosen && html` checked`}><span>${label}</span></label>`,
  )}</div>
</fieldset>`;
}

/** One line that changes: what a link chose, then what was saved. The script takes its words from `data-saved`. */
function statusLine(view: SurveyView): Html {
  const { locale } = view;
  const words = wordsFor(locale).survey;
  const saved = view.saved && !isRefused(view.errors);
  const clicked = clickedIn(view);
  const isNews = clicked !== null && !(saved && heldIn(view, clicked.questionId) === String(clicked.value));
  const status = isNews ? preselectedBy(clicked, locale) : saved ? words.saved : "";
  return html`<p class="pre" role="status" data-saved="${words.saved}">${status}</p>`;
}

function preselectedBy({ channel, value }: Preselected, locale: string): string {
  const { email, sms, messenger, link } = wordsFor(locale).survey.preselected;
  const say = channel === "email" ? email : channel === "sms" ? sms : channel === "messenger" ? messenger : link;
  return say(value);
}

function heading(drawn: Drawn): Html {
  const text = html`${promptOf(drawn.view.definition, drawn.question, drawn.view.locale)}${optional(drawn)}`;
  return drawn.isLead ? html`<h1>${text}</h1>` : text;
}

function optional({ view, question }: Drawn): Html | null {
  return isRequired(view.definition, question) ? null : html` <small>${wordsFor(view.locale).survey.optional}</small>`;
}

function stateOf(drawn: Drawn): Html {
  return html`${isDescribed(drawn)}${isInvalid(drawn)}`;
}

function isDescribed(drawn: Drawn): Html | null {
  return errorOf(drawn) ? html` aria-describedby="${drawn.key}-error"` : null;
}

function isInvalid(drawn: Drawn): Html | null {
  return errorOf(drawn) ? html` aria-invalid="true"` : null;
}

function errorOf({ view, question }: Drawn): string | null {
  return own(view.errors, question.id);
}

function errorsOfNoQuestion({ definition, errors }: SurveyView): string[] {
  const ids = new Set(definition.questions.map(({ id }) => id));
  return Object.entries(errors).flatMap(([id, error]) => (ids.has(id) ? [] : [error]));
}

/** A score just clicked in a message is newer than one saved before, and older than what a refused form holds. */
function chosenIn(view: SurveyView, questionId: string): string | null {
  const clicked = clickedIn(view);
  return clicked?.questionId === questionId ? String(clicked.value) : heldIn(view, questionId);
}

function clickedIn({ definition, preselected, errors }: SurveyView): Preselected | null {
  const isAsked = definition.questions.some(({ id }) => id === preselected?.questionId);
  return isAsked && !isRefused(errors) ? preselected : null;
}

function isRefused(errors: SurveyView["errors"]): boolean {
  return Object.keys(errors).length > 0;
}

function heldIn({ values }: SurveyView, name: string): string | null {
  return own(values, name);
}

// Names are our customers': one may be "constructor".
function own(record: Readonly<Record<string, string>>, name: string): string | null {
  return Object.hasOwn(record, name) ? (record[name] ?? null) : null;
}

function switchTo(locale: string, preselected: Preselected | null): string {
  const query = new URLSearchParams(
    preselected ? { score: String(preselected.value), lang: locale } : { lang: locale },
  );
  return `?${query}`;
}
