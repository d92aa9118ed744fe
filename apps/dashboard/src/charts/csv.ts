import { csvLines } from "@otklik/domain/exports/csv";

export type Cell = string | number | null;

const style = { separator: "comma", decimal: "point", time: String, yes: "1", no: "0" } as const;

/** A small table as CSV (RFC 4180) that table programs open in any language and run no formula of. */
export function csvOf(columns: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return `\ufeff${csvLines([columns, ...rows], style)}`;
}
