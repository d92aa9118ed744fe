import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type NpsIntervalMethod,
  npsInterval,
  npsScore,
  npsStandardError,
  npsTally,
  npsVariance,
  respondentsIn,
} from "./nps.ts";
import { tallyOfCounts } from "./tally.ts";

const methods: NpsIntervalMethod[] = ["wald", "adjusted-wald", "score", "bonett-price", "agresti-min", "goodman"];
const nps = (detractors: number, passives: number, promoters: number) => ({ detractors, passives, promoters });
const closeTo = (figure: number) => expect.closeTo(figure, 4);
const someone = fc
  .tuple(fc.nat({ max: 400 }), fc.nat({ max: 400 }), fc.nat({ max: 400 }))
  .map((bands) => nps(...bands))
  .filter((tally) => respondentsIn(tally) > 0);

describe("The NPS", () => {
  it.each([
    [6, "detractors"],
    [7, "passives"],
    [8, "passives"],
    [9, "promoters"],
  ])("puts %i among the %s", (answer, band) => {
    const counts = new Array(11).fill(0).with(answer, 1);
    expect(npsTally(tallyOfCounts(counts))).toEqual({ ...nps(0, 0, 0), [band]: 1 });
  });

  it("is unknown, not 0, while nobody has answered", () => {
    const nobody = nps(0, 0, 0);
    expect([npsScore(nobody), npsVariance(nobody), npsStandardError(nobody)]).toEqual([null, null, null]);
    for (const method of methods) expect(npsInterval(nobody, method)).toBeNull();
  });

  it("of a union is not the mean of the parts' scores", () => {
    expect(npsScore(nps(1, 0, 0))).toBe(-100);
    expect(npsScore(nps(0, 0, 9))).toBe(100);
    expect(npsScore(nps(1, 0, 9))).toBe(80);
  });

  it("never is −0", () => {
    for (const tally of [nps(0, 3, 0), nps(2, 0, 2)]) expect(Object.is(npsScore(tally), 0)).toBe(true);
  });
});

describe("The interval of an NPS", () => {
  // METRICS §1; the first two rows are printed in the test suite of R's contingencytables (Fagerland, Lydersen & Laake).
  it.each([
    [
      nps(16, 139, 6),
      -6.2112,
      2.8719,
      [-11.84, -0.5824],
      [-11.8154, -0.3798],
      [-12.4023, -0.5433],
      [-11.9499, -0.3201],
    ],
    [nps(0, 0, 3), 100, 0, [100, 100], [-6.5793, 100], [-12.2994, 100], [-10.1218, 100]],
    [
      nps(7, 13, 1),
      -28.5714,
      11.9387,
      [-51.9709, -5.172],
      [-48.0984, -1.9016],
      [-51.7232, -2.6003],
      [-50.8359, -1.338],
    ],
    [nps(20, 30, 50), 30, 7.8102, [14.6922, 45.3078], [14.0511, 44.2013], [13.9551, 44.3393], [14.1387, 44.6848]],
    [nps(3, 5, 12), 45, 16.5454, [12.5716, 77.4284], [8.4311, 69.8297], [7.4375, 70.5271], [8.3968, 73.4214]],
    [nps(0, 10, 0), 0, 0, [0, 0], [-18.465, 18.465], [-27.7533, 27.7533], [-23.0984, 23.0984]],
  ])("of %o is the published one", (tally, score, standardError, ...published) => {
    expect(npsScore(tally)).toEqual(closeTo(score));
    expect(npsStandardError(tally)).toEqual(closeTo(standardError));
    const found = (["wald", "adjusted-wald", "score", "bonett-price"] as const).map((name) => npsInterval(tally, name));
    expect(found).toEqual(published.map(([low, high]) => ({ low: closeTo(low!), high: closeTo(high!) })));
  });

  it("by Agresti and Min is the one contingencytables prints", () => {
    const { low, high } = npsInterval(nps(16, 139, 6), "agresti-min")!;
    expect([low / 100, high / 100]).toEqual([closeTo(-0.1182), closeTo(-0.0045)]);
  });

  it.each(methods)("by %s shrinks to the score when every customer has answered", (method) => {
    const tally = nps(20, 30, 50);
    const width = (population?: number) => {
      const { low, high } = npsInterval(tally, method, 0.95, population)!;
      return high - low;
    };
    expect(width(100)).toBeCloseTo(0, 9);
    expect(width(200) / width()).toBeCloseTo(Math.sqrt(100 / 199), 2);
    expect(width(1e12)).toBeCloseTo(width(), 6);
  });

  it.each(methods)("by %s lies on the scale and mirrors when the scale is mirrored", (method) => {
    fc.assert(
      fc.property(someone, fc.double({ min: 0.5, max: 0.999, noNaN: true }), (tally, confidence) => {
        const { low, high } = npsInterval(tally, method, confidence)!;
        const mirror = npsInterval(nps(tally.promoters, tally.passives, tally.detractors), method, confidence)!;
        expect(-100 <= low && low <= high && high <= 100).toBe(true);
        expect(mirror.low).toBeCloseTo(-high, 9);
        expect(mirror.high).toBeCloseTo(-low, 9);
      }),
    );
  });

  it.each(["adjusted-wald", "score", "bonett-price", "agresti-min"] as const)(
    "by %s has room on both sides of the shown score, but at the ends of the scale",
    (method) => {
      fc.assert(
        fc.property(someone, (tally) => {
          const score = npsScore(tally)!;
          const { low, high } = npsInterval(tally, method)!;
          expect(low < score || score === -100).toBe(true);
          expect(high > score || score === 100).toBe(true);
        }),
      );
    },
  );

  it.each(["adjusted-wald", "score"] as const)("by %s is never ±0, though all answers are alike", (method) => {
    for (const tally of [nps(1, 0, 0), nps(0, 1, 0), nps(0, 0, 1), nps(5000, 0, 0), nps(0, 5000, 0)]) {
      const { low, high } = npsInterval(tally, method)!;
      expect(high - low).toBeGreaterThan(0.01);
    }
  });

  it("by score ends exactly where the answers stop being likely", () => {
    fc.assert(
      fc.property(someone, (tally) => {
        const { low, high } = npsInterval(tally, "score")!;
        if (low > -99.9 && npsScore(tally)! < 100)
          expect(refutation(tally, low / 100)).toBeCloseTo(1.959963984540054, 5);
        if (high < 99.9 && npsScore(tally)! > -100)
          expect(refutation(tally, high / 100)).toBeCloseTo(-1.959963984540054, 5);
      }),
    );
  });

  it("narrows as answers come in and widens with the confidence asked for", () => {
    const width = (k: number, confidence?: number) => {
      const { low, high } = npsInterval(nps(2 * k, 3 * k, 5 * k), "adjusted-wald", confidence)!;
      return high - low;
    };
    expect(width(100)).toBeLessThan(width(10));
    expect(width(10, 0.99)).toBeGreaterThan(width(10, 0.9));
  });

  it("keeps its digits with a hundred million answers nearly all alike", () => {
    expect(npsVariance(nps(1, 0, 99_999_999))).toBeCloseTo(4e-8, 15);
  });
});

/** Tango's statistic as METRICS §1 prints it. */
function refutation({ detractors: d, passives, promoters: p }: ReturnType<typeof nps>, delta: number): number {
  const n = d + passives + p;
  const b = -p - d + (2 * n - p + d) * delta;
  const c = -d * delta * (1 - delta);
  const q = (Math.sqrt(b * b - 8 * n * c) - b) / (4 * n);
  return (p - d - n * delta) / Math.sqrt(n * (2 * q + delta * (1 - delta)));
}
