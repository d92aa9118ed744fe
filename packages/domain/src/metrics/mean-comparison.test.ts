import { expect, it } from "vitest";
import { compareMeans } from "./mean-comparison.ts";

/** In tenths: moments are integers. */
const moments = (values: number[]) => {
  const tenths = values.map((value) => BigInt(Math.round(value * 10)));
  return {
    n: values.length,
    sum: tenths.reduce((sum, value) => sum + value, 0n),
    sumSquares: tenths.reduce((sum, value) => sum + value * value, 0n),
  };
};
const one = moments([0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2]);
const two = moments([1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]);

it("is the difference of R's t.test on its sleep data", () => {
  const { difference, bounds } = compareMeans(one, two)!;
  expect(difference / 10).toBeCloseTo(-1.58, 10);
  expect(bounds).toEqual({ low: expect.closeTo(-33.654832, 5), high: expect.closeTo(2.054832, 5) });
});

it("has no interval while one side has a single answer, and is unknown without any", () => {
  expect(compareMeans(moments([5]), one)).toEqual({ difference: expect.any(Number), bounds: null });
  expect(compareMeans(moments([]), one)).toBeNull();
});

it("is exact between two sides that never vary", () => {
  expect(compareMeans(moments([6, 6, 6]), moments([5, 5]))).toEqual({
    difference: 10,
    bounds: { low: 10, high: 10 },
  });
});
