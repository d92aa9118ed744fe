import type { Fault } from "../survey/check-definition.ts";
import type { Question, SurveyDefinition } from "../survey/definition.ts";

/** Which column holds what, by the names in a file's first line. */
export type ColumnMap = {
  occurredAt: string;
  /** By question id; a CSI question has a column for each of its items. */
  answers: Record<string, string | Record<string, string>>;
  submissionId?: string;
  externalId?: string;
  email?: string;
  phone?: string;
  locale?: string;
  /** By the attribute's key. */
  attributes?: Record<string, string>;
};

/** What a cell means, by attribute key or question id: what the file says → what is kept; "" for nothing. */
export type CellValues = Record<string, Record<string, string>>;

/** What is wrong with a map for a file with this first line, each with its place in the map. */
export function faultsOfHeader(header: readonly string[], columns: ColumnMap): Fault[] {
  return columnsNamed(columns).flatMap(({ pointer, column }) => {
    const times = header.filter((name) => name === column).length;
    if (times === 1) return [];
    if (times > 1) return [{ pointer, detail: `The file has ${times} columns named "${column}".` }];
    return [{ pointer, detail: `The file has no column "${column}".` }];
  });
}

/** What is wrong with a map for this survey, each with its place in the map. */
export function faultsOfAnswerColumns(definition: SurveyDefinition, { answers }: ColumnMap): Fault[] {
  return Object.entries(answers).flatMap(([id, column]) => {
    const pointer = `/columns/answers/${id}`;
    const question = definition.questions.find((one) => one.id === id);
    if (!question) return [{ pointer, detail: `The survey has no question ${id}; it has ${idsOf(definition)}.` }];
    return faultsOfQuestionColumn(question, column, pointer);
  });
}

function faultsOfQuestionColumn(question: Question, column: string | Record<string, string>, pointer: string): Fault[] {
  if (question.type === "statement") return [{ pointer, detail: "A statement is not answered." }];
  if (question.type !== "csi") {
    return typeof column === "string" ? [] : [{ pointer, detail: "The name of one column is expected." }];
  }
  if (typeof column === "string")
    return [{ pointer, detail: 'A CSI question needs a column for each item: {"item": "column"}.' }];
  return Object.keys(column)
    .filter((item) => !question.items.some(({ id }) => id === item))
    .map((item) => ({ pointer: `${pointer}/${item}`, detail: `The question ${question.id} has no item ${item}.` }));
}

const idsOf = ({ questions }: SurveyDefinition) => questions.map(({ id }) => id).join(", ");

/** Every column a map names, with the place that names it. */
export function columnsNamed({
  answers,
  attributes = {},
  ...single
}: ColumnMap): { pointer: string; column: string }[] {
  const named = Object.entries(single).map(([key, column]) => ({ pointer: `/columns/${key}`, column }));
  const ofAnswers = Object.entries(answers).flatMap(([id, column]) =>
    typeof column === "string"
      ? [{ pointer: `/columns/answers/${id}`, column }]
      : Object.entries(column).map(([item, one]) => ({ pointer: `/columns/answers/${id}/${item}`, column: one })),
  );
  const ofAttributes = Object.entries(attributes).map(([key, column]) => ({
    pointer: `/columns/attributes/${key}`,
    column,
  }));
  return [...named, ...ofAnswers, ...ofAttributes].filter(({ column }) => column !== undefined);
}
