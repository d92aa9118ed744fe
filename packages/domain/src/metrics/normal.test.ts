import { expect, it } from "vitest";
import { normalCdf, normalQuantile } from "./normal.ts";

/** 50-digit arithmetic, rounded to doubles. */
const table: [number, number][] = [
  [-30, 4.906713927148187e-198],
  [-10, 7.61985302416052e-24],
  [-6, 9.865876450376981e-10],
  [-2, 0.0227501319481792],
  [-1, 0.15865525393145705],
  [-0.1, 0.460172162722971],
  [1.959963984540054, 0.975],
  [3, 0.9986501019683699],
];

it.each(table)("knows the share of a normal population below %d", (x, share) => {
  expect(Math.abs(normalCdf(x) / share - 1)).toBeLessThan(1e-12);
});

it("is certain at both ends and undecided in the middle", () => {
  expect([normalCdf(-Infinity), normalCdf(0), normalCdf(Infinity)]).toEqual([0, 0.5, 1]);
  expect([normalQuantile(0), normalQuantile(0.5), normalQuantile(1)]).toEqual([-Infinity, 0, Infinity]);
});

it.each([
  [1e-300, -37.0470962993612],
  [1e-10, -6.361340902404056],
  [0.025, -1.9599639845400545],
  [0.2, -0.8416212335729143],
  [0.95, 1.6448536269514722],
  [0.995, 2.5758293035489004],
])("finds the quantile of %d", (p, x) => {
  expect(Math.abs(normalQuantile(p) / x - 1)).toBeLessThan(1e-12);
});

it("refuses a share that is none", () => {
  expect(() => normalQuantile(1.5)).toThrow(RangeError);
  expect(() => normalQuantile(Number.NaN)).toThrow(RangeError);
});
