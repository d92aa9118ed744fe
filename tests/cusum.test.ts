import { describe, expect, it } from "vitest";
import { answersToAlarm, likelihoodSteps, type Mix, thresholdFor } from "./bench/shifts/cusum.ts";
import { tryOnce } from "./bench/shifts/trials.ts";
import { before } from "./bench/shifts/watches.ts";

const fallOf20: Mix = [0.3, 0.3, 0.4];

describe("The oracle that the shift detector is measured by", () => {
  it("waits h (h + 1) answers when each is a fair step up or down", () => {
    expect(answersToAlarm([-1, 0, 1], [0.5, 0, 0.5], 10, 10)).toBeCloseTo(110, 8);
  });

  // METRICS §3.3: its delay when the shift is there from the start.
  it.each([
    [20, 6.82],
    [100, 1.84],
    [1000, 0.257],
  ])("at %i answers a day finds a fall of 20 points after %f days", (rate, days) => {
    const threshold = thresholdFor(before, fallOf20, 365 * rate);
    const delay = answersToAlarm(likelihoodSteps(before, fallOf20), fallOf20, threshold) / rate;
    expect(Math.abs(delay / days - 1)).toBeLessThan(0.015);
  });

  it("is simulated as its chain says", () => {
    const runs = 400;
    const threshold = thresholdFor(before, fallOf20, 2000);
    const method = { kind: "oracle", after: fallOf20, threshold } as const;
    let days = 0;
    for (let run = 0; run < runs; run++) days += tryOnce({ id: 1, ask: "interval", method, rate: 20 }, 7, run);
    // Intervals are nearly exponential: four standard errors.
    expect(Math.abs(days / runs / 100 - 1)).toBeLessThan(4 / Math.sqrt(runs));
  });
});
