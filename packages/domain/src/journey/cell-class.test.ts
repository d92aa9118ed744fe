import { describe, expect, it } from "vitest";
import { cellClass } from "./cell-class.ts";

const cell = (low: number, high: number, more: { n?: number; target?: number | null } = {}) => ({
  n: 30,
  target: 40,
  interval: { low, high },
  ...more,
});

describe("the class of a cell", () => {
  it.each([
    ["far below the target", cell(10, 24.9), "--"],
    ["below it, 15 points exactly", cell(10, 25), "-"],
    ["below the target", cell(10, 39.9), "-"],
    ["touching the target from below", cell(10, 40), "0"],
    ["around the target", cell(30, 50), "0"],
    ["touching the target from above", cell(40, 60), "0"],
    ["above the target", cell(40.1, 60), "+"],
    ["above it, 15 points exactly", cell(55, 60), "+"],
    ["far above the target", cell(55.1, 60), "++"],
    ["of 29 answers, however bad", cell(-100, -90, { n: 29 }), "few"],
    ["of nobody", { n: 0, interval: null, target: 40 }, "few"],
    ["without a target", cell(-100, -90, { target: null }), "0"],
    ["with a target of zero", cell(1, 14, { target: 0 }), "+"],
    ["without an interval", { n: 30, interval: null, target: 40 }, "0"],
  ])("%s", (_, given, expected) => {
    expect(cellClass("nps", given)).toBe(expected);
  });

  it.each([
    ["csat", 80, 87.6, "++"],
    ["csat", 80, 87.4, "+"],
    ["csi", 80, 87.6, "++"],
    ["csi", 80, 87.4, "+"],
    ["ces", 5, 5.46, "++"],
    ["ces", 5, 5.44, "+"],
  ] as const)("%s with a target of %d, surely over %d: %s", (metric, target, low, expected) => {
    expect(cellClass(metric, { n: 100, target, interval: { low, high: low + 0.1 } })).toBe(expected);
  });
});
