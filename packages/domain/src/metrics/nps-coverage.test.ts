import { describe, expect, it } from "vitest";
import { type NpsIntervalMethod, npsInterval } from "./nps.ts";

// Promoters, passives and detractors of every hundred customers (METRICS §1).
const mixes = [
  [50, 30, 20],
  [70, 20, 10],
  [30, 40, 30],
  [90, 8, 2],
  [20, 30, 50],
  [60, 39, 1],
] as const;

const published: [NpsIntervalMethod, [number, number], [number, number]][] = [
  ["wald", [0.855, 0.649], [0.916, 0.875]],
  ["adjusted-wald", [0.953, 0.93], [0.95, 0.941]],
  ["agresti-min", [0.951, 0.928], [0.948, 0.935]],
  ["bonett-price", [0.962, 0.945], [0.962, 0.949]],
  ["score", [0.958, 0.947], [0.958, 0.947]],
  ["goodman", [0.884, 0.651], [0.954, 0.878]],
];

const logFactorial = (n: number): number => (n < 2 ? 0 : Math.log(n) + logFactorial(n - 1));

/** How often, over every outcome of n answers, the interval holds the NPS all customers have; and its mean width. */
function coverage(method: NpsIntervalMethod, n: number): { mean: number; least: number; width: number } {
  const held = mixes.map(() => 0);
  let width = 0;
  for (let promoters = 0; promoters <= n; promoters++) {
    for (let detractors = 0; detractors <= n - promoters; detractors++) {
      const passives = n - promoters - detractors;
      const { low, high } = npsInterval({ detractors, passives, promoters }, method)!;
      const ways = logFactorial(n) - logFactorial(promoters) - logFactorial(passives) - logFactorial(detractors);
      mixes.forEach(([p, q, d], mix) => {
        const likelihood =
          promoters * Math.log(p / 100) + passives * Math.log(q / 100) + detractors * Math.log(d / 100);
        const probability = Math.exp(ways + likelihood);
        width += (probability * (high - low)) / mixes.length;
        if (low <= p - d && p - d <= high) held[mix]! += probability;
      });
    }
  }
  return { mean: held.reduce((sum, share) => sum + share) / mixes.length, least: Math.min(...held), width };
}

describe("An interval that says 95 %, over every outcome there can be,", () => {
  it.each(published)("holds by %s as often as is printed", (method, ten, twenty) => {
    for (const [n, [mean, least]] of [[10, ten] as const, [20, twenty] as const]) {
      const found = coverage(method, n);
      expect([n, found.mean, found.least]).toEqual([n, expect.closeTo(mean, 3), expect.closeTo(least, 3)]);
    }
  });

  it("is narrower by adjusted Wald than by score", () => {
    expect(coverage("adjusted-wald", 10).width).toBeCloseTo(74.1, 1);
    expect(coverage("score", 10).width).toBeCloseTo(77.6, 1);
  });
});
