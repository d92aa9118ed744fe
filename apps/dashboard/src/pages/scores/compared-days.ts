import { startOfDay } from "../../days.ts";
import { type Range, rangeOf } from "../../filters.ts";

/** First and last day of a window, both in it, as they stand in an address: "2026-10-26". */
export type Days = { first: string; last: string };

const dayMs = 86_400_000;
const weeksInYear = 52;

/** "2026-10-26..2026-11-24" */
export const written = ({ first, last }: Days): string => `${first}..${last}`;

/** What an address says; null where it says nothing that could be compared. */
export function readDays(text: string | undefined): Days | null {
  const [, first, last] = /^(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})$/.exec(text ?? "") ?? [];
  if (!first || !last || first > last) return null;
  return [first, last].every((day) => moved(day, 0) === day) ? { first, last } : null;
}

/** A window of whole days that are over: looked at twice, it says the same. */
export function usualDays(range: Pick<Range, "from" | "to" | "days">, now: Date, timeZone: string): Days {
  const today = startOfDay(now, timeZone, 0);
  const isOver = Date.parse(range.to) <= today.getTime();
  const last = dayIn(new Date((isOver ? Date.parse(range.to) : today.getTime()) - 1), timeZone);
  const first = dayIn(new Date(range.from), timeZone);
  return { first: first <= last ? first : last, last };
}

/** As many days, right before. */
export const daysBefore = ({ first, last }: Days): Days => ({
  first: moved(first, -lengthOf({ first, last })),
  last: moved(first, -1),
});

/** The same weekdays a year earlier. */
export const yearBefore = ({ first, last }: Days): Days => ({
  first: moved(first, -7 * weeksInYear),
  last: moved(last, -7 * weeksInYear),
});

export const haveCommon = (a: Days, b: Days): boolean => a.first <= b.last && b.first <= a.last;

/** [from, to) where the workspace is. */
export function windowOf({ first, last }: Days, timeZone: string): { from: string; to: string } {
  const { from, to } = rangeOf({ from: first, to: last }, new Date(), timeZone);
  return { from, to };
}

const lengthOf = ({ first, last }: Days) => Math.round((Date.parse(last) - Date.parse(first)) / dayMs) + 1;

function moved(day: string, days: number): string {
  const noon = new Date(`${day}T12:00:00Z`);
  return Number.isNaN(noon.getTime()) ? "" : new Date(noon.getTime() + days * dayMs).toISOString().slice(0, 10);
}

/** The day that a moment belongs to where the workspace is. */
export function dayIn(moment: Date, timeZone: string): string {
  const parts = new Intl.DateTimeFormat("en-GB", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
  return parts.format(moment).split("/").reverse().join("-");
}
