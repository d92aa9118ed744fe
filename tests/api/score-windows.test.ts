import { system } from "@otklik/features/context";
import { rebuildScores } from "@otklik/features/metrics/index";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Client } from "../support/client.ts";
import { answer, body, makePlace, type Place, score } from "../support/furnish.ts";
import { databases, openTestHouse, type TestHouse } from "../support/house.ts";

const hourMs = 3_600_000;

/** Days on which clocks change: twice in New York, twice in Santiago, at midnight there. */
const clusters = ["2025-03-08", "2025-11-01", "2025-09-06", "2025-04-05"].map((day) => Date.parse(`${day}T00:00:00Z`));
const clusterMs = 72 * hourMs;
const zones = ["Europe/Moscow", "Asia/Kolkata", "America/New_York", "America/Santiago"];
const channels = ["email", "sms"];
const plans = ["gold", "silver"];

type Given = { at: number; value: number; channel: string; place: number; plan: string | null };

const minutes = fc.integer({ min: 0, max: clusterMs / 60_000 }).map((minute) => minute * 60_000);
const instant = fc.oneof(
  fc.integer({ min: 0, max: clusterMs }),
  minutes.map((ms) => ms - (ms % (hourMs / 2))),
  minutes,
);

const given: fc.Arbitrary<Given> = fc.record({
  at: fc.tuple(fc.constantFrom(...clusters), instant).map(([cluster, offset]) => cluster + offset),
  value: fc.integer({ min: 0, max: 10 }),
  channel: fc.constantFrom(...channels),
  place: fc.integer({ min: 0, max: 1 }),
  plan: fc.constantFrom(...plans, null),
});

const question = fc.record({
  cluster: fc.constantFrom(...clusters),
  edges: fc.tuple(instant, instant).filter(([from, to]) => from !== to),
  isOpen: fc.constantFrom("from", "to", "neither", "neither"),
  channel: fc.option(fc.constantFrom(...channels)),
  place: fc.option(fc.integer({ min: 0, max: 1 })),
  plan: fc.option(fc.constantFrom(...plans)),
  bucket: fc.option(fc.constantFrom("hour", "day", "week", "month")),
});

describe.each(databases)("A score of any window, on %s", (on) => {
  let house: TestHouse;
  let client: Client;
  let places: Place[];
  const answers = fc.sample(given, { numRuns: 320, seed: 20261121 });

  beforeAll(async () => {
    house = await openTestHouse({ on });
    client = await house.workspace();
    body(await client.post("/v1/dimensions", { key: "plan", name: "Plan" }));
    places = [await makePlace(client, [score]), await makePlace(client, [score])];
    const send = ({ at, value, channel, place, plan }: Given) =>
      answer(client, places[place] as Place, value, {
        channel,
        occurredAt: new Date(at).toISOString(),
        attributes: plan ? { plan } : {},
      });
    for (const one of await Promise.all(answers.map(send))) body(one);
  });
  afterAll(() => house.close());

  describe.each(zones)("in %s", (zone) => {
    const local = localClock(zone);

    beforeAll(async () => {
      body(await client.call("PATCH", "/v1/workspace", { timeZone: zone }));
    });

    it("finds nothing to correct after the zone was changed", async () => {
      const rebuilt = await house.house.inWorkspace(client.workspaceId, system, rebuildScores);
      expect(rebuilt).toEqual({ responses: answers.length, differences: 0 });
    });

    it("agrees with a recount of the answers", async () => {
      const check = async ({
        cluster,
        edges,
        isOpen,
        channel,
        place,
        plan,
        bucket,
      }: typeof question extends fc.Arbitrary<infer T> ? T : never) => {
        const [from, to] = [cluster + Math.min(...edges), cluster + Math.max(...edges)];
        const query = new URLSearchParams();
        if (isOpen !== "from") query.set("from", new Date(from).toISOString());
        if (isOpen !== "to") query.set("to", new Date(to).toISOString());
        if (channel) query.set("channel", channel);
        if (place !== null) query.set("touchpoint", (places[place] as Place).touchpointKey);
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
        const found = body(await client.get(`/v1/scores/nps?${query}`));
        expect(valuesIn(found)).toEqual(expected.map(({ value }) => value).sort((a, b) => a - b));
        expect(found.score).toEqual(npsOf(expected));
        if (!bucket) return;

        const filled = found.buckets.filter(({ n }: { n: number }) => n > 0);
        const recounted = Map.groupBy(expected, ({ at }) => local.bucket(bucket, at));
        expect(
          Object.fromEntries(filled.map((one: Bucket) => [local.bucket(bucket, Date.parse(one.from)), valuesIn(one)])),
        ).toEqual(
          Object.fromEntries(
            [...recounted].map(([key, ones]) => [key, ones.map(({ value }) => value).sort((a, b) => a - b)]),
          ),
        );
        for (const { from } of found.buckets as Bucket[]) {
          // Each begins where its hour, day, week or month does on the workspace's clock: a moment before, it was another.
          expect(local.bucket(bucket, Date.parse(from) - 1)).not.toBe(local.bucket(bucket, Date.parse(from)));
        }
      };
      await fc.assert(fc.asyncProperty(question, check), { numRuns: on === "pglite" ? 15 : 40, seed: 20261121 });
    });
  });
});

type Bucket = { from: string; n: number; counts: Record<string, number> };

function valuesIn({ counts }: { counts: Record<string, number> }): number[] {
  return Object.entries(counts).flatMap(([step, count]) => Array<number>(count).fill(Number(step)));
}

function npsOf(answers: Given[]): number | null {
  const values = answers.map(({ value }) => value);
  if (values.length === 0) return null;
  return (
    (100 * (values.filter((value) => value >= 9).length - values.filter((value) => value <= 6).length)) / values.length
  );
}

/** Names the bucket of an instant, by the clock on the wall there and nothing else. */
function localClock(timeZone: string) {
  const format = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    timeZoneName: "longOffset",
  });
  const bucket = (unit: string, at: number): string => {
    const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
    const day = `${parts.year}-${parts.month}-${parts.day}`;
    if (unit === "hour") return `${day} ${parts.hour} ${parts.timeZoneName}`;
    if (unit === "day") return day;
    if (unit === "month") return day.slice(0, 7);
    const date = new Date(`${day}T00:00:00Z`);
    date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
    return date.toISOString().slice(0, 10);
  };
  return { bucket };
}
