import { describe, expect, it } from "vitest";
import { shiftAt } from "./shift-at.ts";
import type { Shift } from "./shifts.ts";

const touchpointKey = "ticket-delivery";
const shift = (detectedAt: string, ...series: Shift["series"][]) =>
  ({ metric: "nps", detectedAt, parts: series.map((one) => ({ series: one })) }) as Shift;

describe("A cell of the journey", () => {
  const fall = shift(
    "2026-03-01T00:00:00Z",
    { level: "touchpoint", touchpointKey },
    { level: "leaf", touchpointKey, channel: "sms" },
    { level: "stage", stage: "buy" },
  );
  const at = (column: "all" | "sms" | "email", more: object = {}) =>
    shiftAt([fall], { metric: "nps", touchpointKey, column, ...more });

  it("shows the shift of its own channel, and of its touchpoint where all channels stand together", () => {
    expect([at("all"), at("sms"), at("email")]).toEqual([fall, fall, null]);
  });

  it("shows none of another metric, touchpoint or group of customers", () => {
    expect(at("all", { metric: "csi" })).toBeNull();
    expect(at("all", { touchpointKey: "refunds" })).toBeNull();
    const ofSome = shift("2026-03-02T00:00:00Z", { level: "touchpoint", touchpointKey, segment: "plan:gold" });
    expect(shiftAt([ofSome], { metric: "nps", touchpointKey, column: "all" })).toBeNull();
  });

  it("shows the newest of several", () => {
    const later = shift("2026-03-09T00:00:00Z", { level: "touchpoint", touchpointKey });
    expect(shiftAt([later, fall], { metric: "nps", touchpointKey, column: "all" })).toBe(later);
    expect(shiftAt([fall, later], { metric: "nps", touchpointKey, column: "all" })).toBe(later);
  });
});
