import { describe, expect, it } from "vitest";
import { headlineOf, strictVerdict } from "./headline.ts";

const one = (name: string, value: number, half: number, verdict = "cannotTell") => ({
  name,
  verdict,
  strictDifference: { value, low: value - half, high: value + half },
});

describe("The headline", () => {
  it("is the largest fall, however large a rise stands beside it", () => {
    const found = headlineOf([
      one("rise", 40, 10),
      one("small fall", -15, 10),
      one("fall", -30, 10),
      one("steady", 2, 9),
    ]);
    expect(found).toMatchObject({ first: { name: "fall" }, changedToo: 2, steady: 1, learning: 0 });
  });

  it("is the largest rise where nothing fell", () => {
    expect(headlineOf([one("a", 12, 10), one("b", 30, 10)]).first?.name).toBe("b");
  });

  it("is nothing while every interval covers zero or answers are missing", () => {
    const learning = one("new", -60, 10, "learning");
    expect(headlineOf([one("a", -12, 13), learning])).toEqual({ first: null, changedToo: 0, steady: 1, learning: 1 });
    expect(headlineOf([])).toEqual({ first: null, changedToo: 0, steady: 0, learning: 0 });
  });

  it("needs an interval", () => {
    expect(strictVerdict({ verdict: "cannotTell", strictDifference: null })).toBeNull();
  });
});
