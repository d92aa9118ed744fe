import { describe, expect, it } from "vitest";
import { examplesOf, sightOf, type WatchedSeries } from "./watching.ts";

const watched = (level: WatchedSeries["series"]["level"], perDay: number, more: object = {}) =>
  ({ metric: "nps", status: "watching", series: { level }, perDay, seenWithin: null, ...more }) as WatchedSeries;

describe("What one figure stands for", () => {
  it("is the whole workspace, and the touchpoint in the middle by answers a day", () => {
    const [whole, middle] = [watched("workspace", 50), watched("touchpoint", 4)];
    const others = [watched("touchpoint", 1), watched("touchpoint", 17), watched("leaf", 3)];
    const unlike = [watched("workspace", 5, { metric: "ces" }), watched("touchpoint", 4, { status: "learning" })];
    expect(examplesOf([...unlike, ...others, middle, whole])).toEqual({ whole, middle });
    expect(examplesOf([])).toEqual({ whole: null, middle: null });
  });

  it("is what is seen in two weeks, else in a month, else nothing", () => {
    expect(sightOf({ seenWithin: { days7: 30, days14: 20, days30: 10 } })).toEqual({ fall: 20, days: 14 });
    expect(sightOf({ seenWithin: { days7: null, days14: null, days30: 60 } })).toEqual({ fall: 60, days: 30 });
    expect(sightOf({ seenWithin: { days7: null, days14: null, days30: null } })).toBeNull();
  });
});
