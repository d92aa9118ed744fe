import type { Answers, AnswerValue, QuestionType, SurveyDefinition } from "../survey/definition.ts";
import { isAnswerTo, mergedQuestions, questionKeyOf, questionKeysOf } from "../survey/merged-questions.ts";
import { branches } from "../survey/path.ts";
import { reachedBy } from "../survey/reached.ts";
import { type Spread, spreadOf } from "./question-spread.ts";

/** One attempt at a survey. `context`: what came along with it, which branches may speak of. */
export type Attempt = {
  version: number;
  answers: Answers;
  isFinished: boolean;
  context: Readonly<Record<string, unknown>>;
};

export type QuestionSummary = {
  id: string;
  /** Tells it from another question that the same id was given to. */
  key: string;
  type: QuestionType;
  prompt: string;
  /** Respondents it was put to; who was led past it is not among them. */
  asked: number;
  answered: number;
  /** Unfinished answers that end here. */
  left: number;
  spread: Spread;
};

/**
 * What was answered, question by question, over all versions that were answered, newest first. Questions that were
 * dropped since come last.
 */
export function summariseQuestions(
  versions: readonly { version: number; definition: SurveyDefinition }[],
  attempts: readonly Attempt[],
  locale: string,
): QuestionSummary[] {
  const definitions = new Map(versions.map(({ version, definition }) => [version, definition]));
  const keysOf = new Map(versions.map(({ version, definition }) => [version, questionKeysOf(definition)]));
  // By the key that the answered version asked by.
  const asked = new Map<string, number>();
  const left = new Map<string, number>();
  const given = new Map<string, AnswerValue[]>();
  for (const attempt of attempts) {
    const definition = definitions.get(attempt.version);
    if (!definition) continue;
    const keys = keysOf.get(attempt.version) ?? new Map<string, string>();
    const { questions, leftAt } = reached(definition, attempt);
    for (const id of questions) add(asked, keys.get(id));
    if (leftAt !== null) add(left, keys.get(leftAt));
    for (const [id, answer] of Object.entries(attempt.answers)) {
      const key = keys.get(id);
      if (key === undefined) continue;
      const answers = given.get(key) ?? [];
      answers.push(answer);
      given.set(key, answers);
    }
  }
  return mergedQuestions(
    versions.map(({ definition }) => definition),
    locale,
  ).map((merged) => {
    const { question, prompt } = merged;
    const key = questionKeyOf(question);
    const answers = given.get(key) ?? [];
    return {
      id: question.id,
      key,
      type: question.type,
      prompt,
      asked: asked.get(key) ?? 0,
      answered: answers.filter((answer) => isAnswerTo(question, answer)).length,
      left: left.get(key) ?? 0,
      spread: spreadOf(merged, answers),
    };
  });
}

// Most surveys ask everybody everything: the walk along the path is spared.
function reached(definition: SurveyDefinition, { answers, isFinished, context }: Attempt) {
  if (isFinished && !branches(definition)) {
    const questions = definition.questions.filter(({ type }) => type !== "statement").map(({ id }) => id);
    return { questions, leftAt: null };
  }
  return reachedBy(definition, { answers, isFinished }, { context });
}

const add = (counts: Map<string, number>, key: string | undefined) =>
  key !== undefined && counts.set(key, (counts.get(key) ?? 0) + 1);
