import { faultsOfChoice } from "./check-choice.ts";
import type { Fault } from "./check-definition.ts";
import { faultsOfField, isPhone } from "./check-field.ts";
import type { Known } from "./condition.ts";
import { type Answers, isRequired, type Question, type Scale, type SurveyDefinition, stepsOf } from "./definition.ts";
import { branches, pathOf } from "./path.ts";
import { fits } from "./patterns.ts";
import { escapePointer, isObject } from "./pointer.ts";

const longestText = 10_000;

/**
 * What is wrong with a respondent's answers, each with its place; empty when they can be kept. Only what is asked on
 * their path is looked at: nobody is held up by a branch that they have left.
 */
export function faultsOfAnswers(
  definition: SurveyDefinition,
  answers: Answers,
  isFinished: boolean,
  known: Known = {},
): Fault[] {
  const questions = new Map(definition.questions.map((question) => [question.id, question]));
  const asked = branches(definition) ? new Set(pathOf(definition, answers, known).asked) : questions;
  const given = Object.entries(answers).flatMap(([id, value]) => {
    const pointer = `/answers/${escapePointer(id)}`;
    const question = questions.get(id);
    if (!question) return [{ pointer, detail: `This survey has no question ${id}.` }];
    if (!asked.has(id)) return [];
    const faults = faultsOfAnswer(question, value, pointer);
    if (faults.length === 0 && isFinished && question.type === "consent" && question.required && value !== true)
      return [{ pointer, detail: `The question ${id} must be agreed to.` }];
    return faults;
  });
  if (!isFinished) return given;
  const missing = definition.questions.filter(
    (question) => asked.has(question.id) && isRequired(definition, question) && !Object.hasOwn(answers, question.id),
  );
  return [
    ...given,
    ...missing.map(({ id }) => ({
      pointer: `/answers/${escapePointer(id)}`,
      detail: `The question ${id} needs an answer.`,
    })),
  ];
}

/** The answers less the texts of nothing but blanks, which answer nothing: the page sends none of them either. */
export function withoutBlanks({ questions }: SurveyDefinition, answers: Answers): Answers {
  const isBlank = (id: string, value: unknown) =>
    typeof value === "string" && value.trim() === "" && questions.some((one) => one.id === id && one.type === "text");
  return Object.fromEntries(Object.entries(answers).filter(([id, value]) => !isBlank(id, value)));
}

function faultsOfAnswer(question: Question, value: unknown, pointer: string): Fault[] {
  switch (question.type) {
    case "nps":
    case "csat":
    case "ces":
    case "rating":
      return faultsOfStep(stepsOf(question), value, pointer);
    case "csi":
      return faultsOfItems(question, value, pointer);
    case "text":
      return faultsOfText(question, value, pointer);
    case "callback":
      return faultsOfCallback(value, pointer);
    case "statement":
      return [{ pointer, detail: "A statement is not answered." }];
    case "singleChoice":
    case "multipleChoice":
    case "picture":
    case "ranking":
    case "matrix":
      return faultsOfChoice(question, value, pointer);
    default:
      return faultsOfField(question, value, pointer);
  }
}

function faultsOfText(question: Extract<Question, { type: "text" }>, value: unknown, pointer: string): Fault[] {
  const { maxLength = longestText, minLength = 0, pattern } = question;
  if (typeof value !== "string") return [{ pointer, detail: "A text is expected." }];
  if (value.length > maxLength) return [{ pointer, detail: `At most ${maxLength} characters are taken.` }];
  if (value.trim() === "") return [];
  if (value.trim().length < minLength) return [{ pointer, detail: `At least ${minLength} characters are expected.` }];
  if (pattern && !fits(pattern, value)) return [{ pointer, detail: `A text of the kind ${pattern} is expected.` }];
  return [];
}

function faultsOfStep(scale: Scale, value: unknown, pointer: string): Fault[] {
  const isStep = typeof value === "number" && Number.isInteger(value) && value >= scale.min && value <= scale.max;
  return isStep ? [] : [{ pointer, detail: `A whole number from ${scale.min} to ${scale.max} is expected.` }];
}

function faultsOfItems(question: Extract<Question, { type: "csi" }>, value: unknown, pointer: string): Fault[] {
  if (!isObject(value)) return [{ pointer, detail: "An object of item id and number is expected." }];
  const entries = Object.entries(value);
  if (entries.length === 0) return [{ pointer, detail: "At least one item needs a number." }];
  return entries.flatMap(([id, step]) =>
    question.items.some((item) => item.id === id)
      ? faultsOfStep(question.scale, step, `${pointer}/${escapePointer(id)}`)
      : [{ pointer: `${pointer}/${escapePointer(id)}`, detail: `This question has no item ${id}.` }],
  );
}

function faultsOfCallback(value: unknown, pointer: string): Fault[] {
  if (!isObject(value)) return [{ pointer, detail: 'An object like {"wanted": true} is expected.' }];
  const faults: Fault[] = [];
  for (const key of Object.keys(value)) {
    if (!["wanted", "phone", "window"].includes(key))
      faults.push({ pointer: `${pointer}/${escapePointer(key)}`, detail: "This field is not known." });
  }
  if (typeof value.wanted !== "boolean")
    faults.push({ pointer: `${pointer}/wanted`, detail: "True or false is expected." });
  if (value.phone !== undefined && !isPhone(value.phone)) {
    faults.push({ pointer: `${pointer}/phone`, detail: "A phone number is expected." });
  }
  if (value.window !== undefined && !isWindow(value.window)) {
    faults.push({ pointer: `${pointer}/window`, detail: "Two times, from before to, are expected." });
  }
  return faults;
}

function isWindow(value: unknown): boolean {
  if (!isObject(value) || Object.keys(value).some((key) => key !== "from" && key !== "to")) return false;
  const from = instantOf(value.from);
  const to = instantOf(value.to);
  return from !== null && to !== null && from < to;
}

function instantOf(value: unknown): number | null {
  if (typeof value !== "string" || !/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/.test(value))
    return null;
  const time = Date.parse(value);
  return time < yearTenThousand ? time : null;
}

// An offset can carry the last day of 9999 past what a database reads as a time. NaN is not below it either.
const yearTenThousand = Date.UTC(10_000, 0, 1);
