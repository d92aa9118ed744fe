import { describe, expect, it } from "vitest";
import { daysBefore, haveCommon, readDays, usualDays, windowOf, written, yearBefore } from "./compared-days.ts";

const moscow = "Europe/Moscow";
const november = { first: "2026-10-26", last: "2026-11-24" };

describe("The days of a comparison", () => {
  it("stand in the address, first and last", () => {
    expect(readDays(written(november))).toEqual(november);
  });

  it.each([undefined, "", "2026-11-24", "2026-11-24..2026-10-26", "2026-02-30..2026-03-02", "today..tomorrow"])(
    "are none where %j is written",
    (text) => expect(readDays(text)).toBeNull(),
  );

  it("end with yesterday, as a day that runs would say something else tomorrow", () => {
    const range = { from: "2026-10-26T21:00:00.000Z", to: "2026-11-25T21:00:00.000Z", days: 30 };
    expect(usualDays(range, new Date("2026-11-25T10:00:00Z"), moscow)).toEqual({
      first: "2026-10-27",
      last: "2026-11-24",
    });
    expect(usualDays({ ...range, from: "2026-11-24T21:00:00.000Z" }, new Date("2026-11-25T10:00:00Z"), moscow)).toEqual(
      {
        first: "2026-11-24",
        last: "2026-11-24",
      },
    );
  });

  it("stay as they were asked for where they are over", () => {
    const range = { from: "2026-08-31T21:00:00.000Z", to: "2026-09-30T21:00:00.000Z", days: 30 };
    expect(usualDays(range, new Date("2026-11-25T10:00:00Z"), moscow)).toEqual({
      first: "2026-09-01",
      last: "2026-09-30",
    });
  });

  it("are compared with as many right before, or with the same weekdays a year earlier", () => {
    expect(daysBefore(november)).toEqual({ first: "2026-09-26", last: "2026-10-25" });
    expect(yearBefore(november)).toEqual({ first: "2025-10-27", last: "2025-11-25" });
    expect(new Date(yearBefore(november).first).getDay()).toBe(new Date(november.first).getDay());
  });

  it("may not be on both sides", () => {
    expect(haveCommon(november, daysBefore(november))).toBe(false);
    expect(haveCommon(november, { first: "2026-11-24", last: "2026-11-30" })).toBe(true);
  });

  it("run from midnight to midnight where the workspace is", () => {
    expect(windowOf(november, moscow)).toEqual({ from: "2026-10-25T21:00:00.000Z", to: "2026-11-24T21:00:00.000Z" });
  });
});
