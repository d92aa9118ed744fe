import { type NpsTally, npsScore, respondentsIn } from "../metrics/nps.ts";
import { covarianceOf, type Observation, sampleOf } from "./covariance.ts";
import { solve } from "./symmetric-matrix.ts";

/**
 * NPS in points. `share`: of all respondents, 0..1. `target`: what the touchpoint is imagined at; null where it has no
 * others to be like. `gain`: what the whole would rise by, 0 where the touchpoint is already there.
 */
export type RaisedTouchpoint = { nps: number | null; share: number; target: number | null; gain: number };

const nobody: NpsTally = { detractors: 0, passives: 0, promoters: 0 };

/**
 * What the NPS of all touchpoints would be if one rose to a target, by the plain arithmetic of the mix: everybody else
 * stays as they are. The usual target is the NPS of all the other touchpoints' respondents. Null without respondents.
 */
export function raiseTouchpoints(
  touchpoints: readonly NpsTally[],
  target: number | "averageOfOthers" = "averageOfOthers",
): { overall: number; touchpoints: RaisedTouchpoint[] } | null {
  const all = touchpoints.reduce((sum, one) => joined(sum, one), nobody);
  const overall = npsScore(all);
  if (overall === null) return null;
  const raised = touchpoints.map((touchpoint): RaisedTouchpoint => {
    const nps = npsScore(touchpoint);
    const share = respondentsIn(touchpoint) / respondentsIn(all);
    const aim = target === "averageOfOthers" ? npsScore(joined(all, touchpoint, -1)) : target;
    return { nps, share, target: aim, gain: nps === null || aim === null ? 0 : share * Math.max(0, aim - nps) };
  });
  return { overall, touchpoints: raised };
}

/** `slope`: points of the outcome for one point of the driver, the others held; `mean` and `target` in the driver's unit. */
export type MovedDriver = { slope: number; mean: number; target: number; change: number };

/**
 * What the outcome would change by if the mean of a driver moved to its target, by least squares; for an NPS the outcomes
 * are 100, 0 and −100, and the drivers 0–100. An association: true only if the link is causal. Null where the drivers
 * cannot be told apart, do not vary or are hardly scored together.
 */
export function moveDrivers(observations: readonly Observation[], targets: readonly number[]): MovedDriver[] | null {
  const sample = sampleOf(observations);
  const covariance = covarianceOf(sample);
  const [toOutcome, ...rows] = covariance ?? [];
  if (!toOutcome || rows.length === 0 || rows.length !== targets.length) return null;
  const slopes = solve(
    rows.map((row) => row.slice(1)),
    toOutcome.slice(1),
  );
  if (!slopes) return null;
  return slopes.map((slope, driver) => {
    const mean = sample.means[driver + 1] as number;
    const target = targets[driver] as number;
    return { slope, mean, target, change: slope * (target - mean) };
  });
}

function joined(a: NpsTally, b: NpsTally, sign: 1 | -1 = 1): NpsTally {
  return {
    detractors: a.detractors + sign * b.detractors,
    passives: a.passives + sign * b.passives,
    promoters: a.promoters + sign * b.promoters,
  };
}
