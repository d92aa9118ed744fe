import { expect, it } from "vitest";
import { acsi, ohioWeights } from "./acsi.ts";

it("weighs the three questions, of 1–10 each, onto 0–100", () => {
  expect(acsi({ satisfaction: 1, expectancy: 1, ideal: 1 })).toBe(0);
  expect(acsi({ satisfaction: 10, expectancy: 10, ideal: 10 }, ohioWeights)).toBeCloseTo(100, 12);
  expect(acsi({ satisfaction: 8.2, expectancy: 7.6, ideal: 7.4 })).toBeCloseTo(((8.2 + 7.6 + 7.4 - 3) / 27) * 100, 12);
});

it("is unknown where no question weighs", () => {
  expect(acsi({ satisfaction: 5, expectancy: 5, ideal: 5 }, { satisfaction: 0, expectancy: 0, ideal: 0 })).toBeNull();
});
