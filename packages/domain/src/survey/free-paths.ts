import type { SurveyDefinition } from "./definition.ts";
import { cutsOf, pageAt } from "./path.ts";

/** What could be reached if every condition could hold and fail whatever the others do. It may find too much, never too little. */
export function pathsByChance(definition: SurveyDefinition): {
  asked: Set<string>;
  endings: Set<string | null>;
  isEmpty: boolean;
} {
  const { questions, pages = [], endings } = definition;
  const places = new Map(questions.map(({ id }, place) => [id, place]));
  const cuts = cutsOf(pages, places);
  const reached = new Set([0]);
  const named = new Set<string | null>();
  const placeOf = (to: string) => places.get(to) ?? places.get(pages.find(({ id }) => id === to)?.from ?? "");

  // Ways lead forward only, so that one look at each question in order sees them all.
  for (let at = 0; at < questions.length; at++) {
    const question = questions[at];
    if (!question || !reached.has(at)) continue;
    const isLastOfPage = at + 1 === questions.length || cuts.has(at + 1);
    const jumps = [...(question.next ?? []), ...((isLastOfPage && pageAt(cuts, at)?.next) || [])];
    for (const { to } of jumps) {
      const place = placeOf(to);
      if (place === undefined) named.add(to);
      else reached.add(place);
    }
    const isAlwaysLeft = question.when === undefined && jumps.some(({ when }) => when === undefined);
    if (!isAlwaysLeft) reached.add(at + 1);
  }
  const first = endings.findIndex(({ when }) => when === undefined);
  for (const { id } of endings.slice(0, first + 1)) named.add(id);
  return {
    asked: new Set(questions.flatMap(({ id }, at) => (reached.has(at) ? [id] : []))),
    endings: named,
    isEmpty: false,
  };
}
