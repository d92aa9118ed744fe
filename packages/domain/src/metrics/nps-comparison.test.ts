import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareNps, npsSampleSize, npsSampleSizePerGroup } from "./nps-comparison.ts";

const nps = (detractors: number, passives: number, promoters: number) => ({ detractors, passives, promoters });

describe("The difference of two NPS", () => {
  it("is the published one of R's nps.test by plain Wald", () => {
    expect(compareNps(nps(20, 30, 50), nps(30, 30, 40), { method: "wald" })).toEqual({
      method: "wald",
      difference: 20,
      standardError: expect.closeTo(11.4018, 4),
      z: expect.closeTo(20 / 11.401754251, 8),
      p: expect.closeTo(0.0794106, 7),
      bounds: { low: expect.closeTo(-2.347, 4), high: expect.closeTo(42.347, 4) },
    });
  });

  it("changes its sign, and nothing else, when the two change places", () => {
    const some = fc.tuple(fc.nat(50), fc.nat(50), fc.integer({ min: 1, max: 50 })).map((bands) => nps(...bands));
    fc.assert(
      fc.property(some, some, fc.constantFrom("wald" as const, "adjusted-wald" as const), (a, b, method) => {
        const there = compareNps(a, b, { method })!;
        const back = compareNps(b, a, { method })!;
        expect(back.difference).toBeCloseTo(-there.difference, 9);
        expect(back.p).toBeCloseTo(there.p, 12);
        expect(back.bounds.low).toBeCloseTo(-there.bounds.high, 9);
        expect(there.bounds.low >= -200 && there.bounds.high <= 200).toBe(true);
      }),
    );
  });

  it("is unknown while one side has no answers", () => {
    expect(compareNps(nps(0, 0, 0), nps(1, 2, 3))).toBeNull();
    expect(compareNps(nps(1, 2, 3), nps(0, 0, 0), { method: "wald" })).toBeNull();
  });

  it("is no difference between two sides of the same one mind", () => {
    expect(compareNps(nps(0, 0, 4), nps(0, 0, 9), { method: "wald" })).toMatchObject({ difference: 0, z: 0, p: 1 });
  });

  it("is not infinitely certain between two sides of opposite minds", () => {
    const comparison = compareNps(nps(2, 0, 0), nps(0, 0, 2), { method: "wald" })!;
    expect(comparison).toEqual(compareNps(nps(2, 0, 0), nps(0, 0, 2)));
    expect(comparison.method).toBe("adjusted-wald");
    expect(comparison.p).toBeGreaterThan(0.01);
  });
});

describe("The sample", () => {
  it.each([
    [20, 94, 56],
    [10, 382, 232],
    [5, 1534, 935],
    [3, 4266, 2601],
    [2, 9601, 5856],
  ])("for ±%i points is the published one", (margin, worstCase, usual) => {
    expect(npsSampleSize({ margin })).toBe(worstCase);
    expect(npsSampleSize({ margin, variance: 0.61 })).toBe(usual);
  });

  it("for two groups finds a difference of ten points four times in five", () => {
    expect(npsSampleSizePerGroup({ difference: 10, variance: 0.61 })).toBe(955);
  });

  it("is never empty", () => {
    expect([npsSampleSize({ margin: 200 }), npsSampleSizePerGroup({ difference: 200, variance: 0.1 })]).toEqual([1, 1]);
  });
});
