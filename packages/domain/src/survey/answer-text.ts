import type { AnswerValue, OtherAnswer, Question, QuestionType, SurveyDefinition } from "./definition.ts";
import { partLabelOf } from "./texts.ts";

const wordless: readonly QuestionType[] = ["csi", "matrix", "callback", "consent", "statement"];

/** Whether answers to this question can be said in a sentence. */
export const hasWords = ({ type }: Question): boolean => !wordless.includes(type);

/** An answer as one would say it in a sentence; null for one that has no such short form. */
export function answerText(
  definition: SurveyDefinition,
  question: Question,
  answer: AnswerValue,
  locale: string,
): string | null {
  switch (question.type) {
    case "singleChoice":
    case "multipleChoice":
    case "picture":
    case "ranking": {
      const chosen = (Array.isArray(answer) ? answer : [answer]) as (string | OtherAnswer)[];
      return chosen.map((one) => choiceText(definition, question, one, locale)).join(", ");
    }
    case "date":
      return typeof answer === "string" ? dayText(answer, locale) : null;
    default:
      return typeof answer === "string" || typeof answer === "number" ? String(answer) : null;
  }
}

function choiceText(
  definition: SurveyDefinition,
  question: Extract<Question, { choices: { id: string; label: string }[] }>,
  chosen: string | OtherAnswer,
  locale: string,
): string {
  if (typeof chosen !== "string") return chosen.other;
  const choice = question.choices.find(({ id }) => id === chosen);
  return choice ? partLabelOf(definition, question, choice, locale) : chosen;
}

function dayText(day: string, locale: string): string {
  const time = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(time)) return day;
  return new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" }).format(time);
}
