import { describe, expect, it } from "vitest";
import { rowsOf, wrapped } from "./picture.ts";

const measure = (text: string) => text.length;

describe("What is written around a saved picture", () => {
  it("joins its parts by dots as long as they fit, and leaves out what is empty", () => {
    expect(wrapped(["1 Jun – 22 Nov", "", "2,079 answers"], 40, measure)).toEqual(["1 Jun – 22 Nov · 2,079 answers"]);
    expect(wrapped(["1 Jun – 22 Nov", "2,079 answers"], 20, measure)).toEqual(["1 Jun – 22 Nov", "2,079 answers"]);
  });

  it("breaks a long part between words", () => {
    expect(wrapped(["NPS of Ticket delivery"], 10, measure)).toEqual(["NPS of", "Ticket", "delivery"]);
  });

  it("puts as many signs of the legend into a row as fit", () => {
    const rows = rowsOf(["target 35", "95% interval", "shift"], 40, measure);
    expect(rows.map((row) => row.map(({ item }) => item))).toEqual([["target 35", "95% interval"], ["shift"]]);
    expect(rows[0]?.[1]?.x).toBe(9 + 16);
  });
});
