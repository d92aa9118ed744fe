import { expect, it } from "vitest";
import { zoomOn } from "./zoom.ts";

it.each<[string, Parameters<typeof zoomOn>, [number, number]]>([
  ["stands around what it shows", ["csi", [78, 77, 79]], [60.5, 95.5]],
  ["ends with its scale", ["csi", [99, 98, 100]], [65, 100]],
  ["begins with its scale", ["csat", [1, 0, 3]], [0, 35]],
  ["is as wide as its interval needs", ["csi", [50, 20, 80]], [12.5, 87.5]],
  ["is the whole scale at most", ["ces", [4, 1, 7]], [1, 7]],
  ["is the whole scale without a value", ["ces", [null, null]], [1, 7]],
])("a gauge %s", (_, given, [min, max]) => {
  expect(zoomOn(...given)).toEqual({ min, max });
});
