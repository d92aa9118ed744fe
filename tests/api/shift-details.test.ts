import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Client } from "../support/client.ts";
import { badly, liveDays, well } from "../support/days.ts";
import { answer, body, makePlace, type Place, score, why } from "../support/furnish.ts";
import { databases, openTestHouse, type TestHouse } from "../support/house.ts";

const unknown = "019c0000-0000-7000-8000-000000000000";
const day = 86_400_000;

// On one database: what is asked of both is asked below, of a smaller house.
describe("What else there is to know of a shift", () => {
  let house: TestHouse;
  let client: Client;
  let place: Place;
  let id: string;

  /** E-mail stays as it was, links fall: what people write there is new. */
  const live = async (days: number, scores: readonly number[], comment: string) => {
    for (let at = 0; at < days; at++) {
      const common = { attributes: { plan: "gold" } };
      await Promise.all(well.map((one) => answer(client, place, one, { ...common, channel: "email" }).then(body)));
      const written = scores.map((one) => ({ score: one, why: comment }));
      const more = { attributes: { plan: "basic" }, channel: "link" };
      await Promise.all(written.map((one) => answer(client, place, one, more).then(body)));
      house.clock.advance({ days: 1 });
    }
    await house.runDueJobs();
  };

  beforeAll(async () => {
    house = await openTestHouse({ on: "postgres" });
    client = await house.workspace();
    body(await client.post("/v1/dimensions", { key: "plan", name: "Plan" }));
    place = await makePlace(client, [score, why]);
    await live(40, well, "Friendly staff and quick");
    await live(4, badly, "The link opens an empty page");
    [{ id }] = body(await client.get("/v1/shifts")).data;
  }, 120_000);
  afterAll(() => house.close());

  const details = async () => body(await client.get(`/v1/shifts/${id}/details`));
  const read = async () => body(await client.get(`/v1/shifts/${id}`));

  it("is counted from the onset on while too few answers came after the alarm, from the alarm on later", async () => {
    const shift = await read();
    const { windows } = await details();
    if (shift.isPreliminary) expect(windows.since).toMatchObject({ begins: "onset", from: shift.onset });
    expect(Date.parse(windows.before.to)).toBeLessThanOrEqual(Date.parse(windows.since.from));
    await live(4, badly, "The link opens an empty page");
    const later = await details();
    expect(later.windows.since).toMatchObject({ begins: "alarm", from: shift.detectedAt });
    const { finalAt } = later.scores;
    expect(finalAt > shift.detectedAt && finalAt <= house.clock.now().toISOString()).toBe(true);
  });

  it("says by channel and segment who fell and of whom nobody can tell, at a confidence of all together", async () => {
    const { scores } = await details();
    const [channels, plans] = scores.carriers;
    expect(channels).toMatchObject({ by: "channel", dimension: null, compared: 2, confidence: 0.975 });
    expect(channels.rows.map((row: { value: string }) => row.value)).toEqual(["link", "email"]);
    const [link, email] = channels.rows;
    expect(link).toMatchObject({ verdict: "fell", difference: { confidence: 0.95 } });
    expect(link.difference.value).toBeCloseTo(-80, 0);
    expect(link.strictDifference.low).toBeLessThan(link.difference.low);
    expect(email.verdict).not.toBe("fell");
    expect(email.since.score).toBeCloseTo(30, 0);
    expect(plans).toMatchObject({ by: "segment", dimension: { key: "plan", name: "Plan" } });
    expect(plans.rows.map((row: { value: string; verdict: string }) => [row.value, row.verdict])[0]).toEqual([
      "basic",
      "fell",
    ]);
    // A segment is counted as the channel that it came by: to the answer.
    expect(plans.rows[0].since).toEqual(link.since);
  });

  it("counts as the shift itself does", async () => {
    const shift = await read();
    const { scores, windows } = await details();
    const sum = (counts: Record<string, number>) => Object.values(counts).reduce((n, count) => n + count, 0);
    expect(sum(scores.counts.before)).toBe(shift.before.n);
    expect(sum(scores.counts.since)).toBe(shift.after.n);
    const { from, to } = windows.since;
    const asked = `touchpoint=${place.touchpointKey}&from=${from}&to=${to}`;
    expect(scores.counts.since).toEqual(body(await client.get(`/v1/scores/nps?${asked}`)).counts);
  });

  it("draws days, none of them on both sides of the onset, that add up to the score of their time", async () => {
    const shift = await read();
    const { levels } = (await details()).scores;
    expect(levels.daysEach).toBe(2);
    const [first] = levels.data;
    for (const [at, one] of levels.data.entries()) {
      if (at > 0) expect(one.from).toBe(levels.data[at - 1].to);
      expect(one.interval ? one.interval.low <= one.score : one.n === 0).toBe(true);
    }
    expect(Date.parse(shift.onset) - Date.parse(first.from)).toBeLessThanOrEqual(60 * day);
    const starts = levels.data.map(({ from }: { from: string }) =>
      Math.abs(Date.parse(from) - Date.parse(shift.onset)),
    );
    expect(Math.min(...starts)).toBeLessThanOrEqual(day / 2);
    const { from, to } = levels.data[15];
    const asked = body(await client.get(`/v1/scores/nps?touchpoint=${place.touchpointKey}&from=${from}&to=${to}`));
    expect(levels.data[15]).toMatchObject({ score: asked.score, n: asked.n });
  });

  it("tells what people write more than before, with what finds it", async () => {
    const { terms } = (await details()).scores;
    expect(terms.reason).toBeNull();
    const found = terms.data.find(({ text }: { text: string }) => text.includes("empty page"));
    expect(found).toMatchObject({ since: terms.comments.since, before: 0 });
    expect(found.z).toBeGreaterThan(3);
    const { data } = body(await client.get(`/v1/responses?q=${encodeURIComponent(found.search)}&limit=200`));
    expect(data.length).toBeGreaterThanOrEqual(found.since);
  });

  it("counts the cases of answers since the onset, and what may be lost with those that are open", async () => {
    const { onset } = await read();
    const asked = `touchpoint=${place.touchpointKey}&class=detractor&from=${onset}&limit=200`;
    const unhappy = body(await client.get(`/v1/responses?${asked}`)).data.length;
    expect(unhappy).toBeGreaterThan(30);
    const [one, another] = body(await client.get(`/v1/cases?touchpoint=${place.touchpointKey}&limit=2`)).data;
    await house.sql(`update cases set value_minor = 125000 where id = '${one.id}'`);
    body(await client.post(`/v1/cases/${another.id}/resolve`, { rootCause: "A link", outcome: "Refunded" }));
    expect((await details()).cases).toEqual({
      opened: unhappy,
      stillOpen: unhappy - 1,
      valueAtRisk: 1250,
      unknownValues: unhappy - 2,
    });
  });

  it("keeps what became of it, who did it and what explains it", async () => {
    const mark = body(await client.post("/v1/marks", { kind: "release", title: "App 7.2" }));
    body(await client.post(`/v1/shifts/${id}/acknowledge`, { note: "The new links" }));
    body(await client.post(`/v1/shifts/${id}/explain`, { markId: mark.id }));
    body(await client.post(`/v1/shifts/${id}/reopen`, { status: "acknowledged" }));
    const { history } = await details();
    const kinds = history.map(({ kind }: { kind: string }) => kind);
    expect(kinds[0]).toBe("detected");
    expect(kinds.slice(-3)).toEqual(["acknowledged", "explained", "reopened"]);
    const [acknowledged, explained, reopened] = history.slice(-3);
    expect(acknowledged).toMatchObject({ note: "The new links", by: { kind: "key" }, mark: null });
    expect(explained.mark).toEqual({ id: mark.id, kind: "release", title: "App 7.2" });
    expect(reopened.status).toBe("acknowledged");
    const joined = history.filter(({ kind }: { kind: string }) => kind === "joined");
    expect(joined).toHaveLength((await read()).parts.length - 1);
    for (const { part } of joined) expect(part.series.level).toBeTypeOf("string");
  });

  it("belongs to one workspace and whoever may read it", async () => {
    const other = await house.workspace();
    expect((await other.get(`/v1/shifts/${id}/details`)).status).toBe(404);
    const none = await client.get(`/v1/shifts/${unknown}/details`);
    expect([none.status, none.body.code]).toEqual([404, "shift.not-found"]);
    expect((await house.fetch(`/v1/shifts/${id}/details`)).status).toBe(401);
    expect((await client.get("/v1/shifts/elsewhere/details")).status).toBe(404);
  });
});

