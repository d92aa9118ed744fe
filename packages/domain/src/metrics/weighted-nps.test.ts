import fc from "fast-check";
import { expect, it } from "vitest";
import { npsInterval, respondentsIn } from "./nps.ts";
import {
  addWeighted,
  effectiveN,
  effectiveTally,
  emptyWeightedNps,
  subtractWeighted,
  type WeightedNpsTally,
  weightedAnswer,
  weightedNpsScore,
} from "./weighted-nps.ts";

const answer = fc.record({
  of: fc.constantFrom("detractor" as const, "passive" as const, "promoter" as const),
  weight: fc.double({ min: 0.01, max: 9, noNaN: true }),
  cell: fc.nat({ max: 3 }),
});
const total = (tallies: WeightedNpsTally[]) => tallies.reduce(addWeighted, emptyWeightedNps);

it("adds up any split of weighted answers to exactly the whole, and takes any part back", () => {
  fc.assert(
    fc.property(fc.array(answer, { maxLength: 60 }), (answers) => {
      const whole = total(answers.map(({ of, weight }) => weightedAnswer(of, weight)));
      const parts = [3, 1, 0, 2].map((at) =>
        total(answers.filter(({ cell }) => cell === at).map(({ of, weight }) => weightedAnswer(of, weight))),
      );
      expect(total(parts)).toEqual(whole);
      expect(subtractWeighted(whole, parts[0]!)).toEqual(total(parts.slice(1)));
    }),
  );
});

it("is the plain score where all weigh alike", () => {
  const alike = total([
    ...Array.from({ length: 20 }, () => weightedAnswer("detractor", 1.7)),
    ...Array.from({ length: 30 }, () => weightedAnswer("passive", 1.7)),
    ...Array.from({ length: 50 }, () => weightedAnswer("promoter", 1.7)),
  ]);
  expect(weightedNpsScore(alike)).toBeCloseTo(30, 9);
  expect(respondentsIn(effectiveTally(alike))).toBeCloseTo(100, 9);
});

it("is less sure, the more some weigh than others", () => {
  const uneven = total(
    Array.from({ length: 100 }, (_, i) => weightedAnswer(i % 2 ? "promoter" : "detractor", i < 50 ? 1 : 4)),
  );
  const tally = effectiveTally(uneven);
  expect(respondentsIn(tally)).toBeCloseTo(250 ** 2 / (50 + 50 * 16), 9);
  const [wide, narrow] = [tally, { detractors: 50, passives: 0, promoters: 50 }].map(
    (one) => npsInterval(one, "wald")!,
  );
  expect(wide!.high - wide!.low).toBeGreaterThan(narrow!.high - narrow!.low);
});

it("is unknown, not 0, while nobody has answered", () => {
  expect(weightedNpsScore(emptyWeightedNps)).toBeNull();
  expect(npsInterval(effectiveTally(emptyWeightedNps), "adjusted-wald")).toBeNull();
  expect(effectiveN({ weight: 0, squares: 0 })).toBe(0);
});
