import { expect, it } from "vitest";
import { finitePopulationFactor } from "./finite-population.ts";

it.each([
  [100, Number.POSITIVE_INFINITY, 1],
  [100, 400, Math.sqrt(300 / 399)],
  [400, 400, 0],
  [1, 1, 0],
  [2, 1, 0],
])("leaves %d answers of %d customers a share %d of their error", (n, population, factor) => {
  expect(finitePopulationFactor(n, population)).toBe(factor);
});
