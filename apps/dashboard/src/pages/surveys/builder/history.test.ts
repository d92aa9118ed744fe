import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { begin, type History, record, redo, undo } from "./history.ts";

const through = (values: string[]) =>
  values.reduce<History<string>>((history, value) => record(history, value), begin("0"));

describe("What was edited", () => {
  it("is taken back to its beginning and brought again to its end, whatever was done", () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { maxLength: 30 }), (values) => {
        const edited = through(values);
        const back = values.reduce((history) => undo(history), edited);
        const again = values.reduce((history) => redo(history), back);
        expect([back.present, again.present]).toEqual(["0", edited.present]);
      }),
    );
  });

  it("goes on from what was taken back to, and what was given up is gone", () => {
    const other = record(undo(through(["1", "2"])), "3");
    expect([other.past, other.present, redo(other)]).toEqual([["0", "1"], "3", other]);
  });

  it("typed into one field is one step; typed into the next is another, and so after an undo", () => {
    const typed = record(record(begin(""), "a", "prompt"), "ab", "prompt");
    expect(undo(typed).present).toBe("");
    expect(undo(record(typed, "ab!", "help")).present).toBe("ab");
    const after = undo(record(typed, "ab!", "help"));
    expect(undo(record(after, "abc", "prompt")).present).toBe("ab");
  });
});
