import { describe, expect, it } from "vitest";
import { axisLabels, isSmall, isWithin, placeOf, type TrendBucket, trendOf, verticalAxis, windowOf } from "./trend.ts";

const bucket = (from: string, low = 20, high = 40): TrendBucket => ({
  from: `${from}T00:00:00.000Z`,
  score: (low + high) / 2,
  n: 50,
  interval: { low, high },
});
const empty = (from: string): TrendBucket => ({ from, score: null, n: 0, interval: null });
const now = new Date("2026-11-18T12:00:00Z");
const froms = ({ points }: { points: TrendBucket[] }) => points.map(({ from }) => from.slice(5, 10));

describe("The buckets of a trend", () => {
  const weeks = [bucket("2026-11-02"), bucket("2026-11-09"), bucket("2026-11-16")];

  it("end with one that is still open while its week runs", () => {
    expect(trendOf(weeks, { bucket: "week", now }).isLastOpen).toBe(true);
    expect(trendOf(weeks, { bucket: "week", now: new Date("2026-11-23T00:00:00Z") }).isLastOpen).toBe(false);
  });

  it("leave out the future", () => {
    expect(froms(trendOf([...weeks, bucket("2026-11-23")], { bucket: "week", now }))).toEqual([
      "11-02",
      "11-09",
      "11-16",
    ]);
  });

  it("leave out a first one that began before the window", () => {
    const cut = { bucket: "week" as const, now, from: "2026-11-04T00:00:00.000Z" };
    expect(froms(trendOf(weeks, cut))).toEqual(["11-09", "11-16"]);
    expect(froms(trendOf(weeks, { ...cut, from: "2026-11-02T00:00:00.000Z" }))).toHaveLength(3);
  });

  it("may be none", () => {
    expect(trendOf([], { bucket: "day", now })).toEqual({ points: [], isLastOpen: false });
  });
});

describe("A bucket of a trend", () => {
  const weeks = [bucket("2026-11-02"), bucket("2026-11-09")];

  it("leads to the answers from its beginning until the next one's, and not beyond what was asked for", () => {
    expect(windowOf(weeks, 0, { bucket: "week" })).toEqual({ from: weeks[0]?.from, to: weeks[1]?.from });
    expect(windowOf(weeks, 1, { bucket: "week" }).to).toBe("2026-11-16T00:00:00.000Z");
    expect(windowOf(weeks, 1, { bucket: "week", to: "2026-11-11T00:00:00.000Z" }).to).toBe("2026-11-11T00:00:00.000Z");
    expect(windowOf(weeks, 1, { bucket: "week", to: "2027-01-01T00:00:00.000Z" }).to).toBe("2026-11-16T00:00:00.000Z");
  });

  it("is grey with fewer than thirty answers, and no bucket at all with none", () => {
    expect([0, 1, 29, 30].map((n) => isSmall({ n }))).toEqual([false, true, true, false]);
  });

  it("says where between the points something happened, and what is out of sight", () => {
    expect(placeOf("2026-11-05T12:00:00Z", weeks, "week")).toBe(0.5);
    expect(placeOf("2026-11-15T00:00:00Z", weeks, "week")).toBe(1);
    expect(isWithin({ at: "2026-11-01T23:00:00Z" }, weeks, "week")).toBe(false);
    expect(isWithin({ at: "2026-11-01T23:00:00Z", until: "2026-11-02T01:00:00Z" }, weeks, "week")).toBe(true);
    expect(isWithin({ at: "2026-11-15T23:00:00Z" }, weeks, "week")).toBe(true);
    expect(isWithin({ at: "2026-11-16T00:00:00Z" }, weeks, "week")).toBe(false);
  });
});

describe("The vertical axis", () => {
  it.each<[string, Parameters<typeof verticalAxis>, [number, number, number]]>([
    ["spans 60 points of NPS at least", ["nps", [bucket("2026-11-02", 22, 48)], [35]], [0, 60, 20]],
    ["holds every interval", ["nps", [bucket("2026-11-02", -17, 72)], [35]], [-20, 80, 20]],
    ["holds the usual level beside the target", ["nps", [bucket("2026-11-02", 22, 48)], [35, -5]], [-20, 60, 20]],
    ["holds the target", ["nps", [bucket("2026-11-02", 2, 5)], [79]], [0, 80, 20]],
    ["stays within the scale", ["nps", [bucket("2026-11-02", 90, 100)], [null]], [40, 100, 20]],
    ["of CSI is finer", ["csi", [bucket("2026-11-02", 76, 79)], [80]], [60, 90, 10]],
    ["of CES has seven steps", ["ces", [bucket("2026-11-02", 5.1, 5.6)], [5.5]], [4, 7, 1]],
    ["is there without answers", ["nps", [empty("2026-11-02T00:00:00Z")], []], [0, 60, 20]],
  ])("%s", (_, given, [min, max, step]) => {
    expect(verticalAxis(...given)).toEqual({ min, max, step });
  });
});

describe("Under a trend stand", () => {
  const english = { locale: "en-GB", timeZone: "UTC" };
  const daily = (n: number) =>
    Array.from({ length: n }, (_, day) => bucket(new Date(Date.UTC(2026, 10, 1 + day)).toISOString().slice(0, 10)));

  it("months where weeks enter them, with the year where it is new", () => {
    const weeks = ["2026-11-23", "2026-11-30", "2026-12-07", "2026-12-28", "2027-01-04"].map((from) => bucket(from));
    expect(axisLabels(weeks, "week", english)).toEqual(["", "", "Dec", "", "Jan 2027"]);
  });

  it("weeks by their first days where they are all of one month", () => {
    const weeks = [bucket("2026-11-02"), bucket("2026-11-09"), bucket("2026-11-16")];
    expect(axisLabels(weeks, "week", english)).toEqual(["2 Nov", "9 Nov", "16 Nov"]);
  });

  it("days, at most six, the newest among them", () => {
    const labels = axisLabels(daily(30), "day", english);
    expect(labels.filter(Boolean)).toEqual(["5 Nov", "10 Nov", "15 Nov", "20 Nov", "25 Nov", "30 Nov"]);
  });

  it("dates of the workspace's zone, in its language", () => {
    const [label] = axisLabels([{ ...bucket("2026-11-01"), from: "2026-10-31T21:00:00Z" }], "day", {
      locale: "ru-RU",
      timeZone: "Europe/Moscow",
    });
    expect(label).toBe("1 нояб");
  });
});
