import { csiOfRespondents } from "@otklik/domain/metrics/csi-of-respondents";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Client } from "../support/client.ts";
import { answer, body, makeOffer, makePlace, newEmail, type Place, parts } from "../support/furnish.ts";
import { databases, openTestHouse, type TestHouse } from "../support/house.ts";

const weights = [3, 1];
const scale = { min: 1, max: 10 };
const weighted = {
  ...parts,
  items: [
    { id: "speed", label: "Speed", weight: weights[0] },
    { id: "staff", label: "Staff", weight: weights[1] },
  ],
  scale,
};

type Row = [number | null, number | null];

const ratingsOf = ([speed, staff]: Row) => ({
  parts: { ...(speed !== null && { speed }), ...(staff !== null && { staff }) },
});

/** What the domain says of these respondents, in the form asked for. */
function expectedOf(rows: readonly Row[], form = "range") {
  const found = csiOfRespondents(rows, weights, scale);
  const inForm = (index: number) => expect.closeTo(form === "range" ? index : 10 + 0.9 * index, 6);
  const interval = found?.interval && {
    low: inForm(found.interval.low),
    high: inForm(found.interval.high),
    confidence: 0.95,
    method: found.interval.method,
  };
  return { score: found && inForm(found.csi), n: rows.length, interval: interval ?? null };
}

/** Twelve skewed answers, a few items skipped: their indexes are 0, 13.9, 66.7 twice … 100 twice. */
const twelve: Row[] = [
  [10, 9],
  [9, null],
  [8, 10],
  [2, 3],
  [10, 10],
  [null, 7],
  [9, 8],
  [1, 1],
  [10, 6],
  [9, 9],
  [7, null],
  [10, 10],
];

