import { type Answers, type Question, type SurveyDefinition, stepsOf } from "@otklik/domain/survey/definition";
import { type Words, wordsFor } from "@otklik/domain/words/words";
import { longestText } from "./answers-from-form.ts";
import type { Refusals } from "./page-data.ts";

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

/** All that can be said at this question, for the page to say it without asking. */
export function refusalsOf(question: Question, words: Words["survey"]["refused"]): Refusals {
  const none = refusal(question, false, undefined, words);
  const wrong = refusal(question, true, undefined, words);
  const window = refusal(question, true, "window", words);
  return { none, ...(wrong !== none && { wrong }), ...(window !== wrong && { window }) };
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
      return isAnswered ? refusalOfText(question, words) : words.emptyText;
    case "callback":
      return part === "window" ? words.window : words.phone;
    case "csi":
      return isAnswered ? words.score(question.scale.min, question.scale.max) : words.parts;
    case "nps":
    case "csat":
    case "ces":
    case "rating":
      return words.score(stepsOf(question).min, stepsOf(question).max);
    case "singleChoice":
    case "picture":
      return words.choice;
    case "multipleChoice":
      return words.choices(question.min ?? 1, question.max ?? null);
    case "matrix":
      return words.parts;
    case "ranking":
      return words.ranking;
    case "number":
      return words.number(question.min ?? null, question.max ?? null);
    case "date":
      return words.date;
    case "email":
      return words.email;
    case "phone":
      return words.phone;
    case "consent":
      return words.consent;
  }
}

/** Its length is what people get wrong; a text may be short only where the survey says how long it has to be. */
function refusalOfText(
  { minLength, maxLength = longestText, pattern }: Extract<Question, { type: "text" }>,
  words: Words["survey"]["refused"],
): string {
  return [
    minLength === undefined ? null : words.shortText(minLength),
    pattern === undefined ? null : words.patterns[pattern],
    minLength === undefined && pattern === undefined ? words.longText(maxLength) : null,
  ]
    .filter((one) => one !== null)
    .join(" ");
}
