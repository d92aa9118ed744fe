import { describe, expect, it } from "vitest";
import { hindranceOf, type Sides } from "./sides.ts";

const october = { first: "2026-10-01", last: "2026-10-31" };
const november = { first: "2026-11-01", last: "2026-11-24" };
const sides = (change: Partial<Sides>): Sides => ({
  ...{ by: "period", days: november, against: october, first: undefined, other: undefined, today: "2026-11-25" },
  ...change,
});

describe("Two sides", () => {
  it.each<[string, Partial<Sides>, ReturnType<typeof hindranceOf>]>([
    ["of different days are compared", {}, null],
    ["may not hold the same day", { against: { first: "2026-10-20", last: "2026-11-01" } }, "shared"],
    ["may not hold today", { days: { first: "2026-11-01", last: "2026-11-25" } }, "running"],
    ["of one channel are one", { by: "channel", first: "sms", other: "sms" }, "chooseTwo"],
    ["need a second channel", { by: "channel", first: "sms" }, "chooseTwo"],
    ["of two channels are compared", { by: "channel", first: "sms", other: "email" }, null],
    ["of two values of a dimension are compared", { by: "segment", first: "plan:Gold", other: "plan:Free" }, null],
    ["of two dimensions share customers", { by: "segment", first: "plan:Gold", other: "city:Tver" }, "chooseTwo"],
  ])("%s", (_, change, expected) => {
    expect(hindranceOf(sides(change))).toBe(expected);
  });
});
