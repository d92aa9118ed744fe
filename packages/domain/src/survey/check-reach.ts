import { classOf } from "../metrics/contribution.ts";
import type { Fault } from "./check-definition.ts";
import { fulfils, type Test, testsIn, type Value } from "./condition.ts";
import {
  conditionsIn,
  isMetricQuestion,
  isRequired,
  type Question,
  type SurveyDefinition,
  stepsOf,
} from "./definition.ts";
import { pathsByChance } from "./free-paths.ts";
import { walkBy } from "./path.ts";

/** What all tests of one subject come to, for one of its values. */
type Outcome = readonly boolean[];
type Subject = { question: string | null; tests: Test[]; outcomes: Outcome[]; ofNothing: Outcome };

/** More would keep whoever publishes waiting: past this, conditions are taken as free of one another. */
const mostCombinations = 4000;
const mostLiterals = 500;

/**
 * Questions and endings that no answers lead to, and answers that lead to no question. Every combination of what the
 * conditions can tell apart is walked, so that a contradiction between two questions is found as well.
 */
export function faultsOfReach(definition: SurveyDefinition): Fault[] {
  const { asked, endings, isEmpty } = pathsIn(definition);
  const isEndingChosen =
    definition.endings.some(({ when }) => when) || jumpsOf(definition).some(({ to }) => isEnding(definition, to));
  return [
    ...definition.questions.flatMap(({ id }, at) =>
      asked.has(id)
        ? []
        : [{ pointer: `/questions/${at}`, detail: `No answers lead to the question ${id}: it cannot be reached.` }],
    ),
    ...definition.endings.flatMap(({ id }, at) =>
      !isEndingChosen || endings.has(id) || isForQuota(definition, id)
        ? []
        : [{ pointer: `/endings/${at}`, detail: `No answers lead to the ending ${id}: it cannot be reached.` }],
    ),
    ...(isEmpty ? [{ pointer: "/questions", detail: "Somebody would be asked nothing at all: a dead end." }] : []),
  ];
}

function pathsIn(definition: SurveyDefinition) {
  // Of quotas too, which choose no path: one subject more in a survey that has them.
  const tests = conditionsIn(definition).flatMap((condition) => testsIn(condition).map(({ test }) => test));
  const literals = tests.reduce((sum, test) => sum + (test.op === "in" ? test.value.length : 1), 0);
  if (literals > mostLiterals) return pathsByChance(definition);
  const subjects = subjectsOf(tests, definition);
  const combinations = subjects.reduce((product, { outcomes }) => product * outcomes.length, 1);
  return combinations > mostCombinations
    ? pathsByChance(definition)
    : pathsByOutcome(definition, subjects, combinations);
}

const isForQuota = ({ quotas = [] }: SurveyDefinition, id: string) =>
  quotas.some(({ whenFull }) => whenFull !== "close" && whenFull.ending === id);
const isEnding = ({ endings }: SurveyDefinition, to: string) => endings.some(({ id }) => id === to);
const jumpsOf = ({ questions, pages = [] }: SurveyDefinition) =>
  [...questions, ...pages].flatMap(({ next }) => next ?? []);

function pathsByOutcome(definition: SurveyDefinition, subjects: Subject[], combinations: number) {
  const places = new Map(
    subjects.flatMap((subject, at) => subject.tests.map((test, index) => [test, { subject, at, index }] as const)),
  );
  const answerable = new Set(definition.questions.filter(({ type }) => type !== "statement").map(({ id }) => id));
  const asked = new Set<string>();
  const endings = new Set<string | null>();
  let isEmpty = false;
  for (let combination = 0; combination < combinations; combination++) {
    const chosen = digits(combination, subjects);
    const path = walkBy(definition, (test, askedSoFar) => {
      const place = places.get(test);
      if (!place) throw new Error("every test of a definition has its place");
      const { subject, at, index } = place;
      const isKnown = subject.question === null || askedSoFar.includes(subject.question);
      return (isKnown ? chosen[at] : subject.ofNothing)?.[index] ?? false;
    });
    for (const id of path.asked) asked.add(id);
    endings.add(path.ending);
    isEmpty ||= !path.asked.some((id) => answerable.has(id));
  }
  return { asked, endings, isEmpty };
}

/** The combination of this number: one outcome a subject. */
function digits(combination: number, subjects: Subject[]): (Outcome | undefined)[] {
  let rest = combination;
  return subjects.map(({ outcomes }) => {
    const outcome = outcomes[rest % outcomes.length];
    rest = Math.floor(rest / outcomes.length);
    return outcome;
  });
}

function subjectsOf(tests: Test[], definition: SurveyDefinition): Subject[] {
  const groups = Map.groupBy(tests, (test) => JSON.stringify(subjectKey(test)));
  return [...groups.values()].map((group) => subjectOf(definition, group));
}

