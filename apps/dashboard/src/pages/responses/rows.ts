import { type QueryClient, useQueries, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { api, ask } from "../../api.ts";
import type { ListQuery } from "./list-query.ts";

const pageSize = 100;
/** Pages that nobody looks at are forgotten after this long and read again by their cursor. */
const forgottenAfterMs = 10_000;

const readPage = (query: ListQuery, cursor: string | null) =>
  ask(api.v1.responses.$get({ query: { ...query, limit: String(pageSize), ...(cursor && { cursor }) } }));

export type Row = Awaited<ReturnType<typeof readPage>>["data"][number];
type Page = Awaited<ReturnType<typeof readPage>>;

const pagesKey = ["responses", "page"] as const;

/**
 * The list, page by page. Only the pages around what is looked at are kept, however far it is scrolled: of the others
 * the cursors remain. What is answered meanwhile does not come in between: `reload` starts anew.
 */
export function useRows(query: ListQuery, looked: { first: number; last: number }) {
  const [cursors, setCursors] = useState<(string | null)[]>([null]);
  const [tail, setTail] = useState<number | null>(null);
  const head = useRef<{ id: string; occurredAt: string } | null>(null);
  const firstPage = Math.floor(looked.first / pageSize);
  const lastPage = Math.min(cursors.length - 1, Math.floor((looked.last + pageSize / 2) / pageSize));
  // The first page is always held: what is newer must not push its rows down when it is read again.
  const wanted = [
    ...new Set([0, ...Array.from({ length: Math.max(0, lastPage - firstPage + 1) }, (_, at) => firstPage + at)]),
  ].filter((page) => page < cursors.length);
  const results = useQueries({
    queries: wanted.map((page) => ({
      queryKey: [...pagesKey, query, cursors[page]],
      queryFn: () => readPage(page === 0 ? upTo(query, head.current) : query, cursors[page] ?? null),
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: forgottenAfterMs,
    })),
  });
  const pages = new Map<number, Page>();
  for (const [at, page] of wanted.entries()) {
    const data = results[at]?.data;
    if (data) pages.set(page, data);
  }

  const last = pages.get(cursors.length - 1);
  const first = pages.get(0);
  useEffect(() => {
    if (!last) return;
    if (last.nextCursor === null) setTail(last.data.length);
    else setCursors((was) => (was.at(-1) === last.nextCursor ? was : [...was, last.nextCursor]));
  }, [last]);
  useEffect(() => {
    head.current ??= first?.data[0] ?? null;
  }, [first]);

  return {
    row: (index: number): Row | undefined => pages.get(Math.floor(index / pageSize))?.data[index % pageSize],
    /** Rows that are known to be there; with more to come, a few that stand for them. */
    count: (cursors.length - 1) * pageSize + (tail ?? (cursors.length > 1 ? 10 : 0)),
    isAtEnd: tail !== null,
    isLoading: first === undefined,
    head: first?.data[0] ?? null,
    error: results.find(({ error }) => error)?.error ?? null,
    retry: () => {
      for (const result of results) if (result.error) void result.refetch();
    },
  };
}

function upTo(query: ListQuery, head: { occurredAt: string } | null): ListQuery {
  return head ? { ...query, to: new Date(Date.parse(head.occurredAt) + 1).toISOString() } : query;
}

/** How many answers came in above the head of a list since it was read. */
export async function countNewer(query: ListQuery, head: Row | null): Promise<number> {
  const { data } = await ask(
    api.v1.responses.$get({ query: { ...query, ...(head && { from: head.occurredAt }), limit: "200" } }),
  );
  const known = head ? data.findIndex(({ id }) => id === head.id) : -1;
  return known < 0 ? data.length : known;
}

/** Changes a row where it stands. Reading its page again could move the rows around it. */
export function usePatchRow() {
  const queries = useQueryClient();
  return (id: string, change: Partial<Row>) => patchRow(queries, id, change);
}

function patchRow(queries: QueryClient, id: string, change: Partial<Row>): void {
  queries.setQueriesData<Page>({ queryKey: pagesKey }, (page) =>
    page?.data.some((row) => row.id === id)
      ? { ...page, data: page.data.map((row) => (row.id === id ? { ...row, ...change } : row)) }
      : page,
  );
}
