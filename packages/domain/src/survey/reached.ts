import type { Known } from "./condition.ts";
import type { Answers, SurveyDefinition } from "./definition.ts";
import { pathOf } from "./path.ts";

/** How far somebody came. */
export type Reached = {
  /** Ids of the questions that were put to them, in order; statements are not among them. */
  questions: string[];
  /** Where they left: the question that followed the last they answered. Null: they came to the end. */
  leftAt: string | null;
};

/**
 * Which questions were put to a respondent: those on the path that they were led along and, of an unfinished answer, no
 * further than the one after the last answered. What was answered was asked, whatever the path says now: it may depend on
 * what is no longer known.
 */
export function reachedBy(
  definition: SurveyDefinition,
  { answers, isFinished }: { answers: Answers; isFinished: boolean },
  known: Known = {},
): Reached {
  const onPath = new Set(pathOf(definition, answers, known).asked);
  const path = definition.questions
    .filter(({ id, type }) => type !== "statement" && (onPath.has(id) || Object.hasOwn(answers, id)))
    .map(({ id }) => id);
  if (isFinished) return { questions: path, leftAt: null };
  const last = path.findLastIndex((id) => Object.hasOwn(answers, id));
  return { questions: path.slice(0, last + 2), leftAt: path[last + 1] ?? null };
}
