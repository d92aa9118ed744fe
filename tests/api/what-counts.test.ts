import { system } from "@otklik/features/context";
import { rebuildScores } from "@otklik/features/metrics/index";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answerOf, type Client } from "../support/client.ts";
import { answer, body, makeOffer, makePlace, newEmail, type Place, score } from "../support/furnish.ts";
import { databases, openTestHouse, type TestHouse } from "../support/house.ts";

describe.each(databases)("What counts as an answer, on %s", (on) => {
  let house: TestHouse;
  let client: Client;

  beforeAll(async () => {
    house = await openTestHouse({ on });
    client = await house.workspace();
  });
  afterAll(() => house.close());

  let attempts = 0;
  const newAttempt = () => ({ submissionId: `attempt-${++attempts}`, finished: false });
  const file = async (id: string) => body(await client.get(`/v1/responses/${id}`));
  const npsOf = async ({ surveyId }: Place) => {
    const { n, counts } = body(await client.get(`/v1/scores/nps?survey=${surveyId}`));
    return { n, counts };
  };
  const logged = async (name: string, id: string) =>
    (await house.sql(`select 1 from event_log where name = '${name}' and payload ->> 'responseId' = '${id}'`)).length;
  const silence = async (minutes: number) => {
    for (let passed = 0; passed < minutes; passed += 10) {
      house.clock.advance({ minutes: Math.min(10, minutes - passed) });
      await house.runDueJobs();
    }
  };
  const differences = async () => {
    const rebuilt = await house.house.inWorkspace(client.workspaceId, system, rebuildScores);
    return rebuilt.differences;
  };
  const caseOf = async (responseId: string) => {
    const { case: found } = await file(responseId);
    return found && body(await client.get(`/v1/cases/${found.id}`));
  };

  const invite = async () => {
    const offer = await makeOffer(client);
    const sent = { distributionId: offer.distributionId, contact: { email: newEmail() }, channel: "link" };
    const { url, invitationId } = body(await client.post("/v1/invitations", sent));
    const path = new URL(url).pathname;
    return { offer, path, invitationId, nonce: nonceIn((await visit(path)).text) };
  };
  const visit = async (path: string, init?: RequestInit) => answerOf(await house.fetch(path, init));
  const nonceIn = (text: string) => /name="nonce" value="([^"]+)"/.exec(text)?.[1] as string;
  const save = async ({ path, nonce }: { path: string; nonce: string }, answers: object, finished: boolean) =>
    visit(path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ nonce, answers, finished }),
    });
  const storedFor = async ({ surveyId }: Place) => body(await client.get(`/v1/responses?survey=${surveyId}`)).data;

  describe("an answer that nobody finishes", () => {
    it("is finished by an hour of silence, once, and nothing else of it changes", async () => {
      const place = await makePlace(client);
      const first = body(await answer(client, place, 3, newAttempt()));
      expect(first).toMatchObject({ status: "partial", finishedBy: null });
      const before = await npsOf(place);
      await silence(50);
      expect(await file(first.id)).toMatchObject({ status: "partial", finishedBy: null });
      await silence(20);
      const { case: _, ...after } = await file(first.id);
      expect(after).toMatchObject({ ...first, status: "finished", finishedBy: "silence" });
      expect(await npsOf(place)).toEqual(before);
      expect(before.n).toBe(1);
      await silence(120);
      expect(await logged("response.finished", first.id)).toBe(1);
      expect(await differences()).toBe(0);
    });

    it("stays open for an hour after each save, and may still be sent by its respondent after that, once", async () => {
      const place = await makePlace(client);
      const attempt = newAttempt();
      const { id } = body(await answer(client, place, 9, attempt));
      await silence(40);
      body(await answer(client, place, { score: 8, why: "Slow" }, attempt));
      await silence(50);
      expect(await file(id)).toMatchObject({ status: "partial", score: 8 });
      await silence(20);
      expect(await file(id)).toMatchObject({ finishedBy: "silence" });
      const late = () => answer(client, place, { score: 2, why: "Late" }, { ...attempt, finished: true });
      expect(body(await late())).toMatchObject({ id, status: "finished", finishedBy: "respondent", comment: "Late" });
      expect(await npsOf(place)).toMatchObject({ n: 1, counts: { 2: 1, 8: 0 } });
      expect(await late()).toMatchObject({ status: 200 });
      expect(await answer(client, place, 3, { ...attempt, finished: true })).toMatchObject({
        status: 409,
        body: { code: "response.finished" },
      });
      await house.runDueJobs();
      expect(await caseOf(id)).toMatchObject({ score: 2 });
      expect(await logged("response.finished", id)).toBe(1);
      expect(await differences()).toBe(0);
    });

    it("is said to be the respondent's own doing when they sent it", async () => {
      const place = await makePlace(client);
      const attempt = newAttempt();
      const { id } = body(await answer(client, place, 9, attempt));
      const sent = body(await answer(client, place, 9, { ...attempt, finished: true }));
      expect(sent).toMatchObject({ id, status: "finished", finishedBy: "respondent" });
      await silence(80);
      expect(await file(id)).toMatchObject({ finishedBy: "respondent" });
      expect(await logged("response.finished", id)).toBe(1);
    });

    it("waits for as long as the workspace says, from 10 minutes to 7 days, and soon after that is changed", async () => {
      for (const silenceMinutes of [9, 10_081, 10.5, "60"])
        expect((await client.call("PATCH", "/v1/workspace", { silenceMinutes })).status).toBe(422);
      expect(body(await client.get("/v1/workspace")).silenceMinutes).toBe(60);
      body(await client.call("PATCH", "/v1/workspace", { silenceMinutes: 10_080 }));
      const { id } = body(await answer(client, await makePlace(client), 9, newAttempt()));
      await silence(180);
      expect(await file(id)).toMatchObject({ status: "partial" });
      body(await client.call("PATCH", "/v1/workspace", { silenceMinutes: 60 }));
      await silence(20);
      expect(await file(id)).toMatchObject({ finishedBy: "silence" });
    });

    it("leaves no work behind when none is unfinished", async () => {
      await silence(200);
      expect(await house.sql("select 1 from jobs where queue = 'finishSilent'")).toEqual([]);
    });
  });

  describe("the case of an answer that is still being given", () => {
    it("opens at its score, takes the comment that comes later, and stays when the customer thinks better of it", async () => {
      const place = await makePlace(client);
      const attempt = newAttempt();
      const { id } = body(await answer(client, place, 2, attempt));
      await house.runDueJobs();
      const opened = await caseOf(id);
      expect(opened).toMatchObject({ status: "new", score: 2, reason: "detractor" });

      body(await answer(client, place, { score: 2, why: "The train was late" }, attempt));
      await house.runDueJobs();
      const told = await caseOf(id);
      expect(told).toMatchObject({ id: opened.id, response: { comment: "The train was late" } });
      expect(told.history[0]).toMatchObject({ kind: "answer", changed: ["comment"] });

      house.clock.advance({ minutes: 1 });
      body(await answer(client, place, { score: 9, why: "The train was late" }, { ...attempt, finished: true }));
      await house.runDueJobs();
      const lifted = await caseOf(id);
      expect(lifted).toMatchObject({ id: opened.id, status: "new", score: 9 });
      expect(lifted.history[0]).toMatchObject({ kind: "answer", changed: ["happier"] });
      expect(await file(id)).toMatchObject({ score: 9, class: "promoter" });
      expect(await npsOf(place)).toMatchObject({ n: 1, counts: { 2: 0, 9: 1 } });
    });

    it("does not open when the score is lifted before anybody has seen it", async () => {
      const place = await makePlace(client);
      const attempt = newAttempt();
      const { id } = body(await answer(client, place, 2, attempt));
      body(await answer(client, place, 9, attempt));
      await house.runDueJobs();
      expect((await file(id)).case).toBeNull();
    });

    it("is urgent once they wish to be called", async () => {
      const place = await makePlace(client);
      const attempt = newAttempt();
      const { id } = body(await answer(client, place, 5, attempt));
      await house.runDueJobs();
      const call = { wanted: true, phone: "+442079460958" };
      body(await answer(client, place, { score: 5, call }, { ...attempt, finished: true }));
      await house.runDueJobs();
      const found = await caseOf(id);
      expect(found).toMatchObject({ reason: "callback", priority: "urgent" });
      expect(found.history[0]).toMatchObject({ kind: "answer", changed: ["callback"] });
    });
  });

  describe("an answer that was never sent", () => {
    it("is finished by silence, counts nowhere, and counts once a person lets it", async () => {
      const invited = await invite();
      const { offer } = invited;
      expect((await save(invited, { score: 1 }, false)).status).toBe(200);
      await silence(80);
      const [stored] = await storedFor(offer);
      expect(stored).toMatchObject({ status: "finished", finishedBy: "silence", flags: ["provisional"] });
      expect(await npsOf(offer)).toMatchObject({ n: 0 });
      expect((await file(stored.id)).case).toBeNull();

      const released = body(await client.post(`/v1/responses/${stored.id}/release`));
      expect(released).toMatchObject({ status: "finished", finishedBy: "silence", flags: [] });
      await house.runDueJobs();
      expect(await npsOf(offer)).toMatchObject({ n: 1, counts: { 1: 1 } });
      expect((await file(stored.id)).case).not.toBeNull();
      // What a person has let in stays in, whether its respondent looks again or sends it.
      expect((await save(invited, { score: 2 }, false)).status).toBe(200);
      expect(await npsOf(offer)).toMatchObject({ n: 1, counts: { 1: 0, 2: 1 } });
      expect((await save(invited, { score: 9 }, true)).status).toBe(200);
      expect(await npsOf(offer)).toMatchObject({ n: 1, counts: { 2: 0, 9: 1 } });
      expect((await save(invited, { score: 8 }, true)).status).toBe(409);
      expect(await logged("response.finished", stored.id)).toBe(1);
      expect(await differences()).toBe(0);
    });

    it("may still be sent by its respondent after the silence, and then counts", async () => {
      const invited = await invite();
      const { offer, path } = invited;
      await save(invited, { score: 1 }, false);
      await silence(80);
      expect((await visit(path)).text).toMatch(/name="score" value="1"[^>]* checked/);
      expect((await save(invited, { score: 2 }, false)).status).toBe(200);
      expect(await storedFor(offer)).toMatchObject([{ score: 2, finishedBy: "silence", flags: ["provisional"] }]);
      expect((await save(invited, { score: 3 }, true)).status).toBe(200);
      const [sent] = await storedFor(offer);
      expect(sent).toMatchObject({ score: 3, status: "finished", finishedBy: "respondent", flags: [] });
      expect(await npsOf(offer)).toMatchObject({ n: 1, counts: { 3: 1 } });
      expect((await save(invited, { score: 9 }, true)).status).toBe(409);
      expect(await logged("response.finished", sent.id)).toBe(1);
    });
  });

  describe("an answer that is worth a look", () => {
    const table = {
      id: "parts",
      type: "csi",
      prompt: "How satisfied are you with …",
      items: ["speed", "staff", "price", "seats"].map((id) => ({ id, label: `The ${id}`, weight: 1 })),
      scale: { min: 1, max: 5 },
    };
    const marks = (speed: number) => ({ speed, staff: 4, price: 4, seats: 4 });
    const flaggedAs = async ({ surveyId }: Place, flag: string) =>
      body(await client.get(`/v1/responses?survey=${surveyId}&flag=${flag}`)).data.map(({ id }: { id: string }) => id);
    const open = async (slug: string) => nonceIn((await visit(`/s/${slug}`)).text);
    const send = async (slug: string, sent: object, cookie = "") => {
      const headers = { "content-type": "application/json", cookie };
      const reply = await visit(`/s/${slug}`, { method: "POST", headers, body: JSON.stringify(sent) });
      expect(reply.status).toBe(200);
      return { id: reply.body.submissionId as string, cookie: reply.headers.get("set-cookie") ?? "" };
    };

    it("was marked straight down; it counts, is found by that and by nothing that holds it back", async () => {
      const place = await makePlace(client, [table]);
      const straight = body(await answer(client, place, { parts: marks(4) }));
      const other = body(await answer(client, place, { parts: marks(2) }));
      expect([straight.flags, other.flags]).toEqual([["straightLiner"], []]);
      expect(await flaggedAs(place, "straightLiner")).toEqual([straight.id]);
      expect((await flaggedAs(place, "none")).sort()).toEqual([straight.id, other.id].sort());
      expect(await flaggedAs(place, "quarantined,provisional")).toEqual([]);
      expect(body(await client.get(`/v1/scores/csi?survey=${place.surveyId}`)).n).toBe(2);
      expect((await client.get("/v1/responses?flag=nonsense")).status).toBe(422);
    });

    it("keeps what is strange about it when it is held back, released and held back again", async () => {
      const place = await makePlace(client, [table]);
      const { id } = body(await answer(client, place, { parts: marks(4) }));
      const base = async () => body(await client.get(`/v1/scores/csi?survey=${place.surveyId}`)).n;
      expect(body(await client.post(`/v1/responses/${id}/quarantine`)).flags.sort()).toEqual([
        "quarantined",
        "straightLiner",
      ]);
      expect(await base()).toBe(0);
      expect(body(await client.post(`/v1/responses/${id}/release`)).flags).toEqual(["straightLiner"]);
      expect(await base()).toBe(1);
      expect(body(await client.post(`/v1/responses/${id}/release`)).flags).toEqual(["straightLiner"]);
      expect(await differences()).toBe(0);
    });

    it("came faster than it can be read, by the time that its own page was shown", async () => {
      const { slug, ...place } = await makeOffer(client, { questions: [table] });
      const quick = await open(slug);
      house.clock.advance({ seconds: 1 });
      await send(slug, { nonce: quick, answers: { parts: marks(2) } });
      const slow = await open(slug);
      house.clock.advance({ seconds: 20 });
      await send(slug, { nonce: slow, answers: { parts: marks(2) } });
      const [later, sooner] = await storedFor(place);
      expect([sooner.flags, later.flags]).toEqual([["speeder"], []]);
      const forged = quick.replace(/\.[^.]+\./, ".1.");
      const headers = { "content-type": "application/json" };
      const sent = JSON.stringify({ nonce: forged, answers: { parts: marks(2) } });
      expect((await visit(`/s/${slug}`, { method: "POST", headers, body: sent })).status).toBe(403);
    });

    it("came from a browser that answered the same link within a day, by a cookie that only that page sees", async () => {
      const { slug, ...place } = await makeOffer(client, { questions: [score] });
      const first = await send(slug, { nonce: await open(slug), answers: { score: 9 } });
      expect(first.cookie).toMatch(new RegExp(`Max-Age=86400; Path=/s/${slug}; HttpOnly; SameSite=Strict`));
      const cookie = first.cookie.split(";")[0] as string;
      house.clock.advance({ hours: 23 });
      await send(slug, { nonce: await open(slug), answers: { score: 9 } }, cookie);
      await send(slug, { nonce: await open(slug), answers: { score: 9 } }, `${cookie}x`);
      await send(slug, { nonce: await open(slug), answers: { score: 9 } });
      house.clock.advance({ hours: 2 });
      await send(slug, { nonce: await open(slug), answers: { score: 9 } }, cookie);
      const flags = (await storedFor(place)).map(({ flags }: { flags: string[] }) => flags);
      expect(flags.filter((one: string[]) => one.length > 0)).toEqual([["duplicate"]]);
      expect(await npsOf(place)).toMatchObject({ n: 5 });
    });

    it("is not its own repeat", async () => {
      const { slug, ...place } = await makeOffer(client, { questions: [score] });
      const sent = { nonce: await open(slug), answers: { score: 9 } };
      const { cookie } = await send(slug, sent);
      await send(slug, sent, cookie.split(";")[0]);
      expect(await storedFor(place)).toMatchObject([{ flags: [] }]);
    });

    it("came from a contact who said so at the same place within a day", async () => {
      const place = await makePlace(client);
      const contact = { email: newEmail() };
      const attempt = newAttempt();
      const first = body(await answer(client, place, 9, { contact, ...attempt }));
      const again = body(await answer(client, place, 9, { contact, ...attempt, finished: true }));
      expect([first.flags, again.flags]).toEqual([[], []]);
      expect(body(await answer(client, place, 3, { contact })).flags).toEqual(["duplicate"]);
      expect(body(await answer(client, await makePlace(client), 3, { contact })).flags).toEqual([]);
      expect(body(await answer(client, place, 3, { contact: { email: newEmail() } })).flags).toEqual([]);
      house.clock.advance({ hours: 25 });
      expect(body(await answer(client, place, 3, { contact })).flags).toEqual([]);
      expect(await differences()).toBe(0);
    });
  });
});
