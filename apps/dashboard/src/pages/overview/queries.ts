import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useRef } from "react";
import { api, ask } from "../../api.ts";
import { startOfDay } from "../../days.ts";
import { type Filters, type Range, useFilters } from "../../filters.ts";
import type { Metric } from "../../formats.ts";
import { useCoalesced, useLive } from "../../live.ts";
import { useSettings } from "../../session.ts";

type Channel = "email" | "sms" | "messenger" | "web" | "widget" | "link" | "phone" | "kiosk";

const filterOf = ({ channel, segment, survey }: Filters) => ({
  channel: channel as Channel | undefined,
  segment,
  survey,
});
const windowsOf = ({ from, to, previousFrom, previousTo }: Range) => ({
  from,
  to,
  beforeFrom: previousFrom,
  beforeTo: previousTo,
});

// While a filter changes, the numbers before it stay until the new ones are there: nothing jumps.
const steady = { placeholderData: keepPreviousData } as const;

export function useComparison(metric: Metric) {
  const { filters, range } = useFilters();
  const query = { ...windowsOf(range), ...filterOf(filters), touchpoint: filters.touchpoint };
  return useQuery({
    queryKey: ["scores", metric, "comparison", query],
    queryFn: () => ask(api.v1.scores[":metric"].comparison.$get({ param: { metric }, query })),
    ...steady,
  });
}

export type ComparisonQuery = ReturnType<typeof useComparison>;

export function useTouchpointComparison() {
  const { filters, range } = useFilters();
  const query = { ...windowsOf(range), ...filterOf(filters) };
  return useQuery({
    queryKey: ["scores", "nps", "touchpoints", query],
    queryFn: () => ask(api.v1.scores[":metric"].touchpoints.$get({ param: { metric: "nps" }, query })),
    ...steady,
  });
}

export type TouchpointQuery = ReturnType<typeof useTouchpointComparison>;
export type ComparedTouchpoint = NonNullable<TouchpointQuery["data"]>["data"][number];

export function useResponseRate() {
  const { filters, range } = useFilters();
  const query = { ...windowsOf(range), ...filterOf(filters), touchpoint: filters.touchpoint };
  return useQuery({
    queryKey: ["invitations", "rate", query],
    queryFn: () => ask(api.v1.invitations.rate.$get({ query })),
    ...steady,
  });
}

export type RateQuery = ReturnType<typeof useResponseRate>;

const leastTrendDays = 26 * 7;
const weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** Half a year at least: a period is understood by what was before it. Begins on a Monday, so that its first week is whole. */
export function useTrend() {
  const { filters, range } = useFilters();
  const timeZone = useSettings()?.timeZone ?? "UTC";
  const from = useMemo(() => {
    const to = new Date(range.to);
    const start = startOfDay(to, timeZone, -Math.max(leastTrendDays, range.days));
    const weekday = new Intl.DateTimeFormat("en", { timeZone, weekday: "short" }).format(start);
    return startOfDay(start, timeZone, -weekdays.indexOf(weekday)).toISOString();
  }, [range, timeZone]);
  const query = { from, to: range.to, bucket: "auto" as const, ...filterOf(filters), touchpoint: filters.touchpoint };
  const found = useQuery({
    queryKey: ["scores", "nps", "trend", query],
    queryFn: () => ask(api.v1.scores[":metric"].$get({ param: { metric: "nps" }, query })),
    ...steady,
  });
  return { ...found, from };
}

export function useNewest() {
  const { filters } = useFilters();
  const query = { ...filterOf(filters), touchpoint: filters.touchpoint, limit: "5" };
  return useQuery({
    queryKey: ["responses", "newest", query],
    queryFn: () => ask(api.v1.responses.$get({ query })),
    ...steady,
  });
}

/** Whom to call first, and how many there are. Only the touchpoint of the filters is one of cases, too. */
export function useCallFirst() {
  const { filters } = useFilters();
  const { touchpoint } = filters;
  const list = { view: "open", sort: "stake", limit: "4", touchpoint } as const;
  const queue = useQuery({
    queryKey: ["cases", "first", list],
    queryFn: () => ask(api.v1.cases.$get({ query: list })),
    ...steady,
  });
  const summary = useQuery({
    queryKey: ["cases", "summary", { touchpoint }],
    queryFn: () => ask(api.v1.cases.summary.$get({ query: { touchpoint } })),
    ...steady,
  });
  return { queue, open: summary.data?.views.open ?? null };
}

/** How many answers there are in this period without any filter; asked only where the filters let none through. */
export function useUnfiltered(isWanted: boolean) {
  const { range } = useFilters();
  const query = { from: range.from, to: range.to };
  return useQuery({
    queryKey: ["scores", "nps", "unfiltered", query],
    queryFn: () => ask(api.v1.scores[":metric"].$get({ param: { metric: "nps" }, query })),
    enabled: isWanted,
  });
}

/** Numbers move by themselves, at most four times a second; in a tab that nobody sees they wait until somebody does. */
export function useMovingNumbers(): void {
  const queries = useQueryClient();
  const isBehind = useRef(false);
  const refresh = () => {
    isBehind.current = document.hidden;
    if (document.hidden) return;
    void queries.invalidateQueries({ queryKey: ["scores"] });
    void queries.invalidateQueries({ queryKey: ["invitations"] });
  };
  const soon = useCoalesced(refresh, 250);
  useLive(({ name }) => {
    if (name === "score.changed" || name.startsWith("response.") || name.startsWith("invitation.")) soon();
  });
  const newest = useRef(refresh);
  newest.current = refresh;
  useEffect(() => {
    const seen = () => {
      if (isBehind.current) newest.current();
    };
    document.addEventListener("visibilitychange", seen);
    return () => document.removeEventListener("visibilitychange", seen);
  }, []);
}
