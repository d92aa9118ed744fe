import { describe, expect, it } from "vitest";
import { baselineOf, baselineWindow, seriesBaselineOf, weekdayOf } from "./baseline.ts";

// 2026-03-02, a Monday.
const monday = Date.UTC(2026, 2, 2) / 86_400_000;
/** `n` answers a day of 0, ½ and 1 with this mean. */
const days = (count: number, n: number, meanOf: (day: number) => number) =>
  Array.from({ length: count }, (_, index) => {
    const day = monday + index;
    const sum = n * meanOf(day);
    return { day, n, sum, sumSquares: sum };
  });

describe("A baseline", () => {
  it("looks back on 90 days that end 14 days ago, so that a shift does not soon become what is expected", () => {
    expect(baselineWindow(1000, null)).toEqual({ from: 896, to: 986 });
  });

  it("begins at the onset after a shift and then ends today, until the usual window has left the onset behind", () => {
    expect(baselineWindow(1000, 990)).toEqual({ from: 990, to: 1000 });
    expect(baselineWindow(1000, 897)).toEqual({ from: 897, to: 1000 });
    expect(baselineWindow(1000, 896)).toEqual({ from: 896, to: 986 });
  });

  it("has the three imaginary answers of an adjusted Wald interval in its mean", () => {
    const { n, mean, variance } = baselineOf([{ day: monday, n: 7, sum: 7, sumSquares: 7 }]) ?? {};
    expect(n).toBe(7);
    expect(mean).toBeCloseTo(8.5 / 10, 12);
    expect(variance).toBeCloseTo(8.125 / 10 - 0.85 ** 2, 12);
    expect(baselineOf([])).toBeNull();
  });

  it("believes a weekday by half when it has thirty answers", () => {
    const isSunday = (day: number) => weekdayOf(day) === 6;
    const { mean, weekdays } = baselineOf(days(70, 3, (day) => (isSunday(day) ? 0.3 : 0.6))) as {
      mean: number;
      weekdays: number[];
    };
    expect(weekdays[6]).toBeCloseTo((mean + 0.3) / 2, 9);
    expect(weekdays[0]).toBeCloseTo((mean + 0.6) / 2, 9);
  });

  it("of a series lets days differ by what they differ by, and never by less than two points of NPS", () => {
    const together = (meanOf: (day: number) => number, n: number) => {
      const own = days(90, n, meanOf);
      return seriesBaselineOf(
        [{ baseline: baselineOf(own) as NonNullable<ReturnType<typeof baselineOf>>, days: own }],
        90,
      );
    };
    expect(together(() => 0.6, 2000)?.deadZone).toBe(0.01);
    // Few answers: one standard error of their mean.
    const few = together(() => 0.6, 2);
    expect(few?.deadZone).toBeCloseTo(Math.sqrt((few?.variance ?? 0) / 180), 12);
    // Days that swing by ±5 points of 100, far beyond the chance of 2000 answers.
    const swinging = together((day) => (day % 2 === 0 ? 0.65 : 0.55), 2000)?.deadZone ?? 0;
    expect(swinging).toBeGreaterThan(0.05);
    expect(swinging).toBeLessThan(0.07);
  });
});
