import { isRequired, type Question } from "@otklik/domain/survey/definition";
import { type Html, html } from "@otklik/domain/values/html";
import { wordsFor } from "@otklik/domain/words/words";
import { anyTime, longestText, windowValue } from "./answers-from-form.ts";
import { columnsOf } from "./page-style.ts";
import { type Drawn, errorOf, heldIn, help, leading, optional, prompted, stateOf } from "./survey-view.ts";

export function drawText(drawn: Drawn<Extract<Question, { type: "text" }>>): Html {
  const { view, question, key } = drawn;
  // The parser drops the first line end inside a textarea: ours, not the respondent's.
  return html`${labelOf(drawn)}
<textarea dir="auto" id="${key}" name="${question.id}" maxlength="${question.maxLength ?? longestText}"${[
    question.minLength !== undefined && html` minlength="${question.minLength}"`,
    isRequired(view.definition, question) && html` required`,
    errorOf(drawn) && html` autofocus`,
    stateOf(drawn),
  ]}>
${heldIn(view, question.id)}</textarea>`;
}

/** Phone and times show once the box is ticked, by style alone. They are never `required`: hidden, they would block Send. */
export function drawCallback(drawn: Drawn<Extract<Question, { type: "callback" }>>): Html {
  const { view, question, key } = drawn;
  const words = wordsFor(view.locale).survey.callback;
  const error = errorOf(drawn);
  return html`<label class="ck"><input type="checkbox" name="${question.id}" value="on"${[
    heldIn(view, question.id) && html` checked`,
    isRequired(view.definition, question) && html` required`,
  ]}><span><b>${prompted(drawn)}</b><small>${words.note}</small></span></label>
<div class="more">
<label class="f" for="${key}">${words.phone}</label>
<input type="tel" dir="ltr" id="${key}" name="${question.id}.phone" value="${heldIn(view, `${question.id}.phone`) ?? view.phone}" maxlength="40" autocomplete="tel"${[
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
<div class="w ${columnsOf(choices.length)}">${choices.map(
    ({ label, value }) =>
      html`<label><input type="radio" name="${name}" value="${value}"${value === chosen && html` checked`}><span>${label}</span></label>`,
  )}</div>
</fieldset>`;
}

function labelOf(drawn: Drawn): Html {
  const label = html`<label class="f" for="${drawn.key}" data-head>${prompted(drawn)}${optional(drawn)}${help(drawn)}</label>`;
  return leading(drawn, label);
}

type FieldQuestion = Extract<Question, { type: "number" | "date" | "email" | "phone" }>;

/** A field of one line, with what helps to fill it in: the right keyboard, what the browser knows, a calendar. */
export function drawField(drawn: Drawn<FieldQuestion>): Html {
  const { view, question, key } = drawn;
  return html`${labelOf(drawn)}
<input class="line" id="${key}" name="${question.id}" value="${heldIn(view, question.id)}"${[
    kindOf(question),
    isRequired(view.definition, question) && html` required`,
    errorOf(drawn) && html` autofocus`,
    stateOf(drawn),
  ]}>`;
}

function kindOf(question: FieldQuestion): Html {
  switch (question.type) {
    case "number":
      return html` type="text" inputmode="decimal" dir="ltr" maxlength="30" autocomplete="off"`;
    case "date":
      return html` type="date"${[
        question.min !== undefined && html` min="${question.min}"`,
        question.max !== undefined && html` max="${question.max}"`,
      ]}`;
    case "email":
      return html` type="email" dir="ltr" maxlength="320" autocomplete="email"`;
    case "phone":
      return html` type="tel" dir="ltr" maxlength="40" autocomplete="tel"`;
  }
}

export function drawConsent(drawn: Drawn): Html {
  const { view, question } = drawn;
  const text = html`<span data-head>${prompted(drawn)}${optional(drawn)}${help(drawn)}</span>`;
  return html`<label class="ck"><input type="checkbox" name="${question.id}" value="on"${[
    heldIn(view, question.id) && html` checked`,
    isRequired(view.definition, question) && html` required`,
    errorOf(drawn) && html` autofocus`,
    stateOf(drawn),
  ]}><span>${leading(drawn, text)}</span></label>`;
}
