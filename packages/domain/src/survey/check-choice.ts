import type { Fault } from "./check-definition.ts";
import type { Question } from "./definition.ts";
import { escapePointer, isObject } from "./pointer.ts";

export const longestOther = 500;

type ChoiceQuestion = Extract<Question, { type: "singleChoice" | "multipleChoice" | "picture" | "ranking" | "matrix" }>;

/** What is wrong with an answer that was chosen from a list. */
export function faultsOfChoice(question: ChoiceQuestion, value: unknown, pointer: string): Fault[] {
  switch (question.type) {
    case "matrix":
      return faultsOfMatrix(question, value, pointer);
    case "ranking":
      return faultsOfRanking(question, value, pointer);
    case "multipleChoice":
      return faultsOfSeveral(question, value, pointer);
    default:
      return faultsOfOne(question, value, pointer);
  }
}

type WithChoices = { choices: { id: string }[]; other?: boolean };

function faultsOfOne({ choices, other }: WithChoices, value: unknown, pointer: string): Fault[] {
  if (typeof value === "string")
    return choices.some(({ id }) => id === value) ? [] : [{ pointer, detail: `This question has no choice ${value}.` }];
  if (other && isObject(value)) return faultsOfOther(value, pointer);
  return [{ pointer, detail: "The id of a choice is expected." }];
}

function faultsOfOther(value: Record<string, unknown>, pointer: string): Fault[] {
  const isText = typeof value.other === "string" && value.other.trim() !== "" && Object.keys(value).length === 1;
  if (!isText) return [{ pointer, detail: 'A choice in own words is written {"other": "…"}.' }];
  const isShort = (value.other as string).length <= longestOther;
  return isShort ? [] : [{ pointer: `${pointer}/other`, detail: `At most ${longestOther} characters are taken.` }];
}

function faultsOfSeveral(
  question: Extract<Question, { type: "multipleChoice" }>,
  value: unknown,
  pointer: string,
): Fault[] {
  const { min = 1, max } = question;
  if (!Array.isArray(value)) return [{ pointer, detail: "A list of choice ids is expected." }];
  const faults = value.flatMap((one, at) => faultsOfOne(question, one, `${pointer}/${at}`));
  if (faults.length > 0) return faults;
  const ids = value.map((one) => (typeof one === "string" ? one : "other"));
  if (new Set(ids).size !== ids.length) return [{ pointer, detail: "No choice is taken twice." }];
  if (ids.length < min) return [{ pointer, detail: `At least ${min} of the choices are expected.` }];
  return max !== undefined && ids.length > max ? [{ pointer, detail: `At most ${max} choices are taken.` }] : [];
}

function faultsOfRanking({ choices }: WithChoices, value: unknown, pointer: string): Fault[] {
  const ids = new Set(choices.map(({ id }) => id));
  const isWhole =
    Array.isArray(value) &&
    value.length === ids.size &&
    new Set(value).size === ids.size &&
    value.every((one) => ids.has(one));
  return isWhole ? [] : [{ pointer, detail: "Every choice is expected, each once, in order." }];
}

function faultsOfMatrix(
  { rows, columns }: Extract<Question, { type: "matrix" }>,
  value: unknown,
  pointer: string,
): Fault[] {
  if (!isObject(value)) return [{ pointer, detail: "An object of row id and column id is expected." }];
  const entries = Object.entries(value);
  if (entries.length === 0) return [{ pointer, detail: "At least one row needs an answer." }];
  return entries.flatMap(([row, column]) => {
    const place = `${pointer}/${escapePointer(row)}`;
    if (!rows.some(({ id }) => id === row)) return [{ pointer: place, detail: `This question has no row ${row}.` }];
    return columns.some(({ id }) => id === column)
      ? []
      : [{ pointer: place, detail: "The id of a column is expected." }];
  });
}
