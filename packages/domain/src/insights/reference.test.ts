import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { rake } from "../metrics/raking.ts";
import { chainBreak } from "./chain-break.ts";
import { covarianceOf, sampleOf } from "./covariance.ts";
import { keyDrivers } from "./key-drivers.ts";
import { johnsonOf, lmgOf } from "./relative-importance.ts";
import { churnLift, lifetimeValue, revenueAtRisk } from "./revenue.ts";
import { raiseTouchpoints } from "./what-if.ts";

// Computed with R and again independently. The file lies beside the repository: without it these tests are skipped.
const file = new URL("../../../../../shared/metrics-cases.json", import.meta.url);
// biome-ignore lint/suspicious/noExplicitAny: figures of many shapes, each read once below
type Case = { input: any; expect: any };
const cases: Record<string, Case[]> = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
const casesOf = (kind: string) => (cases[kind] ?? []).map(({ input, expect: expected }) => ({ input, expected }));
const closeTo = (figure: number) => expect.closeTo(figure, 8);
const tallyOf = ([detractors = 0, passives = 0, promoters = 0]: number[]) => ({ detractors, passives, promoters });
const bounds = ([low, high]: [number, number]) => ({ low: closeTo(low), high: closeTo(high) });

describe.skipIf(!existsSync(file))("The reference cases", () => {
  it.each(casesOf("raking"))("agree on weights raked to two margins: $input", ({ input, expected }) => {
    const table: number[][] = input.counts;
    const margin = (name: string, targets: number[]) =>
      Object.fromEntries(targets.map((target, i) => [`${name}-${i}`, target]));
    const cells = table.flatMap((row, r) => row.map((count, c) => ({ count, of: [`row-${r}`, `column-${c}`] })));
    const raked = rake(cells, [margin("row", input.row_targets), margin("column", input.col_targets)]);
    // The reference stopped its rounds early, and says so.
    const nearTo = (figure: number) => expect.closeTo(figure, 5);
    expect(raked).toMatchObject({
      weights: expected.weights.flat().map(nearTo),
      effectiveN: nearTo(expected.kish_effective_n),
      reached: true,
    });
  });

  it.each(casesOf("churn_lift"))("agree on how much more often detractors leave: $input", ({ input, expected }) => {
    const detractors = { left: input.churn_detractors, of: input.n_detractors };
    const others = { left: input.churn_others, of: input.n_others };
    expect(churnLift(detractors, others, input.confidence)).toEqual({
      rates: { detractors: closeTo(expected.churn_rate_detractors), others: closeTo(expected.churn_rate_others) },
      ratio: closeTo(expected.risk_ratio),
      difference: closeTo(expected.risk_difference),
      bounds: bounds(expected.ci),
    });
  });

  it.each(casesOf("ltv"))("agree on what a customer is worth: $input", ({ input, expected }) => {
    const { margin_per_period: margin, retention, discount, timing: paidAt } = input;
    expect(lifetimeValue({ margin, retention, discount, paidAt })).toEqual(closeTo(expected.ltv));
  });

  it.each(casesOf("revenue_at_risk"))("agree on the revenue at risk: $input", ({ input, expected }) => {
    expect(revenueAtRisk(input.detractors, input.others)).toEqual({
      expectedLoss: closeTo(expected.expected_lost_revenue_detractors),
      incremental: closeTo(expected.incremental_revenue_at_risk),
      expectedLossOfAll: closeTo(expected.expected_lost_total),
    });
  });

  it.each(casesOf("what_if"))("agree on what one touchpoint's rise would bring: $input", ({ input, expected }) => {
    // The only other target there is in a case is a number of points.
    const target = input.target === "average_of_others" ? "averageOfOthers" : input.target;
    expect(raiseTouchpoints(input.touchpoints_dnp.map(tallyOf), target)).toEqual({
      overall: closeTo(expected.overall),
      touchpoints: expected.touchpoints.map((one: Record<string, number>) => ({
        nps: closeTo(one.nps!),
        share: closeTo(one.share!),
        target: closeTo(one.target!),
        gain: closeTo(one.delta_overall!),
      })),
    });
  });

  it.each(casesOf("chain_break"))("agree on where a journey breaks: $input.stages", ({ input, expected }) => {
    // biome-ignore lint/suspicious/noExplicitAny: as above
    const stages = input.stages.map(({ det, nondet }: any) => ({
      detractors: { laterGood: tallyOf(det.later_good), laterBad: tallyOf(det.later_bad) },
      others: tallyOf(nondet),
    }));
    const found = chainBreak(stages, { margin: input.margin_points, leastBase: input.min_n });
    // biome-ignore lint/suspicious/noExplicitAny: as above
    const findings = expected.stages.map((stage: any) => ({
      drop: { points: closeTo(stage.drop), bounds: bounds(stage.drop_ci) },
      recovery: { points: closeTo(stage.recovery), bounds: bounds(stage.recovery_ci) },
      verdict: stage.eligible ? (stage.break_ ? "break" : "noBreak") : "notEnoughData",
    }));
    expect(found.stages).toEqual(findings);
    expect(found.breaksAt === null ? null : input.stages[found.breaksAt].name).toBe(expected.break_stage);
  });

  // biome-ignore lint/suspicious/noExplicitAny: as above
  it.each((cases.key_drivers ?? []) as any[])("agree on what drives $dataset", ({ data, expect: expected }) => {
    const observations = data.rows.map(([outcome, ...drivers]: number[]) => ({ outcome, drivers }));
    const covariance = covarianceOf(sampleOf(observations))!;
    const nearTo = (figure: number) => expect.closeTo(figure, 9);
    expect(lmgOf(covariance)).toEqual({ r2: nearTo(expected.r2), weights: expected.lmg.map(nearTo) });
    expect(johnsonOf(covariance)).toEqual({ r2: nearTo(expected.r2), weights: expected.johnson.map(nearTo) });
    expect(keyDrivers(observations, { resamples: 20 })!.drivers.map(({ weight }) => weight)).toEqual(
      expected.lmg.map(nearTo),
    );
  });
});