describe.each(databases)("The interval of a CSI of few respondents, on %s", (on) => {
  let house: TestHouse;
  let client: Client;

  beforeAll(async () => {
    house = await openTestHouse({ on });
  });
  beforeEach(async () => {
    client = await house.workspace();
  });
  afterAll(() => house.close());

  const read = async (query: Record<string, string> = {}) =>
    body(await client.get(`/v1/scores/csi?${new URLSearchParams(query)}`));
  const answerAll = async (place: Place, rows: readonly Row[], more: object = {}) => {
    for (const one of await Promise.all(rows.map((row) => answer(client, place, ratingsOf(row), more)))) body(one);
  };

  it("is bootstrapped, as SciPy does it, in both forms", async () => {
    await answerAll(await makePlace(client, [weighted]), twelve);
    const range = await read();
    expect(range).toMatchObject(expectedOf(twelve));
    expect(range.interval.method).toBe("bca");
    // SciPy's BCa of the same twelve indexes with 400 000 resamples; by the seed, 2 000 wander by a point or two.
    expect(Math.abs(range.interval.low - 48.61)).toBeLessThan(2);
    expect(Math.abs(range.interval.high - 87.04)).toBeLessThan(2);
    body(await client.call("PATCH", "/v1/workspace", { csiForm: "ratioToMax" }));
    expect(await read()).toMatchObject({ form: "ratioToMax", ...expectedOf(twelve, "ratioToMax") });
  });

  it("is the same whenever it is read, and in whatever order people answered", async () => {
    const [there, back] = [await makePlace(client, [weighted]), await makePlace(client, [weighted])];
    for (const row of twelve) body(await answer(client, there, ratingsOf(row)));
    for (const row of twelve.toReversed()) body(await answer(client, back, ratingsOf(row)));
    const { interval } = await read({ survey: there.surveyId });
    expect((await read({ survey: there.surveyId })).interval).toEqual(interval);
    expect((await read({ survey: back.surveyId })).interval).toEqual(interval);
  });

  it("is unknown of one respondent, bootstrapped up to 29 and Student's from 30 on", async () => {
    const place = await makePlace(client, [weighted]);
    const rows = Array.from({ length: 30 }, (_, i): Row => [1 + ((i * 7) % 10), 10 - (i % 3)]);
    const methodAfter = async (answered: Row[]) => {
      await answerAll(place, answered);
      const found = await read();
      return [found.n, found.interval?.method ?? null];
    };
    expect(await methodAfter(rows.slice(0, 1))).toEqual([1, null]);
    expect(await methodAfter(rows.slice(1, 2))).toEqual([2, "bca"]);
    expect(await methodAfter(rows.slice(2, 29))).toEqual([29, "bca"]);
    expect(await methodAfter(rows.slice(29))).toEqual([30, "t"]);
    expect(await read()).toMatchObject(expectedOf(rows));
  });

  it("is of the answers that count: no test, none held back, none before Send, each as it was last said", async () => {
    const offer = await makeOffer(client, { questions: [weighted] });
    await answerAll(offer, twelve.slice(1));
    const edit = (row: Row, finished: boolean) =>
      answer(client, offer, ratingsOf(row), { submissionId: "edited", finished });
    body(await edit([1, 10], false));
    body(await edit(twelve[0] as Row, true));
    body(await answer(await house.withKey(client, { isTest: true }), offer, ratingsOf([1, 1])));
    const held = body(await answer(client, offer, ratingsOf([1, 2])));
    body(await client.post(`/v1/responses/${held.id}/quarantine`));
    const { url } = body(
      await client.post("/v1/invitations", {
        distributionId: offer.distributionId,
        contact: { email: newEmail() },
        channel: "link",
      }),
    );
    const path = new URL(url).pathname;
    const nonce = /name="nonce" value="([^"]+)"/.exec(await (await house.fetch(path)).text())?.[1];
    const unsent = await house.fetch(path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ nonce, answers: ratingsOf([2, 2]), finished: false }),
    });
    expect(unsent.status).toBe(200);
    expect(await read()).toMatchObject(expectedOf(twelve));
    body(await client.post(`/v1/responses/${held.id}/release`));
    expect(await read()).toMatchObject(expectedOf([...twelve, [1, 2]]));
  });

  it("adds surveys of one scale up and leaves another scale out", async () => {
    const [one, two] = [await makePlace(client, [weighted]), await makePlace(client, [weighted])];
    await answerAll(one, twelve.slice(0, 7));
    await answerAll(two, twelve.slice(7));
    await answerAll(await makePlace(client, [{ ...weighted, scale: { min: 1, max: 5 } }]), [
      [1, 1],
      [2, 5],
    ]);
    expect(await read()).toMatchObject(expectedOf(twelve));
    expect(await read({ survey: two.surveyId })).toMatchObject(expectedOf(twelve.slice(7)));
  });

  it("of a question that was put on another scale is of the scale asked for", async () => {
    const place = await makePlace(client, [{ ...weighted, scale: { min: 1, max: 5 } }]);
    await answerAll(place, [
      [1, 1],
      [1, 2],
      [2, 2],
    ]);
    const { name, locale } = body(await client.get(`/v1/surveys/${place.surveyId}`));
    const changed = { name, locale, questions: [weighted] };
    body(await client.call("PUT", `/v1/surveys/${place.surveyId}`, changed));
    body(await client.post(`/v1/surveys/${place.surveyId}/publish`));
    await answerAll(place, twelve);
    const { questions } = body(await client.get(`/v1/surveys/${place.surveyId}/results`));
    expect(questions[0].score).toMatchObject(expectedOf(twelve));
  });

  describe("by bucket", () => {
    const day = (i: number) => `2026-01-${String(i + 1).padStart(2, "0")}T12:00:00Z`;

    it("is bootstrapped where the bucket is small, though the window is not", async () => {
      const place = await makePlace(client, [weighted]);
      const many = Array.from({ length: 31 }, (_, i): Row => [1 + (i % 10), 10]);
      await answerAll(place, twelve, { occurredAt: day(0) });
      await answerAll(place, many, { occurredAt: day(1) });
      await answerAll(place, twelve.slice(0, 1), { occurredAt: day(2) });
      await answerAll(place, twelve.slice(4), { occurredAt: day(4) });
      const found = await read({ bucket: "day" });
      expect(found).toMatchObject({ n: 52, interval: { method: "t" } });
      const rows = [twelve, many, twelve.slice(0, 1), [], twelve.slice(4)];
      expect(found.buckets).toMatchObject(rows.map((one) => expectedOf(one)));
    });

    it("is Student's in a list of more than sixty small ones, which would take too long", async () => {
      const place = await makePlace(client, [weighted]);
      for (let i = 0; i < 61; i++)
        await answerAll(
          place,
          [
            [2, 3],
            [9, 9],
          ],
          { occurredAt: new Date(Date.UTC(2025, 0, 1, i)).toISOString() },
        );
      const methods = async (query: Record<string, string>) =>
        new Set((await read({ bucket: "hour", ...query })).buckets.map((one: Bucket) => one.interval?.method));
      expect(await methods({})).toEqual(new Set(["t"]));
      expect(await methods({ from: "2025-01-01T01:00:00Z" })).toEqual(new Set(["bca"]));
    });
  });
});

