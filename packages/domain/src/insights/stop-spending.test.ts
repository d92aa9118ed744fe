import { expect, it } from "vitest";
import { stopSpending } from "./stop-spending.ts";

const nps = (detractors: number, passives: number, promoters: number) => ({ detractors, passives, promoters });
const saturated = { best: nps(500, 2000, 7500), good: nps(500, 2000, 7500) };
const stage = { performance: { low: 86, high: 90 }, share: { low: 0.01, high: 0.09 }, finalOf: saturated };

it("says stop only where a stage is good, hardly matters and its best is worth no more than its good", () => {
  expect(stopSpending(stage, 5)).toEqual({
    isGoodEnough: true,
    hardlyMatters: true,
    isSaturated: true,
    stopSpending: true,
  });
  expect(stopSpending({ ...stage, performance: { low: 84.9, high: 90 } }, 5)).toMatchObject({
    isGoodEnough: false,
    stopSpending: false,
  });
  expect(stopSpending(stage, 6)).toMatchObject({ hardlyMatters: false, stopSpending: false });
  const worthIt = { best: nps(50, 100, 850), good: nps(100, 200, 700) };
  expect(stopSpending({ ...stage, finalOf: worthIt }, 5)).toMatchObject({ isSaturated: false, stopSpending: false });
});

it("does not say stop where it cannot tell", () => {
  const unknown = { performance: null, share: null, finalOf: { best: nps(0, 0, 0), good: nps(1, 1, 1) } };
  expect(stopSpending(unknown, 5)).toEqual({
    isGoodEnough: null,
    hardlyMatters: null,
    isSaturated: null,
    stopSpending: false,
  });
});
