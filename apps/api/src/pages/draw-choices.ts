import { longestOther } from "@otklik/domain/survey/check-choice";
import { isRequired, type Question } from "@otklik/domain/survey/definition";
import { shuffled } from "@otklik/domain/survey/shuffle";
import { partLabelOf } from "@otklik/domain/survey/texts";
import { type Html, html } from "@otklik/domain/values/html";
import { wordsFor } from "@otklik/domain/words/words";
import { type ChoiceQuestion, otherField, otherValue } from "./choice-fields.ts";
import { columnsOf } from "./page-style.ts";
import { type Drawn, errorOf, heading, heldIn, isDescribed, isInvalid, stateOf } from "./survey-view.ts";

export function drawChoice(drawn: Drawn<ChoiceQuestion>): Html {
  const { question } = drawn;
  if (question.type === "matrix") return drawMatrix({ ...drawn, question });
  if (question.type === "ranking") return drawRanking({ ...drawn, question });
  if (question.type === "picture") return drawPictures({ ...drawn, question });
  return drawList({ ...drawn, question });
}

type PictureQuestion = Extract<Question, { type: "picture" }>;

/** Radios with a picture each, in boxes of one shape, so that nothing moves when they come. Those further down are fetched when they are near. */
function drawPictures(drawn: Drawn<PictureQuestion>): Html {
  const { view, question } = drawn;
  const images = new Map(question.choices.map(({ id, image }) => [id, image]));
  return html`<fieldset role="radiogroup"${stateOf(drawn)}>
<legend>${heading(drawn)}</legend>
<div class="pics">${inOrder(drawn, question.choices).map(
    ({ id, label }, at) =>
      html`<label><input type="radio" name="${question.id}" value="${id}"${[
        isRequired(view.definition, question) && html` required`,
        heldIn(view, question.id) === id && html` checked`,
        at === 0 && errorOf(drawn) && html` autofocus`,
      ]}><img src="${view.brand.mediaAt ?? ""}${images.get(id)}" width="240" height="180" alt="${label}" loading="lazy"><span aria-hidden="true">${label}</span></label>`,
  )}</div>
</fieldset>`;
}

type ListQuestion = Extract<Question, { type: "singleChoice" | "multipleChoice" }>;

/** Radios for one choice, boxes for several; the one in own words has a field beside it, which shows once it is chosen. */
function drawList(drawn: Drawn<ListQuestion>): Html {
  const { view, question } = drawn;
  const words = wordsFor(view.locale).survey;
  const isSeveral = question.type === "multipleChoice";
  const choices = [
    ...inOrder(drawn, question.choices).map(({ id, label }) => ({ id, label })),
    ...("other" in question && question.other ? [{ id: otherValue, label: words.other }] : []),
  ];
  return html`<fieldset${isSeveral ? isDescribed(drawn) : html` role="radiogroup"${stateOf(drawn)}`}>
<legend>${heading(drawn)}</legend>
<div class="list">${choices.map(({ id, label }, at) => {
    const name = isSeveral ? `${question.id}.${id}` : question.id;
    const isChosen = isSeveral ? heldIn(view, name) : heldIn(view, name) === id;
    return html`<label class="ck"><input type="${isSeveral ? "checkbox" : "radio"}" name="${name}" value="${isSeveral ? "on" : id}"${[
      !isSeveral && isRequired(view.definition, question) && html` required`,
      isChosen && html` checked`,
      at === 0 && errorOf(drawn) && html` autofocus`,
      isSeveral && isInvalid(drawn),
    ]}><span>${label}</span></label>`;
  })}</div>
${
  "other" in question &&
  question.other &&
  html`<label class="own">${words.otherWords}<input class="line" type="text" dir="auto" name="${otherField(question.id)}" value="${heldIn(view, otherField(question.id))}" maxlength="${longestOther}"></label>`
}
</fieldset>`;
}

/** A group of radios for each row. It is no table: on a narrow screen the columns stand one under the other. */
function drawMatrix(drawn: Drawn<Extract<Question, { type: "matrix" }>>): Html {
  const { view, question } = drawn;
  return html`<fieldset${isDescribed(drawn)}>
<legend>${heading(drawn)}</legend>
${inOrder(drawn, question.rows).map((row, at) => {
  const name = `${question.id}.${row.id}`;
  return html`<fieldset class="part" role="radiogroup"${isInvalid(drawn)}>
<legend>${row.label}</legend>
<div class="w ${columnsOf(question.columns.length)}">${question.columns.map(
    (column, place) =>
      html`<label><input type="radio" name="${name}" value="${column.id}"${[
        heldIn(view, name) === column.id && html` checked`,
        at === 0 && place === 0 && errorOf(drawn) && html` autofocus`,
      ]}><span>${partLabelOf(view.definition, question, column, view.locale)}</span></label>`,
  )}</div>
</fieldset>`;
})}
</fieldset>`;
}

/** A place for each choice. Dragging is for those who can; a list to choose from is for everybody. */
function drawRanking(drawn: Drawn<Extract<Question, { type: "ranking" }>>): Html {
  const { view, question, key } = drawn;
  const words = wordsFor(view.locale).survey;
  const places = question.choices.map((_, at) => String(at + 1));
  return html`<fieldset${isDescribed(drawn)}>
<legend>${heading(drawn)}</legend>
${inOrder(drawn, question.choices).map(({ id, label }, at) => {
  const name = `${question.id}.${id}`;
  return html`<p class="rank"><label for="${key}-${at}">${label}</label>
<select id="${key}-${at}" name="${name}"${[
    isRequired(view.definition, question) && html` required`,
    at === 0 && errorOf(drawn) && html` autofocus`,
    isInvalid(drawn),
  ]}><option value="">${words.place}</option>${places.map(
    (place) => html`<option${heldIn(view, name) === place && html` selected`}>${place}</option>`,
  )}</select></p>`;
})}
</fieldset>`;
}

/** As the survey has them, or in this attempt's own order, in the page's language. */
function inOrder(
  { view, question }: Drawn<ChoiceQuestion>,
  list: readonly { id: string; label: string; fixed?: boolean }[],
): { id: string; label: string }[] {
  const ordered = question.shuffled ? shuffled(list, `${view.nonce} ${question.id}`) : list;
  return ordered.map((one) => ({ id: one.id, label: partLabelOf(view.definition, question, one, view.locale) }));
}
