import { ordinalCounter, rowText } from "@otklik/domain/sources/row-identity";
import { columnAt, type RowFault, type RowReading, rowReader } from "@otklik/domain/sources/row-reader";
import type { Answers } from "@otklik/domain/survey/definition";
import { databaseCode } from "../database-code.ts";
import type { Crypto } from "../ports.ts";
import { Problem } from "../problem.ts";
import type { ImportMap, PreparedImport } from "./prepare-import.ts";

/** A row of the file; `line` is the one it begins on. `fault` where it could not be taken apart. */
export type FileRow = { line: number; cells: readonly string[] } | { line: number; fault: string };

/** An answer out of a file, as capture takes it. */
export type ImportedAnswer = {
  surveyId: string;
  touchpointKey: string;
  channel: string;
  answers: Answers;
  occurredAt: Date;
  /** The same row has the same one whenever it is imported. */
  submissionId: string;
  locale?: string;
  attributes?: Record<string, string>;
};

/** An answer with whoever gave it, where the file says so. */
export type ImportedRow = { answer: ImportedAnswer; contact: RowReading["contact"] | undefined };

/** Where imported answers are handed in, many at once; responses open it. A Problem is the reason of a row refused. */
export type ImportDoor = {
  store(rows: ImportedRow[]): Promise<PromiseSettledResult<"added" | "known">[]>;
};

export type ImportCounts = {
  rows: number;
  added: number;
  /** Stored before, by an earlier run or an equal row with the same id. */
  known: number;
  /** Not stored: each was reported with its line. */
  invalid: number;
};

export type Import = {
  map: ImportMap;
  prepared: PreparedImport;
  header: readonly string[];
  rows: AsyncIterable<FileRow>;
  door: ImportDoor;
  crypto: Pick<Crypto, "digest">;
  onFaults(line: number, faults: RowFault[]): void;
  onProgress(counts: ImportCounts): void;
};

/** Answers under way at once: enough for capture to fill its batches, few enough to keep the memory flat. */
const inFlight = 256;

type Read = ImportedRow & { line: number };
type Refused = { line: number; faults: RowFault[] };

/**
 * Stores a file's rows as answers. A row that cannot be stored is reported and the others go on; anything that is not
 * the row's own fault ends the import, and running it again goes on from there: what is stored is known by its identity.
 */
export async function importAnswers(one: Import): Promise<ImportCounts> {
  const counts: ImportCounts = { rows: 0, added: 0, known: 0, invalid: 0 };
  const read = answerReader(one);
  // While some are being written the next are read.
  let writing = Promise.resolve();
  let waiting: (Read | Refused)[] = [];
  const writeNext = async () => {
    await writing;
    writing = writeAnswers(one, waiting, counts);
    writing.catch(() => {}); // heard at the next await; unheard in between, it would end the process
    waiting = [];
  };

  try {
    for await (const row of one.rows) {
      waiting.push(read(row));
      if (waiting.length >= inFlight) await writeNext();
    }
  } finally {
    // Also when the file breaks off: what could be read of it is stored.
    await writeNext();
    await writing;
  }
  return counts;
}

/** Reads rows in their order, which gives equal rows their ordinals. */
function answerReader({ map, prepared, header, crypto }: Import): (row: FileRow) => Read | Refused {
  const { survey, touchpointKey } = prepared;
  const { channel } = map;
  const readRow = rowReader(header, map, survey.definition);
  const textOf = rowText(header);
  const ordinalOf = ordinalCounter();

  // Survey and place belong to the identity: ids in files of two shops may be the same, and so may their rows.
  const submissionIdOf = (id: string | null, cells: readonly string[]) => {
    if (id !== null) return `import:${crypto.digest(JSON.stringify([survey.id, touchpointKey, channel, "id", id]))}`;
    const text = crypto.digest(textOf(cells));
    return `import:${crypto.digest(JSON.stringify([survey.id, touchpointKey, channel, "row", text, ordinalOf(firstBits(text))]))}`;
  };

  return (row) => {
    const { line } = row;
    if ("fault" in row) return { line, faults: [{ column: null, detail: row.fault }] };
    const { reading, faults } = readRow(row.cells);
    const { answers, occurredAt, locale, attributes, contact } = reading;
    // Before anything is refused: a row keeps its ordinal when another like it is mended.
    const submissionId = submissionIdOf(reading.id, row.cells);
    if (faults.length > 0 || !occurredAt) return { line, faults };
    const answer = {
      surveyId: survey.id,
      touchpointKey,
      channel,
      answers,
      occurredAt,
      submissionId,
      locale,
      attributes,
    };
    return { line, answer, contact: Object.keys(contact).length > 0 ? contact : undefined };
  };
}

async function writeAnswers(one: Import, rows: (Read | Refused)[], counts: ImportCounts): Promise<void> {
  const reads = rows.filter((row) => "answer" in row);
  const outcomes = await one.door.store(reads);

  const refused = rows.filter((row) => "faults" in row);
  for (const [index, outcome] of outcomes.entries()) {
    if (outcome.status === "fulfilled") counts[outcome.value]++;
    else refused.push({ line: (reads[index] as Read).line, faults: faultsOf(outcome.reason, one.map) });
  }
  counts.rows += rows.length;
  counts.invalid += refused.length;
  for (const { line, faults } of refused.sort((a, b) => a.line - b.line)) one.onFaults(line, faults);
  one.onProgress(counts);
}

/** What the row itself is to blame for; anything else that went wrong is thrown on. */
function faultsOf(problem: unknown, { columns }: ImportMap): RowFault[] {
  if (databaseCode(problem)?.startsWith("22")) return [{ column: null, detail: "A value cannot be stored." }];
  if (!(problem instanceof Problem)) throw problem;
  if (problem.code === "response.finished") return [{ column: null, detail: changed }];
  return (problem.errors ?? [{ pointer: "", detail: problem.message }]).map(({ pointer, detail }) => ({
    column: columnAt(pointer, columns),
    detail,
  }));
}

const changed = "This row was imported before and has changed since. What is stored stays as it is.";

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** The first 48 bits of a base64url digest, as a number. */
function firstBits(digest: string): number {
  let bits = 0;
  for (let index = 0; index < 8; index++) bits = bits * 64 + alphabet.indexOf(digest[index] as string);
  return bits;
}
