import { describe, expect, it } from "vitest";
import type { SurveyDefinition } from "../survey/definition.ts";
import { type ColumnMap, faultsOfAnswerColumns, faultsOfHeader } from "./column-map.ts";
import { columnAt, type RowMap, rowReader } from "./row-reader.ts";

const definition: SurveyDefinition = {
  schemaVersion: 1,
  name: "After delivery",
  locale: "en",
  translations: {},
  questions: [
    { id: "score", type: "csat", prompt: "How was it?" },
    {
      id: "parts",
      type: "csi",
      prompt: "In detail?",
      items: [
        { id: "speed", label: "Speed", weight: 1 },
        { id: "staff", label: "Staff", weight: 1 },
      ],
      scale: { min: 1, max: 10 },
    },
    { id: "why", type: "text", prompt: "Why?" },
    { id: "hello", type: "statement", prompt: "Hello" },
  ],
  endings: [],
};

const columns: ColumnMap = {
  occurredAt: "when",
  answers: { score: "stars", parts: { speed: "speed", staff: "staff" }, why: "comment" },
  submissionId: "id",
  externalId: "customer",
  email: "mail",
  locale: "language",
  attributes: { late: "late" },
};
const header = ["when", "stars", "speed", "staff", "comment", "id", "customer", "mail", "language", "late"];
const map: RowMap = { columns, values: { late: { "0": "on time", "-": "" }, score: { good: "4" } }, timeZone: "UTC" };

const read = (row: Record<string, string>) =>
  rowReader(header, map, definition)(header.map((name) => ({ when: "2018-06-01", id: "7", ...row })[name] ?? ""));

describe("a row", () => {
  it("becomes an answer with its time, contact, language and attributes", () => {
    const row = {
      stars: "good",
      speed: "10",
      comment: " late ",
      customer: "c1",
      mail: "a@example.com",
      language: "ru",
      late: "0",
    };
    expect(read(row)).toEqual({
      reading: {
        answers: { score: 4, parts: { speed: 10 }, why: "late" },
        occurredAt: new Date("2018-06-01T00:00:00Z"),
        id: "7",
        contact: { externalId: "c1", email: "a@example.com" },
        locale: "ru",
        attributes: { late: "on time" },
      },
      faults: [],
    });
  });

  it("says nothing where its cells are empty, or mean nothing", () => {
    const { reading, faults } = read({ stars: " ", late: "-" });
    expect(reading).toMatchObject({ answers: {}, contact: {}, locale: undefined, attributes: {} });
    expect(faults).toEqual([]);
  });

  it("keeps a value that the map does not name", () => {
    expect(read({ late: "2" }).reading.attributes).toEqual({ late: "2" });
  });

  it.each([
    [{ stars: "five" }, "stars", "A whole number from 1 to 5 is expected."],
    [{ staff: "-" }, "staff", "A whole number from 1 to 10 is expected."],
    [{ when: "" }, "when", "A time is needed."],
    [
      { when: "soon" },
      "when",
      "A time like 2018-11-04 00:30:00, 2018-11-04T00:30:00Z or 04.11.2018 00:30 is expected.",
    ],
    [{ id: "" }, "id", "An id is needed."],
    [{ customer: "c".repeat(201) }, "customer", "At most 200 characters are taken."],
  ])("with %j names the column %s", (row, column, detail) => {
    expect(read(row as Record<string, string>).faults).toEqual([{ column, detail }]);
  });

  it("cannot hold the character NUL", () => {
    expect(read({ comment: "a\u0000b" }).faults).toEqual([
      { column: "comment", detail: "The character NUL cannot be kept." },
    ]);
  });

  it("names every column that is wrong", () => {
    expect(read({ when: "soon", stars: "five", speed: "?" }).faults.map(({ column }) => column)).toEqual([
      "stars",
      "speed",
      "when",
    ]);
  });

  it.each([
    ["/answers/score", "stars"],
    ["/answers/parts/staff", "staff"],
    ["/contact/email", "mail"],
    ["/occurredAt", "when"],
    ["/answers/unknown", null],
  ])("knows that %s came from the column %s", (pointer, column) => {
    expect(columnAt(pointer, columns)).toBe(column);
  });
});

describe("a map", () => {
  it("fits a file that has its columns", () => {
    expect(faultsOfHeader(header, columns)).toEqual([]);
    expect(faultsOfAnswerColumns(definition, columns)).toEqual([]);
  });

  it("does not fit a file without a column, or with two of a name", () => {
    expect(faultsOfHeader(["when", "when", ...header.slice(2)], columns)).toEqual([
      { pointer: "/columns/occurredAt", detail: 'The file has 2 columns named "when".' },
      { pointer: "/columns/answers/score", detail: 'The file has no column "stars".' },
    ]);
  });

  it.each([
    [{ taste: "x" }, "/columns/answers/taste", "The survey has no question taste; it has score, parts, why, hello."],
    [{ hello: "x" }, "/columns/answers/hello", "A statement is not answered."],
    [{ parts: "x" }, "/columns/answers/parts", 'A CSI question needs a column for each item: {"item": "column"}.'],
    [{ parts: { taste: "x" } }, "/columns/answers/parts/taste", "The question parts has no item taste."],
    [{ score: { a: "x" } }, "/columns/answers/score", "The name of one column is expected."],
  ])("does not fit a survey by %o", (answers, pointer, detail) => {
    expect(
      faultsOfAnswerColumns(definition, { occurredAt: "when", answers: answers as unknown as ColumnMap["answers"] }),
    ).toEqual([{ pointer, detail }]);
  });
});
