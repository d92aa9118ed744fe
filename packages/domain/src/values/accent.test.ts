import { describe, expect, it } from "vitest";
import { accentColours, accentContrast, contrastOf, leastContrast } from "./accent.ts";

describe("the contrast of an accent with the card", () => {
  it.each([
    ["#000000", 21],
    ["#FFFFFF", 1],
    ["#5B3FC4", 7.15],
    ["#0E5C50", 7.84],
    ["#767676", 4.54],
    ["#777777", 4.48],
    ["#ffd400", 1.42],
    ["#FF0000", 4.0],
  ])("%s: %f", (accent, ratio) => {
    expect(accentContrast(accent)).toBeCloseTo(ratio, 1);
  });

  it("is the same both ways", () => {
    expect(contrastOf("#123456", "#abcdef")).toBe(contrastOf("#abcdef", "#123456"));
  });
});

// Twelve hues, each as light as a light page allows, and far darker; and greys.
const steps = [0, 26, 51, 77, 102, 128, 153, 179, 204, 230, 255];
const accepted = steps
  .flatMap((r) => steps.flatMap((g) => steps.map((b) => `#${[r, g, b].map(hex).join("")}`)))
  .filter((accent) => accentContrast(accent) >= leastContrast);

function hex(channel: number): string {
  return channel.toString(16).padStart(2, "0");
}

describe("an accent that light pages allow", () => {
  it("is one of many", () => {
    expect(accepted.length).toBeGreaterThan(300);
  });

  it("and ours can be read on every ground, as can the text upon it, in both themes", () => {
    const poor = [null, ...accepted].filter((accent) => {
      const { light, onLight, dark, onDark } = accentColours(accent);
      const pairs = [
        [light, "#FFFFFF"],
        [light, onLight],
        [dark, "#151719"],
        [dark, "#1E2124"],
        [dark, onDark],
      ] as const;
      return pairs.some(([front, back]) => contrastOf(front, back) < leastContrast);
    });
    expect(poor).toEqual([]);
  });

  it("stays itself on light pages, and gets lighter on dark ones only as far as needed", () => {
    expect(accentColours("#5B3FC4").light).toBe("#5B3FC4");
    const { dark } = accentColours("#5B3FC4");
    expect(contrastOf(dark, "#1E2124")).toBeGreaterThanOrEqual(6);
    expect(contrastOf(dark, "#1E2124")).toBeLessThan(7.5);
  });
});
