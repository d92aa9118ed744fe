import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { momentAt, startOfDay, wallTime } from "./days.ts";
import { rangeOf } from "./filters.ts";

describe("A day of the workspace", () => {
  it.each([
    ["2026-11-21T22:30:00Z", "Europe/Moscow", 0, "2026-11-21T21:00:00.000Z"],
    ["2026-11-21T20:30:00Z", "Europe/Moscow", 1, "2026-11-21T21:00:00.000Z"],
    ["2026-03-29T12:00:00Z", "Europe/Berlin", 0, "2026-03-28T23:00:00.000Z"],
    ["2026-03-29T12:00:00Z", "Europe/Berlin", 1, "2026-03-29T22:00:00.000Z"],
    ["2026-10-25T12:00:00Z", "Europe/Berlin", 1, "2026-10-25T23:00:00.000Z"],
    ["2026-05-01T20:00:00Z", "Asia/Kolkata", 0, "2026-05-01T18:30:00.000Z"],
    ["2026-11-21T05:00:00Z", "America/Sao_Paulo", -7, "2026-11-14T03:00:00.000Z"],
  ])("%s in %s, %i days later, begins at %s", (moment, zone, later, begins) => {
    expect(startOfDay(new Date(moment), zone, later).toISOString()).toBe(begins);
  });

  it("begins at or before every moment in it, by less than 25 hours", () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date("2020-01-01"), max: new Date("2030-01-01"), noInvalidDate: true }),
        fc.constantFrom(
          "UTC",
          "Europe/Moscow",
          "Europe/Berlin",
          "America/New_York",
          "Asia/Kolkata",
          "Pacific/Auckland",
        ),
        (moment, zone) => {
          const passed = moment.getTime() - startOfDay(moment, zone, 0).getTime();
          return passed >= 0 && passed < 25 * 3_600_000;
        },
      ),
    );
  });
});

describe("The window that a page looks at", () => {
  const now = new Date("2026-11-21T11:20:00Z");

  it("is thirty whole days up to the end of today, beside the thirty before", () => {
    expect(rangeOf({}, now, "Europe/Moscow")).toEqual({
      from: "2026-10-22T21:00:00.000Z",
      to: "2026-11-21T21:00:00.000Z",
      previousFrom: "2026-09-22T21:00:00.000Z",
      previousTo: "2026-10-22T21:00:00.000Z",
      days: 30,
    });
  });

  it("is exact where another page says the moment", () => {
    const from = "2026-11-12T14:40:00.783Z";
    expect(rangeOf({ from }, now, "Europe/Moscow")).toMatchObject({ from, to: rangeOf({}, now, "Europe/Moscow").to });
    expect(rangeOf({ from: "2026-11-12Tnoon" }, now, "UTC")).toEqual(rangeOf({}, now, "UTC"));
  });

  it("holds both of the days that were named", () => {
    expect(rangeOf({ from: "2026-11-09", to: "2026-11-10" }, now, "UTC")).toMatchObject({
      from: "2026-11-09T00:00:00.000Z",
      to: "2026-11-11T00:00:00.000Z",
      days: 2,
    });
  });

  it.each(["Pacific/Auckland", "Pacific/Kiritimati", "Pacific/Pago_Pago"])("is the named day also in %s", (zone) => {
    const { from, days } = rangeOf({ from: "2026-01-15", to: "2026-01-15" }, now, zone);
    const shown = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "short" });
    expect([shown.format(new Date(from)), days]).toEqual(["2026-01-15 00:00", 1]);
  });

  it.each([["2026-13-45"], ["yesterday"], ["2026-1-5"]])("takes %s in an address for no date at all", (from) => {
    expect(rangeOf({ from }, now, "UTC")).toEqual(rangeOf({}, now, "UTC"));
  });

  it("keeps its days whole where a clock changes", () => {
    expect(rangeOf({ from: "2026-03-28", to: "2026-03-30" }, now, "Europe/Berlin").days).toBe(3);
  });
});

describe("A time on the wall of the workspace", () => {
  it.each([
    ["2026-11-08T23:00", "Europe/Moscow", "2026-11-08T20:00:00.000Z"],
    ["2026-07-01T00:30", "Europe/Berlin", "2026-06-30T22:30:00.000Z"],
    ["2026-12-01T00:30", "Europe/Berlin", "2026-11-30T23:30:00.000Z"],
    ["2026-05-01T20:00", "Asia/Kolkata", "2026-05-01T14:30:00.000Z"],
  ])("%s in %s is %s, and reads so again", (wall, zone, moment) => {
    expect(momentAt(wall, zone)?.toISOString()).toBe(moment);
    expect(wallTime(new Date(moment), zone)).toBe(wall);
  });

  it("is nothing where nobody wrote any", () => {
    expect(momentAt("", "UTC")).toBeNull();
    expect(momentAt("next week", "UTC")).toBeNull();
  });
});
