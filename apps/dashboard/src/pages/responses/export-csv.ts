import { api, ask } from "../../api.ts";
import { type Cell, csvLines } from "../../charts/csv.ts";
import type { ListQuery } from "./list-query.ts";
import type { Row } from "./rows.ts";

/** Rows of a file, at most. */
export const mostRows = 100_000;

type Saving = {
  /** Said before the rows, in the order of `cellsOf`. */
  columns: string[];
  onProgress(rows: number): void;
  signal: AbortSignal;
};

/** Reads the list by its cursor and makes a file of it, page after page: the rows of one page are held at a time. */
export async function csvOfList(query: ListQuery, { columns, onProgress, signal }: Saving): Promise<Blob> {
  const parts: string[] = ["\ufeff", csvLines([columns])];
  let rows = 0;
  for (let cursor: string | null = null; rows === 0 || (cursor !== null && rows < mostRows); ) {
    const page: { data: Row[]; nextCursor: string | null } = await ask(
      api.v1.responses.$get({ query: { ...query, limit: "200", ...(cursor && { cursor }) } }, { init: { signal } }),
    );
    if (page.data.length === 0) break;
    parts.push(csvLines(page.data.map(cellsOf)));
    rows += page.data.length;
    cursor = page.nextCursor;
    onProgress(rows);
    if (cursor === null) break;
  }
  return new Blob(parts, { type: "text/csv;charset=utf-8" });
}

function cellsOf(row: Row): Cell[] {
  return [
    row.id,
    row.occurredAt,
    row.touchpointKey,
    row.channel,
    row.surveyId,
    row.surveyVersion,
    row.score,
    row.class,
    row.comment,
    row.tags.join("; "),
    row.contactId,
    row.contactName,
    row.caseId,
    row.status,
    row.flags.join("; "),
    row.locale,
    JSON.stringify(row.answers),
  ];
}
