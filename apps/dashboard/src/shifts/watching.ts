import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, ask } from "../api.ts";

/** Everything that is watched, and how much each can see; or would, with another limit of false alarms a year. */
export const watchingQuery = (falseAlarmsPerYear?: number) =>
  queryOptions({
    queryKey: ["shifts", "watching", falseAlarmsPerYear ?? null],
    queryFn: () =>
      ask(
        api.v1.shifts.watching.$get({
          query: falseAlarmsPerYear === undefined ? {} : { falseAlarmsPerYear: String(falseAlarmsPerYear) },
        }),
      ),
    staleTime: 60_000,
    placeholderData: keepPreviousData,
  });

export type Watching = Awaited<ReturnType<typeof readWatching>>;
const readWatching = () => ask(api.v1.shifts.watching.$get({ query: {} }));
export type WatchedSeries = Watching["data"][number];

/** Below so many answers a day a series sees little: a look once a week tells more (METRICS §3.4). */
export const leastPerDay = 3;

export type Sight = { fall: number; days: number };

/** How large a fall is seen how soon: within two weeks, or within a month where that is too short; null: none. */
export function sightOf({ seenWithin }: Pick<WatchedSeries, "seenWithin">): Sight | null {
  if (seenWithin?.days14 != null) return { fall: seenWithin.days14, days: 14 };
  return seenWithin?.days30 == null ? null : { fall: seenWithin.days30, days: 30 };
}

/** What one figure can stand for: NPS of the whole workspace, and of the touchpoint in the middle by answers a day. */
export function examplesOf(data: readonly WatchedSeries[]): {
  whole: WatchedSeries | null;
  middle: WatchedSeries | null;
} {
  const watched = data.filter(({ metric, status, series }) => {
    return metric === "nps" && status === "watching" && series.segment === undefined;
  });
  const places = watched
    .filter(({ series }) => series.level === "touchpoint")
    .sort((a, b) => (a.perDay ?? 0) - (b.perDay ?? 0));
  return {
    whole: watched.find(({ series }) => series.level === "workspace") ?? null,
    middle: places[Math.floor(places.length / 2)] ?? null,
  };
}
