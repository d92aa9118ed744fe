import { computedValue } from "./computed.ts";
import { type Condition, holds, holdsBy, type Known, type Seen, type Test } from "./condition.ts";
import {
  type Answers,
  type Ending,
  isRequired,
  type Jump,
  type Question,
  type SurveyDefinition,
  type SurveyPage,
} from "./definition.ts";

/** What a respondent with these answers is asked. */
export type Path = {
  /** Ids of the questions, statements among them, in order. */
  asked: string[];
  /** Id of the ending; null for a survey without endings. */
  ending: string | null;
  /** Whether every required question on the path has an answer. */
  isComplete: boolean;
  /** The first question on the path that can be answered and is not; null: none. */
  nextQuestion: string | null;
};

type Logic = Pick<SurveyDefinition, "questions" | "pages" | "endings">;
/** Decides a condition by what was asked so far. */
type Decide = (condition: Condition | undefined, asked: readonly string[]) => boolean;

/**
 * The one evaluator, for server, page and widget. What was not asked decides nothing: an answer to it is not seen. Only
 * ways forward are taken, so that it ends for whatever definition it is handed.
 */
export function pathOf(definition: SurveyDefinition, answers: Answers, known: Known = {}): Path {
  const seen = nothingSeen(definition, known);
  let noted = 0;
  const { asked, ending } = walk(definition, (condition, askedSoFar) => {
    for (; noted < askedSoFar.length; noted++) note(seen.answers, answers, askedSoFar[noted] as string);
    return holds(condition, seen);
  });
  const questions = asked.flatMap((id) => seen.question(id) ?? []);
  const isOpen = ({ id, type }: Question) => type !== "statement" && !Object.hasOwn(answers, id);
  return {
    asked,
    ending,
    isComplete: !questions.some((question) => isOpen(question) && isRequired(definition, question)),
    nextQuestion: questions.find(isOpen)?.id ?? null,
  };
}

/** Whether not everybody is asked the same: most surveys do not branch, and most answers come to them. */
export function branches({ questions, pages = [] }: Logic): boolean {
  return questions.some(({ when, next }) => when || next) || pages.some(({ next }) => next);
}

/** Only the answers to questions on the path. */
export function answersOn(definition: SurveyDefinition, answers: Answers, known: Known = {}): Answers {
  if (!branches(definition)) return answers;
  const { asked } = pathOf(definition, answers, known);
  const onPath = new Set(asked);
  const ids = Object.keys(answers);
  return ids.every((id) => onPath.has(id))
    ? answers
    : Object.fromEntries(Object.entries(answers).filter(([id]) => onPath.has(id)));
}

/** What conditions see once these questions were asked. */
export function seenOn(definition: SurveyDefinition, asked: readonly string[], answers: Answers, known: Known): Seen {
  const seen = nothingSeen(definition, known);
  for (const id of asked) note(seen.answers, answers, id);
  return seen;
}

/** The same walk where the outcome of every test is decided by somebody else: for checks before anything was answered. */
export function walkBy(definition: Logic, isTrue: (test: Test, asked: readonly string[]) => boolean) {
  return walk(definition, (condition, asked) => holdsBy(condition, (test) => isTrue(test, asked)));
}

function walk({ questions, pages = [], endings }: Logic, decide: Decide): { asked: string[]; ending: string | null } {
  const places = new Map(questions.map(({ id }, index) => [id, index]));
  const cuts = cutsOf(pages, places);
  const asked: string[] = [];
  let isPageSeen = false;
  let at = 0;
  while (at < questions.length) {
    const question = questions[at] as Question;
    const isAsked = decide(question.when, asked);
    if (isAsked) {
      asked.push(question.id);
      isPageSeen = true;
    }
    const isLastOfPage = at + 1 === questions.length || cuts.has(at + 1);
    const page = isLastOfPage && isPageSeen ? pageAt(cuts, at) : undefined;
    const jumps = [...(isAsked ? (question.next ?? []) : []), ...(page?.next ?? [])];
    const jump = jumps.find((one) => decide(one.when, asked));
    const target = jump ? targetOf(jump, places, pages) : at + 1;
    const next = typeof target === "number" ? Math.max(target, at + 1) : target;
    if (typeof next !== "number") return { asked, ending: endingFor(next.end, endings, asked, decide) };
    if (isLastOfPage || pageAt(cuts, next) !== pageAt(cuts, at)) isPageSeen = false;
    at = next;
  }
  return { asked, ending: endingFor(null, endings, asked, decide) };
}

/** The place of a question, or the end, with the ending that was named if there is one of this id. */
function targetOf({ to }: Jump, places: ReadonlyMap<string, number>, pages: SurveyPage[]): number | { end: string } {
  const page = pages.find(({ id }) => id === to);
  return places.get(to) ?? (page && places.get(page.from)) ?? { end: to };
}

function endingFor(named: string | null, endings: Ending[], asked: readonly string[], decide: Decide): string | null {
  const ending = endings.find(({ id }) => id === named) ?? endings.find(({ when }) => decide(when, asked));
  return (ending ?? endings.at(-1))?.id ?? null;
}

/** The pages by the place of their first question. */
export function cutsOf(pages: SurveyPage[], places: ReadonlyMap<string, number>): Map<number, SurveyPage> {
  return new Map(pages.flatMap((page) => (places.has(page.from) ? [[places.get(page.from) as number, page]] : [])));
}

/** The page that a question is on; undefined before the first cut. */
export function pageAt(cuts: ReadonlyMap<number, SurveyPage>, place: number): SurveyPage | undefined {
  for (let at = place; at >= 0; at--) {
    const page = cuts.get(at);
    if (page) return page;
  }
  return undefined;
}

function nothingSeen({ questions, computed = [] }: SurveyDefinition, known: Known): Seen {
  const byId = new Map(questions.map((question) => [question.id, question]));
  const answers: Answers = {};
  return {
    ...known,
    answers,
    question: (id) => byId.get(id),
    computed: (id) => {
      const one = computed.find((other) => other.id === id);
      return one ? computedValue(one, answers) : null;
    },
  };
}

// Defined, not assigned: an id may be "__proto__".
function note(into: Answers, from: Answers, id: string): void {
  if (!Object.hasOwn(from, id)) return;
  Object.defineProperty(into, id, { value: from[id], enumerable: true, configurable: true, writable: true });
}
