import {
  type Answers,
  type AnswerValue,
  type CallbackAnswer,
  type Question,
  type SurveyDefinition,
  scaleOf,
} from "@otklik/domain/survey/definition";
import { type Words, wordsFor } from "@otklik/domain/words/words";

/** What a posted form is read from: a Map or URLSearchParams. */
export type FormFields = { get(name: string): string | null | undefined };

/** Characters a text answer may have where its question does not say. */
export const longestText = 2000;

/** The window field of a respondent who can be called at any time. */
export const anyTime = "";

/** The value of a window's radio. */
export function windowValue({ from, to }: { from: string; to: string }): string {
  return `${from}/${to}`;
}

/**
 * The answers in a posted form, in the shape of the JSON door. An empty control is no answer. What cannot be read is handed
 * on as it came, for the validator to refuse: a form that guesses would store what nobody said.
 */
export function answersFromForm(definition: SurveyDefinition, fields: FormFields): Answers {
  // From entries, because an id may be "__proto__": assigned, it would change the object instead of filling it.
  return Object.fromEntries(
    definition.questions.flatMap((question) => {
      const answer = answerTo(question, fields);
      return answer === null ? [] : [[question.id, answer]];
    }),
  );
}

/** The form fields that hold these answers: the inverse of `answersFromForm`. */
export function formFromAnswers(definition: SurveyDefinition, answers: Answers): Record<string, string> {
  return Object.fromEntries(
    definition.questions.flatMap((question) => {
      const answer = Object.hasOwn(answers, question.id) ? answers[question.id] : undefined;
      return answer === undefined ? [] : fieldsOf(question, answer);
    }),
  );
}

/** What a validator refused. A pointer is `/answers/{questionId}`, or deeper. */
export type RefusedAnswers = { answers: Answers; errors: readonly { pointer: string }[] };

/** What to say at each refused question, by its id, in the page's language; under "" what is about no question. */
export function errorsForForm(
  definition: SurveyDefinition,
  { answers, errors }: RefusedAnswers,
  locale: string,
): Record<string, string> {
  return Object.fromEntries(
    errors.map(({ pointer }) => {
      const [, root, id, part] = pointer.split("/").map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));
      const question = root === "answers" ? definition.questions.find((one) => one.id === id) : undefined;
      const words = wordsFor(locale).survey.refused;
      if (!question) return ["", words.other];
      return [question.id, refusal(question, Object.hasOwn(answers, question.id), part, words)];
    }),
  );
}

function refusal(
  question: Question,
  isAnswered: boolean,
  part: string | undefined,
  words: Words["survey"]["refused"],
): string {
  switch (question.type) {
    case "statement":
      return words.other;
    case "text":
      return isAnswered ? words.longText(question.maxLength ?? longestText) : words.emptyText;
    case "callback":
      return part === "window" ? words.window : words.phone;
    case "csi":
      return isAnswered ? words.score(question.scale.min, question.scale.max) : words.parts;
    default:
      return words.score(scaleOf(question).min, scaleOf(question).max);
  }
}

function answerTo(question: Question, fields: FormFields): AnswerValue | null {
  switch (question.type) {
    case "statement":
      return null;
    case "text":
      return textAnswer(fields.get(question.id));
    case "callback":
      return callbackAnswer(question.id, fields);
    case "csi": {
      const parts = question.items.flatMap((item) => {
        const score = scoreAnswer(fields.get(`${question.id}.${item.id}`));
        return score === null ? [] : [[item.id, score]];
      });
      return parts.length === 0 ? null : Object.fromEntries(parts);
    }
    default:
      return scoreAnswer(fields.get(question.id));
  }
}

const INTEGER = /^(?:0|-?[1-9]\d{0,8})$/;

function scoreAnswer(field: string | null | undefined): number | string | null {
  if (!field) return null;
  return INTEGER.test(field) ? Number(field) : field;
}

/** Browsers send line ends as CR LF in a form and as LF in JSON; both are the same answer. */
function textAnswer(field: string | null | undefined): string | null {
  const text = (field ?? "").replaceAll("\r\n", "\n");
  return text.trim() === "" ? null : text;
}

function callbackAnswer(id: string, fields: FormFields): AnswerValue | null {
  const box = fields.get(id);
  if (!box) return null;
  if (box !== "on") return box;

  const phone = fields.get(`${id}.phone`)?.trim();
  const window = fields.get(`${id}.window`);
  return { wanted: true, ...(phone && { phone }), ...(window && { window: windowFrom(window) }) };
}

function windowFrom(value: string): { from: string; to: string } {
  const [from = "", to = "", ...rest] = value.split("/");
  return { from, to: [to, ...rest].join("/") };
}

function fieldsOf({ id, type }: Question, answer: AnswerValue): [string, string][] {
  if (typeof answer !== "object") return [[id, String(answer)]];
  if (type === "csi") return Object.entries(answer).map(([item, score]) => [`${id}.${item}`, String(score)]);

  const { wanted, phone, window } = answer as CallbackAnswer;
  if (!wanted) return [];
  const fields: [string, string][] = [[id, "on"]];
  if (phone) fields.push([`${id}.phone`, phone]);
  if (window) fields.push([`${id}.window`, windowValue(window)]);
  return fields;
}
