import { type Cell, safeText } from "./cells.ts";

export const separators = { comma: ",", semicolon: ";", tab: "\t" } as const;
export type Separator = keyof typeof separators;

export type CsvStyle = {
  separator: Separator;
  /** What stands before the fraction of a number. */
  decimal: "point" | "comma";
  /** How a moment is written. */
  time(at: number): string;
  yes: string;
  no: string;
};

/** Lines of a CSV file (RFC 4180), each with its line end. Numbers are ours and stay numbers. */
export function csvLines(rows: readonly (readonly Cell[])[], style: CsvStyle): string {
  const separator = separators[style.separator];
  return rows
    .map((row) => `${row.map((cell) => quoted(written(cell, style), separator)).join(separator)}\r\n`)
    .join("");
}

function written(cell: Cell, { decimal, time, yes, no }: CsvStyle): string {
  if (cell === null) return "";
  if (typeof cell === "string") return safeText(cell);
  if (typeof cell === "boolean") return cell ? yes : no;
  if (typeof cell === "number") return decimal === "comma" ? String(cell).replace(".", ",") : String(cell);
  return "at" in cell ? time(cell.at) : safeText(cell.day);
}

function quoted(text: string, separator: string): string {
  return /[",;\r\n\t']/.test(text) || text.includes(separator) ? `"${text.replaceAll('"', '""')}"` : text;
}
