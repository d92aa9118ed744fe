import { foldedBy, isImpossible, type Known } from "./condition.ts";
import type { SurveyDefinition } from "./definition.ts";

/**
 * The survey for one respondent: every condition on the contact or on the context is decided, so that what is left depends
 * on answers alone. Paths, screens and refusals are those of the whole survey with the same `known`.
 */
export function foldedFor(definition: SurveyDefinition, known: Known): SurveyDefinition {
  const folded = <One extends { when?: SurveyDefinition["endings"][number]["when"] }>(one: One): One => {
    const { when, ...rest } = one;
    const left = foldedBy(when, known);
    return (left === undefined ? rest : { ...rest, when: left }) as One;
  };
  const jumping = <One extends { next?: SurveyDefinition["questions"][number]["next"] }>(one: One): One => {
    if (one.next === undefined) return one;
    const next = one.next.map(folded).filter(({ when }) => !isImpossible(when));
    return { ...one, next };
  };
  return {
    ...definition,
    questions: definition.questions.map((question) => {
      const one = jumping(folded(question));
      return isImpossible(one.when) ? { ...one, next: undefined } : one;
    }),
    ...(definition.pages && { pages: definition.pages.map(jumping) }),
    endings: definition.endings.map(folded),
  };
}
