import fc from "fast-check";
import { expect, it } from "vitest";
import { compareMatchedNps, type Movements, movementsOf } from "./matched-nps.ts";
import { npsScore, npsTally } from "./nps.ts";
import { compareNps } from "./nps-comparison.ts";
import { tallyOfCounts } from "./tally.ts";

const pairs = fc.array(fc.record({ before: fc.nat({ max: 10 }), after: fc.nat({ max: 10 }) }), {
  minLength: 1,
  maxLength: 60,
});
const bandsOf = (scores: number[]) =>
  npsTally(tallyOfCounts(scores.reduce((counts, score) => counts.with(score, counts[score]! + 1), Array(11).fill(0))));

it("finds the difference of the two scores, since each respondent is in both", () => {
  fc.assert(
    fc.property(pairs, (asked) => {
      const [before, after] = [bandsOf(asked.map((pair) => pair.before)), bandsOf(asked.map((pair) => pair.after))];
      const matched = compareMatchedNps(movementsOf(asked), { method: "wald" })!;
      if (matched.method === "wald") expect(matched.difference).toBeCloseTo(npsScore(after)! - npsScore(before)!, 9);
    }),
  );
});

it("says by plain Wald what a z-test of the differences says, and by adjusted Wald with three answers more", () => {
  const movements: Movements = { fellTwo: 2, fellOne: 10, stayed: 70, roseOne: 15, roseTwo: 3 };
  const difference = 100 * ((2 * 3 + 15 - 10 - 2 * 2) / 100);
  const standardError = 100 * Math.sqrt(((4 * 5 + 25) / 100 - 0.07 ** 2) / 100);
  expect(compareMatchedNps(movements, { method: "wald" })).toMatchObject({
    difference: expect.closeTo(difference, 9),
    standardError: expect.closeTo(standardError, 9),
    bounds: { low: expect.closeTo(7 - 1.959963984540054 * standardError, 9) },
  });
  expect(compareMatchedNps(movements)!.difference).toBeCloseTo((100 * 7) / 103, 9);
});

it("is surer than a comparison of strangers when people mostly answer as they did before", () => {
  const asked = Array.from({ length: 100 }, (_, i) => ({ before: i % 11, after: i < 5 ? 10 : i % 11 }));
  const strangers = compareNps(bandsOf(asked.map(({ after }) => after)), bandsOf(asked.map(({ before }) => before)))!;
  expect(compareMatchedNps(movementsOf(asked))!.standardError).toBeLessThan(strangers.standardError / 2);
});

it("mirrors when the two answers change places", () => {
  fc.assert(
    fc.property(pairs, (asked) => {
      const swapped = asked.map(({ before, after }) => ({ before: after, after: before }));
      const [there, back] = [compareMatchedNps(movementsOf(asked))!, compareMatchedNps(movementsOf(swapped))!];
      expect(back.difference).toBeCloseTo(-there.difference, 9);
      expect(back.bounds.low).toBeCloseTo(-there.bounds.high, 9);
    }),
  );
});

it("is never certain because all moved alike, and says nothing of nobody", () => {
  const allRose: Movements = { fellTwo: 0, fellOne: 0, stayed: 0, roseOne: 0, roseTwo: 4 };
  expect(compareMatchedNps(allRose, { method: "wald" })).toMatchObject({ method: "adjusted-wald" });
  expect(compareMatchedNps(allRose, { method: "wald" })!.standardError).toBeGreaterThan(1);
  expect(compareMatchedNps(movementsOf([{ before: 9, after: 10 }]), { method: "wald" })).toMatchObject({
    difference: 0,
    z: 0,
    p: 1,
  });
  expect(compareMatchedNps(movementsOf([]))).toBeNull();
});
