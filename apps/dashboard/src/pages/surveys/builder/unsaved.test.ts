import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { publishable } from "../../../../../../tests/support/random-surveys.ts";
import { isSame } from "./unsaved.ts";

function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, one]) => [key, turned(one)]),
  );
}

describe("A draft that comes back from the server", () => {
  it("is the one that was sent, in whatever order its fields come, and no other", () => {
    fc.assert(
      fc.property(publishable, (survey) => {
        const stored = turned(JSON.parse(JSON.stringify(survey))) as typeof survey;
        const renamed = { ...stored, name: `${survey.name}!` };
        const shorter = { ...stored, endings: [...stored.endings, { id: "one-more", prompt: "Thanks" }] };
        expect([stored, renamed, shorter].map((one) => isSame(one, survey))).toEqual([true, false, false]);
      }),
    );
  });
});