function subjectKey(test: Test): unknown[] {
  if ("question" in test) return ["question", test.question, test.part];
  if ("contact" in test) return ["contact", test.contact];
  return "context" in test ? ["context", test.context] : ["computed", test.computed];
}

function subjectOf(definition: SurveyDefinition, tests: Test[]): Subject {
  const [first] = tests as [Test];
  const question = "question" in first ? definition.questions.find(({ id }) => id === first.question) : undefined;
  const outcomeOf = (value: Value): Outcome => tests.map((test) => fulfils(test, value, bandOf(question, value)));
  const values = question ? valuesOf(question, tests) : [...literalsOf(tests), somethingElse];
  const isAlways = question !== undefined && partOf(first) === undefined && isRequired(definition, question);
  const outcomes = (isAlways ? values : [...values, null]).map(outcomeOf);
  return {
    question: question?.id ?? null,
    tests,
    outcomes: [...new Map(outcomes.map((outcome) => [outcome.join(), outcome])).values()],
    ofNothing: outcomeOf(null),
  };
}

function bandOf(question: Question | undefined, value: Value) {
  return question && isMetricQuestion(question) && typeof value === "number" ? classOf(question.type, value) : null;
}

const partOf = (test: Test | undefined) => (test && "part" in test ? test.part : undefined);
const somethingElse = "\u0000";

/** Values of an answer among which the tests can tell no more than these apart. Rather one too many than one too few. */
function valuesOf(question: Question, tests: Test[]): Value[] {
  const part = partOf(tests[0]);
  switch (question.type) {
    case "nps":
    case "csat":
    case "ces":
    case "rating":
      return steps(stepsOf(question));
    case "csi":
      return part === undefined
        ? [0, 49, 50, 69, 70, 100, ...literalsOf(tests)].filter(isShare)
        : steps(question.scale);
    case "number": {
      const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = question;
      const ends = [question.min, question.max].filter((end) => end !== undefined);
      return [...literalsOf(tests), ...ends, 0].filter((one) => typeof one === "number" && one >= min && one <= max);
    }
    case "date": {
      const { min = "0000", max = "9999" } = question;
      const days = [...literalsOf(tests), question.min ?? "0001-01-01", question.max ?? "9999-12-31"];
      return days.filter((day) => typeof day === "string" && day >= min && day <= max);
    }
    case "singleChoice":
      return [...question.choices.map(({ id }) => id), ...(question.other ? ["other"] : [])];
    case "picture":
      return question.choices.map(({ id }) => id);
    case "multipleChoice":
      return subsetsOf(literalsOf(tests).filter((one) => typeof one === "string"));
    case "matrix":
      return part === undefined ? [[somethingElse]] : question.columns.map(({ id }) => id);
    case "consent":
      return question.required ? [true] : [true, false];
    case "callback":
      return [true, false];
    default:
      return [...literalsOf(tests), somethingElse];
  }
}

const isShare = (value: Value) => typeof value === "number" && value >= 0 && value <= 100;
const steps = ({ min, max }: { min: number; max: number }) =>
  Array.from({ length: max - min + 1 }, (_, step) => min + step);

/** Every value that the tests name and, of numbers and dates, what lies right beside it; of words to be found, all their sets. */
function literalsOf(tests: Test[]): (string | number | boolean)[] {
  const words: string[] = [];
  const named = tests.flatMap((test): (string | number | boolean)[] => {
    if (test.op === "answered" || test.op === "band") return [];
    if (test.op === "contains") {
      words.push(test.value);
      return [];
    }
    return test.op === "in" ? test.value : [test.value];
  });
  const beside = named.flatMap((value): (string | number | boolean)[] => {
    if (typeof value === "number") return [value - 1, value - 1e-6, value, value + 1e-6, value + 1];
    if (typeof value !== "string" || !/^\d{4}-\d\d-\d\d$/.test(value)) return [value];
    const day = Date.parse(value);
    return Number.isNaN(day)
      ? [value]
      : [-1, 0, 1].map((days) => new Date(day + days * 86_400_000).toISOString().slice(0, 10));
  });
  return [...beside, ...words, ...subsetsOf(words).map((set) => set.join(" "))];
}

/** At most the first eight are combined: 256 sets. */
function subsetsOf(words: string[]): string[][] {
  const distinct = [...new Set(words)];
  const combined = distinct.slice(0, 8);
  const sets = Array.from({ length: 2 ** combined.length }, (_, bits) => combined.filter((_, at) => bits & (1 << at)));
  return distinct.length > 8 ? [...sets, ...distinct.slice(8).map((word) => [word])] : sets;
}
