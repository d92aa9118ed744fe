import { describe, expect, it } from "vitest";
import { daysToSee, smallestFallSeen } from "./detectable.ts";

/** NPS 30 of 50 / 30 / 20 %, known for certain, with a false alarm a year. */
const usual = { mean: 0.65, variance: 0.1525, deadZone: 0, threshold: 365 };

describe("How large a fall a series can see", () => {
  // METRICS §3.3: mean delays of the detector, which the known-delay formula reproduces within 5 % (10 % for −10).
  it.each([
    [20, 20, 7.87],
    [20, 100, 2.13],
    [20, 1000, 0.29],
    [10, 20, 23.4],
    [10, 100, 6.83],
    [10, 1000, 0.99],
    [40, 20, 2.8],
    [40, 100, 0.72],
    [40, 1000, 0.094],
  ])("of %i points at %i answers a day is seen in about %f days", (points, perDay, days) => {
    const told = daysToSee(points / 200, { ...usual, perDay });
    expect(told / days).toBeGreaterThan(0.93);
    expect(told / days).toBeLessThan(1.07);
  });

  it("grows smaller with time and with answers, never with patience about false alarms", () => {
    const at = (days: number, more: object = {}) =>
      smallestFallSeen(days, { ...usual, perDay: 20, deadZone: 0.01, ...more }) as number;
    expect(at(30)).toBeLessThan(at(14));
    expect(at(14)).toBeLessThan(at(7));
    expect(at(14, { perDay: 100 })).toBeLessThan(at(14));
    expect(at(14, { threshold: 6083 })).toBeGreaterThan(at(14));
  });

  it("is none at all where there are no answers, or fewer than any fall could show in", () => {
    expect(smallestFallSeen(30, { ...usual, perDay: 0 })).toBeNull();
    expect(smallestFallSeen(7, { ...usual, perDay: 0.2, threshold: 6083 })).toBeNull();
  });
});
