import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { covarianceOf, sampleOf } from "./covariance.ts";
import { keyDrivers, respondentsForDrivers } from "./key-drivers.ts";

/** Delivery matters four times as much as price; the weather not at all. */
const shoppers = Array.from({ length: 120 }, (_, i) => {
  const [delivery, price, weather, mood] = [i % 11, (i * 7) % 10, (i * 5) % 9, (i * 13) % 7];
  return { outcome: 4 * delivery + price + mood, drivers: [delivery, price, weather] };
});

describe("The drivers of a score", () => {
  it("have shares that add up to one, each with an interval, and say how they were found", () => {
    const found = keyDrivers(shoppers, { resamples: 200 })!;
    expect(found).toMatchObject({ method: "lmg", n: 120, needed: 100 });
    expect(found.drivers.reduce((sum, { share }) => sum + share!, 0)).toBeCloseTo(1, 9);
    const [delivery, price, weather] = found.drivers;
    expect(delivery!.bounds!.low).toBeGreaterThan(price!.bounds!.high);
    expect(price!.share!).toBeGreaterThan(weather!.share!);
    for (const { share, bounds } of found.drivers)
      expect(bounds!.low <= share! + 0.05 && share! - 0.05 <= bounds!.high).toBe(true);
    expect(keyDrivers(shoppers, { resamples: 200 })).toEqual(found);
  });

  it("warn where more than three in ten did not meet a touchpoint", () => {
    const some = shoppers.map(({ outcome, drivers: [delivery, price, weather] }, i) => ({
      outcome,
      drivers: [delivery!, i % 5 < 2 ? null : price!, i % 10 === 0 ? null : weather!],
    }));
    const found = keyDrivers(some, { resamples: 20 })!;
    expect(found.drivers.map(({ missing }) => missing)).toEqual([0, 0.4, 0.1]);
    expect(found.drivers.map(({ isOftenMissing }) => isOftenMissing)).toEqual([false, true, false]);
    expect(found.drivers[0]!.share!).toBeGreaterThan(0.5);
  });

  it("are weighed by Johnson beyond twelve, where all subsets are too many", () => {
    const many = shoppers.map(({ outcome }, i) => ({
      outcome,
      drivers: Array.from({ length: 13 }, (_, driver) => (i * (driver + 2)) % 11),
    }));
    expect(keyDrivers(many, { resamples: 5, method: "lmg" })).toMatchObject({ method: "johnson", needed: 260 });
    expect(respondentsForDrivers(3)).toBe(100);
  });

  it("are unknown without respondents, without drivers and where all end alike", () => {
    expect(keyDrivers([])).toBeNull();
    expect(keyDrivers([{ outcome: 3, drivers: [1] }])).toBeNull();
    expect(keyDrivers(shoppers.map(({ outcome }) => ({ outcome, drivers: [] })))).toBeNull();
    expect(keyDrivers(shoppers.map(({ drivers }) => ({ outcome: 7, drivers })))).toBeNull();
    const apart = [
      { outcome: 1, drivers: [1, null] },
      { outcome: 2, drivers: [2, null] },
      { outcome: 3, drivers: [null, 3] },
      { outcome: 5, drivers: [null, 4] },
    ];
    expect(keyDrivers(apart)).toBeNull();
  });

  it("explain nothing, and share nothing, where none has to do with the outcome", () => {
    const unrelated = [-1, 1].flatMap((a) => [-1, 1].map((outcome) => ({ outcome, drivers: [a] })));
    expect(keyDrivers(unrelated, { resamples: 10 })!.drivers[0]).toMatchObject({
      weight: 0,
      share: null,
      bounds: null,
    });
  });
});

it("covers pairs by those who scored both, and the same whether or not anybody skipped", () => {
  const some = sampleOf(shoppers.slice(0, 50));
  const withStranger = sampleOf([...shoppers.slice(0, 50), { outcome: Number.NaN, drivers: [1, 2, 3] }]);
  expect(covarianceOf(withStranger)).toEqual(covarianceOf(some));
  const skipped = sampleOf([...shoppers.slice(0, 50), { outcome: 3, drivers: [null, null, null] }]);
  const [pairs, complete] = [covarianceOf(skipped)!, covarianceOf(some)!];
  expect(pairs[1]![2]).toBeCloseTo(complete[1]![2]!, 9);
});

// 250 customers of a mobile operator (Tenenhaus et al. 2005). The file lies beside the repository and may not be in it.
const file = new URL("../../../../../shared/data/mobi_ecsi.csv", import.meta.url);

describe.skipIf(!existsSync(file))("The loyalty of 250 phone customers", () => {
  const lines = existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [""];
  const [header = [], ...rows] = lines.map((line) => line.split(",").map((cell) => cell.replaceAll('"', "").trim()));
  const column = (name: string) => rows.map((row) => Number(row[header.indexOf(name)]));

  it("is driven by perceived quality as R's relaimpo says", () => {
    const qualities = [1, 2, 3, 4, 5, 6, 7].map((item) => column(`PERQ${item}`));
    const observations = column("CUSL3").map((outcome, i) => ({ outcome, drivers: qualities.map((one) => one[i]!) }));
    const found = keyDrivers(observations, { resamples: 50 })!;
    expect(found.r2).toBeCloseTo(0.319104, 6);
    expect(found.drivers.map(({ weight }) => weight)).toEqual(
      [0.074424, 0.040394, 0.080132, 0.030662, 0.023617, 0.020798, 0.049077].map((weight) => expect.closeTo(weight, 6)),
    );
  });
});
