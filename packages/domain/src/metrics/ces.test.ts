import fc from "fast-check";
import { expect, it } from "vitest";
import { easyShare, meanOnHundred, netEasy } from "./ces.ts";
import { tallyOfCounts } from "./tally.ts";

const scale = { min: 1, max: 7 };
const tallyOfSeven = (histogram: number[]) => tallyOfCounts([0, ...histogram]);

it("counts 5–7 as easy, 1–3 as hard and 4 as neither", () => {
  const tally = tallyOfSeven([1, 2, 3, 6, 12, 20, 16]);
  expect(easyShare(tally, scale)!.percent).toBe(80);
  expect(netEasy(tally, scale)).toBe(70);
  expect(meanOnHundred(tally, scale)).toBe(75);
});

it("says nothing of nobody", () => {
  const nobody = tallyOfSeven([]);
  expect([easyShare(nobody, scale), netEasy(nobody, scale), meanOnHundred(nobody, scale)]).toEqual([null, null, null]);
});

it("mirrors when easy and hard change places", () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 90 }), { minLength: 7, maxLength: 7 }), (histogram) => {
      fc.pre(histogram.some((count) => count > 0));
      const [there, back] = [tallyOfSeven(histogram), tallyOfSeven(histogram.toReversed())];
      expect(netEasy(back, scale)! + netEasy(there, scale)!).toBeCloseTo(0, 9);
      expect(meanOnHundred(back, scale)! + meanOnHundred(there, scale)!).toBeCloseTo(100, 9);
    }),
  );
});
