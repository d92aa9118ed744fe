import { expect, it } from "vitest";
import { moved } from "./arrangement.ts";

const order = [
  { stage: "buy", touchpoints: ["a", "b"] },
  { stage: "use", touchpoints: [] },
  { stage: "stay", touchpoints: ["c"] },
];
const told = (next: ReturnType<typeof moved>) => next?.map(({ touchpoints }) => touchpoints.join("")).join("|") ?? null;

it.each([
  ["down within its stage", "a", 1, "ba||c"],
  ["up within its stage", "b", -1, "ba||c"],
  ["down into an empty stage", "b", 1, "a|b|c"],
  ["up to the end of the stage before", "c", -1, "ab|c|"],
  ["no further up", "a", -1, null],
  ["no further down", "c", 1, null],
  ["nowhere when unknown", "z", 1, null],
] as const)("a touchpoint goes %s", (_, key, step, expected) => {
  expect(told(moved(order, key, step))).toBe(expected);
});

it("leaves the order that it was given alone", () => {
  moved(order, "a", 1);
  expect(order[0]?.touchpoints).toEqual(["a", "b"]);
});
