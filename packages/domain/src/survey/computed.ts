import type { Answers, AnswerValue } from "./definition.ts";

/**
 * A number worked out from answers, as a score of several ratings or the points of a quiz. It is null until one of its
 * terms is answered; an unanswered term is left out.
 */
export type Computed = { id: string; by: "sum" | "mean" | "min" | "max" | "count"; terms: Term[] };

/** An answer that is a number, or the points of what was chosen; times `weight`, by default 1. */
export type Term = { question: string; part?: string; weight?: number; points?: Record<string, number> };

export function computedValue({ by, terms }: Computed, answers: Answers): number | null {
  const values = terms.flatMap((term) => {
    const value = termValue(term, answers);
    return value === null ? [] : [value * (term.weight ?? 1)];
  });
  if (by === "count") return values.length;
  if (values.length === 0) return null;
  if (by === "min") return Math.min(...values);
  if (by === "max") return Math.max(...values);
  const sum = values.reduce((total, value) => total + value, 0);
  return by === "sum" ? sum : sum / values.length;
}

function termValue({ question, part, points }: Term, answers: Answers): number | null {
  const whole = Object.hasOwn(answers, question) ? answers[question] : undefined;
  const answer = part === undefined ? whole : partOf(whole, part);
  if (answer === undefined) return null;
  if (points) return pointsOf(answer, points);
  return typeof answer === "number" && Number.isFinite(answer) ? answer : null;
}

function pointsOf(answer: AnswerValue, points: Record<string, number>): number {
  const chosen = Array.isArray(answer) ? answer : [answer];
  return chosen.reduce<number>((sum, one) => {
    const key = typeof one === "object" ? "other" : String(one);
    return sum + (Object.hasOwn(points, key) ? (points[key] ?? 0) : 0);
  }, 0);
}

function partOf(answer: AnswerValue | undefined, part: string): AnswerValue | undefined {
  if (typeof answer !== "object" || Array.isArray(answer)) return undefined;
  return Object.hasOwn(answer, part) ? (answer as Record<string, number | string>)[part] : undefined;
}
