import { startOfDay } from "../../days.ts";

const hourMs = 3_600_000;
/** Nearer than this it is said how long is left; farther away, when it is. */
const soonMs = 8 * hourMs;

/** How far off a moment is, as people say it. `days` counts midnights of the zone. */
export type Due = { kind: "over" | "in"; ms: number } | { kind: "at"; days: number };

/** When a case is due, seen from now. */
export function dueOf(dueAt: string, now: Date, timeZone: string): Due {
  const ms = Date.parse(dueAt) - now.getTime();
  if (ms < 0) return { kind: "over", ms: -ms };
  if (ms < soonMs) return { kind: "in", ms };
  return { kind: "at", days: daysBetween(now, new Date(dueAt), timeZone) };
}

/** Midnights of a zone between two moments: 0 today, 1 tomorrow, −1 yesterday. */
export function daysBetween(from: Date, to: Date, timeZone: string): number {
  const midnight = (at: Date) => startOfDay(at, timeZone, 0).getTime();
  // Rounded, because a day on which clocks change has 23 or 25 hours.
  return Math.round((midnight(to) - midnight(from)) / (24 * hourMs));
}

/** Whether the hours in which a customer wishes to be called are to come, are now, or are past. */
export type CallTime = { kind: "any" } | { kind: "later" | "now" | "past"; days: number; from: string; to: string };

export function callTime(wish: { from: string | null; to: string | null }, now: Date, timeZone: string): CallTime {
  const { from, to } = wish;
  if (from === null || to === null) return { kind: "any" };
  const days = daysBetween(now, new Date(from), timeZone);
  const kind = now.getTime() < Date.parse(from) ? "later" : now.getTime() <= Date.parse(to) ? "now" : "past";
  return { kind, days, from, to };
}

/** The neighbour that J and K lead to. When the case itself has left the list, the one that took its place is next. */
export function neighbour(ids: readonly string[], at: string | null, lastIndex: number, step: 1 | -1): string | null {
  const index = at === null ? -1 : ids.indexOf(at);
  if (index >= 0) return ids[index + step] ?? null;
  return ids[step === 1 ? Math.min(lastIndex, ids.length - 1) : lastIndex - 1] ?? null;
}
