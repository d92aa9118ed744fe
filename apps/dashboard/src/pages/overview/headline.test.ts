import { describe, expect, it } from "vitest";
import { firstToTell, mostChanged, steadyOf, strictVerdict } from "./headline.ts";

const one = (name: string, value: number, half: number, verdict = "cannotTell") => ({
  name,
  verdict,
  strictDifference: { value, low: value - half, high: value + half },
});

describe("What differs from the period before", () => {
  it("is the largest fall, however large a rise stands beside it", () => {
    const found = mostChanged([one("rise", 40, 10), one("small fall", -15, 10), one("fall", -30, 10), one("0", 2, 9)]);
    expect(found?.name).toBe("fall");
  });

  it("is the largest rise where nothing fell", () => {
    expect(mostChanged([one("a", 12, 10), one("b", 30, 10)])?.name).toBe("b");
  });

  it("is nothing while every interval covers zero or answers are missing", () => {
    expect(mostChanged([one("a", -12, 13), one("new", -60, 10, "learning")])).toBeNull();
    expect(mostChanged([])).toBeNull();
  });

  it("needs an interval", () => {
    expect(strictVerdict({ verdict: "cannotTell", strictDifference: null })).toBeNull();
  });
});

describe("The shift that is told first", () => {
  const shift = (direction: "down" | "up", detectedAt: string) => ({ direction, detectedAt });

  it("is the newest fall, and a rise only where nothing fell", () => {
    const [older, newer, rise] = [shift("down", "2026-03-01"), shift("down", "2026-03-09"), shift("up", "2026-03-20")];
    expect(firstToTell([rise, older, newer])).toBe(newer);
    expect(firstToTell([rise])).toBe(rise);
    expect(firstToTell([])).toBeNull();
  });
});

describe("What is steady", () => {
  const one = (status: "watching" | "learning", touchpointKey: string, metric = "nps") => ({
    metric,
    status,
    series: { level: "touchpoint", touchpointKey },
  });

  it("is watched and has not moved; what moved and learns anew is not taken off twice", () => {
    const watched = [one("watching", "a"), one("watching", "b"), one("watching", "b", "ces"), one("learning", "c")];
    const shift = { metric: "nps", parts: [one("watching", "b"), one("learning", "c")] };
    expect(steadyOf(watched, [shift])).toBe(2);
    expect(steadyOf(watched, [])).toBe(3);
  });
});
