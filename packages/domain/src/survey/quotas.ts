import type { Condition, Known } from "./condition.ts";
import { holds, testsIn } from "./condition.ts";
import type { Answers, SurveyDefinition } from "./definition.ts";
import { pathOf, seenOn } from "./path.ts";

/** At most `limit` finished responses that fulfil `when`: an answer, an attribute or any combination of them. */
export type Quota = {
  id: string;
  when: Condition;
  limit: number;
  /** What the next one meets: an ending at once, or a survey that is closed. */
  whenFull: { ending: string } | "close";
};

/** The quotas that a response with these answers fills, in their order. */
export function quotasFilledBy(definition: SurveyDefinition, answers: Answers, known: Known): Quota[] {
  const seen = seenOn(definition, pathOf(definition, answers, known).asked, answers, known);
  return (definition.quotas ?? []).filter(({ when }) => holds(when, seen));
}

/**
 * The same in the midst of a survey: only quotas that nothing asked after the question `upTo` decides any more count, null
 * for those that are known before the first. `not` and `answered: false` would else be fulfilled by who was not asked yet.
 */
export function metSoFar(
  definition: SurveyDefinition,
  { answers, known, upTo }: { answers: Answers; known: Known; upTo: string | null },
  finished: ReadonlyMap<string, number>,
): Quota["whenFull"] | null {
  const places = new Map(definition.questions.map(({ id }, at) => [id, at]));
  const end = upTo === null ? -1 : (places.get(upTo) ?? -1);
  const isDecided = ({ when }: Quota) =>
    questionsIn(definition, when).every((question) => (places.get(question) ?? -1) <= end);
  const quotas = (definition.quotas ?? []).filter(isDecided);
  return quotas.length === 0 ? null : metByFullQuota({ ...definition, quotas }, answers, known, finished);
}

function questionsIn({ computed = [] }: SurveyDefinition, condition: Condition): string[] {
  return testsIn(condition).flatMap(({ test }) => {
    if ("question" in test) return [test.question];
    if (!("computed" in test)) return [];
    return computed.find(({ id }) => id === test.computed)?.terms.map(({ question }) => question) ?? [];
  });
}

/** What a respondent with these answers so far meets because a quota is full; null: nothing, they go on. */
export function metByFullQuota(
  definition: SurveyDefinition,
  answers: Answers,
  known: Known,
  finished: ReadonlyMap<string, number>,
): Quota["whenFull"] | null {
  const full = quotasFilledBy(definition, answers, known).find(({ id, limit }) => (finished.get(id) ?? 0) >= limit);
  return full?.whenFull ?? null;
}
