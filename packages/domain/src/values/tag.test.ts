import { describe, expect, it } from "vitest";
import { tidyTag } from "./tag.ts";

describe("a tag", () => {
  it.each([
    ["Late", "late"],
    ["  late \n  again ", "late again"],
    ["ОПОЗДАЛ", "опоздал"],
    ["cafe\u0301", "café"],
    [" \t ", ""],
  ])("written %o is kept as %o", (written, kept) => {
    expect(tidyTag(written)).toBe(kept);
  });
});
