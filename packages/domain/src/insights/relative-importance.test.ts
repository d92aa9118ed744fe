import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { covarianceOf, type Observation, sampleOf } from "./covariance.ts";
import { johnsonOf, lmgOf } from "./relative-importance.ts";
import { solve } from "./symmetric-matrix.ts";

const score = fc.integer({ min: 0, max: 10 });
const survey = fc.integer({ min: 1, max: 4 }).chain((width) =>
  fc.array(fc.record({ outcome: score, drivers: fc.array(score, { minLength: width, maxLength: width }) }), {
    minLength: 25,
    maxLength: 40,
  }),
);
const covariance = (observations: Observation[]) => covarianceOf(sampleOf(observations))!;

/** R² by least squares on some of the drivers: an independent way to the same figure. */
function explainedBy(matrix: ReturnType<typeof covariance>, drivers: number[]): number {
  const slopes = solve(
    drivers.map((i) => drivers.map((k) => matrix[i + 1]![k + 1]!)),
    drivers.map((i) => matrix[0]![i + 1]!),
  )!;
  return slopes.reduce((sum, slope, at) => sum + slope * matrix[0]![drivers[at]! + 1]!, 0) / matrix[0]![0]!;
}

function orders(drivers: number[]): number[][] {
  if (drivers.length === 0) return [[]];
  return drivers.flatMap((first) => orders(drivers.filter((one) => one !== first)).map((rest) => [first, ...rest]));
}

describe("LMG", () => {
  it("is what a driver adds to R², averaged over all orders", () => {
    fc.assert(
      fc.property(survey, (observations) => {
        const matrix = covariance(observations);
        const all = orders(matrix.slice(1).map((_, driver) => driver));
        fc.pre(matrix.every((row, i) => row[i]! > 0) && explainable(matrix));
        const weights = matrix.slice(1).map((_, driver) => {
          const added = all.map((order) => {
            const before = order.slice(0, order.indexOf(driver));
            return explainedBy(matrix, [...before, driver]) - explainedBy(matrix, before);
          });
          return added.reduce((sum, one) => sum + one, 0) / all.length;
        });
        const found = lmgOf(matrix)!;
        expect(found.weights).toEqual(weights.map((weight) => expect.closeTo(weight, 9)));
        expect(found.weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(found.r2, 9);
      }),
      { numRuns: 40 },
    );
  });

  it("halves between two drivers that say the same, and gives nothing to one that never varies", () => {
    const observations = [1, 4, 2, 9, 7, 3].map((x, i) => ({ outcome: x + (i % 2), drivers: [x, x, 5] }));
    const { r2, weights } = lmgOf(covariance(observations))!;
    expect(weights).toEqual([expect.closeTo(r2 / 2, 9), expect.closeTo(r2 / 2, 9), 0]);
    const johnson = johnsonOf(covariance(observations))!;
    expect(johnson.weights).toEqual([expect.closeTo(r2 / 2, 9), expect.closeTo(r2 / 2, 9), expect.closeTo(0, 12)]);
  });

  it("is not tried beyond twelve drivers", () => {
    const observations = Array.from({ length: 30 }, (_, i) => ({
      outcome: i % 7,
      drivers: Array.from({ length: 13 }, (_, driver) => (i * (driver + 3)) % 11),
    }));
    expect(lmgOf(covariance(observations))).toBeNull();
    expect(johnsonOf(covariance(observations))!.weights).toHaveLength(13);
  });
});

describe("Johnson's relative weights", () => {
  it("add up to R² as LMG does, and none is negative", () => {
    fc.assert(
      fc.property(survey, (observations) => {
        const matrix = covariance(observations);
        fc.pre(matrix.every((row, i) => row[i]! > 0) && explainable(matrix));
        const found = johnsonOf(matrix)!;
        expect(found.r2).toBeCloseTo(lmgOf(matrix)!.r2, 8);
        expect(found.weights.every((weight) => weight >= 0)).toBe(true);
      }),
    );
  });

  it("are squared correlations where drivers have nothing to do with each other, as LMG is", () => {
    const observations = [-1, 1].flatMap((a) => [-1, 1].map((b) => ({ outcome: 3 * a + b, drivers: [a, b] })));
    const weights = [expect.closeTo(0.9, 12), expect.closeTo(0.1, 12)];
    expect(johnsonOf(covariance(observations))!.weights).toEqual(weights);
    expect(lmgOf(covariance(observations))!.weights).toEqual(weights);
  });
});

it("says nothing of pairs that contradict each other, as small groups may who scored different ones", () => {
  const contradiction = [
    [1, 0.9, 0.9],
    [0.9, 1, 0],
    [0.9, 0, 1],
  ];
  expect([lmgOf(contradiction), johnsonOf(contradiction)]).toEqual([null, null]);
});

it("explains nothing where everybody ends alike", () => {
  const alike = covariance([1, 2, 3].map((x) => ({ outcome: 5, drivers: [x] })));
  expect([lmgOf(alike), johnsonOf(alike)]).toEqual([null, null]);
});

/** Whether least squares has one answer for all drivers together. */
function explainable(matrix: ReturnType<typeof covariance>): boolean {
  const inner = matrix.slice(1).map((row) => row.slice(1));
  return (
    solve(
      inner,
      inner.map(() => 0),
    ) !== null
  );
}
