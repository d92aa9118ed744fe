import { expect, it } from "vitest";
import { importancePerformance } from "./importance-performance.ts";

it("tells what to fix from what to keep and what not to bother with", () => {
  const found = importancePerformance([
    { importance: 0.5, performance: 40 },
    { importance: 0.3, performance: 90 },
    { importance: 0.1, performance: 50 },
    { importance: 0.1, performance: 80 },
  ])!;
  expect(found.cut).toEqual({ importance: 0.25, performance: 65 });
  expect(found.quadrants).toEqual(["fix", "keep", "lowPriority", "possibleOverkill"]);
});

it("takes a driver on the line for one that matters", () => {
  const alike = Array.from({ length: 3 }, () => ({ importance: 0.1, performance: 70.1 }));
  expect(importancePerformance(alike)!.quadrants).toEqual(["keep", "keep", "keep"]);
});

it("has no lines without drivers", () => {
  expect(importancePerformance([])).toBeNull();
});
