import { type Cell, safeText, type WallClock } from "./cells.ts";

/** Rows that Excel opens in one sheet, headings included. */
export const mostSheetRows = 1_048_576;
/** Columns that Excel opens in one sheet. */
export const mostSheetColumns = 16_384;
/** Characters that Excel keeps of one cell. */
export const longestCell = 32_767;

const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const office = "http://schemas.openxmlformats.org/officeDocument/2006";
const packages = "http://schemas.openxmlformats.org/package/2006";

/** Before the rows: the headings stay in sight. `widths` are in characters. */
export function sheetStart(widths: readonly number[]): string {
  const cols = widths.map((width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`);
  const pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>';
  return `${xml}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews><cols>${cols.join("")}</cols><sheetData>`;
}

export const sheetEnd = "</sheetData></worksheet>";

const styles = { plain: 0, heading: 1, moment: 2, day: 3 };

export const headingRow = (headings: readonly string[]): string =>
  rowOf(
    headings.map((heading) => textCell(heading, styles.heading)),
    1,
  );

/**
 * Rows of one sheet, the first of them in the row `first`, counted from 1. Dates are real dates, as clocks show them in a
 * zone: a sheet knows none.
 */
export function sheetRows(rows: readonly (readonly Cell[])[], first: number, wallClock: WallClock): string {
  return rows
    .map((row, at) =>
      rowOf(
        row.map((cell) => sheetCell(cell, wallClock)),
        first + at,
      ),
    )
    .join("");
}

/** A cell without its place; null: nothing stands there. */
type Written = { attributes: string; inner: string } | null;

// Cells could do without their place, but not every reader of such files can.
function rowOf(cells: Written[], n: number): string {
  const written = cells.map((cell, at) =>
    cell === null ? "" : `<c r="${columnName(at)}${n}"${cell.attributes}>${cell.inner}</c>`,
  );
  return `<row r="${n}">${written.join("")}</row>`;
}

const names: string[] = [];

/** A, B, … Z, AA. */
function columnName(at: number): string {
  names[at] ??= `${at >= 26 ? columnName(Math.floor(at / 26) - 1) : ""}${String.fromCharCode(65 + (at % 26))}`;
  return names[at];
}

function sheetCell(cell: Cell, wallClock: WallClock): Written {
  if (cell === null || cell === "") return null;
  if (typeof cell === "number") return Number.isFinite(cell) ? { attributes: "", inner: `<v>${cell}</v>` } : null;
  if (typeof cell === "boolean") return { attributes: ' t="b"', inner: `<v>${cell ? 1 : 0}</v>` };
  if (typeof cell === "string") return textCell(cell, styles.plain);
  if ("at" in cell) return dateCell(wallClock(cell.at), styles.moment);
  return dateCell(`${cell.day} 00:00:00`, styles.day);
}

const dayMs = 86_400_000;
// Excel counts days from here, and takes 1900 for a leap year: before March of it every serial is one day off.
const epoch = Date.UTC(1899, 11, 30);
const firstSound = 61;

function dateCell(wall: string, style: number): Written {
  const serial = (Date.parse(`${wall.replace(" ", "T")}Z`) - epoch) / dayMs;
  return serial >= firstSound
    ? { attributes: ` s="${style}"`, inner: `<v>${serial}</v>` }
    : textCell(wall, styles.plain);
}

function textCell(text: string, style: number): Written {
  const inner = escaped(safeText(text).slice(0, longestCell));
  const attributes = ` t="inlineStr"${style === 0 ? "" : ` s="${style}"`}`;
  return { attributes, inner: `<is><t xml:space="preserve">${inner}</t></is>` };
}

// Neither control characters nor halves of a pair may stand in XML; what looks like Excel's own escape is escaped.
const unwritable =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;" };

function escaped(text: string): string {
  return text
    .replace(unwritable, "")
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_")
    .replace(/[&<>"\r]/g, (one) => entities[one] as string);
}

/** The rest of the file, by path, once it is known how many sheets there are. */
export function workbookParts(sheetNames: readonly string[]): Record<string, string> {
  const sheets = sheetNames.map((name, at) => ({ name: escaped(name), n: at + 1 }));
  const relation = (n: number, kind: string, target: string) =>
    `<Relationship Id="rId${n}" Type="${office}/relationships/${kind}" Target="${target}"/>`;
  const typeOf = (part: string, kind: string) =>
    `<Override PartName="${part}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${kind}+xml"/>`;
  return {
    "[Content_Types].xml": `${xml}<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${typeOf("/xl/workbook.xml", "sheet.main")}${typeOf("/xl/styles.xml", "styles")}${sheets.map(({ n }) => typeOf(`/${sheetPath(n)}`, "worksheet")).join("")}</Types>`,
    "_rels/.rels": `${xml}<Relationships xmlns="${packages}/relationships">${relation(1, "officeDocument", "xl/workbook.xml")}</Relationships>`,
    "xl/workbook.xml": `${xml}<workbook xmlns="${main}" xmlns:r="${office}/relationships"><sheets>${sheets.map(({ name, n }) => `<sheet name="${name}" sheetId="${n}" r:id="rId${n}"/>`).join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `${xml}<Relationships xmlns="${packages}/relationships">${sheets.map(({ n }) => relation(n, "worksheet", `worksheets/sheet${n}.xml`)).join("")}${relation(sheets.length + 1, "styles", "styles.xml")}</Relationships>`,
    "xl/styles.xml": `${xml}<styleSheet xmlns="${main}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/><numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>`,
  };
}

/** Where the nth sheet stands in the file, counted from 1. */
export const sheetPath = (n: number) => `xl/worksheets/sheet${n}.xml`;
