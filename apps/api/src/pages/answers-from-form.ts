import type {
  Answers,
  AnswerValue,
  CallbackAnswer,
  Question,
  SurveyDefinition,
} from "@otklik/domain/survey/definition";
import { choiceAnswer, fieldsOfChoice, isChoice } from "./choice-fields.ts";

/** What a posted form is read from: a Map or URLSearchParams. */
export type FormFields = { get(name: string): string | null | undefined };

// No question has an id that begins so.
/** The question behind which the posted screen comes. */
export const afterField = ".after";
/** The button that leads to the screen before. */
export const backField = ".back";
/** The button that shows the same screen in another language, and asks nothing of what stands in it. */
export const languageField = ".lang";

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
    case "nps":
    case "csat":
    case "ces":
    case "rating":
      return scoreAnswer(fields.get(question.id));
    case "number":
      return numberAnswer(fields.get(question.id));
    case "consent": {
      const box = fields.get(question.id);
      return box ? box === "on" || box : null;
    }
    case "date":
    case "email":
    case "phone":
      return fields.get(question.id)?.trim() || null;
    default:
      return choiceAnswer(question, fields);
  }
}

const INTEGER = /^(?:0|-?[1-9]\d{0,8})$/;

function scoreAnswer(field: string | null | undefined): number | string | null {
  if (!field) return null;
  return INTEGER.test(field) ? Number(field) : field;
}

/** With a comma or a point, as it is written where the respondent lives. */
function numberAnswer(field: string | null | undefined): number | string | null {
  const text = field?.trim().replace(",", ".");
  if (!text) return null;
  return /^-?\d{1,15}(\.\d{1,10})?$/.test(text) ? Number(text) : text;
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

function fieldsOf(question: Question, answer: AnswerValue): [string, string][] {
  const { id, type } = question;
  if (isChoice(question)) return fieldsOfChoice(question, answer);
  if (typeof answer === "boolean") return answer ? [[id, "on"]] : [];
  if (typeof answer !== "object") return [[id, String(answer)]];
  if (type === "csi") return Object.entries(answer).map(([item, score]) => [`${id}.${item}`, String(score)]);

  const { wanted, phone, window } = answer as CallbackAnswer;
  if (!wanted) return [];
  const fields: [string, string][] = [[id, "on"]];
  if (phone) fields.push([`${id}.phone`, phone]);
  if (window) fields.push([`${id}.window`, windowValue(window)]);
  return fields;
}
