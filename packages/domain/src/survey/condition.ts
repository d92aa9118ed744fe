import { classOf, type ScoreClass, scoreOf } from "../metrics/contribution.ts";
import { type Answers, type AnswerValue, isMetricQuestion, type Question } from "./definition.ts";

type Joined<One> = One | { all: One[] } | { any: One[] } | { not: One };
/** What decides whether a question is asked, a jump taken, an ending shown or a quota filled: tests, joined three levels deep. */
export type Condition = Joined<Joined<Joined<Test>>>;
type Tree = Test | { all: Tree[] } | { any: Tree[] } | { not: Tree };

/** `part`: an item of a CSI, a row of a matrix. */
export type Subject =
  | { question: string; part?: string }
  | { contact: string }
  | { context: string }
  | { computed: string };

type Literal = string | number | boolean;
type Comparison =
  | { op: "eq" | "ne"; value: Literal }
  | { op: "lt" | "le" | "gt" | "ge"; value: number | string }
  | { op: "in"; value: Literal[] }
  /** Of several choices, that this is one of them; of a text, that these words are in it, in whatever case. */
  | { op: "contains"; value: string }
  /** Whether there is anything at all; `value: false` is the one test that nothing fulfils. */
  | { op: "answered"; value?: boolean }
  /** The class of a metric question's answer. */
  | { op: "band"; value: ScoreClass };
export type Test = Subject & Comparison;

/** What a respondent brings along: attributes of the contact, and what the link or the request carried. */
export type Known = {
  contact?: Readonly<Record<string, unknown>>;
  context?: Readonly<Record<string, unknown>>;
};

/** All that a condition can see: the answers hold asked questions alone. */
export type Seen = Known & {
  question(id: string): Question | undefined;
  answers: Answers;
  computed(id: string): number | null;
};

/** What a subject amounts to where it is compared; null: nothing. */
export type Value = number | string | boolean | readonly string[] | null;

/** No condition always holds. `isTrue` decides the tests at its ends. */
export function holdsBy(condition: Tree | undefined, isTrue: (test: Test) => boolean): boolean {
  if (condition === undefined) return true;
  if ("all" in condition) return condition.all.every((one) => holdsBy(one, isTrue));
  if ("any" in condition) return condition.any.some((one) => holdsBy(one, isTrue));
  if ("not" in condition) return !holdsBy(condition.not, isTrue);
  return isTrue(condition);
}

export function holds(condition: Tree | undefined, seen: Seen): boolean {
  return holdsBy(condition, (test) => fulfils(test, valueIn(test, seen), bandOf(test, seen)));
}

const never: Condition = { any: [] };
const isAlways = (tree: Tree) => "all" in tree && tree.all.length === 0;
const isNever = (tree: Tree) => "any" in tree && tree.any.length === 0;

/**
 * The same condition once what is known of somebody is decided: what is left speaks of answers alone. No condition where
 * it holds whatever is answered, `{any: []}` where it never does.
 */
export function foldedBy(condition: Condition | undefined, known: Known): Condition | undefined {
  const seen: Seen = { ...known, answers: {}, question: () => undefined, computed: () => null };
  const fold = (tree: Tree): Tree => {
    if ("all" in tree) {
      const left = tree.all.map(fold).filter((one) => !isAlways(one));
      return left.find(isNever) ?? (left.length === 1 ? (left[0] as Tree) : { all: left });
    }
    if ("any" in tree) {
      const left = tree.any.map(fold).filter((one) => !isNever(one));
      return left.find(isAlways) ?? (left.length === 1 ? (left[0] as Tree) : { any: left });
    }
    if ("not" in tree) {
      const inner = fold(tree.not);
      return isAlways(inner) ? never : isNever(inner) ? { all: [] } : { not: inner };
    }
    if (!("contact" in tree) && !("context" in tree)) return tree;
    return holds(tree, seen) ? { all: [] } : never;
  };
  const folded = condition && fold(condition);
  return folded && (isAlways(folded) ? undefined : (folded as Condition));
}

/** Whether it holds for nobody, whatever is answered. */
export const isImpossible = (condition: Condition | undefined): boolean =>
  condition !== undefined && isNever(condition);

