import { holds, type Known } from "@otklik/domain/survey/condition";
import type { Answers } from "@otklik/domain/survey/definition";
import { answersOn, pathOf, seenOn } from "@otklik/domain/survey/path";
import type { Draft } from "../draft.ts";

/** One question as a customer would meet it. Skipped: because its condition does not hold, or because a jump led past it. */
export type Met = { id: string } & (
  | { is: "asked"; isOpen: boolean }
  | { is: "condition" }
  | { is: "passed"; by: string }
);

/** What the customer with these answers is asked, what they are not and why, and how it ends. */
export function tellPath(draft: Draft, answers: Answers, known: Known): { met: Met[]; ending: string | null } {
  const definition = { schemaVersion: 1 as const, ...draft };
  const { asked, ending } = pathOf(definition, answers, known);
  const seen = seenOn(definition, asked, answersOn(definition, answers, known), known);
  const met = draft.questions.map(({ id, type, when }, at): Met => {
    if (asked.includes(id)) return { id, is: "asked", isOpen: type !== "statement" && !Object.hasOwn(answers, id) };
    const isHeld = holds(when, seen);
    const before = asked.filter((one) => draft.questions.findIndex((question) => question.id === one) < at).at(-1);
    return isHeld && before !== undefined ? { id, is: "passed", by: before } : { id, is: "condition" };
  });
  return { met, ending };
}
