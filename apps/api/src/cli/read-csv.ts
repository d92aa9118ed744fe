import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { pipeline, Readable } from "node:stream";
import type { FileRow } from "@otklik/features/sources/index";
import { parse } from "csv-parse";
import { Refusal } from "./refusal.ts";

type CsvForm = { delimiter: string; encoding: string };

export type Csv = {
  /** The names in the first line. */
  header: string[];
  rows: AsyncIterable<FileRow>;
  /** Bytes. */
  size: number;
  /** Of `size`, so far. */
  bytesRead(): number;
};

/** Characters of one row. A row that is longer has a quotation mark that was never closed. */
const longestRow = 1_048_576;

/** Opens a CSV file and reads its first line. Rows are read as they are asked for: a file may be larger than the memory. */
export async function openCsv(path: string, form: CsvForm): Promise<Csv> {
  const size = await checkText(path, form.encoding);
  let bytesRead = 0;
  const rows = readRows(path, form, (bytes) => {
    bytesRead += bytes;
  });
  const first = await rows.next();
  if (first.done) throw new Refusal(`${path} is empty. Its first line must name the columns.`);
  if ("fault" in first.value) throw new Refusal(`${path}, line ${first.value.line}: ${first.value.fault}`);
  const header = first.value.cells.map((name) => name.trim());
  return { header, rows: wholeRows(rows, header.length), size, bytesRead: () => bytesRead };
}

/** Refuses a file that cannot be read to its end as text, before anything of it is stored. Returns its size in bytes. */
async function checkText(path: string, encoding: string): Promise<number> {
  let lines = 1;
  try {
    const { size } = await stat(path);
    for await (const text of textOf(path, encoding, () => {})) lines += text.split("\n").length - 1;
    return size;
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === "ERR_ENCODING_INVALID_ENCODED_DATA") {
      throw new Refusal(
        `${path} is not ${encoding} text (after line ${lines}). Save it as UTF-8, or name its "encoding" in the map, e.g. "windows-1251".`,
      );
    }
    throw new Refusal(`${path} cannot be read (${code ?? "unknown"}).`);
  }
}

async function* textOf(path: string, encoding: string, onBytes: (bytes: number) => void): AsyncGenerator<string> {
  // Drops a byte order mark; throws at what is not text.
  const decoder = new TextDecoder(encoding, { fatal: true });
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    onBytes(chunk.byteLength);
    const text = decoder.decode(chunk, { stream: true });
    if (text !== "") yield text;
  }
  yield decoder.decode();
}

async function* readRows(path: string, form: CsvForm, onBytes: (bytes: number) => void): AsyncGenerator<FileRow> {
  const { parser, brokenAt } = rowParser(form);
  pipeline(Readable.from(textOf(path, form.encoding, onBytes)), parser, () => {});
  for await (const row of parser) yield row as FileRow;
  const line = brokenAt();
  if (line !== null) {
    throw new Refusal(
      `${path}, line ${line}: a quotation mark opens here and is never closed. The rows before it were read; mend the line and run the command again.`,
    );
  }
}

/** What csv-parse hands over: its types do not know that `raw` was asked for. */
type Parsed = { record: string[]; raw: string };

/** csv-parse, with line numbers: its own count is off by the line ends inside quotation marks. */
function rowParser({ delimiter }: CsvForm) {
  const isSound = soundQuotes(delimiter);
  let linesBefore = 0;
  let brokenAt: number | null = null;
  const begin = (raw: string) => linesBefore + 1 + lineEnds(/^[\r\n]+/.exec(raw)?.[0] ?? "");
  const rowOf = ({ record, raw }: Parsed): FileRow => {
    const line = begin(raw);
    linesBefore += lineEnds(raw);
    if (isSound(raw)) return { line, cells: record };
    const last = linesBefore > line ? ` The row ends in line ${linesBefore}.` : "";
    return {
      line,
      fault: `A quotation mark stands where none may stand: inside a quoted cell it is written twice.${last}`,
    };
  };

  const parser = parse({
    delimiter,
    record_delimiter: ["\r\n", "\n", "\r"],
    raw: true,
    // On the left only: on the right, what stands between a closing quotation mark and the next cell would be an error.
    ltrim: delimiter !== "\t",
    skip_empty_lines: true,
    relax_column_count: true,
    // A stray quotation mark must not take the rest of the file down: it is found below, in its own row.
    relax_quotes: true,
    max_record_size: longestRow,
    skip_records_with_error: true,
    on_record: (parsed) => {
      if (brokenAt !== null) return null;
      return rowOf(parsed as unknown as Parsed) as unknown as string[];
    },
    on_skip: (_error, raw) => {
      brokenAt ??= begin(raw ?? "");
      return undefined;
    },
  });
  return { parser, brokenAt: () => brokenAt };
}
const lineEnds = (text: string) => text.match(/\r\n|\r|\n/g)?.length ?? 0;

/** Whether every cell of a row that begins with a quotation mark also ends with one. */
function soundQuotes(delimiter: string): (raw: string) => boolean {
  const end = delimiter.replace(/[\\^$.*+?()[\]{}|/-]/, "\\$&");
  const space = delimiter === "\t" ? " *" : "[ \\t]*";
  const cell = new RegExp(`(?:${space}"[^"]*(?:""[^"]*)*"|(?!${space}")[^${end}]*)(?:${end}|$)`, "y");
  return (raw) => {
    if (!raw.includes('"')) return true;
    const row = raw.replace(/^[\r\n]+|[\r\n]+$/g, "");
    cell.lastIndex = 0;
    while (cell.lastIndex < row.length) if (!cell.test(row)) return false;
    return true;
  };
}

/** Rows with a cell for every column; spreadsheets leave rows of empty cells behind, which are none. */
async function* wholeRows(rows: AsyncIterable<FileRow>, width: number): AsyncGenerator<FileRow> {
  for await (const row of rows) {
    if ("fault" in row) yield row;
    else if (row.cells.every((cell) => cell.trim() === "")) continue;
    else if (row.cells.length === width) yield row;
    else yield { line: row.line, fault: `The row has ${row.cells.length} cells, the first line names ${width}.` };
  }
}
