import type { Answers, CsiAnswer, Question, SurveyDefinition } from "../survey/definition.ts";
import { type CellValues, type ColumnMap, columnsNamed } from "./column-map.ts";
import { readAnswer, readStep } from "./read-answer.ts";
import { readTime } from "./read-time.ts";

export type RowMap = {
  columns: ColumnMap;
  values?: CellValues;
  /** IANA name: the clock of times without an offset. */
  timeZone: string;
};

/** What one row says. An empty cell says nothing. */
export type RowReading = {
  answers: Answers;
  occurredAt: Date | null;
  /** The mapped id, by which the row is known again; null where no column holds one. */
  id: string | null;
  contact: { externalId?: string; email?: string; phone?: string };
  locale: string | undefined;
  attributes: Record<string, string>;
};

/** `column` is null for what concerns the whole row. */
export type RowFault = { column: string | null; detail: string };

type Row = {
  cell(column: string | undefined): string;
  /** The cell as `values` has it for this attribute or question. */
  meaning(key: string, column: string): string;
  faults: RowFault[];
};

const longestExternalId = 200;
const notATime = "A time like 2018-11-04 00:30:00, 2018-11-04T00:30:00Z or 04.11.2018 00:30 is expected.";

/** Reads the rows under this header. The map must fit header and survey. */
export function rowReader(header: readonly string[], map: RowMap, definition: SurveyDefinition) {
  const { columns, values = {}, timeZone } = map;
  const places = new Map(header.map((name, index) => [name, index]));
  const named = columnsNamed(columns).map(({ column }) => column);
  const questions = definition.questions.filter(({ id }) => Object.hasOwn(columns.answers, id));

  return (cells: readonly string[]): { reading: RowReading; faults: RowFault[] } => {
    const cell = (column: string | undefined) =>
      column === undefined ? "" : (cells[places.get(column) as number] ?? "").trim();
    const meaning = (key: string, column: string) => {
      const text = cell(column);
      const meant = Object.hasOwn(values, key) ? values[key] : undefined;
      return meant && Object.hasOwn(meant, text) ? (meant[text] as string).trim() : text;
    };
    const row: Row = { cell, meaning, faults: [] };
    refuseUnstorable(row, named);
    const reading = {
      answers: readAnswers(row, questions, columns),
      occurredAt: readOccurredAt(row, columns.occurredAt, timeZone),
      id: readId(row, columns.submissionId),
      contact: readContact(row, columns),
      locale: cell(columns.locale) || undefined,
      attributes: filled(Object.entries(columns.attributes ?? {}).map(([key, column]) => [key, meaning(key, column)])),
    };
    return { reading, faults: row.faults };
  };
}

function refuseUnstorable({ cell, faults }: Row, columns: string[]): void {
  for (const column of columns) {
    if (cell(column).includes("\u0000")) faults.push({ column, detail: "The character NUL cannot be kept." });
  }
}

function readAnswers(row: Row, questions: Question[], columns: ColumnMap): Answers {
  const answers: Answers = {};
  for (const question of questions) {
    const column = columns.answers[question.id] as string | Record<string, string>;
    if (typeof column !== "string") {
      const items = question.type === "csi" ? readItems(row, question, column) : {};
      if (Object.keys(items).length > 0) answers[question.id] = items;
      continue;
    }
    const text = row.meaning(question.id, column);
    if (text === "") continue;
    const reading = readAnswer(question, text);
    if ("fault" in reading) row.faults.push({ column, detail: reading.fault });
    else answers[question.id] = reading.value;
  }
  return answers;
}

function readItems(row: Row, question: Extract<Question, { type: "csi" }>, columns: Record<string, string>): CsiAnswer {
  const items: CsiAnswer = {};
  for (const [item, column] of Object.entries(columns)) {
    const text = row.meaning(question.id, column);
    if (text === "") continue;
    const reading = readStep(question.scale, text);
    if ("fault" in reading) row.faults.push({ column, detail: reading.fault });
    else items[item] = reading.value;
  }
  return items;
}

function readOccurredAt({ cell, faults }: Row, column: string, timeZone: string): Date | null {
  const text = cell(column);
  const occurredAt = text === "" ? null : readTime(text, timeZone);
  if (occurredAt === null) faults.push({ column, detail: text === "" ? "A time is needed." : notATime });
  return occurredAt;
}

function readId({ cell, faults }: Row, column: string | undefined): string | null {
  if (column === undefined) return null;
  const id = cell(column);
  if (id === "") faults.push({ column, detail: "An id is needed." });
  return id;
}

function readContact({ cell, faults }: Row, { externalId, email, phone }: ColumnMap): RowReading["contact"] {
  if (externalId !== undefined && cell(externalId).length > longestExternalId) {
    faults.push({ column: externalId, detail: `At most ${longestExternalId} characters are taken.` });
  }
  return filled([
    ["externalId", cell(externalId)],
    ["email", cell(email)],
    ["phone", cell(phone)],
  ]);
}

const filled = (texts: [string, string][]): Record<string, string> =>
  Object.fromEntries(texts.filter(([, text]) => text !== ""));

/** The column behind a place that the check of an answer names; null when it came from none. */
export function columnAt(pointer: string, columns: ColumnMap): string | null {
  const inMap = pointer.startsWith("/contact/") ? pointer.replace("/contact", "/columns") : `/columns${pointer}`;
  return columnsNamed(columns).find((named) => named.pointer === inMap)?.column ?? null;
}
