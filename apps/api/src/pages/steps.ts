import { faultsOfAnswers } from "@otklik/domain/survey/check-answers";
import type { Fault } from "@otklik/domain/survey/check-definition";
import type { Known } from "@otklik/domain/survey/condition";
import type { Answers, SurveyDefinition } from "@otklik/domain/survey/definition";
import { type Screen, screenAfter, screensUpToOpen } from "@otklik/domain/survey/screen";
import type { Step } from "./survey-view.ts";

/** A survey with the answers so far: all that the next screen follows from. */
export type Journey = { definition: SurveyDefinition; answers: Answers; known: Known };

/** Where somebody goes on who opens the link: at the first question that is open, or at the one that the link speaks of. */
export function stepToOpen({ definition, answers, known }: Journey, chosen: string | null): Step | undefined {
  const screens = screensUpToOpen(definition, answers, known);
  const found = screens.findIndex(({ questions }) => chosen !== null && questions.includes(chosen));
  return stepOf({ definition, answers, known }, found < 0 ? screens : screens.slice(0, found + 1));
}

/** The screen that a form was sent from, and what follows from its answers. */
export function stepFrom(journey: Journey, after: string | null): { step: Step | undefined; next: Step | undefined } {
  const { definition, answers, known } = journey;
  const screen = screenAfter(definition, answers, known, after);
  const last = screen?.questions.at(-1) ?? after;
  const following = last === null ? null : screenAfter(definition, answers, known, last);
  return {
    step: screen ? { screen, after, answers, known } : undefined,
    next: following ? { screen: following, after: last, answers, known } : undefined,
  };
}

/** The screen before the one that comes after this question. */
export function stepBefore(journey: Journey, after: string | null): Step | undefined {
  const screens: Screen[] = [];
  for (let last: string | null = null; last !== after; last = screens.at(-1)?.questions.at(-1) ?? null) {
    const screen = screenAfter(journey.definition, journey.answers, journey.known, last);
    if (!screen) break;
    screens.push(screen);
  }
  return stepOf(journey, screens);
}

/** The screen with this question, or else the one that is open. */
export function stepWith(journey: Journey, question: string | undefined): Step | undefined {
  const { definition, known, answers } = journey;
  const screens: Screen[] = [];
  for (let last: string | null = null; ; ) {
    const screen = screenAfter(definition, answers, known, last);
    if (!screen) return stepToOpen(journey, null);
    screens.push(screen);
    if (question !== undefined && screen.questions.includes(question)) return stepOf(journey, screens);
    last = screen.questions.at(-1) ?? null;
  }
}

/** The screen with this question, or, where nobody is led to it yet, the question by itself; undefined: there is none such. */
export function stepTo(journey: Journey, question: string): Step | undefined {
  const { definition, answers, known } = journey;
  if (!definition.questions.some(({ id }) => id === question)) return undefined;
  const found = stepWith(journey, question);
  if (found?.screen.questions.includes(question)) return found;
  return { screen: { page: null, questions: [question], isLast: false }, after: null, answers, known };
}

/** What is wrong on the screens up to this one; later ones were not seen yet. */
export function faultsUpTo({ definition, answers, known }: Journey, { screen }: Pick<Step, "screen">): Fault[] {
  const end = definition.questions.findIndex(({ id }) => id === screen.questions.at(-1));
  const seen = new Set(definition.questions.slice(0, end + 1).map(({ id }) => `/answers/${id}`));
  return faultsOfAnswers(definition, answers, true, known).filter(({ pointer }) =>
    seen.has(pointer.split("/").slice(0, 3).join("/")),
  );
}

function stepOf({ answers, known }: Journey, screens: Screen[]): Step | undefined {
  const screen = screens.at(-1);
  return screen && { screen, after: screens.at(-2)?.questions.at(-1) ?? null, answers, known };
}
