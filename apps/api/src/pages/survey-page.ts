import { isRequired, type MetricQuestion, type Question, stepsOf } from "@otklik/domain/survey/definition";
import { endLabelOf, itemLabelOf, pageTitleOf } from "@otklik/domain/survey/texts";
import { type Html, html, raw } from "@otklik/domain/values/html";
import { wordsFor } from "@otklik/domain/words/words";
import { afterField, backField, formFromAnswers, languageField } from "./answers-from-form.ts";
import { drawChoice } from "./draw-choices.ts";
import { drawCallback, drawConsent, drawField, drawText } from "./draw-fields.ts";
import { contextFields } from "./link-context.ts";
import { page } from "./page.ts";
import { jsonOf, mayBeAsked, pageDataOf } from "./page-data.ts";
import { columnsOf } from "./page-style.ts";
import {
  type Drawn,
  errorOf,
  filled,
  heading,
  heldIn,
  help,
  isDescribed,
  isInvalid,
  isRefused,
  type Preselected,
  prompted,
  promptIn,
  type Step,
  type SurveyView,
  stateOf,
} from "./survey-view.ts";

const formId = "survey";

/** The survey as one form, which needs no script: each question is a control named by the question's id. */
export function surveyPage(view: SurveyView): string {
  const { definition, locale, brand, step } = view;
  const words = wordsFor(locale);
  const drawn = definition.questions.map((question, at) => ({ question, key: `q${at}` }));
  const isShown = ({ id }: Question) => step?.screen.questions.includes(id) ?? true;
  const shown = drawn.filter(({ question }) => isShown(question));
  const later = drawn.filter(({ question }) => !isShown(question) && mayBeAsked(question));
  const lead = shown.find(({ question }) => question.type !== "statement")?.question ?? null;
  const leadPrompt = lead ? promptIn(view, lead) : definition.name;
  const title = step?.screen.page ? pageTitleOf(definition, step.screen.page, locale) : null;

  return page({
    locale,
    title: isRefused(view.errors) ? `${words.survey.notSent}: ${leadPrompt}` : leadPrompt,
    brand,
    languages: view.otherLocales.map((other) => ({ locale: other, form: formId, name: languageField })),
    // What leads away from the page has nobody to lead back.
    footer: view.kiosk ? undefined : view,
    scripts: view.scripts,
    kiosk: view.kiosk,
    content: html`<form method="post"${view.otherLocales.length > 0 && html` id="${formId}"`}>
<input type="hidden" name="nonce" value="${view.nonce}">
<input type="hidden" name="lang" value="${locale}">
${contextFields(view.linkContext ?? {}).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
${definition.anonymous && html`<p class="ctx">${words.survey.anonymous}</p>`}
${view.context !== null && html`<p class="ctx">${view.context}</p>`}
${errorsOfNoQuestion(view).map((error) => html`<p class="er" role="alert">${error}</p>`)}
<p class="page"${title === null && html` hidden`}>${title !== null && filled(view, title)}</p>
${shown.map(({ question, key }) => [
  drawQuestion({ view, question, key, isLead: question === lead }),
  question === lead && statusLine(view),
])}
${lead === null && statusLine(view)}
<button>${step && !step.screen.isLast ? words.survey.next : words.survey.send}</button>
${step && stepFields(view, step)}
</form>
${view.scripts && step && (view.kiosk || !definition.quotas?.length) && forScript(view, step, later)}`,
  });
}

/** What the script goes on with by itself (not where there are quotas: whether one is full, only the server knows; a kiosk, which may have no network, hears it of nobody): the other questions, drawn but not in the form, and the rules. */
function forScript(view: SurveyView, step: Step, later: { question: Question; key: string }[]): Html {
  return html`<template>${later.map(({ question, key }) => drawQuestion({ view, question, key, isLead: false }))}</template>
<script type="application/json">${raw(jsonOf(pageDataOf(view, step)))}</script>`;
}

/** What a form without state of its own carries along: where it stands, and what was answered on other screens. */
function stepFields({ definition, locale }: SurveyView, { screen, after, answers }: Step): Html {
  const others = Object.fromEntries(Object.entries(answers).filter(([id]) => !screen.questions.includes(id)));
  const fields = Object.entries(formFromAnswers(definition, others));
  return html`${after !== null && html`<input type="hidden" name="${afterField}" value="${after}">`}
<div data-held hidden>${fields.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}</div>
${after !== null && html`<button class="back" name="${backField}" value="1" formnovalidate>${wordsFor(locale).survey.back}</button>`}`;
}

