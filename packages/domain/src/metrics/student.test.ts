import { expect, it } from "vitest";
import { normalQuantile } from "./normal.ts";
import { tQuantile } from "./student.ts";

// 50-digit arithmetic, rounded to doubles. One degree of freedom is Cauchy's heavy tail; 1000 is where the expansion takes over.
it.each([
  [0.975, 1, 12.706204736174694],
  [0.9995, 1, 636.6192487687897],
  [0.975, 2, 4.302652729749462],
  [0.95, 2.5, 2.5582186141359355],
  [0.6, 4, 0.27072229470759734],
  [0.975, 9, 2.262157162798205],
  [0.995, 30, 2.749995653567225],
  [0.975, 59, 2.0009953780882674],
  [0.975, 999, 1.9623414611334495],
  [0.975, 1000, 1.962339080826408],
  [0.99, 20000, 2.326534342053274],
])("finds the t below which a share of %d lies with %d degrees of freedom", (p, df, t) => {
  expect(Math.abs(tQuantile(p, df) / t - 1)).toBeLessThan(1e-10);
});

it("is symmetric around its middle", () => {
  expect(tQuantile(0.5, 7)).toBe(0);
  expect(tQuantile(0.025, 7)).toBeCloseTo(-tQuantile(0.975, 7), 12);
});

it("becomes the normal distribution in a large sample", () => {
  expect(tQuantile(0.975, 1e12)).toBeCloseTo(normalQuantile(0.975), 11);
});
