import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csiOfOwnImportances, csiOfRespondents } from "./csi-of-respondents.ts";

const scale = { min: 1, max: 5 };

describe("The index of respondents", () => {
  it("shares a skipped item's weight among the others and leaves out who rated nothing", () => {
    const rows = [
      [5, 4, 3],
      [4, 4, null],
      [5, 5, 5],
      [null, null, null],
    ];
    const found = csiOfRespondents(rows, [0.5, 0.3, 0.2], scale, { method: "t" });
    expect(found).toEqual({
      csi: expect.closeTo(85.8333333333, 8),
      n: 3,
      interval: { low: expect.closeTo(53.9643216898, 8), high: 100, method: "t" },
    });
  });

  it("is bootstrapped below thirty respondents and Student's from thirty on", () => {
    const rows = Array.from({ length: 30 }, (_, i) => [1 + (i % 5), 1 + (i % 3)]);
    expect(csiOfRespondents(rows, [1, 2], scale)!.interval!.method).toBe("t");
    expect(csiOfRespondents(rows.slice(1), [1, 2], scale)!.interval!.method).toBe("bca");
  });

  it("has no interval with one respondent and is unknown without any", () => {
    expect(csiOfRespondents([[4, 4]], [1, 1], scale)).toEqual({ csi: 75, n: 1, interval: null });
    expect(csiOfRespondents([], [1, 1], scale)).toBeNull();
    expect(csiOfRespondents([[null, 3]], [1, 0], scale)).toBeNull();
  });

  it("mirrors when good and bad ratings change places", () => {
    const rating = fc.integer({ min: 1, max: 5 });
    fc.assert(
      fc.property(fc.array(fc.tuple(rating, rating), { minLength: 2, maxLength: 20 }), (rows) => {
        const there = csiOfRespondents(rows, [3, 1], scale, { method: "t" })!;
        const mirrored = rows.map((row) => row.map((one) => 6 - one));
        const back = csiOfRespondents(mirrored, [3, 1], scale, { method: "t" })!;
        expect(back.csi).toBeCloseTo(100 - there.csi, 9);
        expect(back.interval!.low).toBeCloseTo(100 - there.interval!.high, 9);
      }),
    );
  });
});

describe("The index by the respondents' own importances", () => {
  it("weighs mean ratings by mean importances", () => {
    const rows = [
      { ratings: [5, 1], importances: [9, 3] },
      { ratings: [3, 3], importances: [7, 5] },
    ];
    expect(csiOfOwnImportances(rows, scale)!.csi).toBeCloseTo((100 * (8 * 3 + 4 * 1)) / (12 * 4), 9);
  });

  it("is as sure as fixed weights where everybody finds the same important", () => {
    const rows = Array.from({ length: 20 }, (_, i) => ({ ratings: [1 + (i % 5), 1 + (i % 3)], importances: [2, 1] }));
    const own = csiOfOwnImportances(rows, scale)!;
    const fixed = csiOfRespondents(
      rows.map(({ ratings }) => ratings),
      [2, 1],
      scale,
    )!;
    expect(own.csi).toBeCloseTo(fixed.csi, 9);
    expect(own.interval!.low).toBeCloseTo(fixed.interval!.low, 9);
    expect(own.interval!.method).toBe("bca");
  });

  it("is unknown where nobody rated or nothing is important", () => {
    expect(csiOfOwnImportances([], scale)).toBeNull();
    expect(csiOfOwnImportances([{ ratings: [null], importances: [3] }], scale)).toBeNull();
    expect(csiOfOwnImportances([{ ratings: [4], importances: [0] }], scale)).toBeNull();
  });
});
