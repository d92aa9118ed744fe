import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pageOf, readCursor } from "./page.ts";
import { Problem } from "./problem.ts";

const id = "0198c0de-0000-7000-8000-000000000001";
const rows = [1, 2, 3].map((day) => ({ at: new Date(Date.UTC(2026, 0, day)), id }));

describe("A page of a list", () => {
  it("says where the next one begins, and on the last that there is none", () => {
    const first = pageOf(rows, 2, (row) => row);
    expect(first.data).toHaveLength(2);
    expect(readCursor(first.nextCursor as string)).toEqual({ at: Date.UTC(2026, 0, 2), id });
    expect(pageOf(rows, 3, (row) => row).nextCursor).toBeNull();
    expect(pageOf([], 3, (row: { at: Date; id: string }) => row)).toEqual({ data: [], nextCursor: null });
  });

  it.each(["", "x", "1_2", `zzzzzzzzzzz_${id}`, `1_${id}'; drop table x`])(
    "refuses the cursor %j, which it did not make",
    (cursor) => {
      expect(() => readCursor(cursor)).toThrow(Problem);
    },
  );
});

describe("A cursor", () => {
  const moment = fc.date({ min: new Date("1900-01-01"), max: new Date("2200-01-01"), noInvalidDate: true });

  it("leads back to the row it was made of", () => {
    fc.assert(
      fc.property(moment, fc.uuid(), (at, id) => {
        const { nextCursor } = pageOf(
          [
            { at, id },
            { at, id },
          ],
          1,
          (row) => row,
        );
        expect(readCursor(nextCursor as string)).toEqual({ at: at.getTime(), id });
      }),
    );
  });

  it("that anybody made up is refused or is a place in time, and never breaks", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.stringMatching(/^-?[0-9a-z]{1,12}_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)),
        (text) => {
          try {
            expect(Number.isNaN(new Date(readCursor(text)?.at ?? 0).getTime())).toBe(false);
          } catch (error) {
            expect(error).toBeInstanceOf(Problem);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
