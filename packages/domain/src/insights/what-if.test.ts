import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { npsScore } from "../metrics/nps.ts";
import { moveDrivers, raiseTouchpoints } from "./what-if.ts";

const nps = (detractors: number, passives: number, promoters: number) => ({ detractors, passives, promoters });

describe("Raising one touchpoint", () => {
  it("to the others' score gains its share of the distance", () => {
    const found = raiseTouchpoints([nps(10, 20, 30), nps(40, 30, 30), nps(5, 10, 45)])!;
    expect(found.overall).toBeCloseTo(22.7272727273, 9);
    expect(found.touchpoints.map(({ target }) => target)).toEqual([18.75, 50, 6.25]);
    expect(found.touchpoints.map(({ gain }) => gain)).toEqual([0, expect.closeTo(27.2727272727, 9), 0]);
  });

  it("brings the whole to where the answers would", () => {
    const count = fc.integer({ min: 1, max: 100 });
    fc.assert(
      fc.property(fc.tuple(count, count, count), fc.tuple(count, count, count), ([d, n, p], other) => {
        const raised = raiseTouchpoints([nps(d, n, p), nps(...other)], 100)!;
        const perfect = npsScore(nps(other[0], other[1], other[2] + d + n + p))!;
        expect(raised.overall + raised.touchpoints[0]!.gain).toBeCloseTo(perfect, 9);
      }),
    );
  });

  it("has no target among others where there are none, and nothing to say of nobody", () => {
    expect(raiseTouchpoints([nps(1, 2, 3)])!.touchpoints[0]).toMatchObject({ target: null, gain: 0 });
    expect(raiseTouchpoints([nps(1, 2, 3), nps(0, 0, 0)])!.touchpoints[1]).toMatchObject({
      nps: null,
      share: 0,
      gain: 0,
    });
    expect(raiseTouchpoints([])).toBeNull();
  });
});

describe("Moving a driver", () => {
  const scored = Array.from({ length: 40 }, (_, i) => [(i * 30) % 110, (i * 70) % 100] as const);
  const observations = scored.map(([delivery, price]) => ({
    outcome: 2 * delivery - 0.5 * price + 7,
    drivers: [delivery, price],
  }));

  it("moves the outcome along the plane that least squares lays through the answers", () => {
    const means = [0, 1].map((at) => scored.reduce((sum, one) => sum + one[at]!, 0) / scored.length);
    expect(moveDrivers(observations, [means[0]! + 10, 100])).toEqual([
      {
        slope: expect.closeTo(2, 9),
        mean: expect.closeTo(means[0]!, 9),
        target: means[0]! + 10,
        change: expect.closeTo(20, 9),
      },
      {
        slope: expect.closeTo(-0.5, 9),
        mean: expect.closeTo(means[1]!, 9),
        target: 100,
        change: expect.closeTo(-0.5 * (100 - means[1]!), 9),
      },
    ]);
  });

  it("says nothing of drivers that cannot be told apart or that nobody scored", () => {
    const twice = observations.map(({ outcome, drivers }) => ({ outcome, drivers: [drivers[0]!, drivers[0]!] }));
    expect(moveDrivers(twice, [50, 50])).toBeNull();
    expect(moveDrivers([], [])).toBeNull();
    expect(moveDrivers(observations, [50])).toBeNull();
    expect(
      moveDrivers(
        observations.map(({ outcome }) => ({ outcome, drivers: [null] })),
        [50],
      ),
    ).toBeNull();
  });
});
