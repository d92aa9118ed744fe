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

/**
 * The answers of a shift, or of a part of them, as the list of answers is asked for them. Null where it cannot show
 * just these: it has no filter for a stage or a journey, and only one for a segment.
 */
export function answersOf(
  { metric, series, clearedAt }: Shift,
  windows: Windows,
  { side, part = {} }: { side: "before" | "since"; part?: Search },
): Search | null {
  if (metric === "responseRate" || metric === "followUp") return null;
  const { touchpointKey: touchpoint, channel, segment } = series;
  const place: Search = { metric, touchpoint, channel, segment, ...part };
  const isWide = series.level === "stage" || series.level === "journey";
  if (isWide && !place.touchpoint) return null;
  const window =
    side === "before" ? windows.before : { from: windows.since.from, to: clearedAt ? windows.since.to : undefined };
  return { ...place, ...window };
}

/** Filters that a page came with, and that a shift knows nothing of. */
export const nothingElse: Search = { period: undefined, survey: undefined };

/** How many answers stand behind the size of a shift; while that is an estimate of the detector's, all since the onset. */
export function answersSince({ after, isPreliminary }: Shift, { scores }: Details): number {
  if (!isPreliminary || !scores) return after.n;
  return Object.values(scores.counts.since).reduce((sum, n) => sum + n, 0);
}
