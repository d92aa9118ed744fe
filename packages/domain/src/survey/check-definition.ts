import { faultsOfBounds, faultsOfLists } from "./check-question.ts";
import { isMetricQuestion, type Question, type SurveyDefinition } from "./definition.ts";
import { scaleChanges } from "./scale-change.ts";

export type Fault = { pointer: string; detail: string };

// The survey page's own form fields; a question of that name would be taken for one of them.
const reservedIds = new Set(["nonce", "lang", "constructor", "prototype"]);

/** What stops a survey from being asked, each with its place; empty when it is sound. */
export function faultsOf(
  definition: Pick<SurveyDefinition, "questions" | "pages" | "computed" | "quotas" | "endings">,
): Fault[] {
  const faults: Fault[] = [];
  const seen = new Set<string>();
  definition.questions.forEach((question, index) => {
    const pointer = `/questions/${index}`;
    if (seen.has(question.id))
      faults.push({ pointer: `${pointer}/id`, detail: `The id ${question.id} is used twice.` });
    if (reservedIds.has(question.id))
      faults.push({ pointer: `${pointer}/id`, detail: `${question.id} is a reserved word; choose another id.` });
    seen.add(question.id);
    faults.push(...faultsOfQuestion(question, pointer));
  });
  if (!definition.questions.some(({ type }) => type !== "statement")) {
    faults.push({ pointer: "/questions", detail: "A survey asks at least one question." });
  }
  // One set of ids for all of them: a jump says only where to.
  for (const part of ["pages", "computed", "quotas", "endings"] as const) {
    (definition[part] ?? []).forEach(({ id }, index) => {
      if (seen.has(id)) faults.push({ pointer: `/${part}/${index}/id`, detail: `The id ${id} is used twice.` });
      seen.add(id);
    });
  }
  return faults;
}

function faultsOfQuestion(question: Question, pointer: string): Fault[] {
  const faults: Fault[] = [];
  if ("metric" in question && question.metric && question.metric !== question.type) {
    faults.push({
      pointer: `${pointer}/metric`,
      detail: `A ${question.type} question measures ${question.type}, not ${question.metric}.`,
    });
  }
  return [...faults, ...faultsOfBounds(question, pointer), ...faultsOfLists(question, pointer)];
}

/**
 * Which of its scales each metric question asks on. A question whose scale, direction or labels differ from the version
 * before starts a new one, and with it a new series: different scales are never summed.
 */
export function nextScaleVersions(
  definition: SurveyDefinition,
  previous: { definition: SurveyDefinition; scaleVersions: Record<string, number> } | null,
  highest: ReadonlyMap<string, number>,
): Record<string, number> {
  const versions: Record<string, number> = {};
  for (const question of definition.questions.filter(isMetricQuestion)) {
    const before = previous?.definition.questions.filter(isMetricQuestion).find(({ id }) => id === question.id);
    const isSame =
      previous && before && scaleChanges({ ...previous, question: before }, { definition, question }).length === 0;
    versions[question.id] = isSame ? (previous.scaleVersions[question.id] ?? 1) : (highest.get(question.id) ?? 0) + 1;
  }
  return versions;
}
