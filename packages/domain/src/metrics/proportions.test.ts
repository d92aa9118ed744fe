import fc from "fast-check";
import { expect, it } from "vitest";
import { wilsonInterval } from "./proportions.ts";

it.each([
  [81, 263, 0.25529, 0.36621],
  [15, 148, 0.06239, 0.16049],
  [0, 20, 0, 0.16113],
  [1, 29, 0.00611, 0.17176],
])("puts Wilson's interval around %i of %i as Newcombe (1998) published it", (hits, n, low, high) => {
  expect(wilsonInterval(hits, n)).toEqual({ low: expect.closeTo(low, 5), high: expect.closeTo(high, 5) });
});

it("mirrors when satisfied and dissatisfied customers change places, and holds the share", () => {
  const hitsOfN = fc
    .nat({ max: 5000 })
    .chain((hits) => fc.tuple(fc.constant(hits), fc.integer({ min: Math.max(1, hits), max: 6000 })));
  fc.assert(
    fc.property(hitsOfN, ([hits, n]) => {
      const { low, high } = wilsonInterval(hits, n)!;
      const mirror = wilsonInterval(n - hits, n)!;
      expect([mirror.low, mirror.high]).toEqual([expect.closeTo(1 - high, 14), expect.closeTo(1 - low, 14)]);
      expect(0 <= low && low <= hits / n && hits / n <= high && high <= 1).toBe(true);
    }),
  );
});

it("ends exactly at the scale when all customers agree", () => {
  expect([wilsonInterval(0, 7)!.low, wilsonInterval(7, 7)!.high]).toEqual([0, 1]);
});

it("knows no interval without a base", () => {
  expect(wilsonInterval(0, 0)).toBeNull();
});
