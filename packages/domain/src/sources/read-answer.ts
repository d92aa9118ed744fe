import { type AnswerValue, isMetricQuestion, type Question, type Scale, scaleOf } from "../survey/definition.ts";

export type AnswerReading = { value: AnswerValue } | { fault: string };

/** A cell, trimmed and not empty, as an answer to this question. Its range is checked where every answer is. */
export function readAnswer(question: Question, cell: string): AnswerReading {
  if (isMetricQuestion(question) && question.type !== "csi") return readStep(scaleOf(question), cell);
  switch (question.type) {
    case "text":
      return { value: cell };
    case "callback":
      return readWish(cell);
    default:
      return { fault: `A ${question.type} question is not read from one column.` };
  }
}

/** A whole number; spreadsheets write 5 as `5.0` when the column has gaps. */
export function readStep({ min, max }: Scale, cell: string): { value: number } | { fault: string } {
  const [, digits] = /^([+-]?\d{1,15})(?:[.,]0+)?$/.exec(cell) ?? [];
  return digits === undefined
    ? { fault: `A whole number from ${min} to ${max} is expected.` }
    : { value: Number(digits) };
}

const yes = new Set(["1", "true", "yes", "y", "да"]);
const no = new Set(["0", "false", "no", "n", "нет"]);

function readWish(cell: string): AnswerReading {
  const word = cell.toLowerCase();
  if (yes.has(word)) return { value: { wanted: true } };
  return no.has(word) ? { value: { wanted: false } } : { fault: "Yes or no is expected (or 1 or 0, true or false)." };
}
