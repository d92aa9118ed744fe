import { existsSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { advance, confidenceOf, type Expectation, evidenceOf, findingOf, restart, startDetector } from "./detector.ts";
import { unitAnswerOfNps } from "./unit-scale.ts";

const steady: Expectation = { mean: 0.65, variance: 0.1525, deadZone: 0.01 };

// Computed with R and again independently. The file lies beside the repository: without it these tests are skipped.
const file = new URL("../../../../../shared/metrics-cases.json", import.meta.url);
type Case = {
  input: {
    config: { m0: number; v0: number; eps: number; A_days: number };
    t0_days: number;
    responses: [number, number][];
  };
  expect: {
    M_after_k_responses: Record<string, number>;
    alarm: null | {
      index: number;
      t: number;
      direction: "down" | "up";
      onset: number;
      n_since: number;
      level: number;
      level_ci: [number, number];
      shift: number;
      M: number;
      confidence: number;
    };
  };
};
const cases: Case[] = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")).detector : [];
const closeTo = (figure: number) => expect.closeTo(figure, 8);

describe.skipIf(!existsSync(file))("The reference detector", () => {
  it.each(cases)("is followed answer by answer: $input.config", ({ input, expect: expected }) => {
    const { m0, v0, eps, A_days } = input.config;
    const detector = startDetector(input.t0_days);
    const evidence: number[] = [];
    let alarm: unknown = null;
    for (const [index, [at, score]] of input.responses.entries()) {
      const reached = advance(detector, unitAnswerOfNps(score), at, { mean: m0, variance: v0, deadZone: eps });
      evidence.push(reached);
      if (reached < A_days) continue;
      const finding = findingOf(detector);
      alarm ??= finding && {
        index: index + 1,
        t: at,
        direction: finding.direction,
        onset: finding.onset,
        n_since: finding.answers,
        level: finding.level,
        level_ci: [finding.bounds.low, finding.bounds.high],
        shift: finding.level - m0,
        M: reached,
        confidence: confidenceOf(reached),
      };
      restart(detector);
    }
    for (const [k, figure] of Object.entries(expected.M_after_k_responses)) {
      expect(evidence[Number(k) - 1]).toEqual(closeTo(figure));
    }
    const figures = expected.alarm && {
      ...expected.alarm,
      onset: closeTo(expected.alarm.onset),
      n_since: closeTo(expected.alarm.n_since),
      level: closeTo(expected.alarm.level),
      level_ci: expected.alarm.level_ci.map(closeTo),
      shift: closeTo(expected.alarm.shift),
      M: closeTo(expected.alarm.M),
      confidence: closeTo(expected.alarm.confidence),
    };
    expect(alarm).toEqual(figures);
  });
});

describe("A detector", () => {
  it("has no evidence before the first answer", () => {
    expect(evidenceOf(startDetector(20_000))).toBe(0);
    expect(findingOf(startDetector(20_000))).toBeNull();
  });

  it("says the same of its evidence as the answer that brought it", () => {
    const detector = startDetector(0);
    for (let k = 1; k <= 20; k++)
      expect(advance(detector, k % 3 === 0 ? 0 : 1, k / 7, steady)).toBe(evidenceOf(detector));
  });

  it("takes no time from an answer that comes out of order", () => {
    const [one, two] = [startDetector(10), startDetector(10)];
    advance(one, 1, 11, steady);
    advance(two, 1, 11, steady);
    advance(one, 0, 11, steady);
    advance(two, 0, 10.2, steady);
    expect([...two]).toEqual([...one]);
  });

  it("takes a silence for no more than a week", () => {
    const [week, year] = [startDetector(0), startDetector(0)];
    expect(advance(year, 0.5, 365, steady)).toBeCloseTo(advance(week, 0.5, 7, steady), 12);
  });

  it("finds a fall with its direction, size and onset", () => {
    const detector = startDetector(0);
    const answers = (k: number) => (k < 600 ? [1, 1, 0.5, 0.5, 0, 1][k % 6] : [0, 0.5, 0, 1][k % 4]) as number;
    for (let k = 0; k < 640; k++)
      advance(detector, answers(k), k / 20, { mean: 4 / 6, variance: 0.14, deadZone: 0.01 });
    const finding = findingOf(detector);
    expect(finding?.direction).toBe("down");
    expect(Math.abs((finding?.onset ?? 0) - 30)).toBeLessThan(1);
    expect(finding?.level).toBeLessThan(0.5);
    expect(finding?.bounds.low).toBeLessThan(finding?.level ?? 0);
  });

  it("mirrors: what falls on one side rises on the other", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(0, 0.5, 1), fc.double({ min: 0, max: 2, noNaN: true }))),
        (steps) => {
          const [one, other] = [startDetector(0), startDetector(0)];
          let at = 0;
          for (const [answer, wait] of steps) {
            at += wait;
            const there = advance(one, answer, at, { mean: 0.6, variance: 0.15, deadZone: 0.02 });
            const here = advance(other, 1 - answer, at, { mean: 0.4, variance: 0.15, deadZone: 0.02 });
            expect(here).toBeCloseTo(there, 9 - Math.log10(Math.max(1, there)));
          }
        },
      ),
    );
  });

  it("never bets more than it has: the evidence stays at or above zero", () => {
    const answer = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.array(answer), answer, fc.double({ min: 0, max: 0.3, noNaN: true }), (answers, mean, deadZone) => {
        const detector = startDetector(0);
        for (const [k, one] of answers.entries())
          expect(advance(detector, one, k, { mean, variance: 0.1, deadZone })).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it("gains nothing on average while the mean stays within its dead zone", () => {
    // E[M − elapsed] may only fall: the guarantee behind the false-alarm interval, summed over all outcomes exactly.
    const [high, low] = [0.62, 0.38];
    const after = (outcomes: number[], p: number): number => {
      const detector = startDetector(0);
      let at = 0;
      let chance = 1;
      let reached = 0;
      for (const answer of outcomes) {
        at += 1;
        chance *= answer === 1 ? p : 1 - p;
        reached = advance(detector, answer, at, { mean: 0.5, variance: 0.25, deadZone: 0.12 });
      }
      return chance * reached;
    };
    for (const p of [low, 0.5, high]) {
      let expected = 0;
      for (let outcome = 0; outcome < 256; outcome++)
        expected += after(
          Array.from({ length: 8 }, (_, bit) => (outcome >> bit) & 1),
          p,
        );
      expect(expected).toBeLessThanOrEqual(8 + 1e-9);
    }
  });
});
