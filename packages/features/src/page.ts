import { Problem } from "./problem.ts";

/** One page of a list. `nextCursor` is opaque and null on the last page. */
export type Page<T> = { data: T[]; nextCursor: string | null };

/** What a list is asked for: how many, and after which key. Times are in milliseconds. */
export type PageRequest = { limit: number; after: { at: number; id: string } | null };

/** Cuts one more than `limit` rows to a page whose cursor is the last row's key. */
export function pageOf<T>(rows: T[], limit: number, keyOf: (row: T) => { at: Date; id: string }): Page<T> {
  const data = rows.slice(0, limit);
  const last = data.at(-1);
  if (rows.length <= limit || !last) return { data, nextCursor: null };
  const { at, id } = keyOf(last);
  return { data, nextCursor: `${at.getTime().toString(36)}_${id}` };
}

/** Reads a cursor that `pageOf` made; anything else is refused. */
export function readCursor(cursor: string | undefined): PageRequest["after"] {
  if (cursor === undefined) return null;
  const match = /^(-?[0-9a-z]{1,11})_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(cursor);
  const at = match ? Number.parseInt(match[1] as string, 36) : Number.NaN;
  if (!match || Math.abs(at) > 8.64e15) {
    throw unreadableCursor();
  }
  return { at, id: match[2] as string };
}

export function unreadableCursor(): Problem {
  return new Problem("invalid", "cursor.unreadable", "This cursor was not made by this API.", {
    errors: [{ pointer: "/cursor", detail: "Take the nextCursor of the page before." }],
  });
}
