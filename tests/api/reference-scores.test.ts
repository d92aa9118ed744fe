import { existsSync, readFileSync } from "node:fs";
import { csiOfRespondents } from "@otklik/domain/metrics/csi-of-respondents";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Client } from "../support/client.ts";
import { answer, body, makePlace, type Place, parts, score } from "../support/furnish.ts";
import { openTestHouse, type TestHouse } from "../support/house.ts";

// Computed with R and again independently. The file lies beside the repository: without it these tests are skipped.
const file = new URL("../../../shared/metrics-cases.json", import.meta.url);
// biome-ignore lint/suspicious/noExplicitAny: figures of many shapes, each read once below
type Case = { input: any; expect: any };
const cases: Record<string, Case[]> = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
/** Scores are shown at 95 % only. */
const casesOf = (kind: string) =>
  (cases[kind] ?? [])
    .filter(({ input }) => (input.confidence ?? 0.95) === 0.95)
    .map(({ input, expect: expected }) => ({ input, expected }));

const closeTo = (figure: number) => expect.closeTo(figure, 6);
const interval = ([low, high]: [number, number], method: string) => ({
  low: closeTo(low),
  high: closeTo(high),
  confidence: 0.95,
  method,
});

const csat = { id: "csat", type: "csat", metric: "csat", prompt: "How satisfied are you?" };
const ces = { id: "ces", type: "ces", metric: "ces", prompt: "It was easy." };

/** So many of each answer: `counts[k]` times `from + k`. */
const answersOf = (counts: number[], from = 0) => counts.flatMap((count, k) => Array<number>(count).fill(from + k));
/** Detractors, passives and promoters. */
const bandsOf = ([detractors = 0, passives = 0, promoters = 0]: number[]) =>
  answersOf([detractors, passives, 0, promoters], 6);

