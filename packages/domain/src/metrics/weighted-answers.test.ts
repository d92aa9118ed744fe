import fc from "fast-check";
import { expect, it } from "vitest";
import { meanInterval } from "./means.ts";
import { wilsonInterval } from "./proportions.ts";
import { weightedMean, weightedShare } from "./weighted-answers.ts";

const scores = [7, 9, 10, 8, 6, 7, 9, 10, 10, 5];

it("is the plain figure with the plain interval where all weigh alike", () => {
  const sum = BigInt(scores.reduce((total, score) => total + score));
  const sumSquares = BigInt(scores.reduce((total, score) => total + score * score, 0));
  const { low, high } = meanInterval({ n: 10, sum, sumSquares })!;
  const alike = scores.map((value) => ({ value, weight: 0.3 }));
  expect(weightedMean(alike)).toEqual({
    value: expect.closeTo(8.1, 10),
    n: expect.closeTo(10, 10),
    bounds: { low: expect.closeTo(low, 9), high: expect.closeTo(high, 9) },
  });
  const share = weightedShare(scores.map((score) => ({ isHit: score > 8, weight: 2 })))!;
  const wilson = wilsonInterval(5, 10)!;
  expect(share).toEqual({
    value: 0.5,
    n: expect.closeTo(10, 10),
    bounds: { low: expect.closeTo(wilson.low, 10), high: expect.closeTo(wilson.high, 10) },
  });
});

it("does not depend on the unit of the weights, and holds the figure", () => {
  const answers = fc.array(
    fc.record({
      value: fc.nat({ max: 10 }),
      weight: fc.double({ min: 0.1, max: 5, noNaN: true }),
      isHit: fc.boolean(),
    }),
    { minLength: 2, maxLength: 40 },
  );
  fc.assert(
    fc.property(answers, (given) => {
      const heavier = given.map((one) => ({ ...one, weight: one.weight * 1000 }));
      const [mean, share] = [weightedMean(given)!, weightedShare(given)!];
      expect(weightedMean(heavier)!.value).toBeCloseTo(mean.value, 9);
      expect(weightedMean(heavier)!.n).toBeCloseTo(mean.n, 6);
      for (const { value, n, bounds } of [mean, share]) {
        expect(n <= given.length + 1e-9).toBe(true);
        if (bounds) expect(bounds.low <= value + 1e-9 && value <= bounds.high + 1e-9).toBe(true);
      }
    }),
  );
});

it("has no interval of the mean where one respondent is nearly all there is, and no figure of nobody", () => {
  expect(weightedMean([{ value: 4, weight: 3 }])).toEqual({ value: 4, n: 1, bounds: null });
  const hardlyTwo = weightedMean([
    { value: 4, weight: 1 },
    { value: 9, weight: 0.001 },
  ]);
  expect(hardlyTwo).toMatchObject({ bounds: null });
  expect([weightedMean([]), weightedShare([{ isHit: true, weight: 0 }])]).toEqual([null, null]);
});
