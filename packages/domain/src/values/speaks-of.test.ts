import { expect, it } from "vitest";
import { speaksOf } from "./speaks-of.ts";

const irina = ["Irina Sokolova", "irina@example.com", "+442079460958", "CRM-17"];

it.each([
  ["Irina Sokolova", true, "the whole name"],
  ["What irina sokolova wrote", true, "the whole name among other words"],
  ["sokolova", true, "a part of the name and nothing else"],
  ['"Sokolova Irina"', true, "its parts the other way round"],
  ["mail:IRINA@example.com", true, "an address"],
  ["about crm-17", true, "an id"],
  ["Irina complains", false, "a first name among other words: there are many"],
  ["Detractors by e-mail", false, "nothing of them"],
  ["", false, "nothing"],
  ["...", false, "no words"],
])("%j speaks of a person: %s (%s)", (text, expected) => {
  expect(speaksOf(text, irina)).toBe(expected);
});

it.each([
  ["Annual detractors", "Ann", false],
  ["What Ann said", "Ann", true],
  ["Department of art", "Art", true],
  ["Department", "Art", false],
  ["Detractors of 2026", "2026", false],
  ["2026", "2026", true],
  ["call 79161234567 back", "79161234567", true],
])("%j speaks of somebody known as %j: %s", (text, known, expected) => {
  expect(speaksOf(text, [known])).toBe(expected);
});

it("takes a name of two letters for theirs only where it stands alone", () => {
  expect([speaksOf("Bo", ["Bo"]), speaksOf("Book a seat", ["Bo"])]).toEqual([true, false]);
});
