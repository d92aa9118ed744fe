import { faultsOfAnonymity } from "./anonymity.ts";
import type { Fault } from "./check-definition.ts";
import { faultsOfPiping } from "./check-piping.ts";
import { faultsOfReach } from "./check-reach.ts";
import { detailOfMisfit } from "./check-test.ts";
import type { Computed } from "./computed.ts";
import { type Condition, testsIn } from "./condition.ts";
import { conditionsIn, type Jump, type SurveyDefinition } from "./definition.ts";

/** Every answer is led past all of them; nobody wrote so many by hand. */
const mostTests = 2000;

/**
 * What stops a survey from being published though every part of it is well-formed: conditions that ask of what is not
 * known yet, ways that lead back or nowhere, questions that no way leads to, texts that name what there is not.
 */
export function faultsOfLogic(definition: SurveyDefinition): Fault[] {
  const { questions, endings, computed = [], quotas = [] } = definition;
  if (conditionsIn(definition).flatMap((condition) => testsIn(condition)).length > mostTests)
    return [{ pointer: "/questions", detail: `A survey has at most ${mostTests} tests in all its conditions.` }];
  const faults = [
    ...questions.flatMap(({ when, next }, at) => [
      ...faultsOfCondition(definition, when, at, `/questions/${at}/when`),
      ...faultsOfJumps(definition, next, at, `/questions/${at}/next`),
    ]),
    ...faultsOfPages(definition),
    ...endings.flatMap(({ when }, at) => faultsOfCondition(definition, when, questions.length, `/endings/${at}/when`)),
    ...faultsOfLastEnding(definition),
    ...computed.flatMap((one, at) => faultsOfComputed(definition, one, `/computed/${at}`)),
    ...quotas.flatMap(({ when, whenFull }, at) => [
      ...faultsOfCondition(definition, when, questions.length, `/quotas/${at}/when`),
      ...(whenFull === "close" || endings.some(({ id }) => id === whenFull.ending)
        ? []
        : [{ pointer: `/quotas/${at}/whenFull/ending`, detail: `There is no ending ${whenFull.ending}.` }]),
    ]),
    ...faultsOfPiping(definition),
    ...faultsOfAnonymity(definition),
  ];
  // Which questions can be reached is a sound question only where every way leads somewhere.
  return faults.length > 0 ? faults : faultsOfReach(definition);
}

