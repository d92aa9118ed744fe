import { describe, expect, it } from "vitest";
import { callTime, daysBetween, dueOf, neighbour } from "./due.ts";

const now = new Date("2026-11-25T11:20:00Z");
const at = (minutes: number) => new Date(now.getTime() + minutes * 60_000).toISOString();

describe("When a case is due", () => {
  it.each([
    ["is told as the time left while that is short", at(280), { kind: "in", ms: 280 * 60_000 }],
    ["is now in its very moment", at(0), { kind: "in", ms: 0 }],
    ["is told as how long it is over", at(-35), { kind: "over", ms: 35 * 60_000 }],
    ["is a time of today when it is far off", at(9 * 60), { kind: "at", days: 0 }],
    ["is tomorrow after midnight", "2026-11-25T21:30:00Z", { kind: "at", days: 1 }],
    ["is a day when it is later", "2026-12-01T09:00:00Z", { kind: "at", days: 6 }],
  ])("%s", (_, dueAt, due) => {
    expect(dueOf(dueAt, now, "Europe/Moscow")).toEqual(due);
  });
});

it.each([
  ["2026-03-28T12:00:00Z", "2026-03-29T12:00:00Z", "Europe/Berlin", 1],
  ["2026-10-24T12:00:00Z", "2026-10-25T23:30:00Z", "Europe/Berlin", 2],
  ["2026-11-25T23:00:00Z", "2026-11-25T23:59:00Z", "UTC", 0],
  ["2026-11-25T18:00:00Z", "2026-11-25T18:40:00Z", "Asia/Kolkata", 1],
  ["2026-11-25T11:00:00Z", "2026-11-24T11:00:00Z", "UTC", -1],
])("From %s to %s in %s there are %i midnights", (from, to, zone, days) => {
  expect(daysBetween(new Date(from), new Date(to), zone)).toBe(days);
});

describe("The hours in which a customer wishes to be called", () => {
  const wish = (from: number, to: number) => ({ from: at(from), to: at(to) });
  it.each([
    ["any", { from: null, to: null }],
    ["later", wish(160, 280)],
    ["now", wish(-20, 100)],
    ["past", wish(-200, -80)],
  ])("are %s", (kind, given) => {
    expect(callTime(given, now, "Europe/Moscow").kind).toBe(kind);
  });
});

describe("J and K", () => {
  const ids = ["a", "b", "c"];
  it.each<[string, string | null, number, 1 | -1, string | null]>([
    ["go to the next", "a", 0, 1, "b"],
    ["go to the one before", "c", 2, -1, "b"],
    ["stop at the end", "c", 2, 1, null],
    ["stop at the beginning", "a", 0, -1, null],
    ["begin at the first", null, 0, 1, "a"],
    ["go on with what took the place of one that left", "gone", 1, 1, "b"],
    ["go back from one that left", "gone", 1, -1, "a"],
    ["go on after the last one left", "gone", 3, 1, "c"],
  ])("%s", (_, from, lastIndex, step, to) => {
    expect(neighbour(ids, from, lastIndex, step)).toBe(to);
  });
});