type Bucket = { from: string; n: number; interval: { method: string } | null };

const hourMs = 3_600_000;
/** The clocks of New York go forward inside this span. */
const spanStart = Date.parse("2025-03-08T00:00:00Z");
const spanMs = 60 * hourMs;
const channels = ["email", "sms"];
const plans = ["gold", "silver"];

type Given = { at: number; row: Row; channel: string; place: number; plan: string | null };

const instant = fc.oneof(
  fc.integer({ min: 0, max: spanMs }),
  fc.integer({ min: 0, max: (2 * spanMs) / hourMs }).map((half) => (half * hourMs) / 2),
);
const rating = fc.integer({ min: 1, max: 10 });
const given: fc.Arbitrary<Given> = fc.record({
  at: instant.map((offset) => spanStart + offset),
  row: fc.oneof(fc.tuple(rating, rating), fc.tuple(rating, fc.constant(null)), fc.tuple(fc.constant(null), rating)),
  channel: fc.constantFrom(...channels),
  place: fc.integer({ min: 0, max: 1 }),
  plan: fc.option(fc.constantFrom(...plans)),
});
const question = fc.record({
  edges: fc.tuple(instant, instant).filter(([from, to]) => from !== to),
  isOpen: fc.constantFrom("from", "to", "neither", "neither"),
  channel: fc.option(fc.constantFrom(...channels)),
  place: fc.option(fc.integer({ min: 0, max: 1 })),
  by: fc.constantFrom("touchpoint", "survey"),
  plan: fc.option(fc.constantFrom(...plans)),
  bucket: fc.option(fc.constantFrom("hour", "day")),
});

describe.each(databases)("The interval of a CSI of any window, on %s", (on) => {
  let house: TestHouse;
  let client: Client;
  let places: Place[];
  const answers = fc.sample(given, { numRuns: 90, seed: 20261125 });

  beforeAll(async () => {
    house = await openTestHouse({ on });
    client = await house.workspace();
    body(await client.post("/v1/dimensions", { key: "plan", name: "Plan" }));
    places = [await makePlace(client, [weighted]), await makePlace(client, [weighted])];
    const send = ({ at, row, channel, place, plan }: Given) =>
      answer(client, places[place] as Place, ratingsOf(row), {
        channel,
        occurredAt: new Date(at).toISOString(),
        attributes: plan ? { plan } : {},
      });
    for (const one of await Promise.all(answers.map(send))) body(one);
  });
  afterAll(() => house.close());

  it.each(["Europe/Moscow", "Asia/Kolkata", "America/New_York"])("agrees with its answers in %s", async (zone) => {
    body(await client.call("PATCH", "/v1/workspace", { timeZone: zone }));
    const check = async ({
      edges,
      isOpen,
      channel,
      place,
      by,
      plan,
      bucket,
    }: typeof question extends fc.Arbitrary<infer T> ? T : never) => {
      const [from, to] = [spanStart + Math.min(...edges), spanStart + Math.max(...edges)];
      const query = new URLSearchParams();
      if (isOpen !== "from") query.set("from", new Date(from).toISOString());
      if (isOpen !== "to") query.set("to", new Date(to).toISOString());
      if (channel) query.set("channel", channel);
      const { surveyId, touchpointKey } = places[place ?? 0] as Place;
      if (place !== null) query.set(by, by === "survey" ? surveyId : touchpointKey);
      if (plan) query.set("segment", `plan:${plan}`);
      if (bucket) query.set("bucket", bucket);
      const expected = answers.filter(
        (one) =>
          (isOpen === "from" || one.at >= from) &&
          (isOpen === "to" || one.at < to) &&
          (!channel || one.channel === channel) &&
          (place === null || one.place === place) &&
          (!plan || one.plan === plan),
      );
      const rowsOf = (some: Given[]) => some.map(({ row }) => row);
      const found = body(await client.get(`/v1/scores/csi?${query}`));
      expect(found).toMatchObject(expectedOf(rowsOf(expected)));
      const starts: number[] = (found.buckets ?? []).map((one: Bucket) => Date.parse(one.from));
      const within = starts.map((start, i) =>
        expected.filter(({ at }) => at >= start && at < (starts[i + 1] ?? Number.POSITIVE_INFINITY)),
      );
      expect(found.buckets ?? []).toMatchObject(within.map((some) => expectedOf(rowsOf(some))));
    };
    await fc.assert(fc.asyncProperty(question, check), { numRuns: on === "pglite" ? 12 : 24, seed: 20261125 });
  });
});
