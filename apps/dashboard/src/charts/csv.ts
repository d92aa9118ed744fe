export type Cell = string | number | null;

/** What a table program would run as a formula: these first characters, also behind blanks and in full width. */
const startsLikeFormula = /^[\s\u0000-\u001f\u00a0\ufeff]*[=+\-@|＝＋－＠]/;
const startsWithControl = /^[\t\r\n\u0000]/;

/**
 * A table as CSV (RFC 4180) that Excel opens in any language. Texts that would run as a formula get an apostrophe in
 * front, which shows them as text; numbers are ours and stay numbers. NUL is left out: no table program keeps it.
 */
export function csvOf(columns: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return `\ufeff${csvLines([columns, ...rows])}`;
}

/** Lines of such a file, for one that is made in parts; its first part begins with U+FEFF. */
export function csvLines(rows: readonly (readonly Cell[])[]): string {
  return rows.map((row) => `${row.map(csvCell).join(",")}\r\n`).join("");
}

function csvCell(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell === "number") return String(cell);
  const isDangerous = startsLikeFormula.test(cell) || startsWithControl.test(cell);
  const text = `${isDangerous ? "'" : ""}${cell.replaceAll("\u0000", "")}`;
  return /[",\r\n\t']/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
