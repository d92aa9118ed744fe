import type { Question, SurveyDefinition } from "@otklik/domain/survey/definition";
import { type Screen, screenAfter } from "@otklik/domain/survey/screen";
import type { Journey } from "../steps.ts";

/** What a browser shows at once: a screen, and those of its page that follow from what is answered already. */
export type Unfolded = {
  page: Screen["page"];
  questions: string[];
  /** The question that its last screen comes behind, for a server that only knows screens. */
  after: string | null;
  /** Whether nothing follows, as far as answers so far tell. */
  isLast: boolean;
};

/** `deciding`: the questions that something else depends on. */
export type Unfolding = Journey & { deciding: readonly string[] };

/** What is shown behind the question `after`, null for the start; null: nothing more. */
export function unfoldedAfter(journey: Unfolding, after: string | null): Unfolded | null {
  const { definition, answers, known, deciding } = journey;
  const isSettled = (id: string) => !deciding.includes(id) || isWhole(definition, answers, id);
  let screen = screenAfter(definition, answers, known, after);
  if (!screen) return null;
  const questions = [...screen.questions];
  let before = after;
  for (;;) {
    const last: string | null = screen.questions.at(-1) ?? null;
    const next: Screen | null = screenAfter(definition, answers, known, last);
    const isDecided = screen.questions.every(isSettled);
    if (!next || !isDecided || next.page?.id !== screen.page?.id)
      return { page: screen.page, questions, after: before, isLast: screen.isLast || (!next && isDecided) };
    before = last;
    questions.push(...next.questions);
    screen = next;
  }
}

// What is written is whole only when Next is pressed: a page that changes under the pen disturbs.
const chosen: readonly Question["type"][] = ["nps", "csat", "ces", "rating", "singleChoice", "picture", "consent"];

function isWhole({ questions }: SurveyDefinition, answers: Journey["answers"], id: string): boolean {
  const question = questions.find((one) => one.id === id);
  const answer = Object.hasOwn(answers, id) ? answers[id] : undefined;
  if (!question || question.type === "statement") return true;
  if (answer === undefined) return false;
  if (question.type === "csi") return question.items.every((item) => Object.hasOwn(answer as object, item.id));
  return chosen.includes(question.type) && typeof answer !== "object";
}
