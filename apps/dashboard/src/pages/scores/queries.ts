import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { api, ask } from "../../api.ts";
import { type Filters, useFilters } from "../../filters.ts";
import type { Metric } from "../../formats.ts";
import { useCoalesced, useLive } from "../../live.ts";
import type { Search } from "../../search.ts";

export const metrics = ["nps", "csi", "csat", "ces"] as const;
export const views = ["trend", "answers", "compare"] as const;
export type View = (typeof views)[number];

/** What of a score the address asks for. */
export function useAsked(): { view: View; metric: Metric } {
  const search = useSearch({ strict: false }) as Search;
  return {
    view: views.find((view) => view === search.view) ?? "trend",
    metric: metrics.find((metric) => metric === search.metric) ?? "nps",
  };
}

type Channel = "email" | "sms" | "messenger" | "web" | "widget" | "link" | "phone" | "kiosk";

export const placeIn = ({ touchpoint, survey, channel, segment }: Filters) => ({
  touchpoint,
  survey,
  channel: channel as Channel | undefined,
  segment,
});

/** A score of the chosen period, cut as finely as its answers allow; it moves while answers come in. */
export function useScore(metric: Metric) {
  const { filters, range } = useFilters();
  const query = { from: range.from, to: range.to, bucket: "auto" as const, ...placeIn(filters) };
  const queries = useQueryClient();
  const refresh = useCoalesced(() => void queries.invalidateQueries({ queryKey: ["scores", metric, "page"] }), 2000);
  useLive(({ name }) => {
    if (name === "score.changed" || name.startsWith("response.")) refresh();
  });
  return useQuery({
    queryKey: ["scores", metric, "page", query],
    queryFn: () => ask(api.v1.scores[":metric"].$get({ param: { metric }, query })),
    placeholderData: keepPreviousData,
  });
}

/** What a score is to reach, at the touchpoint of the filters or everywhere. */
export function useTarget(metric: Metric): number | null {
  const { filters, range } = useFilters();
  const query = { from: range.from, to: range.to, ...placeIn(filters) };
  const { data } = useQuery({
    queryKey: ["scores", metric, "target", query],
    queryFn: () => ask(api.v1.scores[":metric"].comparison.$get({ param: { metric }, query })),
    placeholderData: keepPreviousData,
  });
  return data?.target ?? null;
}

type Sides = {
  from: string;
  to: string;
  beforeFrom: string;
  beforeTo: string;
  beforeTouchpoint?: string;
  beforeChannel?: string;
  beforeSegment?: string;
};

/** Two sides as they were fixed, asked for once: a comparison that is made again and again finds something by chance. */
export function useCompared(metric: Metric, sides: (Sides & ReturnType<typeof placeIn>) | null) {
  const query = sides && { ...sides, beforeChannel: sides.beforeChannel as Channel | undefined };
  return useQuery({
    queryKey: ["comparison", metric, query],
    queryFn: () =>
      ask(api.v1.scores[":metric"].comparison.$get({ param: { metric }, query: query as NonNullable<typeof query> })),
    enabled: query !== null,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
}

export type Compared = NonNullable<ReturnType<typeof useCompared>["data"]>;
