import { expect, it } from "vitest";
import { compareRates, compareTallies } from "./comparison.ts";
import { contributionOf } from "./contribution.ts";
import { add, emptyTally, tallyOf, tallyOfCounts } from "./tally.ts";

const scores = (...counts: number[]) => tallyOfCounts(counts);
const range = { csiForm: "range" as const };

it("compares NPS by the adjusted interval, around the difference of the scores that are shown", () => {
  const before = scores(0, 0, 0, 0, 0, 0, 20, 0, 30, 0, 50);
  const after = scores(0, 0, 0, 0, 0, 0, 30, 0, 30, 0, 40);
  const found = compareTallies("nps", { before, after }, { scale: { min: 0, max: 10 }, ...range })!;
  expect(found).toMatchObject({ value: -20, confidence: 0.95, method: "adjusted-wald" });
  expect((found.low + found.high) / 2).toBeCloseTo((-20 * 100) / 103, 6);
  const strict = compareTallies("nps", { before, after }, { scale: { min: 0, max: 10 }, ...range, confidence: 0.995 })!;
  expect(strict.low).toBeLessThan(found.low);
});

it("compares CSAT by the share of the top two boxes, in percent points", () => {
  const before = scores(0, 30, 2, 0, 40, 8);
  const after = scores(0, 14, 0, 0, 50, 6);
  expect(compareTallies("csat", { before, after }, { scale: { min: 1, max: 5 }, ...range })).toEqual({
    value: expect.closeTo(20, 9),
    low: expect.closeTo(5.24, 2),
    high: expect.closeTo(33.39, 2),
    confidence: 0.95,
    method: "newcombe",
  });
});

it("compares CES by its means", () => {
  const before = scores(0, 0, 0, 0, 10, 10);
  const after = scores(0, 0, 0, 0, 0, 10, 10);
  const found = compareTallies("ces", { before, after }, { scale: { min: 1, max: 7 }, ...range })!;
  expect(found).toMatchObject({ value: 1, method: "welch" });
  expect(found.low).toBeGreaterThan(0);
});

it("compares CSI in the form that the workspace shows", () => {
  const scale = { min: 1, max: 10 };
  const question = {
    id: "parts",
    type: "csi" as const,
    metric: "csi" as const,
    prompt: "How satisfied are you with …",
    items: [{ id: "speed", label: "Speed", weight: 1 }],
    scale,
  };
  const rated = (...ratings: number[]) =>
    ratings.map((speed) => tallyOf(contributionOf(question, { speed })!)).reduce(add, emptyTally);
  const sides = { before: rated(5, 6, 7), after: rated(8, 9, 10) };
  expect(compareTallies("csi", sides, { scale, csiForm: "range" })!.value).toBeCloseTo(100 / 3, 6);
  expect(compareTallies("csi", sides, { scale, csiForm: "ratioToMax" })!.value).toBeCloseTo(30, 6);
});

it.each(["nps", "csat", "ces", "csi"] as const)("%s is not compared with nothing", (metric) => {
  const sides = { before: emptyTally, after: scores(0, 0, 0, 0, 0, 3) };
  expect(compareTallies(metric, sides, { scale: { min: 1, max: 5 }, ...range })).toBeNull();
});

it("compares rates in percent points", () => {
  expect(compareRates({ before: { hits: 48, n: 80 }, after: { hits: 56, n: 70 } })!.value).toBeCloseTo(20, 9);
  expect(compareRates({ before: { hits: 0, n: 0 }, after: { hits: 56, n: 70 } })).toBeNull();
});
