import { api, ask } from "../../api.ts";
import type { Cell } from "../../charts/csv.ts";
import type { settingsWords } from "./words.ts";

type Words = (typeof settingsWords.en)["data"] | (typeof settingsWords.ru)["data"];
type Table = { columns: string[]; lines: Cell[][] };
export type TableReader = (words: Words, signal: AbortSignal, progress: (rows: number) => void) => Promise<Table>;

type Page<Row> = { data: Row[]; nextCursor: string | null };

async function readAll<Row>(
  page: (query: { limit: string; cursor?: string }) => Promise<Page<Row>>,
  signal: AbortSignal,
  progress: (rows: number) => void,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    signal.throwIfAborted();
    const { data, nextCursor }: Page<Row> = await page({ limit: "200", ...(cursor && { cursor }) });
    rows.push(...data);
    progress(rows.length);
    cursor = nextCursor;
  }
  return rows;
}

export const contactsTable: TableReader = async ({ columns, yes, no }, signal, progress) => {
  const rows = await readAll((query) => ask(api.v1.contacts.$get({ query })), signal, progress);
  return {
    columns: [
      columns.id,
      columns.name,
      columns.email,
      columns.phone,
      columns.externalId,
      columns.language,
      columns.value,
      columns.unsubscribed,
      columns.createdAt,
    ],
    lines: rows.map((row) => [
      row.id,
      row.name,
      row.email,
      row.phone,
      row.externalId,
      row.locale,
      row.value,
      row.unsubscribed ? yes : no,
      row.createdAt,
    ]),
  };
};

export const answersTable: TableReader = async ({ columns }, signal, progress) => {
  const rows = await readAll((query) => ask(api.v1.responses.$get({ query })), signal, progress);
  return {
    columns: [
      columns.id,
      columns.at,
      columns.survey,
      columns.touchpoint,
      columns.channel,
      columns.score,
      columns.class,
      columns.comment,
      columns.contact,
      columns.status,
    ],
    lines: rows.map((row) => [
      row.id,
      row.occurredAt,
      row.surveyId,
      row.touchpointKey,
      row.channel,
      row.score,
      row.class,
      row.comment,
      row.contactId,
      row.status,
    ]),
  };
};