describe.each(databases)("A shift of which little is known, on %s", (on) => {
  let house: TestHouse;
  let client: Client;
  let place: Place;
  let id: string;

  beforeAll(async () => {
    house = await openTestHouse({ on });
    client = await house.workspace();
    place = await makePlace(client, [score]);
    const there = { key: place.touchpointKey, name: "Ticket delivery", stage: "purchase", channels: ["email"] };
    body(await client.post("/v1/touchpoints", there));
    await liveDays(house, client, { days: 40, place, scores: well });
    await liveDays(house, client, { days: 3, place, scores: badly });
    await house.runDueJobs();
    [{ id }] = body(await client.get("/v1/shifts")).data;
  }, 120_000);
  afterAll(() => house.close());

  const details = async () => body(await client.get(`/v1/shifts/${id}/details`));

  it("says that there are too few comments", async () => {
    const { scores, windows } = await details();
    expect(scores.terms).toEqual({ comments: { before: 0, since: 0 }, data: [], reason: "tooFewComments" });
    expect(windows.since.begins).toBe("onset");
    expect(scores.finalAt).toBeNull();
    expect(scores.carriers[0].rows).toHaveLength(1);
  });

  it("is of all touchpoints of its stage where it is named after that, and of no other", async () => {
    const [neighbour, elsewhere] = [await makePlace(client, [score]), await makePlace(client, [score])];
    const { touchpointKey: key } = neighbour;
    body(await client.post("/v1/touchpoints", { key, name: "Payment", stage: "purchase", channels: ["email"] }));
    for (const one of [neighbour, elsewhere]) body(await answer(client, one, 9));
    await house.sql(
      `update shifts set head_id = (select id from shift_series s where s.workspace_id = shifts.workspace_id and level = 'stage') where id = '${id}'`,
    );
    const { scores } = await details();
    const [touchpoints, channels] = scores.carriers;
    const bases = touchpoints.rows.map((row: { value: string; since: { n: number } }) => [row.value, row.since.n]);
    const since = bases.find(([value]: [string]) => value === place.touchpointKey)[1];
    expect(touchpoints.by).toBe("touchpoint");
    expect(bases).toEqual([
      [place.touchpointKey, since],
      [neighbour.touchpointKey, 1],
    ]);
    expect(channels.rows[0].since.n).toBe(since + 1);
    expect(scores.levels.data.at(-1).n % 10).toBe(1);
  });
});
