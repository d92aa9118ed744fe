import { comparisonsOf } from "@otklik/domain/survey/check-test";
import type { Subject, Test } from "@otklik/domain/survey/condition";
import type { Draft } from "../draft.ts";

/** A test of this subject to begin with: one that says something, or lacks nothing but a name. */
export function newTest(draft: Draft, subject: Subject): Test {
  const { ops, with: values, bands } = comparisonsOf(draft, subject);
  const [band] = bands.slice(-1);
  if (band) return { ...subject, op: "band", value: band };
  if (ops.length === 1) return { ...subject, op: "answered" };
  if (typeof values === "object" && values !== null) {
    const value = values[0] ?? "";
    return ops.includes("eq") ? { ...subject, op: "eq", value } : { ...subject, op: "contains", value };
  }
  if (values === "boolean") return { ...subject, op: "eq", value: true };
  if (values === "number") return { ...subject, op: "ge", value: "computed" in subject ? 1 : middleOf(draft, subject) };
  if ("question" in subject) return { ...subject, op: "answered" };
  return { ...subject, op: "eq", value: "" };
}

function middleOf(draft: Draft, subject: Subject): number {
  const question = "question" in subject ? draft.questions.find(({ id }) => id === subject.question) : undefined;
  if (question?.type === "rating" || question?.type === "csi") return question.scale?.max ?? 5;
  return question?.type === "number" ? (question.min ?? 1) : 1;
}

/** The nearest question above that can be asked about; where there is none, an attribute of the contact. */
export function nearestSubject(draft: Draft, before: number): Subject {
  const known = draft.questions.slice(0, before).filter(({ type }) => type !== "statement");
  const question = known.at(-1);
  return question ? { question: question.id } : { contact: "" };
}

export type Op = Test["op"] | "unanswered";
export const opOf = (test: Test): Op => (test.op === "answered" && test.value === false ? "unanswered" : test.op);

export function subjectOf(test: Test): Subject {
  if ("question" in test) return { question: test.question, ...(test.part !== undefined && { part: test.part }) };
  if ("contact" in test) return { contact: test.contact };
  return "context" in test ? { context: test.context } : { computed: test.computed };
}

/** The same subject compared otherwise; what it was compared with stays where it can. */
export function withOp(draft: Draft, test: Test, op: Op): Test {
  const subject = subjectOf(test);
  if (op === "answered") return { ...subject, op };
  if (op === "unanswered") return { ...subject, op: "answered", value: false };
  const { with: values, bands } = comparisonsOf(draft, subject);
  if (op === "band") return { ...subject, op, value: bands.at(-1) ?? "detractor" };
  const before = "value" in test && test.op !== "band" && test.op !== "answered" ? test.value : undefined;
  const [first] = Array.isArray(before) ? before : [before];
  const standard = typeof values === "object" && values !== null ? (values[0] ?? "") : values === "number" ? 1 : "";
  const value = first ?? (values === "boolean" ? true : standard);
  return { ...subject, op, value: op === "in" ? (Array.isArray(before) ? before : [value]) : value } as Test;
}

/** What was typed, as it is compared: "250" is a number, "true" is yes. */
export function literalOf(text: string): string | number | boolean {
  const given = text.trim();
  if (given === "true" || given === "false") return given === "true";
  return given !== "" && Number.isFinite(Number(given)) ? Number(given) : given;
}