/** Every test in a condition, with its place in it. */
export function testsIn(condition: Tree | undefined, pointer = ""): { test: Test; pointer: string }[] {
  if (condition === undefined) return [];
  if ("all" in condition) return condition.all.flatMap((one, at) => testsIn(one, `${pointer}/all/${at}`));
  if ("any" in condition) return condition.any.flatMap((one, at) => testsIn(one, `${pointer}/any/${at}`));
  if ("not" in condition) return testsIn(condition.not, `${pointer}/not`);
  return [{ test: condition, pointer }];
}

/** Nothing fulfils nothing, `ne` included: who did not say gold has not said that it is something else. */
export function fulfils(test: Test, value: Value, band: ScoreClass | null): boolean {
  if (test.op === "answered") return (value !== null) === (test.value ?? true);
  if (test.op === "band") return band === test.value;
  if (value === null) return false;
  switch (test.op) {
    case "eq":
      return isSame(value, test.value);
    case "ne":
      return !isSame(value, test.value);
    case "in":
      return test.value.some((one) => isSame(value, one));
    case "contains":
      return Array.isArray(value) ? value.includes(test.value) : textHas(value, test.value);
    default:
      return isOrdered(test.op, value, test.value);
  }
}

// What a link carries is text, even where it is a number.
const alike = (value: Value, literal: Literal): Value =>
  typeof literal === "number" && typeof value === "string" && value.trim() !== "" && Number.isFinite(Number(value))
    ? Number(value)
    : typeof literal === "boolean" && (value === "true" || value === "false")
      ? value === "true"
      : value;

const isSame = (value: Value, literal: Literal) => alike(value, literal) === literal;

const textHas = (value: Value, words: string) =>
  typeof value === "string" && value.toLowerCase().includes(words.toLowerCase());

/** Numbers by size; texts as they are written, which for dates like 2026-11-21 is by time. */
function isOrdered(op: "lt" | "le" | "gt" | "ge", given: Value, limit: number | string): boolean {
  const value = alike(given, limit);
  if (typeof value !== typeof limit || (typeof value !== "number" && typeof value !== "string")) return false;
  if (value === limit) return op === "le" || op === "ge";
  return value < limit === (op === "lt" || op === "le");
}

function valueIn(test: Test, seen: Seen): Value {
  if ("computed" in test) return seen.computed(test.computed);
  if ("contact" in test) return ownValue(seen.contact, test.contact);
  if ("context" in test) return ownValue(seen.context, test.context);
  const question = seen.question(test.question);
  const answer = answerIn(seen, test.question);
  return question === undefined || answer === undefined ? null : valueOfAnswer(question, answer, test.part);
}

/** What an answer is compared by: a CSI by its index 0..100, a choice in the respondent's own words as "other". */
export function valueOfAnswer(question: Question, answer: AnswerValue, part?: string): Value {
  if (question.type === "csi" && part === undefined) return scoreOf(question, answer);
  if (question.type === "csi" || question.type === "matrix")
    return part === undefined ? Object.values(answer).map(String) : ownValue(answer as Record<string, unknown>, part);
  if (typeof answer !== "object") return answer;
  if (Array.isArray(answer)) return answer.map((one) => (typeof one === "string" ? one : "other"));
  if (question.type === "callback") return (answer as { wanted?: unknown }).wanted === true;
  return "other";
}

function bandOf(test: Test, seen: Seen): ScoreClass | null {
  if (test.op !== "band" || !("question" in test)) return null;
  const question = seen.question(test.question);
  const answer = answerIn(seen, test.question);
  if (question === undefined || answer === undefined || !isMetricQuestion(question)) return null;
  const score = scoreOf(question, answer);
  return score === null ? null : classOf(question.type, score);
}

// Ids and keys are our customers': one may be "constructor". Answers may not have been checked yet: one may be null.
const answerIn = ({ answers }: Seen, id: string): AnswerValue | undefined =>
  Object.hasOwn(answers, id) ? (answers[id] ?? undefined) : undefined;

function ownValue(record: Readonly<Record<string, unknown>> | undefined, key: string): Value {
  const value = record && Object.hasOwn(record, key) ? record[key] : null;
  if (Array.isArray(value)) return value.map(String);
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : null;
}
