import type { Jump, Question, SurveyPage } from "@otklik/domain/survey/definition";
import type { Draft } from "../draft.ts";

/** A line of the list on the left: a question, or the cut at which a page begins. */
export type Entry =
  | { kind: "question"; id: string; question: Question }
  | { kind: "page"; id: string; page: SurveyPage };

/** Questions and page cuts in the order in which they are met. */
export function outlineOf({ questions, pages = [] }: Draft): Entry[] {
  const known = new Set(questions.map(({ id }) => id));
  const lost = pages.filter(({ from }) => !known.has(from));
  return [
    ...questions.flatMap((question): Entry[] => [
      ...pages.filter(({ from }) => from === question.id).map((page) => ({ kind: "page" as const, id: page.id, page })),
      { kind: "question", id: question.id, question },
    ]),
    ...lost.map((page) => ({ kind: "page" as const, id: page.id, page })),
  ];
}

/**
 * The draft in this order. A page begins at whatever question comes behind its cut; one that has no question left is
 * given up, and what led to it leads to what comes next.
 */
export function withOutline(draft: Draft, entries: readonly Entry[]): Draft {
  const questions = entries.flatMap((entry) => (entry.kind === "question" ? [entry.question] : []));
  const pages: SurveyPage[] = [];
  let next = draft;
  entries.forEach((entry, at) => {
    if (entry.kind !== "page") return;
    const following = entries[at + 1];
    if (following?.kind === "question") pages.push({ ...entry.page, from: following.id });
    else next = withJumpsTo(next, entry.id, following?.id ?? "end");
  });
  const { pages: _, ...rest } = next;
  const kept = new Map((next.pages ?? []).map((page) => [page.id, page]));
  const retargeted = new Map(next.questions.map((question) => [question.id, question]));
  return {
    ...rest,
    questions: questions.map((question) => ({ ...question, ...jumpsOf(retargeted.get(question.id) ?? question) })),
    ...(pages.length > 0 && { pages: pages.map((page) => ({ ...page, ...jumpsOf(kept.get(page.id) ?? page) })) }),
  };
}

const jumpsOf = ({ next }: { next?: Jump[] }) => (next ? { next } : {});

/** Every jump to one place leads to another. */
export function withJumpsTo(draft: Draft, from: string, to: string): Draft {
  const turned = <One extends { next?: Jump[] }>(one: One): One =>
    one.next?.some((jump) => jump.to === from)
      ? { ...one, next: one.next.map((jump) => (jump.to === from ? { ...jump, to } : jump)) }
      : one;
  return {
    ...draft,
    questions: draft.questions.map(turned),
    ...(draft.pages && { pages: draft.pages.map(turned) }),
  };
}
