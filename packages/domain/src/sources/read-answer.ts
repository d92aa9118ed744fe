import { type AnswerValue, type OtherAnswer, type Question, type Scale, stepsOf } from "../survey/definition.ts";

export type AnswerReading = { value: AnswerValue } | { fault: string };

/** A cell, trimmed and not empty, as an answer to this question. Its range is checked where every answer is. */
export function readAnswer(question: Question, cell: string): AnswerReading {
  switch (question.type) {
    case "nps":
    case "csat":
    case "ces":
    case "rating":
      return readStep(stepsOf(question), cell);
    case "text":
    case "date":
    case "email":
    case "phone":
      return { value: cell };
    case "number":
      return readNumber(cell);
    case "singleChoice":
    case "picture":
      return readChoice(question.choices, cell, "other" in question && question.other === true);
    case "multipleChoice":
      return readChoices(question, cell);
    case "consent": {
      const wish = readWish(cell);
      return wish === null ? noWish : { value: wish };
    }
    case "callback": {
      const wish = readWish(cell);
      return wish === null ? noWish : { value: { wanted: wish } };
    }
    default:
      return { fault: `A ${question.type} question is not read from one column.` };
  }
}

function readNumber(cell: string): AnswerReading {
  const text = cell.replace(",", ".");
  return /^[+-]?\d{1,15}(\.\d{1,10})?$/.test(text) ? { value: Number(text) } : { fault: "A number is expected." };
}

type Choices = readonly { id: string; label: string }[];

/** By its id or by what it says; what is neither is the choice in own words, where there is one. */
function readChoice(
  choices: Choices,
  cell: string,
  other: boolean,
): { value: string | OtherAnswer } | { fault: string } {
  const choice = choices.find(({ id }) => id === cell) ?? choices.find(({ label }) => label === cell);
  if (choice) return { value: choice.id };
  return other
    ? { value: { other: cell } }
    : { fault: `One of ${choices.map(({ id }) => id).join(", ")} is expected.` };
}

/** Several in one cell stand with semicolons between them: commas are in labels. */
function readChoices(
  { choices, other = false }: Extract<Question, { type: "multipleChoice" }>,
  cell: string,
): AnswerReading {
  const parts = cell.split(";").map((part) => part.trim());
  const readings = parts.filter((part) => part !== "").map((part) => readChoice(choices, part, other));
  const faulty = readings.find((reading) => "fault" in reading);
  return faulty ?? { value: readings.flatMap((reading) => ("value" in reading ? [reading.value] : [])) };
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

const noWish = { fault: "Yes or no is expected (or 1 or 0, true or false)." };

function readWish(cell: string): boolean | null {
  const word = cell.toLowerCase();
  if (yes.has(word)) return true;
  return no.has(word) ? false : null;
}
