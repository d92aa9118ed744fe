import { expect, it } from "vitest";
import { targetOf } from "./target.ts";

it.each([
  ["the touchpoint's own comes first", "nps", { target: 0 }, 0],
  ["else the workspace's", "nps", { target: null }, 30],
  ["a touchpoint's own is one of NPS", "csat", { target: 40 }, 80],
  ["there need be none", "ces", { target: 40 }, null],
  ["a whole workspace has its own", "nps", undefined, 30],
] as const)("of the targets, %s", (_, metric, touchpoint, expected) => {
  expect(targetOf(metric, { nps: 30, csat: 80 }, touchpoint)).toBe(expected);
});
