import { expect, it } from "vitest";
import { chosenSlug } from "./slug.ts";

it.each([
  ["cafe", "cafe"],
  ["Cafe-2026", "cafe-2026"],
  [" spring-fair ", "spring-fair"],
  ["ab", null],
  ["a".repeat(64), "a".repeat(64)],
  ["a".repeat(65), null],
  ["-cafe", null],
  ["cafe-", null],
  ["ca--fe", null],
  ["ca fe", null],
  ["cafe/../i", null],
  ["кафе", null],
  ["cafe%00", null],
  ["cafe.html", null],
  ["", null],
])("%j as an open link's name: %j", (text, expected) => {
  expect(chosenSlug(text)).toBe(expected);
});
