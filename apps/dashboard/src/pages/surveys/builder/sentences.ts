import type { Condition, Subject, Test } from "@otklik/domain/survey/condition";
import type { Question } from "@otklik/domain/survey/definition";
import type { Draft } from "../draft.ts";
import { type Group, groupOf, isGroup } from "./condition-tree.ts";
import type { SentenceWords } from "./sentence-words.ts";

const longestPrompt = 48;

export const shortened = (text: string, longest = longestPrompt) =>
  text.length <= longest ? text : `${text.slice(0, longest - 1).trimEnd()}…`;

/** Questions as people speak of them: by their number and their words. */
export function nameOfQuestion(draft: Draft, id: string, words: SentenceWords): string {
  const at = draft.questions.findIndex((question) => question.id === id);
  const prompt = draft.questions[at]?.prompt;
  return prompt === undefined ? words.gone(id) : words.question(at + 1, shortened(prompt));
}

/** Where a jump leads, in words. */
export function nameOfTarget(draft: Draft, to: string, words: SentenceWords): string {
  if (to === "end") return words.end;
  if (draft.questions.some(({ id }) => id === to)) return words.toQuestion(nameOfQuestion(draft, to, words));
  const page = (draft.pages ?? []).findIndex(({ id }) => id === to);
  if (page >= 0) return words.page(pageNumber(draft, to), shortened(draft.pages?.[page]?.title ?? ""));
  const ending = draft.endings.find(({ id }) => id === to);
  return ending ? words.ending(shortened(ending.prompt)) : words.gone(to);
}

/** Pages are counted from the top; what stands before the first cut is a page too. */
export function pageNumber(draft: Draft, id: string): number {
  const pages = draft.pages ?? [];
  const first = draft.questions[0]?.id;
  const isCutAtTop = pages.some(({ from }) => from === first);
  return pages.findIndex((page) => page.id === id) + (isCutAtTop ? 1 : 2);
}

/** A condition as a person would say it: "the answer to 1 “How likely…” is 9 or more, and …". */
export function sentenceOf(draft: Draft, condition: Condition | undefined, words: SentenceWords): string {
  return sentenceOfGroup(draft, groupOf(condition), words);
}

function sentenceOfGroup(draft: Draft, { kind, items }: Group, words: SentenceWords): string {
  const said = items.map((item) =>
    isGroup(item) ? `(${sentenceOfGroup(draft, item, words)})` : sentenceOfTest(draft, item, words),
  );
  const joined = said.join(kind === "all" || kind === "notAll" ? words.and : words.or);
  return kind === "all" || kind === "any" ? joined : words.not(joined);
}

function sentenceOfTest(draft: Draft, test: Test, words: SentenceWords): string {
  const subject = subjectIn(draft, test, words);
  if (test.op === "answered") return test.value === false ? words.unanswered(subject) : words.answered(subject);
  if (test.op === "band") return words.compared(subject, words.ops.band, words.bands[test.value]);
  const values: readonly unknown[] = Array.isArray(test.value) ? test.value : [test.value];
  const said = values.map((value) => valueIn(draft, test, value, words)).join(", ");
  return words.compared(subject, words.ops[test.op], said);
}

function subjectIn(draft: Draft, subject: Subject, words: SentenceWords): string {
  if ("contact" in subject) return words.contact(subject.contact);
  if ("context" in subject) return words.context(subject.context);
  if ("computed" in subject) return words.computed(subject.computed);
  const question = draft.questions.find(({ id }) => id === subject.question);
  const name = nameOfQuestion(draft, subject.question, words);
  const part = question && partsOf(question).find(({ id }) => id === subject.part);
  return part ? words.part(name, part.label) : words.answer(name);
}

/** What a question can be asked about by itself: the items of a CSI, the rows of a table. */
export const partsOf = (question: Question): readonly { id: string; label: string }[] =>
  question.type === "csi" ? question.items : question.type === "matrix" ? question.rows : [];

/** What is compared with: choices and columns by their labels. */
export const choicesOf = (question: Question): readonly { id: string; label: string }[] =>
  question.type === "matrix" ? question.columns : "choices" in question ? question.choices : [];

function valueIn(draft: Draft, subject: Subject, value: unknown, words: SentenceWords): string {
  if (typeof value === "boolean") return value ? words.yes : words.no;
  if (typeof value === "number") return String(value);
  const question = "question" in subject ? draft.questions.find(({ id }) => id === subject.question) : undefined;
  const choice = question && choicesOf(question).find(({ id }) => id === value);
  if (question && "choices" in question && value === "other" && !choice) return words.other;
  return words.quoted(choice?.label ?? String(value));
}
