import { describe, expect, it } from "vitest";
import { type Compared, judge, type Verdict } from "./verdict.ts";

const between = (low: number, high: number) => ({
  value: (low + high) / 2,
  low,
  high,
  confidence: 0.95,
  method: "adjusted-wald" as const,
});

describe("The verdict on two windows", () => {
  it.each<[Compared, number, number, Verdict]>([
    ["nps", 1, 30, "rose"],
    ["nps", -33, -7, "fell"],
    ["nps", -4, 5, "noVisibleChange"],
    ["nps", -10, 10, "noVisibleChange"],
    ["nps", -10, 11, "cannotTell"],
    ["nps", 0, 12, "noVisibleChange"],
    ["csi", -4, 5, "noVisibleChange"],
    ["csi", -6, 5, "cannotTell"],
    ["csat", -5, 5, "noVisibleChange"],
    ["ces", 0.1, 0.4, "rose"],
    ["ces", -0.2, 0.3, "noVisibleChange"],
    ["ces", -0.5, 0.3, "cannotTell"],
    ["rate", -2.2, 1, "noVisibleChange"],
    ["rate", -8, 9, "cannotTell"],
  ])("of %s by a difference of %d…%d: %s", (compared, low, high, verdict) => {
    expect(judge(compared, { before: 30, after: 400, difference: between(low, high) })).toEqual({ verdict });
  });

  it.each([
    [29, 400, 1],
    [400, 22, 8],
    [0, 0, 30],
    [3, 10, 27],
  ])("waits with %i answers before and %i after: %i are missing", (before, after, missing) => {
    expect(judge("nps", { before, after, difference: between(20, 60) })).toEqual({ verdict: "learning", missing });
  });

  it("cannot be told without an interval", () => {
    expect(judge("ces", { before: 30, after: 30, difference: null })).toEqual({ verdict: "cannotTell" });
  });
});
