import { describe, expect, it } from "vitest";
import { type AlertPreference, alertDueAt, usualAlerts } from "./alert-times.ts";

const due = (at: string, more: Partial<AlertPreference> = {}, zone = "Europe/Moscow") =>
  alertDueAt(new Date(at), { ...usualAlerts, ...more }, zone).toISOString();
const nights = { quietFrom: "22:00", quietTo: "08:00" };

describe("A mail about a shift", () => {
  it("is due at once by day, or by night where nobody wants quiet", () => {
    expect(due("2026-11-09T09:30:00.000Z", nights)).toBe("2026-11-09T09:30:00.000Z");
    expect(due("2026-11-09T23:30:00.000Z")).toBe("2026-11-09T23:30:00.000Z");
  });

  it.each([
    ["2026-11-09T19:00:00.000Z", "2026-11-10T05:00:00.000Z"], // 22:00 in Moscow
    ["2026-11-09T18:59:59.999Z", "2026-11-09T18:59:59.999Z"],
    ["2026-11-09T22:10:00.000Z", "2026-11-10T05:00:00.000Z"],
    ["2026-11-10T04:59:59.000Z", "2026-11-10T05:00:00.000Z"],
    ["2026-11-10T05:00:00.000Z", "2026-11-10T05:00:00.000Z"],
  ])("known at %s waits for the end of the night: %s", (at, then) => {
    expect(due(at, nights)).toBe(then);
  });

  it("waits for the end of quiet hours within a day as well", () => {
    const lunch = { quietFrom: "12:00", quietTo: "14:30" };
    expect(due("2026-11-09T10:00:00.000Z", lunch)).toBe("2026-11-09T11:30:00.000Z");
    expect(due("2026-11-09T12:00:00.000Z", lunch)).toBe("2026-11-09T12:00:00.000Z");
  });

  it("comes with the next digest at nine in the morning where the workspace is", () => {
    expect(due("2026-11-09T05:59:00.000Z", { mode: "digest" })).toBe("2026-11-09T06:00:00.000Z");
    expect(due("2026-11-09T06:00:00.000Z", { mode: "digest" })).toBe("2026-11-10T06:00:00.000Z");
    expect(due("2026-11-09T12:00:00.000Z", { mode: "digest" }, "Asia/Kolkata")).toBe("2026-11-10T03:30:00.000Z");
    const late = { mode: "digest", quietFrom: "20:00", quietTo: "10:00" } as const;
    expect(due("2026-11-09T12:00:00.000Z", late)).toBe("2026-11-10T07:00:00.000Z");
  });

  it("keeps to the clock on the wall when clocks change", () => {
    const berlin = "Europe/Berlin";
    // Before and after 25 October 2026, when an hour comes twice.
    expect(due("2026-10-24T12:00:00.000Z", { mode: "digest" }, berlin)).toBe("2026-10-25T08:00:00.000Z");
    expect(due("2026-10-25T12:00:00.000Z", { mode: "digest" }, berlin)).toBe("2026-10-26T08:00:00.000Z");
    const untilTwice = { quietFrom: "22:00", quietTo: "02:30" };
    expect(due("2026-10-25T00:10:00.000Z", untilTwice, berlin)).toBe("2026-10-25T01:30:00.000Z");
    expect(due("2026-10-25T01:10:00.000Z", untilTwice, berlin)).toBe("2026-10-25T01:30:00.000Z");
    // On 29 March 2026 nobody there sees 02:30: clocks leap from two to three.
    expect(due("2026-03-29T00:10:00.000Z", untilTwice, berlin)).toBe("2026-03-29T01:30:00.000Z");
  });
});
