import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { answerColumns } from "./answer-columns.ts";
import { safeText, wallClockIn } from "./cells.ts";
import { type CsvStyle, csvLines, separators } from "./csv.ts";
import { headingRow, sheetRows } from "./sheet.ts";
import { exportWordsFor } from "./words.ts";

const style: CsvStyle = { separator: "comma", decimal: "point", time: String, yes: "yes", no: "no" };
const clock = wallClockIn("UTC");

/** As RFC 4180 says, and nothing more. */
function parse(text: string, separator: string): string[][] {
  const rows: string[][] = [];
  let [row, cell, isQuoted] = [[] as string[], "", false];
  for (let at = 0; at < text.length; at++) {
    const one = text[at] as string;
    if (isQuoted) {
      if (one === '"' && text[at + 1] === '"') cell += text[at++];
      else if (one === '"') isQuoted = false;
      else cell += one;
    } else if (one === '"') isQuoted = true;
    else if (one === separator) [cell] = ["", row.push(cell)];
    else if (one === "\r" && text[at + 1] === "\n") {
      rows.push([...row, cell]);
      [row, cell] = [[], ""];
      at++;
    } else cell += one;
  }
  return rows;
}

describe("A file of answers", () => {
  it.each(Object.keys(separators) as (keyof typeof separators)[])(
    "is read back as it was written, by %s",
    (separator) => {
      const table = fc.array(fc.array(fc.string({ unit: "binary" }), { minLength: 2, maxLength: 4 }), { maxLength: 5 });
      fc.assert(
        fc.property(table, (rows) => {
          expect(parse(csvLines(rows, { ...style, separator }), separators[separator])).toEqual(
            rows.map((row) => row.map(safeText)),
          );
        }),
      );
    },
  );

  it("begins no cell like a formula, whatever was said", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("", " ", "\t", "\u200b", "\u00a0"),
        fc.constantFrom(..."=+-@|＝＋－＠"),
        fc.string(),
        (blank, sign, rest) => {
          expect(safeText(`${blank}${sign}${rest}`).startsWith("'")).toBe(true);
        },
      ),
    );
  });

  it("keeps numbers numbers, with the fraction that was asked for", () => {
    expect(
      csvLines([[-7.5, true, { day: "2026-02-28" }, null]], { ...style, decimal: "comma", separator: "semicolon" }),
    ).toBe('"-7,5";yes;2026-02-28;\r\n');
  });

  it.each([
    ["2026-11-21", 46347],
    ["1900-03-01", 61],
  ])("has %s as Excel counts days", (day, serial) => {
    expect(sheetRows([[{ day }]], 2, clock)).toBe(`<row r="2"><c r="A2" s="3"><v>${serial}</v></c></row>`);
  });

  it("writes nothing that XML cannot hold, and names columns as sheets do", () => {
    const headings = Array.from({ length: 703 }, () => "");
    headings[702] = 'a<b & "c"\u0007_x0041_\ud800';
    expect(headingRow(headings)).toContain(
      '<c r="AAA1" t="inlineStr" s="1"><is><t xml:space="preserve">a&lt;b &amp; &quot;c&quot;_x005F_x0041_</t></is></c>',
    );
  });

  it("writes what once was a text under a question that asks for a day as a text, which no program runs", () => {
    const definition = {
      schemaVersion: 1 as const,
      name: "After delivery",
      locale: "en",
      translations: {},
      questions: [{ id: "day", type: "date" as const, prompt: "When?" }],
      endings: [],
    };
    const [column] = answerColumns([definition], { as: "labels", locale: "en", words: exportWordsFor("en").parts });
    expect(["2026-02-28", "=1+1"].map((answer) => column?.read(answer))).toEqual([{ day: "2026-02-28" }, "=1+1"]);
    expect(csvLines([[{ day: "=1+1" }]], style)).toBe(`"'=1+1"\r\n`);
  });

  it("keeps the column of a choice that a later version dropped, and calls it what it was called last", () => {
    const version = (prompt: string, ...labels: [string, string][]) => ({
      schemaVersion: 1 as const,
      name: "After delivery",
      locale: "en",
      translations: {},
      questions: [
        { id: "used", type: "multipleChoice" as const, prompt, choices: labels.map(([id, label]) => ({ id, label })) },
      ],
      endings: [],
    });
    const columns = answerColumns([version("Now?", ["b", "B now"]), version("Then?", ["a", "A"], ["b", "B"])], {
      as: "labels",
      locale: "en",
      words: exportWordsFor("en").parts,
    });
    expect(columns.map(({ prompt, part }) => [prompt, part?.label])).toEqual([
      ["Now?", "B now"],
      ["Now?", "A"],
    ]);
    expect(columns.map(({ read }) => read(["a"]))).toEqual([0, 1]);
  });
});
