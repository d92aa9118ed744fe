import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { CsiItem, Scale } from "../survey/definition.ts";
import { type AcsiMeans, acsi } from "./acsi.ts";
import { easyShare, meanOnHundred, netEasy } from "./ces.ts";
import { contributionOf } from "./contribution.ts";
import {
  csiIndex,
  csiInForm,
  csiInterval,
  csiMeanIndex,
  csiMeanRating,
  importanceShares,
  satisfactionGap,
} from "./csi.ts";
import { csiOfRespondents } from "./csi-of-respondents.ts";
import { meanInterval, momentsOfScores, varianceOf } from "./means.ts";
import { npsInterval, npsScore, npsStandardError, npsTally, respondentsIn } from "./nps.ts";
import { compareNps, npsSampleSize, npsSampleSizePerGroup } from "./nps-comparison.ts";
import { summarise } from "./summary.ts";
import { add, emptyTally, medianOf, type Tally, tallyOf, tallyOfCounts } from "./tally.ts";

// Computed with R and again independently. The file lies beside the repository: without it these tests are skipped.
const file = new URL("../../../../../shared/metrics-cases.json", import.meta.url);
// biome-ignore lint/suspicious/noExplicitAny: figures of many shapes, each read once below
type Case = { input: any; expect: any };
const cases: Record<string, Case[]> = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
const casesOf = (kind: string) => (cases[kind] ?? []).map(({ input, expect: expected }) => ({ input, expected }));
const closeTo = (figure: number) => expect.closeTo(figure, 8);
const bounds = ([low, high]: [number, number]) => ({ low: closeTo(low), high: closeTo(high) });

/** One respondent a row, null where an item was skipped. */
function tallyOfRows(rows: (number | null)[][], weights: number[], scale: Scale): Tally {
  const items: CsiItem[] = weights.map((weight, i) => ({ id: `item-${i}`, label: `Item ${i}`, weight }));
  const question = { id: "parts", type: "csi", prompt: "How satisfied are you with …", items, scale } as const;
  return rows.reduce<Tally>((tally, row) => {
    const given = row.flatMap((rating, i) => (rating === null ? [] : [[`item-${i}`, rating] as const]));
    const contribution = contributionOf({ ...question, items }, Object.fromEntries(given));
    return contribution ? add(tally, tallyOf(contribution)) : tally;
  }, emptyTally);
}

