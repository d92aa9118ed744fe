import { wordsFor } from "@otklik/domain/words/words";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { callbackWindows } from "./callback-windows.ts";

const windows = (now: string, zone: string, locale = "en") => callbackWindows(new Date(now), zone, wordsFor(locale));

describe("The hours in which a customer can be called back", () => {
  it("are today's evening and tomorrow's morning and evening, on the workspace's clock", () => {
    expect(windows("2026-11-21T09:00:00Z", "Europe/Moscow")).toEqual([
      { label: "Today 17–19", from: "2026-11-21T14:00:00.000Z", to: "2026-11-21T16:00:00.000Z" },
      { label: "Tomorrow 9–12", from: "2026-11-22T06:00:00.000Z", to: "2026-11-22T09:00:00.000Z" },
      { label: "Tomorrow 17–19", from: "2026-11-22T14:00:00.000Z", to: "2026-11-22T16:00:00.000Z" },
    ]);
  });

  it("leave out what has begun", () => {
    expect(windows("2026-11-21T14:00:00Z", "Europe/Moscow").map(({ label }) => label)).toEqual([
      "Tomorrow 9–12",
      "Tomorrow 17–19",
    ]);
  });

  it("keep to the wall clock over the night in which it is changed", () => {
    expect(windows("2026-10-24T10:00:00Z", "Europe/Berlin").map(({ from }) => from)).toEqual([
      "2026-10-24T15:00:00.000Z",
      "2026-10-25T08:00:00.000Z",
      "2026-10-25T16:00:00.000Z",
    ]);
  });

  it("are named in the reader's language", () => {
    expect(windows("2026-11-21T09:00:00Z", "UTC", "ru")[0]?.label).toBe("Сегодня 17–19");
  });
});

describe("At any moment, anywhere", () => {
  const moment = fc.date({ min: new Date("2024-01-01"), max: new Date("2030-01-01"), noInvalidDate: true });
  const zone = fc.constantFrom(
    "UTC",
    "Europe/Moscow",
    "Asia/Kolkata",
    "America/New_York",
    "Pacific/Auckland",
    "Asia/Kathmandu",
    "America/Sao_Paulo",
  );

  it("every offered hour is still to come, in its order, and by the wall clock there what its label says", () => {
    fc.assert(
      fc.property(moment, zone, (now, timeZone) => {
        const offered = callbackWindows(now, timeZone, wordsFor("en"));
        expect(offered.length).toBeGreaterThanOrEqual(2);
        const hour = (at: string) =>
          Number(new Intl.DateTimeFormat("en", { timeZone, hour: "numeric", hourCycle: "h23" }).format(new Date(at)));
        for (const { label, from, to } of offered) {
          expect(from > now.toISOString() && from < to).toBe(true);
          expect(label).toMatch(new RegExp(` ${hour(from)}–${hour(to)}$`));
        }
        expect(offered.map(({ from }) => from)).toEqual(offered.map(({ from }) => from).sort());
      }),
    );
  });
});
