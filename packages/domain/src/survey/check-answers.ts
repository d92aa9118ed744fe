import type { Fault } from "./check-definition.ts";
import {
  type Answers,
  isMetricQuestion,
  isRequired,
  type Question,
  type Scale,
  type SurveyDefinition,
  scaleOf,
} from "./definition.ts";

const longestText = 10_000;

/** What is wrong with a respondent's answers, each with its place; empty when they can be kept. */
export function faultsOfAnswers(definition: SurveyDefinition, answers: Answers, isFinished: boolean): Fault[] {
  const faults: Fault[] = [];
  const questions = new Map(definition.questions.map((question) => [question.id, question]));
  for (const [id, value] of Object.entries(answers)) {
    const pointer = `/answers/${escapePointer(id)}`;
    const question = questions.get(id);
    if (question) faults.push(...faultsOfAnswer(question, value, pointer));
    else faults.push({ pointer, detail: `This survey has no question ${id}.` });
  }
  if (isFinished) {
    for (const question of definition.questions) {
      if (isRequired(definition, question) && !Object.hasOwn(answers, question.id)) {
        faults.push({ pointer: `/answers/${question.id}`, detail: `The question ${question.id} needs an answer.` });
      }
    }
  }
  return faults;
}

function faultsOfAnswer(question: Question, value: unknown, pointer: string): Fault[] {
  if (isMetricQuestion(question) && question.type !== "csi") return faultsOfStep(scaleOf(question), value, pointer);
  switch (question.type) {
    case "csi":
      return faultsOfItems(question, value, pointer);
    case "text": {
      const longest = question.maxLength ?? longestText;
      if (typeof value !== "string") return [{ pointer, detail: "A text is expected." }];
      return value.length > longest ? [{ pointer, detail: `At most ${longest} characters are taken.` }] : [];
    }
    case "callback":
      return faultsOfCallback(value, pointer);
    default:
      return [{ pointer, detail: "A statement is not answered." }];
  }
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
  if (value.phone !== undefined && (typeof value.phone !== "string" || !/^[+\d][\d\s().-]{3,39}$/.test(value.phone))) {
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

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** As RFC 6901 writes a key inside a JSON pointer. */
export function escapePointer(key: string): string {
  return key.replaceAll("~", "~0").replaceAll("/", "~1");
}
