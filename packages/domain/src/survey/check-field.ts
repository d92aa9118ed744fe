import { emailAddress } from "../values/email-address.ts";
import type { Fault } from "./check-definition.ts";
import type { Question } from "./definition.ts";

type Field = Extract<Question, { type: "number" | "date" | "email" | "phone" | "consent" }>;

/** What is wrong with an answer that is one value of its kind. */
export function faultsOfField(question: Field, value: unknown, pointer: string): Fault[] {
  const detail = refusal(question, value);
  return detail === null ? [] : [{ pointer, detail }];
}

function refusal(question: Field, value: unknown): string | null {
  switch (question.type) {
    case "number":
      return refusalOfNumber(question, value);
    case "date":
      return refusalOfDate(question, value);
    case "email":
      return typeof value === "string" && emailAddress(value) !== null ? null : "An e-mail address is expected.";
    case "phone":
      return isPhone(value) ? null : "A phone number is expected.";
    case "consent":
      return typeof value === "boolean" ? null : "True or false is expected.";
  }
}

function refusalOfNumber({ min, max, decimals }: Extract<Field, { type: "number" }>, value: unknown): string | null {
  if (typeof value !== "number" || !Number.isFinite(value)) return "A number is expected.";
  if (min !== undefined && value < min) return `A number of at least ${min} is expected.`;
  if (max !== undefined && value > max) return `A number of at most ${max} is expected.`;
  if (decimals === undefined || hasAtMost(decimals, value)) return null;
  return decimals === 0 ? "A whole number is expected." : `At most ${decimals} decimals are taken.`;
}

// By its shortest decimal form: 0.1 + 0.2 has seventeen decimals and is not what anybody typed.
function hasAtMost(decimals: number, value: number): boolean {
  return Number(value.toFixed(decimals)) === value;
}

function refusalOfDate({ min, max }: Extract<Field, { type: "date" }>, value: unknown): string | null {
  if (!isDate(value)) return "A date like 2026-11-21 is expected.";
  if (min !== undefined && value < min) return `A date from ${min} on is expected.`;
  if (max !== undefined && value > max) return `A date up to ${max} is expected.`;
  return null;
}

/** A day that there is: 2026-02-30 is none. */
export function isDate(value: unknown): value is string {
  if (typeof value !== "string" || !/^\d{4}-\d\d-\d\d$/.test(value)) return false;
  const time = Date.parse(`${value}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(value);
}

/** As people write one, and not longer than anybody's. */
export function isPhone(value: unknown): value is string {
  return typeof value === "string" && /^[+\d][\d\s().-]{3,39}$/.test(value);
}
