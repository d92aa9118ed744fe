import fc from "fast-check";
import { expect, it } from "vitest";
import { compareShares } from "./share-comparison.ts";

// Newcombe (1998), "Interval estimation for the difference between independent proportions", table II, method 10.
it.each([
  [56, 70, 48, 80, 0.0524, 0.3339],
  [9, 10, 3, 10, 0.1705, 0.809],
  [10, 10, 0, 20, 0.6791, 1],
])("puts the interval around %i of %i against %i of %i as it was published", (hits, n, others, ofOthers, low, high) => {
  const { bounds } = compareShares({ hits, n }, { hits: others, n: ofOthers })!;
  expect(bounds).toEqual({ low: expect.closeTo(low, 4), high: expect.closeTo(high, 4) });
});

it("changes its sign, and nothing else, when the two change places, and stays within −1 and 1", () => {
  const share = fc
    .integer({ min: 1, max: 2000 })
    .chain((n) => fc.record({ n: fc.constant(n), hits: fc.nat({ max: n }) }));
  fc.assert(
    fc.property(share, share, (a, b) => {
      const [there, back] = [compareShares(a, b)!, compareShares(b, a)!];
      expect(there.bounds.low).toBeCloseTo(-back.bounds.high, 12);
      expect(there.bounds.low >= -1 - 1e-12 && there.bounds.high <= 1 + 1e-12).toBe(true);
    }),
  );
});

it("is unknown while one side has no base", () => {
  expect(compareShares({ hits: 0, n: 0 }, { hits: 1, n: 2 })).toBeNull();
});