/** Nobody's pages: what a template or an example writes in place of an address. */
const placeholder = /^https?:\/\/(?:www\.)?(example\.(?:com|net|org))(?:[/:?#]|$)/i;

/** Endings that still lead to an example's address. Programs may publish them; in the builder a person is asked for the real one. */
export function faultsOfExamples({ endings }: Pick<SurveyDefinition, "endings">): Fault[] {
  return endings.flatMap(({ link }, at) => {
    const [, host] = placeholder.exec(link?.url ?? "") ?? [];
    const detail = `${host} is an address for examples: put the one that customers shall go to.`;
    return host ? [{ pointer: `/endings/${at}/link/url`, detail }] : [];
  });
}

/** `before`: the place of the first question that has not been asked by then. */
function faultsOfCondition(
  definition: SurveyDefinition,
  condition: Condition | undefined,
  before: number,
  pointer: string,
): Fault[] {
  return testsIn(condition, pointer).flatMap(({ test, pointer: at }) => {
    if ("question" in test) {
      const place = definition.questions.findIndex(({ id }) => id === test.question);
      if (place < 0) return [{ pointer: `${at}/question`, detail: `There is no question ${test.question}.` }];
      if (place >= before)
        return [
          {
            pointer: `${at}/question`,
            detail: `The question ${test.question} is not asked before this is decided; a condition may speak of earlier questions only.`,
          },
        ];
    }
    if ("computed" in test) {
      const terms = definition.computed?.find(({ id }) => id === test.computed)?.terms;
      if (!terms) return [{ pointer: `${at}/computed`, detail: `There is no computed value ${test.computed}.` }];
      const places = new Map(definition.questions.map(({ id }, place) => [id, place]));
      const late = terms.find(({ question }) => (places.get(question) ?? 0) >= before);
      if (late)
        return [
          {
            pointer: `${at}/computed`,
            detail: `${test.computed} is not known before the question ${late.question} was asked.`,
          },
        ];
    }
    const misfit = detailOfMisfit(definition, test);
    return misfit ? [{ pointer: `${at}/${misfit.field}`, detail: misfit.detail }] : [];
  });
}

/** Jumps that are decided once the question at this place was asked. */
function faultsOfJumps(
  definition: SurveyDefinition,
  jumps: Jump[] | undefined,
  from: number,
  pointer: string,
): Fault[] {
  const always = jumps?.findIndex(({ when }) => when === undefined) ?? -1;
  return (jumps ?? []).flatMap(({ when, to }, at) => {
    const place = placeOf(definition, to);
    const faults = faultsOfCondition(definition, when, from + 1, `${pointer}/${at}/when`);
    if (place === null)
      faults.push({ pointer: `${pointer}/${at}/to`, detail: `There is no question, page or ending ${to}.` });
    else if (place <= from)
      faults.push({
        pointer: `${pointer}/${at}/to`,
        detail: `${to} does not come later: the survey would go in a loop. Jumps lead forward only.`,
      });
    if (always >= 0 && at > always)
      faults.push({ pointer: `${pointer}/${at}`, detail: "This jump is never taken: the one before it always is." });
    return faults;
  });
}

/** Where a jump leads among the questions; Infinity: to an ending. Null: nowhere. */
function placeOf({ questions, pages = [], endings }: SurveyDefinition, to: string): number | null {
  const from = pages.find(({ id }) => id === to)?.from ?? to;
  const place = questions.findIndex(({ id }) => id === to || id === from);
  if (place >= 0) return place;
  return to === "end" || endings.some(({ id }) => id === to) ? Number.POSITIVE_INFINITY : null;
}

function faultsOfPages(definition: SurveyDefinition): Fault[] {
  const { questions, pages = [] } = definition;
  const places = pages.map(({ from }) => questions.findIndex(({ id }) => id === from));
  return pages.flatMap(({ from, next }, at) => {
    const place = places[at] as number;
    if (place < 0) return [{ pointer: `/pages/${at}/from`, detail: `There is no question ${from}.` }];
    if (at > 0 && place <= (places[at - 1] as number))
      return [{ pointer: `/pages/${at}/from`, detail: "A page begins after the page before it." }];
    const end = places.find((other) => other > place) ?? questions.length;
    return faultsOfJumps(definition, next, end - 1, `/pages/${at}/next`);
  });
}

function faultsOfLastEnding({ endings }: SurveyDefinition): Fault[] {
  return endings.at(-1)?.when === undefined
    ? []
    : [
        {
          pointer: `/endings/${endings.length - 1}/when`,
          detail: "The last ending has no condition: somebody would come to none.",
        },
      ];
}

function faultsOfComputed({ questions }: SurveyDefinition, { terms }: Computed, pointer: string): Fault[] {
  return terms.flatMap(({ question: id, part, points }, at) => {
    const question = questions.find((one) => one.id === id);
    const place = `${pointer}/terms/${at}`;
    if (!question) return [{ pointer: `${place}/question`, detail: `There is no question ${id}.` }];
    const isNumber = ["nps", "csat", "ces", "rating", "number"].includes(question.type);
    if (points || isNumber) return [];
    if (question.type !== "csi")
      return [{ pointer: place, detail: `The answer to ${id} is no number; give points to its choices.` }];
    return question.items.some((item) => item.id === part)
      ? []
      : [{ pointer: `${place}/part`, detail: `Name one item of the question ${id}.` }];
  });
}
