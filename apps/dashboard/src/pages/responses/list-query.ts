import { holds, signals } from "@otklik/domain/survey/answer-flags";
import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { api, ask } from "../../api.ts";
import { useFilters } from "../../filters.ts";
import type { Search } from "../../search.ts";

export type Tab = "list" | "summary" | "flagged" | "quarantine";
export type ListQuery = Record<string, string>;

const flagOf: Record<Tab, string> = {
  list: "none",
  summary: "none",
  flagged: signals.join(),
  quarantine: holds.join(),
};

/** Everything that a page of the list is asked for, but its cursor. */
export function useListQuery(tab: Tab): ListQuery {
  const { filters, range } = useFilters();
  const { metric } = useSearch({ strict: false }) as Search;
  const { touchpoint, survey, channel, segment, tag, theme, q, answer } = filters;
  const asked = {
    touchpoint,
    survey,
    channel,
    segment,
    tag,
    theme,
    q,
    answer,
    class: filters.class,
    metric: knownMetric(metric),
  };
  const given = Object.entries(asked).filter((entry): entry is [string, string] => Boolean(entry[1]));
  const flag = flagOf[tab];
  return { ...Object.fromEntries(given), from: range.from, to: range.to, flag };
}

export const metrics = ["nps", "csi", "csat", "ces"] as const;

/** The score whose answers are listed, as the address names it; undefined: all of them. */
export const knownMetric = (text: string | undefined) => metrics.find((metric) => metric === text);

/** How many answers there are by class, whichever class is looked at. */
export function useSummary({ class: _, ...query }: ListQuery) {
  return useQuery({
    queryKey: ["responses", "summary", query],
    queryFn: () => ask(api.v1.responses.summary.$get({ query })),
    placeholderData: (before) => before,
  });
}

export type Summary = NonNullable<ReturnType<typeof useSummary>["data"]>;

/** Names of touchpoints by their keys. */
export function useTouchpointNames(): (key: string) => string {
  const { data } = useQuery({ queryKey: ["touchpoints"], queryFn: () => ask(api.v1.touchpoints.$get()) });
  const names = new Map((data?.data ?? []).map(({ key, name }) => [key, name]));
  return (key) => names.get(key) ?? key;
}
