import { useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import { startOfDay } from "./days.ts";
import type { Search } from "./search.ts";
import { useSettings } from "./session.ts";

/** One vocabulary on every page, the API's own names. */
const names = [
  "period",
  "from",
  "to",
  "touchpoint",
  "survey",
  "channel",
  "segment",
  "class",
  "q",
  "tag",
  "theme",
  "answer",
] as const;
export type FilterName = (typeof names)[number];
export type Filters = Partial<Record<FilterName, string>>;

/** The window that is looked at and the one of the same length before it. RFC 3339, `[from, to)`. */
export type Range = { from: string; to: string; previousFrom: string; previousTo: string; days: number };

export const usualPeriod = "30d";
export const periods = ["7d", "30d", "90d", "365d"] as const;
const dayMs = 86_400_000;

/** What of an address goes along when another page is opened. */
export function keptFilters(search: Search): Search {
  return Object.fromEntries(names.filter((name) => name !== "q").map((name) => [name, search[name]]));
}

/** A moment as one page hands it to another, to the second: where a shift was found. */
function momentOf(text: string): Date | null {
  const moment = /^\d{4}-\d{2}-\d{2}T/.test(text) ? new Date(text) : null;
  return moment && !Number.isNaN(moment.getTime()) ? moment : null;
}

/** Midnight of a written day, in a zone; null where it is none, as anybody may write into an address. */
function midnightOf(day: string, timeZone: string, daysLater: number): Date | null {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day) ?? [];
  const noon = new Date(`${year}-${month}-${date}T12:00:00Z`);
  if (Number.isNaN(noon.getTime())) return null;
  // At noon in Greenwich it is the next day already east of twelve hours ahead.
  const shown = Number(new Intl.DateTimeFormat("en-GB", { timeZone, day: "2-digit" }).format(noon));
  return startOfDay(noon, timeZone, daysLater - (shown === Number(date) ? 0 : 1));
}

/** A period ends with today and begins so many days before tomorrow, in whole days of the workspace's zone. */
export function rangeOf({ period = usualPeriod, from, to }: Filters, now: Date, timeZone: string): Range {
  const tomorrow = startOfDay(now, timeZone, 1);
  const end = to ? (momentOf(to) ?? midnightOf(to, timeZone, 1) ?? tomorrow) : tomorrow;
  const days = Math.max(1, Number.parseInt(period, 10) || 30);
  const start = (from ? (momentOf(from) ?? midnightOf(from, timeZone, 0)) : null) ?? startOfDay(end, timeZone, -days);
  const length = Math.max(1, Math.round((end.getTime() - start.getTime()) / dayMs));
  return {
    from: start.toISOString(),
    to: end.toISOString(),
    previousFrom: startOfDay(start, timeZone, -length).toISOString(),
    previousTo: start.toISOString(),
    days: length,
  };
}

/** The filters that the address holds, and how to change them. Back always works. */
export function useFilters() {
  const search = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  const timeZone = useSettings()?.timeZone ?? "UTC";
  const filters = useMemo<Filters>(
    () => Object.fromEntries(names.flatMap((name) => (search[name] ? [[name, search[name]]] : []))),
    [search],
  );
  // Today is the same all day: a range that moved with every render would ask the API without end.
  const today = startOfDay(new Date(), timeZone, 0).getTime();
  const range = useMemo(() => rangeOf(filters, new Date(today + dayMs / 2), timeZone), [filters, today, timeZone]);
  const set = (change: Filters) =>
    void navigate({
      to: ".",
      search: (was: Search) => ({ ...was, ...change }),
      replace: "q" in change,
      resetScroll: false,
    });
  const clear = () =>
    void navigate({
      to: ".",
      search: (was: Search) => ({ ...was, ...Object.fromEntries(names.map((name) => [name, undefined])) }),
      resetScroll: false,
    });
  const count = names.filter((name) => name !== "period" && filters[name] !== undefined).length;
  return { filters, range, set, clear, count };
}
