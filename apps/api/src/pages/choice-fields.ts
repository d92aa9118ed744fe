import type { AnswerValue, MatrixAnswer, OtherAnswer, Question } from "@otklik/domain/survey/definition";
import type { FormFields } from "./answers-from-form.ts";

export type ChoiceQuestion = Extract<
  Question,
  { type: "singleChoice" | "multipleChoice" | "picture" | "ranking" | "matrix" }
>;

export const isChoice = (question: Question): question is ChoiceQuestion => "choices" in question || "rows" in question;

/** The value of the choice in own words, whose words stand in a field of this name. */
export const otherValue = "other";
// No choice has an id that begins so.
export const otherField = (id: string) => `${id}._other`;

/** What was chosen: one field for one choice, else a field for each choice or row. */
export function choiceAnswer(question: ChoiceQuestion, fields: FormFields): AnswerValue | null {
  const { id } = question;
  switch (question.type) {
    case "matrix": {
      const rows = question.rows.flatMap((row) => {
        const column = fields.get(`${id}.${row.id}`);
        return column ? [[row.id, column]] : [];
      });
      return rows.length === 0 ? null : Object.fromEntries(rows);
    }
    case "ranking":
      return rankingAnswer(question, fields);
    case "multipleChoice": {
      const ticked = question.choices.flatMap((choice) => (fields.get(`${id}.${choice.id}`) ? [choice.id] : []));
      const other = question.other && fields.get(`${id}.${otherValue}`) ? [ownWords(id, fields)] : [];
      return ticked.length + other.length === 0 ? null : [...ticked, ...other];
    }
    default: {
      const chosen = fields.get(id);
      if (!chosen) return null;
      return "other" in question && question.other && chosen === otherValue ? ownWords(id, fields) : chosen;
    }
  }
}

const ownWords = (id: string, fields: FormFields): OtherAnswer => ({ other: fields.get(otherField(id))?.trim() ?? "" });

/** In the order of their places. What has none is left out and what shares one is there twice over, for the validator to refuse. */
function rankingAnswer({ id, choices }: Extract<Question, { type: "ranking" }>, fields: FormFields): string[] | null {
  const placed = choices.flatMap((choice) => {
    const place = Number(fields.get(`${id}.${choice.id}`) || Number.NaN);
    return Number.isInteger(place) ? [{ place, choice: choice.id }] : [];
  });
  if (placed.length === 0) return null;
  const isEachAlone = new Set(placed.map(({ place }) => place)).size === placed.length;
  if (!isEachAlone) return [];
  return placed.sort((a, b) => a.place - b.place).map(({ choice }) => choice);
}

/** The fields that hold this answer: the inverse of `choiceAnswer`. */
export function fieldsOfChoice(question: ChoiceQuestion, answer: AnswerValue): [string, string][] {
  const { id } = question;
  if (question.type === "matrix")
    return Object.entries(answer as MatrixAnswer).map(([row, column]) => [`${id}.${row}`, column]);
  if (!Array.isArray(answer))
    return typeof answer === "string"
      ? [[id, answer]]
      : [
          [id, otherValue],
          [otherField(id), (answer as OtherAnswer).other],
        ];
  return answer.flatMap((one, at): [string, string][] => {
    if (typeof one !== "string")
      return [
        [`${id}.${otherValue}`, "on"],
        [otherField(id), one.other],
      ];
    return [[`${id}.${one}`, question.type === "ranking" ? String(at + 1) : "on"]];
  });
}
