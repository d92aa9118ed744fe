import fc from "fast-check";
import { expect, it } from "vitest";
import { type Moments, meanInterval, meanOf, momentsOfScores, varianceOf } from "./means.ts";
import { tallyOfCounts } from "./tally.ts";

function momentsOf(scores: number[]): Moments {
  return momentsOfScores(
    tallyOfCounts(scores.reduce((counts, score) => counts.with(score, counts[score] + 1), new Array(11).fill(0))),
  );
}

it("puts Student's interval around a mean as R does", () => {
  const moments = momentsOf([7, 9, 10, 8, 6, 7, 9, 10, 10, 5]);
  expect(meanOf(moments)).toBe(8.1);
  expect(meanInterval(moments)).toEqual({ low: expect.closeTo(6.81811, 5), high: expect.closeTo(9.38189, 5) });
});

it("knows no mean of nobody, and neither spread nor interval of one answer", () => {
  expect([meanOf(momentsOf([])), meanInterval(momentsOf([]))]).toEqual([null, null]);
  expect([meanOf(momentsOf([4])), varianceOf(momentsOf([4])), meanInterval(momentsOf([4]))]).toEqual([4, null, null]);
});

it("mirrors its interval on a mirrored scale", () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 10 }), { minLength: 2, maxLength: 50 }), (scores) => {
      const { low, high } = meanInterval(momentsOf(scores))!;
      const mirror = meanInterval(momentsOf(scores.map((score) => 10 - score)))!;
      expect([mirror.low, mirror.high]).toEqual([expect.closeTo(10 - high, 9), expect.closeTo(10 - low, 9)]);
    }),
  );
});

it("keeps the spread of ten million nearly equal answers", () => {
  const { n, sum, sumSquares } = {
    n: 10_000_001,
    sum: 100_000_000_001n * 10_000_000n,
    sumSquares: 100_000_000_001n ** 2n * 10_000_000n,
  };
  const oneApart = { n, sum: sum + 100_000_000_002n, sumSquares: sumSquares + 100_000_000_002n ** 2n };
  expect(varianceOf(oneApart)).toBeCloseTo(1 / n, 15);
});
