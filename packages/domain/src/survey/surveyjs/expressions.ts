import type { Condition, Test } from "../condition.ts";
import type { Question } from "../definition.ts";
import type { Reading } from "./reading.ts";

const tokens =
  /\s*(?:(\{[^{}]+\})|('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")|(-?\d+(?:\.\d+)?)|(<>|!=|>=|<=|==|[=<>()[\],])|([A-Za-z]+))/y;

type Token = { kind: "name" | "text" | "number" | "mark" | "word"; text: string };

const marks: Record<string, Test["op"]> = {
  "=": "eq",
  "==": "eq",
  equal: "eq",
  "<>": "ne",
  "!=": "ne",
  notequal: "ne",
  ">": "gt",
  greater: "gt",
  "<": "lt",
  less: "lt",
  ">=": "ge",
  greaterorequal: "ge",
  "<=": "le",
  lessorequal: "le",
  contains: "contains",
  contain: "contains",
  anyof: "in",
  empty: "answered",
  notempty: "answered",
};

class NotUnderstood extends Error {}

/** What a simple expression of theirs says, by the questions that were taken over before it; null: it is not that simple. */
export function conditionFrom(
  expression: string,
  reading: Pick<Reading, "questions">,
  questions: readonly Question[],
): Condition | null {
  try {
    const list = tokensIn(expression);
    const condition = joined(list, { reading, questions });
    return list.length === 0 && depthOf(condition) <= 3 ? condition : null;
  } catch (error) {
    if (error instanceof NotUnderstood) return null;
    throw error;
  }
}

/** How many joins deep. */
export function depthOf(condition: Condition): number {
  const inner = "all" in condition ? condition.all : "any" in condition ? condition.any : null;
  return inner ? 1 + Math.max(...(inner as Condition[]).map(depthOf)) : 0;
}

function tokensIn(expression: string): Token[] {
  const list: Token[] = [];
  tokens.lastIndex = 0;
  const text = expression.trimEnd();
  while (tokens.lastIndex < text.length) {
    const [, name, quoted, number, mark, word] = tokens.exec(text) ?? [];
    if (name) list.push({ kind: "name", text: name.slice(1, -1).trim() });
    else if (quoted) list.push({ kind: "text", text: quoted.slice(1, -1).replace(/\\(.)/g, "$1") });
    else if (number) list.push({ kind: "number", text: number });
    else if (mark) list.push({ kind: "mark", text: mark });
    else if (word) list.push({ kind: "word", text: word.toLowerCase() });
    else throw new NotUnderstood();
  }
  return list;
}

type Means = { reading: Pick<Reading, "questions">; questions: readonly Question[] };

function joined(list: Token[], means: Means): Condition {
  const any = [conjunction(list, means)];
  while (take(list, "or")) any.push(conjunction(list, means));
  return any.length === 1 ? (any[0] as Condition) : ({ any } as Condition);
}

function conjunction(list: Token[], means: Means): Condition {
  const all = [term(list, means)];
  while (take(list, "and")) all.push(term(list, means));
  return all.length === 1 ? (all[0] as Condition) : ({ all } as Condition);
}

function take(list: Token[], text: string): boolean {
  const isNext = list[0] !== undefined && ["mark", "word"].includes(list[0].kind) && list[0].text === text;
  if (isNext) list.shift();
  return isNext;
}

function term(list: Token[], means: Means): Condition {
  if (take(list, "(")) {
    const inner = joined(list, means);
    if (!take(list, ")")) throw new NotUnderstood();
    return inner;
  }
  const subject = list.shift();
  if (subject?.kind !== "name") throw new NotUnderstood();
  const mark = list.shift();
  const op = mark && (mark.kind === "mark" || mark.kind === "word") ? marks[mark.text] : undefined;
  if (!mark || op === undefined) throw new NotUnderstood();
  if (op === "answered") return testOf(subject.text, { op, value: mark.text === "notempty" }, means);
  return testOf(subject.text, { op, value: valueIn(list) }, means);
}

type Value = string | number | boolean | (string | number | boolean)[];

function valueIn(list: Token[]): Value {
  if (take(list, "[")) {
    const values: (string | number | boolean)[] = [];
    while (!take(list, "]")) {
      values.push(valueIn(list) as string);
      take(list, ",");
    }
    return values;
  }
  const token = list.shift();
  if (token?.kind === "text") return token.text;
  if (token?.kind === "number") return Number(token.text);
  if (token?.kind === "word" && (token.text === "true" || token.text === "false")) return token.text === "true";
  throw new NotUnderstood();
}

function testOf(subject: string, { op, value }: { op: Test["op"]; value: Value }, means: Means): Condition {
  const [name = "", part] = means.reading.questions.has(subject) ? [subject] : subject.split(".");
  const known = means.reading.questions.get(name);
  const question = means.questions.find(({ id }) => id === known?.id);
  if (!known || !question) throw new NotUnderstood();
  const isNumber = ["nps", "rating", "number"].includes(question.type);
  const ours = (one: string | number | boolean) =>
    isNumber ? Number(one) : (known.values.get(String(one)) ?? (question.type === "text" ? String(one) : undefined));
  const named = { question: known.id, ...(part !== undefined && { part: known.values.get(part) ?? part }) };
  if (op === "answered") return { ...named, op, value: value as boolean };
  const values = (Array.isArray(value) ? value : [value]).map(ours);
  if (values.length === 0 || values.some((one) => one === undefined || Number.isNaN(one))) throw new NotUnderstood();
  const isList = question.type === "multipleChoice";
  if (isList && ["contains", "in", "eq"].includes(op)) {
    const tests = values.map((one): Condition => ({ ...named, op: "contains", value: String(one) }));
    // As a set it would have to be the whole answer, which we cannot ask.
    if (op === "eq" && tests.length !== 1) throw new NotUnderstood();
    return tests.length === 1 ? (tests[0] as Condition) : ({ [op === "in" ? "any" : "all"]: tests } as Condition);
  }
  if (isList || (question.type === "ranking" && op !== "contains")) throw new NotUnderstood();
  if (op === "in") return { ...named, op, value: values as (string | number)[] };
  const [only] = values;
  if (values.length !== 1 || only === undefined) throw new NotUnderstood();
  if (["lt", "le", "gt", "ge"].includes(op) && !isNumber && question.type !== "date") throw new NotUnderstood();
  return { ...named, op, value: only } as Test;
}
