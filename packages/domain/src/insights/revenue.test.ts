import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { churnLift, lifetimeValue, revenueAtRisk } from "./revenue.ts";

describe("The lifetime value of a customer", () => {
  it.each([
    ["start", 0.8, 0.1, 366.6666666667],
    ["end", 0.8, 0.1, 266.6666666667],
    ["start", 0, 0.1, 100],
    ["end", 0, 0.1, 0],
  ] as const)(
    "paid at the %s with retention %d and discount %d is %d of 100 a period",
    (paidAt, retention, discount, value) => {
      expect(lifetimeValue({ margin: 100, retention, discount, paidAt })).toBeCloseTo(value, 8);
    },
  );

  it("is what the periods add up to", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 0.95, noNaN: true }),
        fc.double({ min: 0, max: 0.5, noNaN: true }),
        (retention, discount) => {
          let [start, end] = [0, 0];
          for (let period = 0; period < 800; period++) {
            start += (retention / (1 + discount)) ** period;
            end += (retention / (1 + discount)) ** (period + 1);
          }
          expect(lifetimeValue({ margin: 1, retention, discount })).toBeCloseTo(start, 8);
          expect(lifetimeValue({ margin: 1, retention, discount, paidAt: "end" })).toBeCloseTo(end, 8);
        },
      ),
    );
  });

  it("is unknown where nothing bounds it", () => {
    for (const [retention, discount] of [
      [1, 0],
      [0.95, -0.1],
      [1.2, 0.5],
      [Number.NaN, 0.1],
    ] as const)
      expect(lifetimeValue({ margin: 100, retention, discount })).toBeNull();
  });
});

describe("The churn lift", () => {
  it("is Katz's: 30 of 100 against 20 of 200 leave three times as often", () => {
    expect(churnLift({ left: 30, of: 100 }, { left: 20, of: 200 })).toEqual({
      rates: { detractors: 0.3, others: 0.1 },
      ratio: expect.closeTo(3, 10),
      difference: expect.closeTo(0.2, 12),
      bounds: { low: expect.closeTo(1.79726, 5), high: expect.closeTo(5.00761, 5) },
    });
  });

  it("is unknown while nobody else has left, and has no interval while no detractor has", () => {
    expect(churnLift({ left: 3, of: 10 }, { left: 0, of: 10 })).toBeNull();
    expect(churnLift({ left: 0, of: 0 }, { left: 1, of: 10 })).toBeNull();
    expect(churnLift({ left: 0, of: 10 }, { left: 1, of: 10 })).toMatchObject({ ratio: 0, bounds: null });
  });

  it("turns over when the two change places", () => {
    const churned = fc
      .integer({ min: 1, max: 50 })
      .chain((left) => fc.record({ left: fc.constant(left), of: fc.integer({ min: left, max: 90 }) }));
    fc.assert(
      fc.property(churned, churned, (a, b) => {
        const [there, back] = [churnLift(a, b)!, churnLift(b, a)!];
        expect(there.ratio * back.ratio).toBeCloseTo(1, 9);
        expect(there.bounds!.low * back.bounds!.high).toBeCloseTo(1, 9);
      }),
    );
  });
});

it("puts at risk only what detractors lose beyond others", () => {
  expect(revenueAtRisk({ revenue: 1_000_000, churn: 0.3 }, { revenue: 4_000_000, churn: 0.1 })).toEqual({
    expectedLoss: 300_000,
    incremental: expect.closeTo(200_000, 6),
    expectedLossOfAll: 700_000,
  });
  expect(revenueAtRisk({ revenue: 100, churn: 0.1 }, { revenue: 100, churn: 0.2 }).incremental).toBe(0);
});
