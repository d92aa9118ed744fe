import { describe, expect, it } from "vitest";
import type { Shift } from "./shifts.ts";
import { baselineOf } from "./trend-marks.ts";
import type { WatchedSeries } from "./watching.ts";

const watched = (series: object, expected: number | null, metric = "nps") =>
  ({ metric, series, expected }) as WatchedSeries;

describe("The usual level of a score", () => {
  const delivery = { level: "touchpoint", touchpointKey: "delivery", stage: "buy", journey: "default" };
  const all = [
    watched({ level: "journey", journey: "default" }, 1),
    watched({ level: "stage", stage: "buy", journey: "default" }, 2),
    watched({ level: "workspace" }, 34),
    watched({ level: "workspace", segment: "plan:Gold" }, 50),
    watched(delivery, 41),
    watched({ ...delivery, level: "leaf", channel: "sms" }, null),
  ];

  it.each<[string, Parameters<typeof baselineOf>[2], number | null]>([
    ["of the whole workspace is not that of a stage or a journey", {}, 34],
    ["of some customers is their own", { segment: "plan:Gold" }, 50],
    ["of a touchpoint is the touchpoint's", { touchpoint: "delivery" }, 41],
    ["is none while it is being learnt", { touchpoint: "delivery", channel: "sms" }, null],
    ["is none where nothing watches", { channel: "sms" }, null],
  ])("%s", (_, place, expected) => {
    expect(baselineOf({ watched: all, shifts: [] }, "nps", place)).toBe(expected);
    expect(baselineOf({ watched: all, shifts: [] }, "csi", place)).toBeNull();
  });

  it.each([
    ["open", 60],
    ["explained", 60],
    ["newNormal", 41],
  ] as const)("is the one before a shift that is %s", (status, expected) => {
    const shift = { metric: "nps", series: delivery, status, before: { score: 60, n: 900, interval: null } } as Shift;
    expect(baselineOf({ watched: all, shifts: [shift] }, "nps", { touchpoint: "delivery" })).toBe(expected);
    expect(baselineOf({ watched: all, shifts: [shift] }, "nps", {})).toBe(34);
  });
});
