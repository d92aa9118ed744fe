import { describe, expect, it } from "vitest";
import type { AnswerValue, MetricQuestion } from "../survey/definition.ts";
import { classOf, contributionOf, isUnhappy, scoreOf } from "./contribution.ts";

const asked = { id: "score", prompt: "…" };
const nps: MetricQuestion = { ...asked, type: "nps" };
const csat: MetricQuestion = { ...asked, type: "csat" };
const ces: MetricQuestion = { ...asked, type: "ces" };
const csi: MetricQuestion = {
  ...asked,
  type: "csi",
  scale: { min: 1, max: 10 },
  items: [
    { id: "speed", label: "Speed", weight: 2 },
    { id: "constructor", label: "Staff", weight: 1 },
  ],
};

describe("One answer", () => {
  it.each<[MetricQuestion, AnswerValue, number]>([
    [nps, 0, 0],
    [nps, 10, 10],
    [csat, 1, 1],
    [ces, 7, 7],
  ])("to %o counts as the score given", (question, answer, bucket) => {
    expect(contributionOf(question, answer)).toEqual({ metric: question.type, bucket, scaled: null });
    expect(scoreOf(question, answer)).toBe(answer);
  });

  it("to a CSI counts by its weighted index, over the items given", () => {
    expect(contributionOf(csi, { speed: 10, constructor: 1 })).toEqual({
      metric: "csi",
      bucket: 6,
      scaled: 66_666_666_667n,
    });
    expect(scoreOf(csi, { speed: 10, constructor: 1 })).toBe(66.666666667);
    expect(contributionOf(csi, { speed: 10 })).toEqual({ metric: "csi", bucket: 10, scaled: 100_000_000_000n });
    expect(contributionOf(csi, { speed: 1 })).toEqual({ metric: "csi", bucket: 0, scaled: 0n });
  });

  it.each<[MetricQuestion, AnswerValue]>([
    [nps, 11],
    [nps, -1],
    [nps, 7.5],
    [nps, "7"],
    [nps, Number.NaN],
    [csat, 0],
    [csat, 6],
    [ces, 8],
    [csi, 5],
    [csi, {}],
    [csi, { wanted: true }],
    [csi, { unknown: 5 }],
    [csi, { speed: 10, constructor: 11 }],
  ])("that is not on the scale of %o counts nowhere: %o", (question, answer) => {
    expect(contributionOf(question, answer)).toBeNull();
    expect(scoreOf(question, answer)).toBeNull();
  });

  it("never is −0", () => {
    expect(Object.is(scoreOf(nps, -0), 0)).toBe(true);
  });
});

describe("A score", () => {
  it.each([
    ["nps", 6, "detractor"],
    ["nps", 7, "passive"],
    ["nps", 8, "passive"],
    ["nps", 9, "promoter"],
    ["csat", 2, "dissatisfied"],
    ["csat", 3, "neutral"],
    ["csat", 4, "satisfied"],
    ["ces", 3, "dissatisfied"],
    ["ces", 4, "neutral"],
    ["ces", 5, "satisfied"],
    ["csi", 49.999999999, "dissatisfied"],
    ["csi", 50, "neutral"],
    ["csi", 69.999999999, "neutral"],
    ["csi", 70, "satisfied"],
  ] as const)("of %s %d makes its customer a %s one", (metric, score, expected) => {
    expect(classOf(metric, score)).toBe(expected);
    expect(isUnhappy(metric, score)).toBe(expected === "detractor" || expected === "dissatisfied");
  });
});
