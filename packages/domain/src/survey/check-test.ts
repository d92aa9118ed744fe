import type { ScoreClass } from "../metrics/contribution.ts";
import { isDate } from "./check-field.ts";
import type { Subject, Test } from "./condition.ts";
import type { Question, SurveyDefinition } from "./definition.ts";

type Misfit = { field: "part" | "op" | "value"; detail: string };

/** What a subject is compared with: one of a list of ids, or a value of this sort; null: nothing. */
export type Comparable = "number" | "text" | "date" | "boolean" | readonly string[] | null;
/** What can be asked of a subject: by which comparisons, with which values. */
type Kind = { ops: readonly Test["op"][]; with: Comparable; takes(value: unknown): boolean; expects: string };

const anyOrder = ["eq", "ne", "lt", "le", "gt", "ge", "in"] as const;
const numbers: Kind = {
  ops: anyOrder,
  with: "number",
  takes: (value) => typeof value === "number",
  expects: "A number",
};
const texts: Kind = {
  ops: ["eq", "ne", "in", "contains"],
  with: "text",
  takes: (value) => typeof value === "string",
  expects: "A text",
};
const dates: Kind = { ops: anyOrder, with: "date", takes: isDate, expects: "A date like 2026-11-21" };
const booleans: Kind = {
  ops: ["eq", "ne"],
  with: "boolean",
  takes: (value) => typeof value === "boolean",
  expects: "True or false",
};
const presence: Kind = { ops: [], with: null, takes: () => false, expects: "Nothing" };

const oneOf = (ops: Kind["ops"], list: readonly { id: string }[], other = false): Kind => {
  const ids = new Set([...list.map(({ id }) => id), ...(other ? ["other"] : [])]);
  return { ops, with: [...ids], takes: (value) => ids.has(value as string), expects: `One of ${[...ids].join(", ")}` };
};

const classes = {
  nps: ["promoter", "passive", "detractor"],
  csat: ["satisfied", "neutral", "dissatisfied"],
  ces: ["satisfied", "neutral", "dissatisfied"],
  csi: ["satisfied", "neutral", "dissatisfied"],
} as const;

const noBand: Misfit = { field: "op", detail: "Only a metric question has a band." };

/** Why this test can never say anything of its subject, which is known; null: it can. */
export function detailOfMisfit(definition: SurveyDefinition, test: Test): Misfit | null {
  if (test.op === "answered")
    return "question" in test ? misfitOfPart(questionOf(definition, test.question), test.part) : null;
  if (!("question" in test)) {
    if (test.op === "band") return noBand;
    return "computed" in test ? misfitOf(test, numbers) : null;
  }

  const question = questionOf(definition, test.question);
  const misfit = misfitOfPart(question, test.part);
  if (misfit) return misfit;
  if (test.op !== "band") return misfitOf(test, kindOf(question, test.part));
  if (!(question.type in classes) || test.part !== undefined) return noBand;
  const names: readonly string[] = classes[question.type as keyof typeof classes];
  return names.includes(test.value) ? null : { field: "value", detail: `One of ${names.join(", ")} is expected.` };
}

/** The comparisons that a person can be offered for this subject, and what each compares with; bands where there are any. */
export function comparisonsOf(
  definition: Pick<SurveyDefinition, "questions">,
  subject: Subject,
): { ops: readonly Test["op"][]; with: Comparable; bands: readonly ScoreClass[] } {
  if ("computed" in subject) return { ...offered(numbers), bands: [] };
  if (!("question" in subject))
    return { ops: ["eq", "ne", "lt", "gt", "contains", "answered"], with: "text", bands: [] };
  const question = definition.questions.find(({ id }) => id === subject.question);
  if (!question) return { ops: ["answered"], with: null, bands: [] };
  const bands =
    question.type in classes && subject.part === undefined ? classes[question.type as keyof typeof classes] : [];
  const { ops, ...rest } = offered(kindOf(question, subject.part));
  return { ...rest, ops: bands.length > 0 ? ["band", ...ops] : ops, bands };
}

const offered = ({ ops, with: values }: Kind) => ({ ops: [...ops, "answered"] as const, with: values });

function misfitOf(test: { op: Test["op"]; value?: unknown }, { ops, takes, expects }: Kind): Misfit | null {
  if (!ops.includes(test.op))
    return { field: "op", detail: `This can be asked here: ${[...ops, "answered"].join(", ")}; not ${test.op}.` };
  const values = Array.isArray(test.value) ? test.value : [test.value];
  return values.every(takes) ? null : { field: "value", detail: `${expects} is expected.` };
}

function misfitOfPart(question: Question, part: string | undefined): Misfit | null {
  if (part === undefined) return null;
  const parts = question.type === "csi" ? question.items : question.type === "matrix" ? question.rows : [];
  return parts.some(({ id }) => id === part)
    ? null
    : { field: "part", detail: `The question ${question.id} has no part ${part}.` };
}

function kindOf(question: Question, part: string | undefined): Kind {
  switch (question.type) {
    case "nps":
    case "csat":
    case "ces":
    case "csi":
    case "rating":
    case "number":
      return numbers;
    case "singleChoice":
      return oneOf(["eq", "ne", "in"], question.choices, question.other);
    case "picture":
      return oneOf(["eq", "ne", "in"], question.choices);
    case "multipleChoice":
      return oneOf(["contains"], question.choices, question.other);
    case "matrix":
      return part === undefined ? presence : oneOf(["eq", "ne", "in"], question.columns);
    case "text":
    case "email":
    case "phone":
      return texts;
    case "date":
      return dates;
    case "consent":
    case "callback":
      return booleans;
    case "ranking":
    case "statement":
      return presence;
  }
}

const questionOf = ({ questions }: SurveyDefinition, id: string) => questions.find((one) => one.id === id) as Question;
