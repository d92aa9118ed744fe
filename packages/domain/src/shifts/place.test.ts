import { describe, expect, it } from "vitest";
import { beganTogether, belongsTo, headOf, type Located, locate, placesOfAnswer, placesOfOutcome } from "./place.ts";

const leaf = (touchpointId: string, channel: string, stageId = "use", journeyId = "travel"): Located => ({
  level: "leaf",
  touchpointId,
  channel,
  stageId,
  journeyId,
  dimensionId: null,
  dimensionValue: null,
  distributionId: null,
});
const touchpoint = (id: string, stageId?: string): Located => ({
  ...leaf(id, "", stageId),
  level: "touchpoint",
  channel: null,
});
const stage = (stageId: string): Located => ({ ...touchpoint("", stageId), level: "stage", touchpointId: null });
const journey: Located = { ...stage(""), level: "journey", stageId: null };
const workspace: Located = { ...journey, level: "workspace", journeyId: null };
const segment = (dimensionId: string, dimensionValue: string): Located => ({
  ...workspace,
  dimensionId,
  dimensionValue,
});

describe("An answer", () => {
  it("belongs to its leaf, to everything above it, and to each watched segment", () => {
    const places = placesOfAnswer({ touchpointId: "t", channel: "sms", stageId: "use", journeyId: "travel" }, [
      { dimensionId: "plan", value: "gold" },
    ]);
    expect(places.map(({ level, dimensionValue }) => dimensionValue ?? level)).toEqual([
      "leaf",
      "touchpoint",
      "stage",
      "journey",
      "workspace",
      "gold",
    ]);
  });

  it("of a touchpoint that stands in no stage belongs to no stage and no journey", () => {
    const places = placesOfAnswer({ touchpointId: "t", channel: "sms", stageId: null, journeyId: null }, []);
    expect(places.map(({ level }) => level)).toEqual(["leaf", "touchpoint", "workspace"]);
  });
});

describe("An outcome", () => {
  const leaf = { touchpointId: "t", channel: "email", stageId: "use", journeyId: "travel", distributionId: "d" };

  it("of an invitation is watched by its distribution, over all channels", () => {
    expect(placesOfOutcome("responseRate", leaf)).toMatchObject([
      { touchpointId: "t", channel: null, distributionId: "d" },
    ]);
  });

  it("of an unhappy customer is watched at the touchpoint and in the workspace", () => {
    expect(placesOfOutcome("followUp", leaf).map(({ level }) => level)).toEqual(["touchpoint", "workspace"]);
  });
});

describe("Alarms", () => {
  it("are one shift when one place holds the other, or a segment cuts across it", () => {
    const head = touchpoint("delivery");
    expect(belongsTo(leaf("delivery", "sms"), head, [])).toBe(true);
    expect(belongsTo(stage("use"), head, [])).toBe(true);
    expect(belongsTo(workspace, head, [])).toBe(true);
    expect(belongsTo(segment("plan", "gold"), head, [])).toBe(true);
    expect(belongsTo(touchpoint("refunds"), head, [])).toBe(false);
    expect(belongsTo(leaf("refunds", "sms"), head, [])).toBe(false);
    expect(belongsTo(stage("buy"), head, [])).toBe(false);
  });

  it("of two touchpoints are not one shift because the workspace that holds both moved too", () => {
    expect(belongsTo(touchpoint("refunds"), touchpoint("delivery"), [touchpoint("delivery"), workspace])).toBe(false);
  });

  it("of two values of one dimension are two shifts: nobody has both", () => {
    expect(belongsTo(segment("plan", "gold"), segment("plan", "basic"), [])).toBe(false);
    expect(belongsTo(segment("age", "18-24"), segment("plan", "basic"), [])).toBe(true);
  });

  it("belong together when their onsets may be the same, given how sure each is", () => {
    const began = (onset: number, onsetDeviation: number) => ({ onset, onsetDeviation });
    expect(beganTogether(began(100, 0.5), began(105.9, 0.5))).toBe(true);
    expect(beganTogether(began(100, 0.5), began(106.1, 0.5))).toBe(false);
    expect(beganTogether(began(100, 5), began(112.9, 0.5))).toBe(true);
  });
});

describe("A shift is named after", () => {
  it.each<[string, Located[], Partial<Located>]>([
    ["the channel that moved alone", [leaf("delivery", "sms"), stage("use")], { level: "leaf", channel: "sms" }],
    ["the touchpoint, if it moved as a whole", [touchpoint("delivery"), workspace], { level: "touchpoint" }],
    [
      "the touchpoint of two channels",
      [leaf("delivery", "sms"), leaf("delivery", "email")],
      { level: "touchpoint", channel: null },
    ],
    [
      "the stage of two touchpoints",
      [touchpoint("delivery"), leaf("boarding", "sms")],
      { level: "stage", stageId: "use" },
    ],
    [
      "the journey of two stages",
      [touchpoint("delivery"), touchpoint("search", "buy")],
      { level: "journey", stageId: null },
    ],
    ["what is narrowest, where no touchpoint moved by itself", [workspace, stage("use")], { level: "stage" }],
    ["the segment that moved alone", [segment("plan", "gold")], { dimensionValue: "gold" }],
  ])("%s", (_, parts, expected) => {
    expect(headOf(parts)).toMatchObject(expected);
  });
});

it("A place is told apart by the stage and journey that its touchpoint stands in now", () => {
  const above = { touchpoint: () => ({ stageId: "use", journeyId: "travel" }), stage: () => "travel" };
  expect(locate({ ...touchpoint("t"), stageId: null, journeyId: null }, above)).toMatchObject({ stageId: "use" });
  expect(locate({ ...stage("use"), journeyId: null }, above)).toMatchObject({ journeyId: "travel" });
  expect(locate(workspace, above)).toEqual(workspace);
});
