import type { Cell } from "@otklik/domain/exports/cells";
import type { ColumnGroup, ExportWords } from "@otklik/domain/exports/words";
import type { StoredResponse } from "../responses/index.ts";

/** An answer with all that a file tells of it. */
export type ExportedResponse = StoredResponse & {
  surveyName: string;
  touchpointName: string;
  tags: string[];
  caseId: string | null;
  contact: ContactFields | null;
};
export type ContactFields = {
  name: string | null;
  email: string | null;
  phone: string | null;
  externalId: string | null;
};

/** A column that every answer has, whatever was asked. */
export type BaseColumn = { key: string; group: ColumnGroup; width: number; read(row: ExportedResponse): Cell };

type Made = { key: string; group: ColumnGroup; width?: number; read: BaseColumn["read"] };

/** `labels`: names and words; `values`: keys and codes, as the API has them. */
export function baseColumns(as: "labels" | "values", words: ExportWords): BaseColumn[] {
  const isLabelled = as === "labels";
  const columns: Made[] = [
    { key: "id", group: "ids", width: 38, read: ({ id }) => id },
    { key: "submissionId", group: "ids", width: 38, read: ({ submissionId }) => submissionId },
    { key: "caseId", group: "ids", width: 38, read: ({ caseId }) => caseId },
    { key: "occurredAt", group: "time", width: 20, read: ({ occurredAt }) => ({ at: occurredAt.getTime() }) },
    { key: "receivedAt", group: "time", width: 20, read: ({ receivedAt }) => ({ at: receivedAt.getTime() }) },
    { key: "survey", group: "place", width: 24, read: (row) => (isLabelled ? row.surveyName : row.surveyId) },
    { key: "version", group: "place", read: ({ surveyVersion }) => surveyVersion },
    {
      key: "touchpoint",
      group: "place",
      width: 20,
      read: (row) => (isLabelled ? row.touchpointName : row.touchpointKey),
    },
    { key: "channel", group: "place", read: ({ channel }) => channel },
    { key: "locale", group: "place", read: ({ locale }) => locale },
    { key: "score", group: "score", read: ({ score }) => score },
    { key: "class", group: "score", read: (row) => (isLabelled ? classIn(row.class, words) : row.class) },
    { key: "comment", group: "comment", width: 60, read: ({ comment }) => comment },
    { key: "tags", group: "tags", width: 20, read: ({ tags }) => listed(tags) },
    { key: "status", group: "state", read: ({ status }) => (isLabelled ? words.status[status] : status) },
    { key: "flags", group: "state", read: ({ flags }) => listed(flags) },
    { key: "contactId", group: "contact", width: 38, read: ({ contactId }) => contactId },
    { key: "contactName", group: "contact", width: 24, read: ({ contact }) => contact?.name ?? null },
    { key: "contactExternalId", group: "contact", width: 20, read: ({ contact }) => contact?.externalId ?? null },
    { key: "contactEmail", group: "contact", width: 24, read: ({ contact }) => contact?.email ?? null },
    { key: "contactPhone", group: "contact", width: 20, read: ({ contact }) => contact?.phone ?? null },
    { key: "attributes", group: "attributes", width: 30, read: ({ attributes }) => jsonOf(attributes) },
  ];
  return columns.map(({ width = 14, ...column }) => ({ ...column, width }));
}

/** Columns that say who somebody is, or may. */
export const personalGroups: readonly ColumnGroup[] = ["contact", "attributes"];

export function headingOf(key: string, words: ExportWords, zone: string): string {
  const heading = words.columns[key as keyof ExportWords["columns"]];
  return typeof heading === "function" ? heading(zone) : heading;
}

const classIn = (name: string | null, { classes }: ExportWords): string | null =>
  name === null ? null : (classes[name as keyof ExportWords["classes"]] ?? name);

const listed = (names: string[]) => (names.length === 0 ? null : names.join("; "));
const jsonOf = (value: object) => (Object.keys(value).length === 0 ? null : JSON.stringify(value));