describe.skipIf(!existsSync(file))("The reference cases", () => {
  it.each(casesOf("nps"))("agree on one NPS and all its intervals: $input", ({ input, expected }) => {
    const interval = (method: Parameters<typeof npsInterval>[1]) => npsInterval(input, method, input.confidence);
    expect(respondentsIn(input)).toBe(expected.n);
    expect(npsScore(input)).toEqual(closeTo(expected.nps));
    expect(npsStandardError(input)).toEqual(closeTo(expected.se));
    expect(interval("wald")).toEqual(bounds(expected.ci_wald));
    expect(interval("adjusted-wald")).toEqual(bounds(expected.ci_adjusted_wald));
    expect(interval("score")).toEqual(bounds(expected.ci_score));
    expect(interval("bonett-price")).toEqual(bounds(expected.ci_bonett_price));
    expect(interval("goodman")).toEqual(bounds(expected.ci_goodman));
  });

  it.each(casesOf("nps_two_sample"))("agree on the difference of two NPS: $input", ({ input, expected }) => {
    const { confidence } = input;
    const [a, b] = [input.a, input.b].map(([detractors, passives, promoters]) => ({ detractors, passives, promoters }));
    for (const [method, row] of [["wald", expected.wald] as const, ["adjusted-wald", expected.adjusted] as const]) {
      expect(compareNps(a!, b!, { method, confidence })).toEqual({
        method,
        difference: closeTo(row.diff),
        standardError: closeTo(row.se),
        z: closeTo(row.z),
        p: closeTo(row.p),
        bounds: bounds(row.ci),
      });
    }
  });

  it.each(casesOf("nps_histogram"))("agree on a histogram of NPS answers: $input", ({ input, expected }) => {
    const tally = tallyOfCounts(input.histogram_0_10);
    const { detractors, passives, promoters } = expected;
    expect(npsTally(tally)).toEqual({ detractors, passives, promoters });
    const scale = { min: 0, max: 10 };
    expect(summarise("nps", tally, { scale, confidence: input.confidence })).toMatchObject({
      n: expected.n,
      score: closeTo(expected.nps),
      mean: closeTo(expected.mean),
      interval: { ...bounds(expected.ci_adjusted_wald), method: "adjusted-wald" },
    });
    expect(Math.sqrt(varianceOf(momentsOfScores(tally)) ?? 0)).toEqual(closeTo(expected.sd));
    expect(meanInterval(momentsOfScores(tally), input.confidence)).toEqual(bounds(expected.mean_ci_t));
    expect(medianOf(tally)).toBe(expected.median);
    expect(summarise("csat", tally, { scale }).score).toEqual(closeTo(expected.top2box_pct));
  });

  it.each(casesOf("nps_sample_size"))("agree on the answers one margin needs: $input", ({ input, expected }) => {
    const { variance, margin_points: margin, confidence } = input;
    expect(npsSampleSize({ variance, margin, confidence })).toBe(expected.n);
  });

  it.each(casesOf("nps_sample_size_two"))("agree on the answers two groups need: $input", ({ input, expected }) => {
    expect(npsSampleSizePerGroup(input)).toBe(expected.n_per_group);
  });

  it.each(casesOf("csi_weighted"))("agree on an importance-weighted index: $input", ({ input, expected }) => {
    const scale = { min: input.scale_min, max: input.scale_max };
    const ratings = input.satisfaction.map((rating: number, i: number) => ({ rating, weight: input.importance[i] }));
    const index = csiIndex(ratings, scale) ?? Number.NaN;
    expect(index).toEqual(closeTo(expected.csi_range_0_100));
    expect(csiMeanRating(index, scale)).toEqual(closeTo(expected.weighted_mean));
    expect(csiInForm("ratioToMax", index, scale)).toEqual(closeTo(expected.csi_ratio_to_max));
    expect(importanceShares(input.importance)).toEqual(expected.weights.map(closeTo));
    const gaps = input.importance.map((importance: number, item: number) =>
      satisfactionGap({ importance, satisfaction: input.satisfaction[item] }),
    );
    expect(gaps).toEqual(expected.gap.map(closeTo));
  });

  it.each(casesOf("csi_respondent"))("agree on an index of respondents: $input", ({ input, expected }) => {
    const scale = { min: input.scale_min, max: input.scale_max };
    const tally = tallyOfRows(input.respondent_rows, input.weights, scale);
    expect(csiMeanIndex(tally)).toEqual(closeTo(expected.csi));
    expect(Math.sqrt(varianceOf(tally) ?? 0) / 1e9).toEqual(closeTo(expected.sd));
    // The reference leaves the interval of the mean beyond 100; what is shown ends at the scale.
    expect((meanInterval(tally, input.confidence)?.high ?? 0) / 1e9).toEqual(closeTo(expected.ci_t[1]));
    const shown = bounds([Math.max(0, expected.ci_t[0]), Math.min(100, expected.ci_t[1])]);
    expect(csiInterval(tally, input.confidence)).toEqual(shown);
    const { confidence } = input;
    const direct = csiOfRespondents(input.respondent_rows, input.weights, scale, { method: "t", confidence });
    expect(direct).toMatchObject({ n: expected.n, csi: closeTo(expected.csi), interval: shown });
  });

  it.each(casesOf("acsi"))("agree on the American index, a range index on 1–10: $input", ({ input, expected }) => {
    const ratings = input.question_means.map((rating: number, i: number) => ({ rating, weight: input.weights[i] }));
    expect(csiIndex(ratings, { min: input.scale_min, max: input.scale_max })).toEqual(closeTo(expected.acsi));
    const named = ([satisfaction, expectancy, ideal]: number[]) => ({ satisfaction, expectancy, ideal }) as AcsiMeans;
    expect(acsi(named(input.question_means), named(input.weights))).toEqual(closeTo(expected.acsi));
  });

  it.each(casesOf("csat"))("agree on a share of satisfied customers: $input", ({ input, expected }) => {
    const tally = tallyOfCounts([0, input.n - input.satisfied, 0, 0, 0, input.satisfied]);
    const summary = summarise("csat", tally, { scale: { min: 1, max: 5 }, confidence: input.confidence });
    expect(summary.score).toEqual(closeTo(expected.csat_pct));
    expect(summary.interval).toMatchObject({ ...bounds(expected.ci_wilson_pct), method: "wilson" });
  });

  it.each(casesOf("ces"))("agree on a customer effort score: $input", ({ input, expected }) => {
    const tally = tallyOfCounts([0, ...input.histogram_1_7]);
    const summary = summarise("ces", tally, { scale: { min: 1, max: 7 }, confidence: input.confidence });
    expect(summary).toMatchObject({
      n: expected.n,
      score: closeTo(expected.ces_mean),
      interval: { ...bounds(expected.mean_ci_t), method: "t" },
      topBoxShare: closeTo(expected.agree_5_7_pct),
    });
    const easy = { percent: closeTo(expected.agree_5_7_pct), bounds: bounds(expected.agree_ci_wilson_pct) };
    const scale = { min: 1, max: 7 };
    expect(easyShare(tally, scale, input.confidence)).toEqual(easy);
    expect(meanOnHundred(tally, scale)).toEqual(closeTo(expected.ces_0_100));
    expect(netEasy(tally, scale)).toEqual(closeTo(expected.net_easy));
  });
});
