import { type BootstrapOptions, defaultResamples, defaultSeed, percentileInterval } from "../metrics/bootstrap.ts";
import type { Bounds } from "../metrics/bounds.ts";
import { type Draw, drawsFrom } from "../metrics/random.ts";
import { covarianceOf, type Observation, type Sample, sampleOf } from "./covariance.ts";
import { johnsonOf, lmgOf, mostForLmg } from "./relative-importance.ts";

export type DriverMethod = "lmg" | "johnson";

/** `weight`: its part of R². `share`: of what all drivers explain, 0..1, null where they explain nothing. */
export type Driver = {
  weight: number;
  share: number | null;
  bounds: Bounds | null;
  /** Share 0..1 of the respondents who did not score it. */
  missing: number;
  /** Whether so many did not that who did is hardly a matter of chance: not having met a touchpoint is not random. */
  isOftenMissing: boolean;
};

/** The methods may rank drivers differently: whoever shows shares names the method. `needed`: respondents for a steady result. */
export type KeyDrivers = { method: DriverMethod; n: number; needed: number; r2: number; drivers: Driver[] };

const oftenMissing = 0.3;

/** Respondents that shares of so many drivers need: twenty each, a hundred at least. */
export function respondentsForDrivers(drivers: number): number {
  return Math.max(100, 20 * drivers);
}

/**
 * Which drivers go with the outcome, and by how much, with bootstrapped intervals of their shares: by LMG up to twelve
 * drivers, by Johnson's relative weights beyond. Null without drivers, where the outcome does not vary and where too
 * few scored two of them together for their covariances to agree. An association, whatever its name.
 */
export function keyDrivers(
  observations: readonly Observation[],
  { method, ...options }: BootstrapOptions & { method?: DriverMethod } = {},
): KeyDrivers | null {
  const sample = sampleOf(observations);
  const count = sample.columns.length - 1;
  const chosen = count > mostForLmg ? "johnson" : (method ?? "lmg");
  const found = count > 0 ? importanceIn(sample, chosen) : null;
  if (!found) return null;

  const resampled = resampledShares(sample, chosen, options);
  return {
    method: chosen,
    n: sample.n,
    needed: respondentsForDrivers(count),
    r2: found.r2,
    drivers: found.weights.map((weight, driver) => {
      const missing = sample.missing[driver + 1] as number;
      const shares = resampled.map((one) => one[driver] as number);
      return {
        weight,
        share: found.r2 > 0 ? weight / found.r2 : null,
        bounds: found.r2 > 0 ? percentileInterval(shares, options.confidence) : null,
        missing,
        isOftenMissing: missing > oftenMissing,
      };
    }),
  };
}

function importanceIn(sample: Sample, method: DriverMethod, times?: Uint32Array) {
  const covariance = covarianceOf(sample, times);
  return covariance && (method === "lmg" ? lmgOf : johnsonOf)(covariance);
}

/** Shares in samples drawn anew from the respondents; those in which nothing varies have none. */
function resampledShares(sample: Sample, method: DriverMethod, options: BootstrapOptions): number[][] {
  const { resamples = defaultResamples, seed = defaultSeed } = options;
  const draw = drawsFrom(seed);
  const drawn = Array.from({ length: resamples }, () => importanceIn(sample, method, timesDrawn(sample.n, draw)));
  return drawn.flatMap((one) => (one && one.r2 > 0 ? [one.weights.map((weight) => weight / one.r2)] : []));
}

function timesDrawn(n: number, draw: Draw): Uint32Array {
  const times = new Uint32Array(n);
  for (let i = 0; i < n; i++) times[draw(n)]!++;
  return times;
}
