import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contrastOf } from "./accent.ts";
import { faultsOfTheme, nearestReadable, pageColours } from "./theme.ts";

const colour = fc.integer({ min: 0, max: 0xffffff }).map((n) => `#${n.toString(16).padStart(6, "0").toUpperCase()}`);

describe("A theme", () => {
  it("is read by everybody: text that is too faint is refused with its contrast and the nearest colour that passes", () => {
    expect(faultsOfTheme({ background: null, text: null }, null)).toEqual([]);
    expect(faultsOfTheme({ background: "#FFF8E7", text: "#3A2E1F" }, "#5B3FC4")).toEqual([]);
    const [fault] = faultsOfTheme({ background: "#FFFFFF", text: "#999999" }, null);
    expect(fault).toMatchObject({ field: "text", least: 4.5 });
    expect(fault?.ratio).toBeCloseTo(2.85, 1);
    expect(contrastOf(fault?.nearest as string, "#FFFFFF")).toBeGreaterThanOrEqual(4.5);
  });

  it("has a ground that its accent can be told from", () => {
    expect(faultsOfTheme({ background: "#5B3FC4", text: "#FFFFFF" }, "#5B3FC4").map(({ field }) => field)).toEqual([
      "accent",
    ]);
  });

  it("is offered a colour that passes, whatever was chosen", () => {
    fc.assert(
      fc.property(colour, colour, (one, on) => {
        expect(contrastOf(nearestReadable(one, on, 4.5), on)).toBeGreaterThanOrEqual(4.5);
      }),
    );
  });

  it("that passes keeps its quiet text and its edges readable", () => {
    fc.assert(
      fc.property(colour, colour, (background, text) => {
        fc.pre(contrastOf(background, text) >= 4.5);
        const colours = pageColours({ background, text });
        expect(contrastOf(colours.quiet, background)).toBeGreaterThanOrEqual(4.5);
        expect(contrastOf(colours.edge, background)).toBeGreaterThanOrEqual(3);
        expect(contrastOf(colours.error, background)).toBeGreaterThanOrEqual(4.5);
      }),
    );
  });
});
