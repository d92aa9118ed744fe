import fc from "fast-check";
import { expect, it } from "vitest";
import { bcaInterval, percentileInterval } from "./bootstrap.ts";

const mean = (values: readonly number[]) =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;

// SciPy with 400 000 resamples. With our usual 2 000 the end of so long a tail wanders by a tenth.
it.each([
  [[7, 9, 10, 8, 6, 7, 9, 10, 10, 5], 7, 9.1, 0.1],
  [[1, 1, 1, 2, 2, 3, 4, 7, 15, 40], 3, 20.8, 0.4],
])("puts the same interval around the mean of %o as SciPy", (values, low, high, tolerance) => {
  const found = bcaInterval(values, mean, { resamples: 50_000 })!;
  expect(Math.abs(found.low - low)).toBeLessThan(tolerance);
  expect(Math.abs(found.high - high)).toBeLessThan(tolerance);
});

it("says the same of the same answers every time, and almost the same by another seed", () => {
  const values = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5];
  expect(bcaInterval(values, mean)).toEqual(bcaInterval(values, mean));
  expect(bcaInterval(values, mean, { seed: 7 })!.low).toBeCloseTo(bcaInterval(values, mean)!.low, 0);
});

it("knows no interval of one respondent, nor of a figure that most resamples do not have", () => {
  expect(bcaInterval([4], mean)).toBeNull();
  expect(bcaInterval([], mean)).toBeNull();
  const onlyOfAll = (rows: readonly number[]) => (new Set(rows).size === 5 ? 1 : null);
  expect(bcaInterval([1, 2, 3, 4, 5], onlyOfAll)).toBeNull();
});

it("takes figures for equal that differ only by how finely answers are kept", () => {
  const values = [100 / 9, 200 / 9, 200 / 9, 300 / 9, 700 / 9, 800 / 9, 800 / 9];
  const kept = values.map((value) => Math.round(value * 1e9) / 1e9);
  expect(bcaInterval(kept, mean)!.low).toBeCloseTo(bcaInterval(values, mean)!.low, 7);
  expect(bcaInterval(kept, mean)!.high).toBeCloseTo(bcaInterval(values, mean)!.high, 7);
});

it("is a range around the figure, whatever was answered, and never not a number", () => {
  const answers = fc.array(fc.nat({ max: 10 }), { minLength: 2, maxLength: 12 });
  fc.assert(
    fc.property(answers, (values) => {
      const { low, high } = bcaInterval(values, mean, { resamples: 200 })!;
      expect(low <= high && low >= Math.min(...values) && high <= Math.max(...values)).toBe(true);
      const largest = bcaInterval(values, (rows) => Math.max(...rows), { resamples: 100 })!;
      expect(largest.low <= largest.high && largest.high <= Math.max(...values)).toBe(true);
    }),
    { numRuns: 50 },
  );
});

it("cuts off the tails of resampled figures", () => {
  const figures = Array.from({ length: 101 }, (_, i) => 100 - i);
  expect(percentileInterval(figures, 0.9)).toEqual({ low: expect.closeTo(5, 9), high: expect.closeTo(95, 9) });
  expect(percentileInterval([])).toBeNull();
});
