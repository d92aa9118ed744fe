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
