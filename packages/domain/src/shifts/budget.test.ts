import { describe, expect, it } from "vitest";
import { alarmsAmong, isWorthAsking, thresholdOf } from "./budget.ts";

describe("The budget of false alarms", () => {
  const budget = { falseAlarmsPerYear: 12, workspaceSeries: 1, otherSeries: 44 };

  it.each([
    ["the workspace-wide series has half of it", true, false, 60.83],
    ["44 others share the other half", false, false, 2676.67],
    ["one with a target too has two detectors, each with half its share", false, true, 5353.33],
  ])("%s", (_, isWorkspace, hasTarget, days) => {
    expect(thresholdOf(budget, { isWorkspace, hasTarget })).toBeCloseTo(days, 2);
  });

  it("of one workspace-wide series each is shared when there are several metrics", () => {
    const three = { ...budget, workspaceSeries: 3 };
    expect(thresholdOf(three, { isWorkspace: true, hasTarget: false })).toBeCloseTo(182.5, 9);
  });

  it("lets none pass below its threshold", () => {
    expect(
      alarmsAmong(
        [
          ["a", 0.99],
          ["b", 1],
        ],
        "budget",
      ),
    ).toEqual(["b"]);
  });

  it("asks less of each when several speak at once, and sensitively only", () => {
    const ratios = [
      ["a", 0.6],
      ["b", 0.55],
      ["c", 0.2],
    ] as const;
    expect(alarmsAmong(ratios, "sensitive")).toEqual(["a", "b"]);
    expect(alarmsAmong(ratios, "budget")).toEqual([]);
    expect(alarmsAmong([["a", 0.6]], "sensitive")).toEqual([]);
  });

  it("is not asked for evidence that could be an alarm under no rule", () => {
    expect(isWorthAsking(100, 2676.67, 44)).toBe(true);
    expect(isWorthAsking(60, 2676.67, 44)).toBe(false);
  });
});