function drawQuestion(drawn: Drawn): Html {
  const { question, key, isLead } = drawn;
  if (question.type === "statement") {
    return html`<p class="say" data-id="${question.id}">${prompted(drawn)}${help(drawn)}</p>`;
  }

  const error = errorOf(drawn);
  const looks = ["q", isLead && "lead", question.type === "callback" && "cb", error && "bad"].filter(Boolean).join(" ");
  return html`<div class="${looks}" data-id="${question.id}" data-type="${question.type}">
${drawControl(drawn)}
${error && html`<p class="er" role="alert" id="${key}-error">${error}</p>`}
</div>`;
}

function drawControl(drawn: Drawn): Html {
  const { question } = drawn;
  switch (question.type) {
    case "statement":
      return html``;
    case "text":
      return drawText({ ...drawn, question });
    case "callback":
      return drawCallback({ ...drawn, question });
    case "consent":
      return drawConsent(drawn);
    case "csi":
      return drawParts({ ...drawn, question });
    case "nps":
    case "csat":
    case "ces":
    case "rating":
      return drawScale({ ...drawn, question });
    case "number":
    case "date":
    case "email":
    case "phone":
      return drawField({ ...drawn, question });
    default:
      return drawChoice({ ...drawn, question });
  }
}

type ScaleQuestion = MetricQuestion | Extract<Question, { type: "rating" }>;

function drawScale(drawn: Drawn<ScaleQuestion>): Html {
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
function points(drawn: Drawn<ScaleQuestion>, name: string, chosen: string | null): Html {
  const { view, question, key } = drawn;
  const { min, max } = question.type === "csi" ? question.scale : stepsOf(question);
  const labels = endLabels(drawn);
  const scores = Array.from({ length: max - min + 1 }, (_, at) => min + at);
  const focused = errorOf(drawn) ? (chosen ?? String(min)) : null;
  return html`<div class="scale ${columnsOf(scores.length)}">${scores.map((score) => {
    const end = score === min ? "low" : score === max ? "high" : null;
    return html`<label><input type="radio" name="${name}" value="${score}"${[
      question.type !== "csi" && isRequired(view.definition, question) && html` required`,
      chosen === String(score) && html` checked`,
      focused === String(score) && html` autofocus`,
      end && labels[end] !== null && html` aria-describedby="${key}-${end}"`,
    ]}><span>${score}</span></label>`;
  })}</div>`;
}

/** Hidden from screen readers as a line of their own: the first and the last radio are described by them. */
function ends(drawn: Drawn<ScaleQuestion>): Html | null {
  const { view, question, key } = drawn;
  const words = wordsFor(view.locale).survey;
  const { min, max } = question.type === "csi" ? question.scale : stepsOf(question);
  const { low, high } = endLabels(drawn);
  if (low === null && high === null) return null;
  return html`<div class="ends" aria-hidden="true"><span id="${key}-low">${low !== null && words.end(min, low)}</span><span id="${key}-high">${high !== null && words.end(max, high)}</span></div>`;
}

/** A metric has standard words for its ends; what a rating is about, only its survey knows. */
function endLabels({ view, question }: Drawn<ScaleQuestion>): { low: string | null; high: string | null } {
  const standard = question.type === "rating" ? null : wordsFor(view.locale).survey.ends[question.type];
  const label = (end: "low" | "high") =>
    endLabelOf(view.definition, question, end, view.locale) ?? standard?.[end] ?? null;
  return { low: label("low"), high: label("high") };
}

/** One line that changes: what a link chose, then what was saved. The script takes its words from `data-saved`. */
function statusLine(view: SurveyView): Html {
  const { locale } = view;
  const words = wordsFor(locale).survey;
  const saved = view.saved && !isRefused(view.errors);
  const clicked = clickedIn(view);
  const isNews = clicked !== null && !(saved && heldIn(view, clicked.questionId) === String(clicked.value));
  const status = isNews ? preselectedBy(clicked, locale) : saved ? words.saved : "";
  return html`<p class="pre" role="status" data-saved="${words.saved}" data-here="${words.keptHere}" data-kept="${words.kept}" data-kept-text="${words.keptText}">${status}</p>`;
}

function preselectedBy({ channel, value }: Preselected, locale: string): string {
  const { email, sms, messenger, link } = wordsFor(locale).survey.preselected;
  const say = channel === "email" ? email : channel === "sms" ? sms : channel === "messenger" ? messenger : link;
  return say(value);
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

function clickedIn({ definition, preselected, errors, step }: SurveyView): Preselected | null {
  const isAsked = definition.questions.some(
    ({ id }) => id === preselected?.questionId && (step?.screen.questions.includes(id) ?? true),
  );
  return isAsked && !isRefused(errors) ? preselected : null;
}
