import { useQuery } from "@tanstack/react-query";
import { api, ask } from "../../api.ts";
import type { Search } from "../../search.ts";

export const shiftQuery = (id: string) => ({
  queryKey: ["shifts", id],
  queryFn: () => ask(api.v1.shifts[":id"].$get({ param: { id } })),
});

export const detailsQuery = (id: string) => ({
  queryKey: ["shifts", id, "details"],
  queryFn: () => ask(api.v1.shifts[":id"].details.$get({ param: { id } })),
});

export type Shift = Awaited<ReturnType<ReturnType<typeof shiftQuery>["queryFn"]>>;
export type Details = Awaited<ReturnType<ReturnType<typeof detailsQuery>["queryFn"]>>;
export type Scores = NonNullable<Details["scores"]>;
export type CarrierGroup = Scores["carriers"][number];
export type Carrier = CarrierGroup["rows"][number];
export type HistoryEntry = Details["history"][number];
export type Windows = Details["windows"];

/** Releases, incidents and initiatives of a time, that the place of a shift may have felt. */
export function useMarks({ series }: Shift, { from, to }: { from: string; to: string }) {
  const query = { from, to, limit: "200", ...(series.touchpointKey && { touchpoint: series.touchpointKey }) };
  return useQuery({ queryKey: ["marks", query], queryFn: () => ask(api.v1.marks.$get({ query })) });
}

export type Mark = NonNullable<ReturnType<typeof useMarks>["data"]>["data"][number];

/** The answers of a shift as the list of answers is asked for them. A stage or a journey has no filter there. */
export function answersOf({ series, clearedAt }: Shift, windows: Windows, side: "before" | "since"): Search {
  const { touchpointKey, channel, segment } = series;
  const window =
    side === "before" ? windows.before : { from: windows.since.from, to: clearedAt ? windows.since.to : undefined };
  return {
    period: undefined,
    class: undefined,
    tag: undefined,
    touchpoint: touchpointKey,
    channel,
    segment,
    ...window,
  };
}
