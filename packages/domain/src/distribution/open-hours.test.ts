import { expect, it } from "vitest";
import { graceMs, openingAt } from "./open-hours.ts";

const at = (time: string) => new Date(`2026-03-02T${time}Z`);
const hours = { opensAt: at("10:00:00"), closesAt: at("18:00:00") };

it.each([
  ["09:59:59", false, "notYet"],
  ["09:59:59", true, "notYet"],
  ["10:00:00", false, "open"],
  ["17:59:59", false, "open"],
  ["18:00:00", false, "over"],
  ["18:00:00", true, "open"],
  ["18:29:59", true, "open"],
  ["18:30:00", true, "over"],
] as const)("At %s (sending: %s) a survey open from 10 to 18 is %s", (time, isSending, expected) => {
  expect(openingAt(hours, at(time), { isSending })).toBe(expected);
});

it("A survey without hours is always open, and the grace is half an hour", () => {
  expect(openingAt({ opensAt: null, closesAt: null }, at("00:00:00"), { isSending: false })).toBe("open");
  expect(graceMs).toBe(1_800_000);
});
