import { expect, it } from "vitest";
import { newcomersWithin } from "./newcomers.ts";

it("three tries of an address are a newcomer's, at each door, until the window is over", () => {
  const newcomers = newcomersWithin(1000);
  const take = (door: string, address: string, now = 0) => newcomers.take(door, address, now);
  expect([1, 2, 3, 4].map(() => take("a", "192.0.2.1"))).toEqual([true, true, true, false]);
  expect([take("b", "192.0.2.1"), take("a", "192.0.2.2"), take("a", "192.0.2.1", 999)]).toEqual([true, true, false]);
  expect(take("a", "192.0.2.1", 1001)).toBe(true);
});

it.each([
  ["2001:db8:1:2::1", "2001:db8:1:2:ffff::9", false],
  ["2001:db8::1", "2001:db8:0:0:5::2", false],
  ["2001:db8:1:2::1", "2001:db8:1:3::1", true],
  ["::ffff:192.0.2.1", "::ffff:192.0.2.2", true],
])("%s and %s are callers of their own: %s", (one, other, isOther) => {
  const newcomers = newcomersWithin(1000);
  for (let tries = 0; tries < 3; tries++) newcomers.take("a", one, 0);
  expect(newcomers.take("a", other, 0)).toBe(isOther);
});
