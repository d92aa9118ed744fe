import { expect, it } from "vitest";
import {
  csiBucket,
  csiIndex,
  csiInForm,
  csiMeanRating,
  fromCsiUnits,
  importanceShares,
  satisfactionGap,
  toCsiUnits,
} from "./csi.ts";

const oneToTen = { min: 1, max: 10 };
const oneToFive = { min: 1, max: 5 };

function rated(weights: number[], ratings: number[]) {
  return ratings.map((rating, i) => ({ rating, weight: weights[i]! }));
}

it("weighs items by their importance as the published example does", () => {
  const index = csiIndex(rated([7, 5, 9, 3, 6], [7.92, 4, 8, 3, 4]), oneToTen)!;
  expect(csiMeanRating(index, oneToTen)).toBeCloseTo(6.0147, 4);
  expect(csiInForm("ratioToMax", index, oneToTen)).toBeCloseTo(60.147, 3);
});

it.each([
  ["the weights of the State of Ohio", [0.3885, 0.319, 0.2925], 72.4122],
  ["equal weights", [1, 1, 1], 71.9704],
])("gives the American index of 250 phone customers with %s", (_, weights, published) => {
  expect(csiIndex(rated(weights, [7.988, 7.128, 7.316]), oneToTen)).toBeCloseTo(published, 3);
});

it("does not hold a skipped item against anybody", () => {
  expect(csiIndex(rated([0.8], [5]), oneToFive)).toBe(100);
  expect(csiIndex([], oneToFive)).toBeNull();
});

it("starts at 0 as a range and at the lowest rating's share as a ratio", () => {
  const worst = csiIndex(rated([1, 3], [1, 1]), oneToFive)!;
  expect([csiInForm("range", worst, oneToFive), csiInForm("ratioToMax", worst, oneToFive)]).toEqual([0, 20]);
  expect([csiInForm("range", 100, oneToFive), csiInForm("ratioToMax", 100, oneToFive)]).toEqual([100, 100]);
});

it.each([
  [0, 0],
  [9.999999999, 0],
  [10, 1],
  [69.99999999999999, 7],
  [99.9, 9],
  [100, 10],
])("counts an index of %d in decile %i", (index, decile) => {
  expect(csiBucket(toCsiUnits(index))).toBe(decile);
});

it("stores an index to a billionth of a point", () => {
  expect(fromCsiUnits(toCsiUnits(100 / 3))).toBe(33.333333333);
});

it("says which item falls short of what it matters, and where nothing matters", () => {
  expect(importanceShares([9, 6, 5])).toEqual([0.45, 0.3, 0.25]);
  expect(importanceShares([0, 0])).toBeNull();
  expect(satisfactionGap({ importance: 9, satisfaction: 7 })).toBe(2);
  expect(satisfactionGap({ importance: 5, satisfaction: 9 })).toBe(-4);
});
