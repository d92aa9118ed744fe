import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, ask } from "../../api.ts";

export const views = ["open", "mine", "waiting", "done"] as const;
export type View = (typeof views)[number];
export type Sort = "stake" | "opened";
export type Wanted = { view: View; sort: Sort; q?: string; touchpoint?: string };

const atOnce = 30;

export const queueQuery = ({ view, sort, q, touchpoint }: Wanted) =>
  infiniteQueryOptions({
    queryKey: ["cases", "queue", { view, sort, q, touchpoint }],
    queryFn: ({ pageParam: cursor }) =>
      ask(api.v1.cases.$get({ query: { view, sort, q, touchpoint, cursor, limit: String(atOnce) } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });

export const summaryQuery = (touchpoint?: string) =>
  queryOptions({
    queryKey: ["cases", "summary", { touchpoint }],
    queryFn: () => ask(api.v1.cases.summary.$get({ query: { touchpoint } })),
  });

export const caseQuery = (id: string) =>
  queryOptions({
    queryKey: ["cases", "file", id],
    queryFn: () => ask(api.v1.cases[":id"].$get({ param: { id } })),
  });

export const membersQuery = queryOptions({
  queryKey: ["members"],
  queryFn: () => ask(api.v1.members.$get()),
  staleTime: 300_000,
});

export type QueuedCase = Awaited<ReturnType<typeof fetchQueue>>["data"][number];
export type CaseFile = Awaited<ReturnType<typeof fetchCase>>;
export type HistoryEntry = CaseFile["history"][number];

const fetchQueue = () => ask(api.v1.cases.$get({ query: {} }));
const fetchCase = (id: string) => ask(api.v1.cases[":id"].$get({ param: { id } }));
