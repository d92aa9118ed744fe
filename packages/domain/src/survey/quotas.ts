import type { Condition, Known } from "./condition.ts";
import { holds } from "./condition.ts";
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
