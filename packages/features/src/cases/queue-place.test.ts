import { describe, expect, it } from "vitest";
import { cursorOf, readQueueCursor } from "./queue-place.ts";

const id = "0198c0de-0000-7000-8000-000000000000";

describe("A place in the queue", () => {
  it.each([
    [184_000, 1_772_445_600_000],
    [0, 1_772_445_600_000],
    [-500, 0],
    [null, 253_402_300_799_999],
    [100_000_000_000_000, -1],
  ])("of a value of %s due at %i is found again by its cursor", (valueMinor, dueAt) => {
    const place = { valueMinor, dueAt, id };
    expect(readQueueCursor(cursorOf(place))).toEqual(place);
  });

  it.each(["", "x", `1_${id}`, `1__${id}`, `1_1_${id.slice(1)}`, `zzzzzzzzzzz_1_${id}`, `1_zzzzzzzzzzz_${id}`])(
    "is refused when the cursor is %j",
    (cursor) => {
      expect(() => readQueueCursor(cursor)).toThrow(expect.objectContaining({ code: "cursor.unreadable" }));
    },
  );
});
