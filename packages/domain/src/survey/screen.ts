import { type Condition, isImpossible, type Known, testsIn } from "./condition.ts";
import type { Answers, Question, SurveyDefinition, SurveyPage } from "./definition.ts";
import { cutsOf, pageAt, pathOf } from "./path.ts";
import { namesIn } from "./piping.ts";

/** The questions that can be shown together. */
export type Screen = {
  page: SurveyPage | null;
  /** Ids in order; never empty. */
  questions: string[];
  /** Whether nothing can follow, whatever is answered here. */
  isLast: boolean;
};

/**
 * What is shown after the question `after`, null for the start; null: nothing more. A screen ends with its page, and
 * before anything that depends on an answer given on it: so that branching works where no script runs.
 */
export function screenAfter(
  definition: SurveyDefinition,
  answers: Answers,
  known: Known,
  after: string | null,
): Screen | null {
  const { questions, pages = [] } = definition;
  const places = new Map(questions.map(({ id }, place) => [id, place]));
  const cuts = cutsOf(pages, places);
  const asked = new Set(pathOf(definition, answers, known).asked);
  const behind = after === null ? -1 : (places.get(after) ?? -1);
  const start = questions.findIndex(({ id }, at) => at > behind && asked.has(id));
  if (start < 0) return null;

  const page = pageAt(cuts, start);
  const shown = new Set<string>();
  let end = start;
  for (; end < questions.length; end++) {
    const question = questions[end] as Question;
    if (pageAt(cuts, end) !== page || dependsOn(definition, question, shown)) break;
    if (!asked.has(question.id)) continue;
    shown.add(question.id);
    if (question.next?.length) {
      end++;
      break;
    }
  }
  const last = questions[end - 1] as Question;
  const jumps = [...(last.next ?? []), ...(page?.next ?? [])];
  const isOpen = jumps.some(({ when }) => isAbout(definition, when, shown));
  const isMore = questions
    .slice(end)
    .some((question) => isOpen || asked.has(question.id) || dependsOn(definition, question, shown));
  return { page: page ?? null, questions: [...shown], isLast: !isMore };
}

/** Every screen up to and with the one on which something that can be answered is open; the last one where nothing is. */
export function screensUpToOpen(definition: SurveyDefinition, answers: Answers, known: Known): Screen[] {
  const { nextQuestion } = pathOf(definition, answers, known);
  const screens: Screen[] = [];
  for (let after: string | null = null; ; after = screens.at(-1)?.questions.at(-1) ?? null) {
    const screen = screenAfter(definition, answers, known, after);
    if (!screen) return screens;
    screens.push(screen);
    if (nextQuestion !== null && screen.questions.includes(nextQuestion)) return screens;
  }
}

function dependsOn(
  definition: SurveyDefinition,
  { id, when, prompt, help = "" }: Question,
  shown: Set<string>,
): boolean {
  if (shown.size === 0 || isImpossible(when)) return false;
  const translated = Object.values(definition.translations).flatMap(({ prompts = {} }) => [
    prompts[id] ?? "",
    prompts[`${id}.help`] ?? "",
  ]);
  const ofText = (text: string) =>
    namesIn(text).some(({ name }) =>
      name?.from === "answer"
        ? shown.has(name.key)
        : name?.from === "computed" && isSummed(definition, name.key, shown),
    );
  return isAbout(definition, when, shown) || [prompt, help, ...translated].some(ofText);
}

function isAbout(definition: SurveyDefinition, condition: Condition | undefined, shown: Set<string>): boolean {
  return testsIn(condition).some(({ test }) => {
    if ("question" in test) return shown.has(test.question);
    return "computed" in test && isSummed(definition, test.computed, shown);
  });
}

const isSummed = ({ computed = [] }: SurveyDefinition, id: string, shown: Set<string>): boolean =>
  computed.find((one) => one.id === id)?.terms.some(({ question }) => shown.has(question)) ?? false;
