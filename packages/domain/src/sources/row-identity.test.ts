import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ordinalCounter, rowText } from "./row-identity.ts";

describe("what a row is known by", () => {
  it("does not depend on the order of columns", () => {
    expect(rowText(["a", "b"])(["1", "2"])).toBe(rowText(["b", "a"])(["2", "1"]));
  });

  it("does not change when an empty column is added", () => {
    expect(rowText(["a", "b"])(["1", "2"])).toBe(rowText(["a", "note", "b"])(["1", "", "2"]));
  });

  it("tells apart what only looks alike when put together", () => {
    expect(rowText(["a", "b"])(["1", "23"])).not.toBe(rowText(["a", "b"])(["12", "3"]));
    expect(rowText(["a", "b"])(["1", ""])).not.toBe(rowText(["a", "b"])(["", "1"]));
  });
});

describe("the ordinal of a row among equal rows", () => {
  it("counts each key for itself, however many there are", () => {
    const keys = fc.array(fc.oneof(fc.nat({ max: 20 }), fc.maxSafeNat()), { maxLength: 5000 });
    fc.assert(
      fc.property(keys, (all) => {
        const ordinalOf = ordinalCounter();
        const seen = new Map<number, number>();
        for (const key of all) {
          expect(ordinalOf(key)).toBe(seen.get(key) ?? 0);
          seen.set(key, (seen.get(key) ?? 0) + 1);
        }
      }),
      { numRuns: 20 },
    );
  });
});
