import { queryOptions, useQuery } from "@tanstack/react-query";
import { api, ask } from "../api.ts";

export type ShiftQuestion = { status?: string; touchpoint?: string; limit?: string; cursor?: string };

export const readShifts = (query: ShiftQuestion) => ask(api.v1.shifts.$get({ query }));

export type Shift = Awaited<ReturnType<typeof readShifts>>["data"][number];
export type Series = Shift["series"];
export type WatchedMetric = Shift["metric"];

/** Shifts that go on: neither closed nor taken as the new normal. */
const standingQuery = queryOptions({
  queryKey: ["shifts", "standing"],
  queryFn: () => readShifts({ status: "open,acknowledged,explained", limit: "200" }),
  staleTime: 30_000,
});

export function useStandingShifts() {
  const query = useQuery(standingQuery);
  return { shifts: query.data?.data ?? null, isLoading: query.isLoading };
}

/** Of everything that is watched, less is worse. */
export const isWorse = ({ direction }: Pick<Shift, "direction">): boolean => direction === "down";

export const arrowOf = ({ direction }: Pick<Shift, "direction">) => (direction === "down" ? "▼" : "▲");
