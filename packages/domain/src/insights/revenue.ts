import { type Bounds, standardErrorsFor } from "../metrics/bounds.ts";

/**
 * What one customer is worth over their lifetime, in the unit of `margin`: what they bring a period. `retention`: the
 * share 0..1 that stays from one period to the next; `discount`: interest a period, 0.1 = 10 %. `paidAt`: the margin comes
 * at each period's start (the first is certain) or its end. Null where it has no bound: the retention outruns the discount.
 */
export function lifetimeValue({
  margin,
  retention,
  discount,
  paidAt = "start",
}: {
  margin: number;
  retention: number;
  discount: number;
  paidAt?: "start" | "end";
}): number | null {
  const growth = 1 + discount;
  if (!(retention >= 0 && retention <= 1 && discount > -1 && retention < growth)) return null;
  return (margin * (paidAt === "start" ? growth : retention)) / (growth - retention);
}

/** Customers of one kind who left, of all of that kind. */
export type Churned = { left: number; of: number };

/** `ratio`: how many times as often detractors leave; `rates` and `difference` are shares 0..1. */
export type ChurnLift = {
  rates: { detractors: number; others: number };
  ratio: number;
  difference: number;
  /** Katz's interval of the ratio; null while no detractor has left: its logarithm has no end then. */
  bounds: Bounds | null;
};

/** How much more often detractors leave than others (Katz et al. 1978); null where nobody else has left. An association. */
export function churnLift(detractors: Churned, others: Churned, confidence = 0.95): ChurnLift | null {
  if (detractors.of === 0 || others.of === 0 || others.left === 0) return null;
  const rates = { detractors: detractors.left / detractors.of, others: others.left / others.of };
  const ratio = rates.detractors / rates.others;
  const difference = rates.detractors - rates.others;
  if (detractors.left === 0) return { rates, ratio, difference, bounds: null };

  const variance = 1 / detractors.left - 1 / detractors.of + 1 / others.left - 1 / others.of;
  const reach = Math.exp(standardErrorsFor(confidence) * Math.sqrt(Math.max(0, variance)));
  return { rates, ratio, difference, bounds: { low: ratio / reach, high: ratio * reach } };
}

/** Revenue of some customers in one period, and the share 0..1 of it that leaves with those who do. */
export type Exposure = { revenue: number; churn: number };

/**
 * In the unit of revenue. `expectedLoss`: what the detractors are expected to take with them, some of which happy customers
 * would take too; `incremental`: the part beyond the others' rate, at risk because they are unhappy if the link is
 * causal; `expectedLossOfAll`: what all customers take.
 */
export type RevenueAtRisk = { expectedLoss: number; incremental: number; expectedLossOfAll: number };

export function revenueAtRisk(detractors: Exposure, others: Exposure): RevenueAtRisk {
  const expectedLoss = detractors.revenue * detractors.churn;
  return {
    expectedLoss,
    incremental: detractors.revenue * Math.max(0, detractors.churn - others.churn),
    expectedLossOfAll: expectedLoss + others.revenue * others.churn,
  };
}