describe("Scores of answers sent by REST", () => {
  let house: TestHouse;
  let client: Client;

  beforeAll(async () => {
    house = await openTestHouse({ on: "pglite" });
  });
  beforeEach(async () => {
    client = await house.workspace();
  });
  afterAll(() => house.close());

  const answerAll = async (place: Place, given: (number | object)[], more: object = {}) => {
    for (const one of await Promise.all(given.map((value) => answer(client, place, value, more)))) body(one);
  };
  const read = async (metric: string, query: Record<string, string> = {}) =>
    body(await client.get(`/v1/scores/${metric}?${new URLSearchParams(query)}`));
  const scoreOf = async (question: { id: string; type: string }, given: unknown[]) => {
    await answerAll(
      await makePlace(client, [question]),
      given.map((value) => ({ [question.id]: value })),
    );
    return read(question.type);
  };
  const csiQuestion = (weights: number[], scale: { min: number; max: number }) => ({
    ...parts,
    items: weights.map((weight, i) => ({ id: `item-${i}`, label: `Item ${i}`, weight })),
    scale,
  });
  const ratingsOf = (row: (number | null)[]) =>
    Object.fromEntries(row.flatMap((rating, i) => (rating === null ? [] : [[`item-${i}`, rating]])));

  describe.skipIf(!existsSync(file))("agree with the reference", () => {
    it.each(casesOf("nps"))("on one NPS: $input", async ({ input, expected }) => {
      const { detractors, passives, promoters } = input;
      expect(await scoreOf(score, bandsOf([detractors, passives, promoters]))).toMatchObject({
        score: closeTo(expected.nps),
        n: expected.n,
        interval:
          expected.n < 10 ? interval(expected.ci_score, "score") : interval(expected.ci_adjusted_wald, "adjusted-wald"),
        counts: { 6: detractors, 7: passives, 9: promoters },
        detractors,
        passives,
        promoters,
      });
    });

    it.each(casesOf("nps_histogram"))("on a histogram of NPS answers: $input", async ({ input, expected }) => {
      const counts = input.histogram_0_10 as number[];
      const found = await scoreOf(score, answersOf(counts));
      const { detractors, passives, promoters } = expected;
      expect(found).toMatchObject({
        score: closeTo(expected.nps),
        n: expected.n,
        interval: interval(expected.ci_adjusted_wald, "adjusted-wald"),
        counts: { ...counts },
        mean: closeTo(expected.mean),
        median: expected.median,
        detractors,
        passives,
        promoters,
      });
      expect((100 * found.promoters) / found.n).toEqual(closeTo(expected.top2box_pct));
    });

    it.each(casesOf("nps_two_sample"))("on the difference of two NPS: $input", async ({ input, expected }) => {
      const place = await makePlace(client, [score]);
      await answerAll(place, bandsOf(input.b), { occurredAt: "2026-02-10T12:00:00Z" });
      await answerAll(place, bandsOf(input.a), { occurredAt: "2026-02-20T12:00:00Z" });
      const windows = { from: "2026-02-15T00:00:00Z", to: "2026-02-25T00:00:00Z" };
      const found = body(await client.get(`/v1/scores/nps/comparison?${new URLSearchParams(windows)}`));
      expect(found.difference).toEqual({
        value: closeTo(expected.wald.diff),
        ...interval(expected.adjusted.ci, "adjusted-wald"),
      });
    });

    it.each(casesOf("csat"))("on satisfied customers: $input", async ({ input, expected }) => {
      const unhappy = input.n - input.satisfied;
      expect(await scoreOf(csat, answersOf([unhappy, 0, 0, 0, input.satisfied], 1))).toMatchObject({
        score: closeTo(expected.csat_pct),
        n: input.n,
        interval: interval(expected.ci_wilson_pct, "wilson"),
        counts: { 1: unhappy, 2: 0, 3: 0, 4: 0, 5: input.satisfied },
        mean: closeTo((unhappy + 5 * input.satisfied) / input.n),
      });
    });

    it.each(casesOf("ces"))("on customer effort: $input", async ({ input, expected }) => {
      const counts = input.histogram_1_7 as number[];
      expect(await scoreOf(ces, answersOf(counts, 1))).toMatchObject({
        score: closeTo(expected.ces_mean),
        n: expected.n,
        interval: interval(expected.mean_ci_t, "t"),
        counts: Object.fromEntries(counts.map((count, k) => [k + 1, count])),
        mean: closeTo(expected.ces_mean),
        topBoxShare: closeTo(expected.agree_5_7_pct),
      });
    });

    it.each(casesOf("csi_weighted"))("on a weighted index, in both forms: $input", async ({ input, expected }) => {
      const question = csiQuestion(input.importance, { min: input.scale_min, max: input.scale_max });
      expect(await scoreOf(question, [ratingsOf(input.satisfaction)])).toMatchObject({
        score: closeTo(expected.csi_range_0_100),
        n: 1,
        interval: null,
        mean: closeTo(expected.weighted_mean),
        form: "range",
      });
      body(await client.call("PATCH", "/v1/workspace", { csiForm: "ratioToMax" }));
      expect(await read("csi")).toMatchObject({ score: closeTo(expected.csi_ratio_to_max), form: "ratioToMax" });
    });

    it.each(casesOf("csi_respondent"))("on an index of respondents: $input", async ({ input, expected }) => {
      const scale = { min: input.scale_min, max: input.scale_max };
      const rows = input.respondent_rows as (number | null)[][];
      const found = await scoreOf(csiQuestion(input.weights, scale), rows.map(ratingsOf));
      expect(found).toMatchObject({ score: closeTo(expected.csi), n: expected.n });
      // The reference has Student's interval; of so few respondents the bootstrapped one is shown.
      const { low, high, method } = csiOfRespondents(rows, input.weights, scale)?.interval ?? {
        low: 0,
        high: 0,
        method: "",
      };
      expect(found.interval).toEqual(interval([low, high], method));
    });

    it.each(casesOf("acsi"))("on the American index: $input", async ({ input, expected }) => {
      const question = csiQuestion(input.weights, { min: input.scale_min, max: input.scale_max });
      const columns = (input.question_means as number[]).map((mean) => ratingsWithMean(mean, 10));
      const rows = Array.from({ length: 10 }, (_, row) => ratingsOf(columns.map((column) => column[row] as number)));
      expect(await scoreOf(question, rows)).toMatchObject({ score: closeTo(expected.acsi), n: 10 });
    });
  });

  describe("at the edges", () => {
    it.each(["nps", "csat", "ces", "csi"])("of nobody: %s is null, never 0", async (metric) => {
      expect(await read(metric)).toMatchObject({ score: null, n: 0, interval: null, mean: null });
    });

    it.each([
      [0, -100],
      [8, 0],
      [10, 100],
    ])("of the single answer %i: an NPS of %i with an interval of its own", async (value, expected) => {
      const found = await scoreOf(score, [value]);
      expect(found).toMatchObject({ n: 1, score: expected, median: value, interval: { method: "score" } });
      expect(found.interval.high - found.interval.low).toBeGreaterThan(90);
    });

    it.each([
      ["csat", csat, 5, { score: 100, interval: { method: "wilson" } }],
      ["ces", ces, 5, { score: 5, interval: null }],
      ["csi", parts, { speed: 10, staff: 1 }, { score: 50, interval: null }],
    ])("of a single answer: %s", async (_, question, value, expected) => {
      expect(await scoreOf(question, [value])).toMatchObject({ n: 1, ...expected });
    });

    it.each([
      [3, 9],
      [3, 7],
      [3, 0],
      [9, 9],
      [10, 9],
      [10, 7],
      [10, 0],
    ])(
      "of %i times %i: never ±0, by the score below ten answers and the adjusted Wald from ten on",
      async (n, value) => {
        const { interval } = await scoreOf(score, Array<number>(n).fill(value));
        expect(interval.method).toBe(n < 10 ? "score" : "adjusted-wald");
        expect(interval.high - interval.low).toBeGreaterThan(15);
        expect(interval.low).toBeGreaterThanOrEqual(-100);
        expect(interval.high).toBeLessThanOrEqual(100);
      },
    );

    it("−0 is a 0, as an answer and as a score", async () => {
      const place = await makePlace(client, [score]);
      const { surveyId, touchpointKey } = place;
      const sent = `{"surveyId":"${surveyId}","touchpointKey":"${touchpointKey}","channel":"email","answers":{"score":-0}}`;
      const stored = await client.post("/v1/responses", sent);
      expect(stored).toMatchObject({ status: 201, body: { class: "detractor" } });
      await answerAll(place, [10]);
      const found = await client.get("/v1/scores/nps?bucket=day");
      expect(found.body).toMatchObject({ score: 0, counts: { 0: 1, 10: 1 } });
      for (const { text } of [stored, found, await client.get("/v1/responses")])
        expect(text).not.toMatch(/[:,[]-0(?![\d.])/);
    });

    it.each(["9", "", 8.5, -1, 11, true, null, [9], { value: 9 }])(
      "%j is refused and counts nowhere",
      async (value) => {
        const place = await makePlace(client, [score, { ...csat, required: false }]);
        expect(await answer(client, place, { score: value })).toMatchObject({
          status: 422,
          body: { errors: [{ pointer: "/answers/score" }] },
        });
        expect(await read("nps")).toMatchObject({ n: 0, score: null });
      },
    );

    it("a skipped question is no 0", async () => {
      await answerAll(await makePlace(client, [csat, score]), [{ csat: 5 }, { csat: 4, score: 10 }]);
      expect(await read("nps")).toMatchObject({ n: 1, score: 100, counts: { 0: 0 } });
    });

    it.each([
      ["ten steps", { ...score, scale: { min: 1, max: 10 } }],
      ["a rating", { ...score, type: "rating", scale: { min: 1, max: 10 } }],
      ["a rated item", { ...parts, metric: "nps" }],
      ["effort of five steps, where 5 is hard", { ...ces, scale: { min: 1, max: 5 } }],
      ["effort as satisfaction", { ...csat, metric: "ces" }],
    ])("%s cannot pass for another metric", async (_, question) => {
      const survey = { name: "After delivery", locale: "en", questions: [question], endings: [] };
      expect(await client.post("/v1/surveys", survey)).toMatchObject({ status: 422 });
    });

    it("equal scales of several surveys are added up, different ones never", async () => {
      const five = csiQuestion([1], { min: 1, max: 5 });
      const ten = csiQuestion([1], { min: 1, max: 10 });
      await answerAll(await makePlace(client, [score]), [9, 10, 10]);
      await answerAll(await makePlace(client, [score]), [0, 8]);
      // Of the union, not the mean of 100 and −50.
      expect(await read("nps")).toMatchObject({ n: 5, score: closeTo(40), promoters: 3, passives: 1, detractors: 1 });
      for (const [question, ratings] of [
        [ten, [10, 1]],
        [ten, [10]],
        [five, [1, 1]],
      ] as const)
        await answerAll(
          await makePlace(client, [question]),
          ratings.map((rating) => ({ parts: ratingsOf([rating]) })),
        );
      const found = await read("csi");
      expect(found).toMatchObject({ n: 3, score: closeTo(200 / 3) });
      expect(found.series.map((one: { n: number; included: boolean }) => [one.n, one.included]).sort()).toEqual([
        [1, true],
        [2, false],
        [2, true],
      ]);
    });
  });
});

/** So many whole ratings, as even as can be, whose mean this is. */
function ratingsWithMean(mean: number, n: number): number[] {
  const total = Math.round(mean * n);
  return Array.from({ length: n }, (_, i) => Math.floor((total + i) / n));
}
