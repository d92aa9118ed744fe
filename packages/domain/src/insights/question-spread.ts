import type { AnswerValue, CallbackAnswer, OtherAnswer } from "../survey/definition.ts";
import { isAnswerTo, type MergedQuestion } from "../survey/merged-questions.ts";
import { type Language, languageOf } from "./terms.ts";

type Named = { id: string; label: string };
type Counted = Named & { n: number };

/** How the answers to a question are spread. Every `n` counts respondents. */
export type Spread =
  | {
      kind: "numbers";
      /** By value, in order; null where there are too many different ones. */
      counts: { value: number; n: number }[] | null;
      mean: number | null;
      quartiles: { min: number; low: number; median: number; high: number; max: number } | null;
    }
  | { kind: "choices"; choices: Counted[]; other: number }
  | { kind: "items"; items: (Counted & { mean: number | null })[] }
  | { kind: "matrix"; columns: Named[]; rows: (Counted & { counts: number[] })[] }
  /** Ranks count from 1. */
  | { kind: "ranks"; choices: (Counted & { meanRank: number | null })[] }
  | { kind: "days"; first: string | null; last: string | null; months: { month: string; n: number }[] }
  | { kind: "yesNo"; yes: number; no: number }
  | { kind: "texts"; languages: { language: Language; n: number }[] };

/** More different numbers than this are told by their quartiles. */
const mostValues = 60;

/** The spread of these answers; those that are of another kind of question are left out. */
export function spreadOf(asked: MergedQuestion, answers: readonly AnswerValue[]): Spread {
  const { question, options, columns } = asked;
  const fitting = answers.filter((answer) => isAnswerTo(question, answer));
  const named = [...options].map(([id, label]) => ({ id, label }));
  switch (question.type) {
    case "nps":
    case "csat":
    case "ces":
    case "rating":
    case "number":
      return numbersOf(fitting as number[]);
    case "csi":
      return { kind: "items", items: named.map((item) => itemOf(item, fitting)) };
    case "singleChoice":
    case "multipleChoice":
    case "picture":
      return choicesOf(named, fitting);
    case "ranking":
      return { kind: "ranks", choices: named.map((choice) => rankOf(choice, fitting as string[][])) };
    case "matrix":
      return matrixOf(named, columns, fitting);
    case "date":
      return daysOf(fitting as string[]);
    case "consent":
      return yesNoOf(fitting as boolean[]);
    case "callback":
      return yesNoOf((fitting as CallbackAnswer[]).map(({ wanted }) => wanted));
    default:
      return { kind: "texts", languages: languagesOf(fitting as string[]) };
  }
}

function numbersOf(answers: number[]): Spread {
  const sorted = [...answers].sort((a, b) => a - b);
  const counts = [...Map.groupBy(sorted, (value) => value)].map(([value, of]) => ({ value, n: of.length }));
  const at = (share: number) => quantileOf(sorted, share);
  return {
    kind: "numbers",
    counts: counts.length > mostValues ? null : counts,
    mean: meanOf(answers),
    quartiles: sorted.length === 0 ? null : { min: at(0), low: at(0.25), median: at(0.5), high: at(0.75), max: at(1) },
  };
}

/** Between two neighbours in proportion (type 7 of Hyndman and Fan). `sorted` is not empty. */
function quantileOf(sorted: number[], share: number): number {
  const place = (sorted.length - 1) * share;
  const [low, high] = [sorted[Math.floor(place)] as number, sorted[Math.ceil(place)] as number];
  return low + (high - low) * (place - Math.floor(place));
}

function choicesOf(named: Named[], answers: AnswerValue[]): Spread {
  const chosen = answers.map((answer) => (Array.isArray(answer) ? answer : [answer]) as (string | OtherAnswer)[]);
  const counts = new Map<unknown, number>();
  let other = 0;
  for (const ones of chosen) {
    for (const id of new Set(ones)) if (typeof id === "string") counts.set(id, (counts.get(id) ?? 0) + 1);
    if (ones.some((one) => typeof one !== "string")) other++;
  }
  return { kind: "choices", choices: named.map((choice) => ({ ...choice, n: counts.get(choice.id) ?? 0 })), other };
}

function itemOf(item: Named, answers: AnswerValue[]): Counted & { mean: number | null } {
  const ratings = answers.map((answer) => partOf(answer, item.id)).filter((one) => typeof one === "number");
  return { ...item, n: ratings.length, mean: meanOf(ratings) };
}

function rankOf(choice: Named, answers: string[][]): Counted & { meanRank: number | null } {
  const ranks = answers.map((order) => order.indexOf(choice.id) + 1).filter((rank) => rank > 0);
  return { ...choice, n: ranks.length, meanRank: meanOf(ranks) };
}

function matrixOf(rows: Named[], labels: ReadonlyMap<string, string>, answers: AnswerValue[]): Spread {
  const columns = [...labels].map(([id, label]) => ({ id, label }));
  return {
    kind: "matrix",
    columns,
    rows: rows.map((row) => {
      const chosen = answers.map((answer) => partOf(answer, row.id));
      const counts = columns.map(({ id }) => chosen.filter((one) => one === id).length);
      return { ...row, n: counts.reduce((sum, n) => sum + n, 0), counts };
    }),
  };
}

function daysOf(days: string[]): Spread {
  const sorted = [...days].sort();
  const months = [...Map.groupBy(sorted, (day) => day.slice(0, 7))].map(([month, of]) => ({ month, n: of.length }));
  return { kind: "days", first: sorted[0] ?? null, last: sorted.at(-1) ?? null, months };
}

function yesNoOf(answers: boolean[]): Spread {
  const yes = answers.filter(Boolean).length;
  return { kind: "yesNo", yes, no: answers.length - yes };
}

function languagesOf(texts: string[]): { language: Language; n: number }[] {
  return [...Map.groupBy(texts, languageOf)]
    .map(([language, of]) => ({ language, n: of.length }))
    .sort((a, b) => b.n - a.n || (a.language < b.language ? -1 : 1));
}

const meanOf = (values: number[]) =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;

const partOf = (answer: AnswerValue, id: string): unknown =>
  Object.hasOwn(answer as object, id) ? (answer as Record<string, unknown>)[id] : undefined;
