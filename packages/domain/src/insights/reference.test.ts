import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { rake } from "../metrics/raking.ts";
import { churnLift, lifetimeValue, revenueAtRisk } from "./revenue.ts";

// Computed with R and again independently. The file lies beside the repository: without it these tests are skipped.
const file = new URL("../../../../../shared/metrics-cases.json", import.meta.url);
// biome-ignore lint/suspicious/noExplicitAny: figures of many shapes, each read once below
type Case = { input: any; expect: any };
const cases: Record<string, Case[]> = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
const casesOf = (kind: string) => (cases[kind] ?? []).map(({ input, expect: expected }) => ({ input, expected }));
const closeTo = (figure: number) => expect.closeTo(figure, 8);
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
});
