import { system } from "@otklik/features/context";
import { rebuildScores } from "@otklik/features/metrics/index";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Client } from "../support/client.ts";
import { answer, body, makePlace, makeSurvey, type Place, parts, score } from "../support/furnish.ts";
import { databases, openTestHouse, type TestHouse } from "../support/house.ts";

const csat = { id: "csat", type: "csat", metric: "csat", prompt: "How satisfied are you?" };
const ces = { id: "ces", type: "ces", metric: "ces", prompt: "It was easy." };
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const share = (values: number[], from: number) =>
  (100 * values.filter((value) => value >= from).length) / values.length;

describe.each(databases)("Scores, on %s", (on) => {
  let house: TestHouse;
  let client: Client;

  beforeAll(async () => {
    house = await openTestHouse({ on });
  });
  beforeEach(async () => {
    client = await house.workspace();
  });
  afterAll(() => house.close());

  const read = async (metric: string, query: Record<string, string> = {}) =>
    body(await client.get(`/v1/scores/${metric}?${new URLSearchParams(query)}`));
  const rebuild = () => house.house.inWorkspace(client.workspaceId, system, rebuildScores);
  const answerAll = async (place: Place, given: (number | object)[], more: object = {}) => {
    for (const one of await Promise.all(given.map((value) => answer(client, place, value, more)))) body(one);
  };

  it("without a base are null, never 0", async () => {
    for (const metric of ["nps", "csat", "ces", "csi"]) {
      expect(await read(metric)).toMatchObject({ metric, score: null, n: 0, interval: null, mean: null, series: [] });
    }
  });

  it("NPS is promoters minus detractors, per hundred, with an adjusted Wald interval", async () => {
    const given = [10, 10, 9, 9, 9, 8, 7, 7, 6, 0, 3, 10];
    const place = await makePlace(client, [score]);
    await answerAll(place, given);
    const found = await read("nps");
    expect(found).toMatchObject({
      n: 12,
      promoters: 6,
      passives: 3,
      detractors: 3,
      score: 25,
      mean: mean(given),
      median: 8.5,
      interval: { confidence: 0.95, method: "adjusted-wald" },
    });
    expect(found.counts).toEqual({ 0: 1, 1: 0, 2: 0, 3: 1, 4: 0, 5: 0, 6: 1, 7: 2, 8: 1, 9: 3, 10: 3 });
    const [n, p, d] = [15, 6.75 / 15, 3.75 / 15];
    const half = 100 * 1.959963984540054 * Math.sqrt((p + d - (p - d) ** 2) / n);
    expect(found.interval.low).toBeCloseTo(100 * (p - d) - half, 6);
    expect(found.interval.high).toBeCloseTo(100 * (p - d) + half, 6);
  });

  it("NPS of fewer than ten answers has the score interval", async () => {
    await answerAll(await makePlace(client, [score]), [10, 10, 10]);
    const { interval } = await read("nps");
    expect(interval.method).toBe("score");
    expect(interval.low).toBeCloseTo(-12.2994, 3);
    expect(interval.high).toBe(100);
  });

  it("CSAT is the share of the top two boxes with the mean beside it", async () => {
    const given = [5, 4, 4, 3, 2, 1, 5];
    await answerAll(
      await makePlace(client, [csat]),
      given.map((value) => ({ csat: value })),
    );
    const found = await read("csat");
    expect(found).toMatchObject({ n: 7, interval: { method: "wilson" }, counts: { 1: 1, 2: 1, 3: 1, 4: 2, 5: 2 } });
    expect(found.score).toBeCloseTo(share(given, 4), 9);
    expect(found.mean).toBeCloseTo(mean(given), 9);
    expect(found).not.toHaveProperty("promoters");
  });

  it("CES is the mean with the share of 5 to 7 beside it", async () => {
    const given = [7, 6, 5, 4, 1, 2];
    await answerAll(
      await makePlace(client, [ces]),
      given.map((value) => ({ ces: value })),
    );
    const found = await read("ces");
    expect(found).toMatchObject({ n: 6, interval: { method: "t" }, topBoxShare: 50 });
    expect(found.score).toBeCloseTo(mean(given), 9);
    expect((await read("ces", { from: "2030-01-01T00:00:00Z" })).topBoxShare).toBeNull();
  });

  it("CSI is the weighted index over the items given, in the form the workspace chose", async () => {
    const place = await makePlace(client, [
      {
        ...parts,
        items: [
          { id: "speed", label: "Speed", weight: 3 },
          { id: "staff", label: "Staff", weight: 1 },
        ],
      },
    ]);
    await answerAll(place, [{ parts: { speed: 10, staff: 1 } }, { parts: { speed: 4 } }, { parts: { staff: 7 } }]);
    const ratings = [(3 * 10 + 1) / 4, 4, 7];
    const range = await read("csi");
    expect(range).toMatchObject({ n: 3, form: "range", interval: { method: "bca" } });
    expect(range.score).toBeCloseTo(mean(ratings.map((rating) => (100 * (rating - 1)) / 9)), 6);
    expect(range.mean).toBeCloseTo(mean(ratings), 6);
    body(await client.call("PATCH", "/v1/workspace", { csiForm: "ratioToMax" }));
    const ratio = await read("csi");
    expect(ratio.form).toBe("ratioToMax");
    expect(ratio.score).toBeCloseTo(mean(ratings.map((rating) => (100 * rating) / 10)), 6);
  });

  it("count every metric question of a survey, each in its own series", async () => {
    await answerAll(await makePlace(client, [score, csat, { ...csat, id: "again" }]), [
      { score: 9, csat: 5, again: 1 },
    ]);
    expect(await read("nps")).toMatchObject({ n: 1, score: 100 });
    expect(await read("csat")).toMatchObject({ n: 2, score: 50, series: [{ n: 1 }, { n: 1 }] });
  });

  it("keep to the series that began last within one survey, and say when each began", async () => {
    const ends = { lowLabel: "Very hard", highLabel: "Very easy" };
    const place = await makePlace(client, [{ ...ces, ...ends }]);
    body(await answer(client, place, { ces: 7 }));
    const draft = { name: "S", locale: "en", questions: [{ ...ces, ...ends, prompt: "Was it easy?" }] };
    const publish = async (questions: unknown[]) => {
      body(await client.call("PUT", `/v1/surveys/${place.surveyId}`, { ...draft, questions }));
      house.clock.advance({ minutes: 1 });
      body(await client.post(`/v1/surveys/${place.surveyId}/publish`));
    };
    await publish(draft.questions);
    body(await answer(client, place, { ces: 6 }));
    await publish([{ ...ces, lowLabel: ends.highLabel, highLabel: ends.lowLabel }]);
    const turnedAt = house.clock.now().toISOString();
    const scoreOf = async () => body(await client.get(`/v1/scores/ces?survey=${place.surveyId}`));
    expect(await scoreOf()).toMatchObject({ n: 2, series: [{ scaleVersion: 1, n: 2, included: true }] });
    body(await answer(client, place, { ces: 1 }));
    const turned = await scoreOf();
    expect(turned).toMatchObject({ n: 1, score: 1 });
    expect(turned.series).toEqual([
      expect.objectContaining({ scaleVersion: 1, n: 2, included: false }),
      expect.objectContaining({ scaleVersion: 2, n: 1, included: true, beganAt: turnedAt }),
    ]);
    const { data } = body(await client.get(`/v1/surveys/${place.surveyId}/versions`));
    expect(data.map(({ newSeries }: { newSeries: unknown }) => newSeries)).toEqual([
      [{ questionId: "ces", because: ["direction"] }],
      [],
      [],
    ]);
  });

  it("add equal scales up and list the series", async () => {
    const [one, two] = [await makePlace(client, [score]), await makePlace(client, [score])];
    await answerAll(one, [10, 10]);
    await answerAll(two, [0]);
    const all = await read("nps");
    expect(all).toMatchObject({ n: 3, promoters: 2, detractors: 1 });
    expect(
      all.series
        .map(({ surveyId, n, included }: { surveyId: string; n: number; included: boolean }) => [surveyId, n, included])
        .sort(),
    ).toEqual(
      [
        [one.surveyId, 2, true],
        [two.surveyId, 1, true],
      ].sort(),
    );
    expect(await read("nps", { survey: two.surveyId })).toMatchObject({ n: 1, score: -100 });
  });

  it("never add different scales up: the larger base is the score, the other is listed apart", async () => {
    const five = { ...parts, scale: { min: 1, max: 5 } };
    const [one, two] = [await makePlace(client, [parts]), await makePlace(client, [five])];
    await answerAll(one, [{ parts: { speed: 10 } }, { parts: { speed: 10 } }]);
    await answerAll(two, [{ parts: { speed: 1 } }]);
    const found = await read("csi", { bucket: "day" });
    expect(found).toMatchObject({ n: 2, score: 100, buckets: [{ n: 2 }] });
    expect(found.series).toContainEqual(
      expect.objectContaining({ surveyId: two.surveyId, n: 1, included: false, scale: { min: 1, max: 5 } }),
    );
  });

  it("keep the two scales of one question apart when a new version changes it", async () => {
    const surveyId = await makeSurvey(client, [parts]);
    const { touchpointKey } = await makePlace(client);
    const place = { surveyId, touchpointKey };
    await answerAll(place, [{ parts: { speed: 5 } }]);
    const { name, locale } = body(await client.get(`/v1/surveys/${surveyId}`));
    body(
      await client.call("PUT", `/v1/surveys/${surveyId}`, {
        name,
        locale,
        questions: [{ ...parts, scale: { min: 1, max: 5 } }],
      }),
    );
    body(await client.post(`/v1/surveys/${surveyId}/publish`));
    await answerAll(place, [{ parts: { speed: 5 } }, { parts: { speed: 5 } }]);
    expect(await read("csi")).toMatchObject({ n: 2, score: 100 });
    expect(await rebuild()).toMatchObject({ differences: 0 });
  });

  it("are asked by touchpoint, channel, survey and segment, in any combination", async () => {
    body(await client.post("/v1/dimensions", { key: "plan", name: "Plan" }));
    const [one, two] = [await makePlace(client, [score]), await makePlace(client, [score])];
    await answerAll(one, [10], { channel: "email", attributes: { plan: "gold" } });
    await answerAll(one, [0], { channel: "sms", attributes: { plan: "gold" } });
    await answerAll(two, [8], { channel: "sms", attributes: { plan: "a:b" } });
    const n = async (query: Record<string, string>) => (await read("nps", query)).n;
    expect(await n({ touchpoint: one.touchpointKey })).toBe(2);
    expect(await n({ channel: "sms" })).toBe(2);
    expect(await n({ channel: "sms", touchpoint: one.touchpointKey })).toBe(1);
    expect(await n({ segment: "plan:gold" })).toBe(2);
    expect(await n({ segment: "plan:a:b" })).toBe(1);
    expect(await n({ segment: "plan:silver" })).toBe(0);
    expect(
      await n({ segment: "plan:gold", channel: "email", survey: one.surveyId, touchpoint: one.touchpointKey }),
    ).toBe(1);
  });

  it("count by a dimension only what was answered after it was declared", async () => {
    const place = await makePlace(client, [score]);
    await answerAll(place, [10], { attributes: { plan: "gold" } });
    body(await client.post("/v1/dimensions", { key: "plan", name: "Plan" }));
    await answerAll(place, [0], { attributes: { plan: "gold" } });
    expect(await read("nps", { segment: "plan:gold" })).toMatchObject({ n: 1, score: -100 });
    expect(await rebuild()).toMatchObject({ responses: 2, differences: 0 });
  });

  it.each<[Record<string, string>, string]>([
    [{ from: "2026-03-02T00:00:00Z", to: "2026-03-02T00:00:00Z" }, "/to"],
    [{ from: "2026-03-02T00:00:00Z", to: "2026-03-01T00:00:00Z" }, "/to"],
    [{ touchpoint: "nowhere" }, "/touchpoint"],
    [{ segment: "colour:red" }, "/segment"],
    [{ bucket: "year" }, "/bucket"],
    [{ channel: "pigeon" }, "/channel"],
    [{ bucket: "hour", from: "2000-01-01T00:00:00Z", to: "2026-01-01T00:00:00Z" }, "/bucket"],
  ])("refuse %o", async (query, pointer) => {
    expect(await client.get(`/v1/scores/nps?${new URLSearchParams(query)}`)).toMatchObject({
      status: 422,
      body: { errors: [{ pointer }] },
    });
  });

  describe("a window", () => {
    it("holds its beginning and not its end", async () => {
      const place = await makePlace(client, [score]);
      for (const occurredAt of [
        "2026-03-01T09:59:59.999Z",
        "2026-03-01T10:00:00Z",
        "2026-03-01T10:29:59.999Z",
        "2026-03-01T10:30:00Z",
      ])
        await answerAll(place, [9], { occurredAt });
      const n = async (from: string, to: string) =>
        (await read("nps", { from: `2026-03-01T${from}Z`, to: `2026-03-01T${to}Z` })).n;
      expect(await n("10:00:00", "10:30:00")).toBe(2);
      expect(await n("10:00:00.001", "10:30:00")).toBe(1);
      expect(await n("10:00:00", "10:30:00.001")).toBe(3);
      expect(await n("09:00:00", "10:00:00")).toBe(1);
      expect(await n("10:29:59.999", "10:30:00")).toBe(1);
    });

    it.each([
      [{ from: "2026-03-01T10:15:00Z" }, 2],
      [{ to: "2026-03-01T10:15:00Z" }, 1],
      [{}, 3],
    ])("may be open on either side: %o", async (query, n) => {
      const place = await makePlace(client, [score]);
      for (const occurredAt of ["2026-03-01T10:00:00Z", "2026-03-01T10:15:00Z", "2026-03-02T10:00:00Z"])
        await answerAll(place, [9], { occurredAt });
      expect((await read("nps", query as Record<string, string>)).n).toBe(n);
    });
  });

  describe("buckets", () => {
    const starts = async (zone: string, bucket: string, from: string, to: string) => {
      body(await client.call("PATCH", "/v1/workspace", { timeZone: zone }));
      const { buckets } = await read("nps", { bucket, from, to });
      return buckets.map((one: { from: string }) => one.from);
    };

    it("that are empty are there, with null and 0", async () => {
      const place = await makePlace(client, [score]);
      await answerAll(place, [9], { occurredAt: "2026-02-27T12:00:00Z" });
      const { buckets } = await read("nps", {
        bucket: "day",
        from: "2026-02-26T00:00:00Z",
        to: "2026-03-01T00:00:00Z",
      });
      const empty = {
        score: null,
        n: 0,
        interval: null,
        counts: { 0: 0, 1: 0, 2: 0, 3: 0, 4: 0, 5: 0, 6: 0, 7: 0, 8: 0, 9: 0, 10: 0 },
      };
      expect(buckets).toEqual([
        { from: "2026-02-26T00:00:00.000Z", ...empty },
        {
          from: "2026-02-27T00:00:00.000Z",
          score: 100,
          n: 1,
          interval: expect.any(Object),
          counts: { ...empty.counts, 9: 1 },
        },
        { from: "2026-02-28T00:00:00.000Z", ...empty },
      ]);
    });

    it("without a window go from the first answer to the last", async () => {
      const place = await makePlace(client, [score]);
      for (const occurredAt of ["2026-02-26T12:00:00Z", "2026-02-28T12:00:00Z"])
        await answerAll(place, [9], { occurredAt });
      expect((await read("nps", { bucket: "day" })).buckets.map(({ n }: { n: number }) => n)).toEqual([1, 0, 1]);
      expect((await read("csat", { bucket: "day" })).buckets).toEqual([]);
    });

    it.each<[string, string, string, string, string[]]>([
      [
        "Europe/Moscow",
        "day",
        "2026-02-26T21:00:00Z",
        "2026-02-28T21:00:00Z",
        ["2026-02-26T21:00:00.000Z", "2026-02-27T21:00:00.000Z"],
      ],
      [
        "Asia/Kolkata",
        "hour",
        "2026-02-26T10:30:00Z",
        "2026-02-26T12:30:00Z",
        ["2026-02-26T10:30:00.000Z", "2026-02-26T11:30:00.000Z"],
      ],
      ["Asia/Kolkata", "day", "2026-02-26T18:30:00Z", "2026-02-27T18:30:00Z", ["2026-02-26T18:30:00.000Z"]],
      [
        "UTC",
        "week",
        "2026-02-25T00:00:00Z",
        "2026-03-03T00:00:00Z",
        ["2026-02-23T00:00:00.000Z", "2026-03-02T00:00:00.000Z"],
      ],
      [
        "Europe/Moscow",
        "month",
        "2025-12-31T21:00:00Z",
        "2026-02-28T21:00:00Z",
        ["2025-12-31T21:00:00.000Z", "2026-01-31T21:00:00.000Z"],
      ],
      // The clocks of New York go forward on 8 March: that day has 23 hours.
      [
        "America/New_York",
        "day",
        "2025-03-08T05:00:00Z",
        "2025-03-11T04:00:00Z",
        ["2025-03-08T05:00:00.000Z", "2025-03-09T05:00:00.000Z", "2025-03-10T04:00:00.000Z"],
      ],
      [
        "America/New_York",
        "month",
        "2025-03-01T05:00:00Z",
        "2025-05-01T04:00:00Z",
        ["2025-03-01T05:00:00.000Z", "2025-04-01T04:00:00.000Z"],
      ],
      [
        "America/New_York",
        "week",
        "2025-10-27T04:00:00Z",
        "2025-11-10T05:00:00Z",
        ["2025-10-27T04:00:00.000Z", "2025-11-03T05:00:00.000Z"],
      ],
      // And back on 2 November: the hour from 1 to 2 comes twice.
      [
        "America/New_York",
        "hour",
        "2025-11-02T04:00:00Z",
        "2025-11-02T08:00:00Z",
        ["04", "05", "06", "07"].map((hour) => `2025-11-02T${hour}:00:00.000Z`),
      ],
    ])("in %s by %s from %s to %s", async (zone, bucket, from, to, expected) => {
      expect(await starts(zone, bucket, from, to)).toEqual(expected);
    });
  });

  it("stay in step with the answers through edits, repeats and takings back", async () => {
    const place = await makePlace(client, [
      { ...score, required: false },
      { ...parts, required: false },
    ]);
    const save = (attempt: number, answers: object, finished = false) =>
      answer(client, place, answers, { submissionId: `a${attempt}`, finished });
    for (let at = 0; at < 10; at++) body(await save(at, { score: at, parts: { speed: 10 - at } }));
    for (let at = 0; at < 10; at += 2) body(await save(at, { score: 10 - at }));
    for (let at = 0; at < 10; at += 3) body(await save(at, at % 2 ? {} : { parts: { speed: 1, staff: 9 } }, true));
    expect(await rebuild()).toMatchObject({ responses: 10, differences: 0 });
  });

  it("are found wrong by a rebuild, and put right", async () => {
    const place = await makePlace(client, [score]);
    await answerAll(place, [9, 9, 2]);
    await house.sql(`update score_hours set c9 = c9 + 1, n = n + 1 where workspace_id = '${client.workspaceId}'`);
    // Two rows: the leaf's hour and the whole series' hour.
    expect(await rebuild()).toMatchObject({ responses: 3, differences: 2 });
    expect(await rebuild()).toMatchObject({ responses: 3, differences: 0 });
    expect(await read("nps", { from: "2026-03-02T00:00:00Z", bucket: "hour" })).toMatchObject({ n: 3 });
  });
});
