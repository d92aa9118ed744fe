import type { Answers, AnswerValue, QuestionType, SurveyDefinition } from "../survey/definition.ts";
import { isAnswerTo, mergedQuestions } from "../survey/merged-questions.ts";
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
  const asked = new Map<string, number>();
  const left = new Map<string, number>();
  const given = new Map<string, AnswerValue[]>();
  for (const attempt of attempts) {
    const definition = definitions.get(attempt.version);
    if (!definition) continue;
    const { questions, leftAt } = reached(definition, attempt);
    for (const id of questions) add(asked, id);
    if (leftAt !== null) add(left, leftAt);
    for (const [id, answer] of Object.entries(attempt.answers)) {
      const answers = given.get(id) ?? [];
      answers.push(answer);
      given.set(id, answers);
    }
  }
  return mergedQuestions(
    versions.map(({ definition }) => definition),
    locale,
  ).map((merged) => {
    const { question, prompt } = merged;
    const answers = given.get(question.id) ?? [];
    return {
      id: question.id,
      type: question.type,
      prompt,
      asked: asked.get(question.id) ?? 0,
      answered: answers.filter((answer) => isAnswerTo(question, answer)).length,
      left: left.get(question.id) ?? 0,
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

const add = (counts: Map<string, number>, id: string) => counts.set(id, (counts.get(id) ?? 0) + 1);
