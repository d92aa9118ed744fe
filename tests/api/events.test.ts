import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Client } from "../support/client.ts";
import { body, makeContact, makeOffer, makePlace, newEmail, type Offer, type Place } from "../support/furnish.ts";
import { databases, openTestHouse, type TestHouse } from "../support/house.ts";

const dayMs = 86_400_000;

describe.each(databases)("Events and decisions, on %s", (on) => {
  let house: TestHouse;
  let client: Client;
  let place: Place;

  beforeAll(async () => {
    house = await openTestHouse({ on });
    client = await house.workspace();
    place = await makePlace(client);
  });
  // What earlier tests left to be done is not what a test waits for.
  beforeEach(() => house.sql("delete from jobs"));
  afterAll(() => house.close());

  /** One of many ways to offer one survey at one touchpoint. */
  const offerOf = (more: object = {}) => makeOffer(client, { at: place, ...more });
  const report = (offer: Offer, email: string, more: object = {}) =>
    client.post("/v1/events", { name: offer.event, contact: { email }, ...more });
  const decide = async (offer: Offer, email: string, more: object = {}) =>
    body(await report(offer, email, more)).decisions[0];
  const mailsTo = (email: string) => house.mailer.mails.filter(({ to }) => to.address === email);
  const inDays = (days: number) => new Date(house.clock.now().getTime() + days * dayMs).toISOString();
  const decisionsAbout = async (email: string) => {
    const { id } = body(await client.post("/v1/contacts", { email }));
    return body(await client.get(`/v1/contacts/${id}/decisions?limit=200`)).data;
  };

  it("invites a customer who reached the touchpoint", async () => {
    const offer = await offerOf();
    const email = newEmail();
    const reported = await report(offer, email, { properties: { order: 1 } });
    expect(reported.status).toBe(202);
    expect(reported.body).toEqual({
      eventId: expect.any(String),
      decisions: [
        {
          distributionId: offer.distributionId,
          outcome: "invited",
          invitationId: expect.any(String),
          channel: "email",
          sendAt: house.clock.now().toISOString(),
        },
      ],
    });
    await house.runDueJobs();
    expect(mailsTo(email)).toHaveLength(1);
    expect((await client.get(`/v1/invitations/${reported.body.decisions[0].invitationId}`)).body).toMatchObject({
      status: "sent",
      channel: "email",
      attempts: 1,
    });
  });

  it("decides nothing where no distribution waits for the event", async () => {
    expect(await client.post("/v1/events", { name: "nobody.waits", contact: { email: newEmail() } })).toMatchObject({
      status: 202,
      body: { decisions: [] },
    });
  });

  it("decides for every distribution, the most important first", async () => {
    const first = await offerOf({ priority: 1 });
    const second = await offerOf({ priority: 5, trigger: { event: first.event } });
    const { decisions } = body(await report(first, newEmail()));
    expect(decisions).toMatchObject([
      { distributionId: second.distributionId, outcome: "invited" },
      { distributionId: first.distributionId, outcome: "refused", reason: "contact-budget" },
    ]);
  });

  describe("the same eventId again", () => {
    it("gives the first decisions and makes nothing new", async () => {
      const offer = await offerOf();
      const email = newEmail();
      const first = await report(offer, email, { eventId: `again ${email}` });
      house.clock.advance({ days: 100 });
      const again = await report(offer, email, { eventId: `again ${email}` });
      expect([again.status, again.body]).toEqual([202, first.body]);
      await house.runDueJobs();
      expect(mailsTo(email)).toHaveLength(1);
      expect(await decisionsAbout(email)).toHaveLength(1);
    });

    it("makes no contact of whoever it names this time", async () => {
      const offer = await offerOf();
      const [first, second] = [newEmail(), newEmail()];
      body(await report(offer, first, { eventId: `named ${first}` }));
      body(await report(offer, second, { eventId: `named ${first}` }));
      expect(await client.post("/v1/contacts", { email: second })).toMatchObject({ status: 201 });
    });

    it("gives them all, though the clock went on between them", async () => {
      const ticking = await openTestHouse({ on, ticking: true });
      const stranger = await ticking.workspace();
      const one = await makeOffer(stranger);
      await makeOffer(stranger, { trigger: { event: one.event } });
      const event = { name: one.event, contact: { email: newEmail() }, eventId: "ticking" };
      const first = body(await stranger.post("/v1/events", event));
      const again = body(await stranger.post("/v1/events", event));
      await ticking.close();
      expect(first.decisions).toHaveLength(2);
      expect(again).toEqual(first);
    });

    it("gives the first decision, not the one that was made later", async () => {
      const offer = await offerOf({ whenBudgetSpent: "defer" });
      const email = newEmail();
      body(await report(offer, email));
      const deferred = await report(offer, email, { eventId: `first ${email}` });
      house.clock.advance({ days: 30 });
      await house.runDueJobs();
      expect(await decisionsAbout(email)).toHaveLength(3);
      expect((await report(offer, email, { eventId: `first ${email}` })).body).toEqual(deferred.body);
    });

    it("at fifty at once makes one invitation", async () => {
      const offer = await offerOf();
      const email = newEmail();
      const reports = await Promise.all(
        Array.from({ length: 50 }, () => report(offer, email, { eventId: `crowd ${email}` })),
      );
      expect(new Set(reports.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
      expect(await decisionsAbout(email)).toHaveLength(1);
    });

    it("is another event in another workspace", async () => {
      const stranger = await house.workspace();
      const theirs = await makeOffer(stranger);
      const offer = await offerOf();
      const email = newEmail();
      body(await report(offer, email, { eventId: `theirs ${email}` }));
      const { decisions } = body(
        await stranger.post("/v1/events", { name: theirs.event, contact: { email }, eventId: `theirs ${email}` }),
      );
      expect(decisions).toMatchObject([{ outcome: "invited", distributionId: theirs.distributionId }]);
    });
  });

  describe("a filter", () => {
    it.each<[object, unknown, boolean]>([
      [{ op: "eq", value: "gold" }, "gold", true],
      [{ op: "eq", value: "gold" }, "silver", false],
      [{ op: "eq", value: 1 }, "1", false],
      [{ op: "ne", value: "gold" }, "silver", true],
      [{ op: "gt", value: 100 }, 100.5, true],
      [{ op: "gt", value: 100 }, 100, false],
      [{ op: "lte", value: "2026-03" }, "2026-02", true],
      [{ op: "gte", value: 1 }, "2", false],
      [{ op: "in", value: ["gold", "silver"] }, "silver", true],
      [{ op: "in", value: ["gold"] }, "silver", false],
      [{ op: "contains", value: "late" }, "too late", true],
      [{ op: "contains", value: "late" }, ["late", "cold"], true],
      [{ op: "exists" }, 0, true],
      [{ op: "exists", value: true }, null, false],
      [{ op: "exists", value: false }, undefined, true],
    ])("%o on %o decides %s", async (filter, value, passes) => {
      const event = newEmail();
      const offer = await offerOf({ trigger: { event, where: [{ property: "plan", ...filter }] } });
      const decision = await decide({ ...offer, event }, newEmail(), { properties: { plan: value } });
      expect(decision).toMatchObject(passes ? { outcome: "invited" } : { outcome: "refused", reason: "filter" });
    });

    it("looks at the event's own properties only", async () => {
      const event = newEmail();
      const offer = await offerOf({ trigger: { event, where: [{ property: "constructor", op: "exists" }] } });
      expect(await decide({ ...offer, event }, newEmail())).toMatchObject({ reason: "filter" });
    });
  });

  describe("sampling", () => {
    it("asks about its share of contacts, and always the same ones", async () => {
      body(await client.call("PATCH", "/v1/workspace", { transactionalRestDays: 0 }));
      const offer = await offerOf({ sampling: 0.5 });
      const emails = Array.from({ length: 40 }, newEmail);
      const ask = async () => {
        const outcomes = [];
        for (const email of emails) outcomes.push((await decide(offer, email)).reason ?? "invited");
        return outcomes;
      };
      const first = await ask();
      expect(await ask()).toEqual(first);
      body(await client.call("PATCH", "/v1/workspace", { transactionalRestDays: 30 }));
      expect(new Set(first)).toEqual(new Set(["invited", "sampled-out"]));
      const invited = first.filter((outcome) => outcome === "invited").length;
      expect(invited).toBeGreaterThan(7);
      expect(invited).toBeLessThan(33);
    });
  });

  describe("a delay", () => {
    it("sends the mail when it has passed and not before", async () => {
      const offer = await offerOf({ delaySeconds: 3600 });
      const email = newEmail();
      const { sendAt } = await decide(offer, email);
      expect(sendAt).toBe(new Date(house.clock.now().getTime() + 3_600_000).toISOString());
      house.clock.advance({ seconds: 3599 });
      await house.runDueJobs();
      expect(mailsTo(email)).toHaveLength(0);
      house.clock.advance({ seconds: 1 });
      await house.runDueJobs();
      expect(mailsTo(email)).toHaveLength(1);
    });

    it("gives time to switch the distribution off", async () => {
      const offer = await offerOf({ delaySeconds: 60 });
      const email = newEmail();
      const { invitationId } = await decide(offer, email);
      body(await client.call("PATCH", `/v1/distributions/${offer.distributionId}`, { active: false }));
      house.clock.advance({ minutes: 2 });
      await house.runDueJobs();
      expect(mailsTo(email)).toHaveLength(0);
      expect((await client.get(`/v1/invitations/${invitationId}`)).body).toMatchObject({
        status: "refused",
        reason: "inactive",
      });
    });
  });

  describe("the contact budget", () => {
    it("refuses a second contact within thirty days, over all surveys, and says until when", async () => {
      const [first, second] = [await makeOffer(client), await makeOffer(client)];
      const email = newEmail();
      await decide(first, email);
      const again = inDays(30);
      house.clock.advance({ days: 29 });
      expect(await decide(second, email)).toEqual({
        distributionId: second.distributionId,
        outcome: "refused",
        reason: "contact-budget",
        nextEligibleAt: again,
      });
      house.clock.set(again);
      expect(await decide(second, email)).toMatchObject({ outcome: "invited" });
    });

    it("of a relational survey is ninety days", async () => {
      const offer = await offerOf({ kind: "relational" });
      const email = newEmail();
      await decide(offer, email);
      expect(await decide(offer, email)).toMatchObject({ reason: "contact-budget", nextEligibleAt: inDays(90) });
    });

    it("is the workspace's to set", async () => {
      const mine = await house.workspace();
      body(await mine.call("PATCH", "/v1/workspace", { transactionalRestDays: 7 }));
      const offer = await makeOffer(mine);
      const event = { name: offer.event, contact: { email: newEmail() } };
      body(await mine.post("/v1/events", event));
      expect(body(await mine.post("/v1/events", event)).decisions[0].nextEligibleAt).toBe(inDays(7));
    });

    it("is counted from when the mail goes out, not from the event", async () => {
      const offer = await offerOf({ delaySeconds: 86_400 });
      const email = newEmail();
      await decide(offer, email);
      expect(await decide(offer, email)).toMatchObject({ nextEligibleAt: inDays(31) });
    });

    it("gets back what was never sent", async () => {
      const offer = await offerOf();
      const email = newEmail();
      await house.runDueJobs();
      house.mailer.willAnswer({ status: "refused", reason: "554", badAddress: false });
      await decide(offer, email);
      await house.runDueJobs();
      expect(await decide(offer, email)).toMatchObject({ outcome: "invited" });
    });

    it("deferred asks again by itself when it is rested, once", async () => {
      const offer = await offerOf({ whenBudgetSpent: "defer" });
      const email = newEmail();
      await decide(offer, email);
      const rested = inDays(30);
      house.clock.advance({ days: 10 });
      expect(await decide(offer, email)).toEqual({
        distributionId: offer.distributionId,
        outcome: "deferred",
        reason: "contact-budget",
        nextEligibleAt: rested,
      });
      await house.runDueJobs();
      expect(mailsTo(email)).toHaveLength(1);
      house.clock.set(rested);
      await house.runDueJobs();
      expect(mailsTo(email)).toHaveLength(2);
      expect((await decisionsAbout(email)).map(({ outcome }: { outcome: string }) => outcome)).toEqual([
        "invited",
        "deferred",
        "invited",
      ]);
      house.clock.advance({ days: 365 });
      await house.runDueJobs();
      expect(mailsTo(email)).toHaveLength(2);
    });

    it("deferred and looked at twice, because a worker died in between, still asks once", async () => {
      const offer = await offerOf({ whenBudgetSpent: "defer" });
      const email = newEmail();
      await decide(offer, email);
      await decide(offer, email);
      await house.runDueJobs();
      const [job] = await house.sql<{ id: string }>(
        `select row_to_json(j)::text as row, id from jobs j where queue = 'decideAgain' and workspace_id = '${client.workspaceId}'`,
      );
      const [kept] = await house.sql<{ row: string }>(
        `select row_to_json(j)::text as row from jobs j where id = '${job?.id}'`,
      );
      house.clock.advance({ days: 30 });
      await house.runDueJobs();
      await house.sql(`insert into jobs select * from json_populate_record(null::jobs, '${kept?.row}')`);
      await house.runDueJobs();
      house.clock.advance({ days: 365 });
      await house.runDueJobs();
      expect(mailsTo(email)).toHaveLength(2);
      expect(await decisionsAbout(email)).toHaveLength(3);
    });

    it("deferred asks nobody who has unsubscribed meanwhile", async () => {
      const offer = await offerOf({ whenBudgetSpent: "defer" });
      const email = newEmail();
      await decide(offer, email);
      await house.runDueJobs();
      await decide(offer, email);
      const link = /<([^>]+)>/.exec(mailsTo(email)[0]?.headers["List-Unsubscribe"] ?? "")?.[1] as string;
      expect((await house.fetch(link, { method: "POST" })).status).toBe(200);
      house.clock.advance({ days: 30 });
      await house.runDueJobs();
      expect(mailsTo(email)).toHaveLength(1);
      expect((await decisionsAbout(email))[0]).toMatchObject({ outcome: "refused", reason: "unsubscribed" });
    });

    it("lets exactly one of fifty events at once through, and keeps 49 decisions that say why", async () => {
      const offer = await offerOf();
      const email = newEmail();
      const reports = await Promise.all(Array.from({ length: 50 }, () => report(offer, email)));
      expect(reports.map(({ status }) => status)).toEqual(Array(50).fill(202));
      const outcomes = reports.map(({ body }) => body.decisions[0]);
      expect(outcomes.filter(({ outcome }) => outcome === "invited")).toHaveLength(1);
      expect(
        outcomes.filter(({ outcome, reason }) => outcome === "refused" && reason === "contact-budget"),
      ).toHaveLength(49);
      const kept = await decisionsAbout(email);
      expect(kept).toHaveLength(50);
      expect(kept.filter(({ reason }: { reason?: string }) => reason === "contact-budget")).toHaveLength(49);
      await house.runDueJobs();
      expect(mailsTo(email)).toHaveLength(1);
    });
  });

  it("asks the same survey again only after its own recontact days", async () => {
    const offer = await offerOf({ recontactDays: 60 });
    const other = await makeOffer(client);
    const email = newEmail();
    await decide(offer, email);
    const rested = inDays(60);
    house.clock.advance({ days: 31 });
    expect(await decide(offer, email)).toMatchObject({
      outcome: "refused",
      reason: "recontact",
      nextEligibleAt: rested,
    });
    expect(await decide(other, email)).toMatchObject({ outcome: "invited" });
  });

  describe("nobody is asked", () => {
    it("who cannot be reached by the channels offered", async () => {
      const offer = await offerOf({ channels: ["sms"] });
      const byMail = await offerOf();
      expect(await decide(offer, newEmail())).toMatchObject({ outcome: "refused", reason: "unreachable" });
      const { decisions } = body(
        await client.post("/v1/events", { name: byMail.event, contact: { externalId: "no-address" } }),
      );
      expect(decisions).toMatchObject([{ outcome: "refused", reason: "unreachable" }]);
    });

    it("by a distribution that is switched off", async () => {
      const offer = await offerOf({ active: false });
      expect(body(await report(offer, newEmail())).decisions).toEqual([]);
    });
  });

  describe("an invitation asked for directly", () => {
    const invite = (offer: Offer, more: object = {}) =>
      client.post("/v1/invitations", { distributionId: offer.distributionId, contact: { email: newEmail() }, ...more });

    it("with the channel link gives the personal link and sends nothing", async () => {
      const offer = await offerOf();
      const email = newEmail();
      const made = await invite(offer, { contact: { email }, channel: "link" });
      expect(made).toMatchObject({
        status: 201,
        body: {
          outcome: "invited",
          channel: "link",
          url: expect.stringMatching(/^http:\/\/localhost:3000\/i\/[\w-]{43}$/),
        },
      });
      expect((await house.fetch(made.body.url)).status).toBe(200);
      await house.runDueJobs();
      expect(mailsTo(email)).toHaveLength(0);
    });

    it("goes out by mail where no channel is named, filters and sampling aside", async () => {
      const offer = await offerOf({
        sampling: 0.000001,
        delaySeconds: 3600,
        trigger: { event: "x", where: [{ property: "p", op: "exists" }] },
      });
      expect(await invite(offer)).toMatchObject({
        status: 201,
        body: { outcome: "invited", channel: "email", sendAt: house.clock.now().toISOString() },
      });
    });

    it("keeps to the contact budget, as 200 with the reason", async () => {
      const offer = await offerOf();
      const contact = { email: newEmail() };
      expect((await invite(offer, { contact, channel: "link" })).status).toBe(201);
      const again = await invite(offer, { contact, channel: "link" });
      expect(again).toMatchObject({
        status: 200,
        body: { outcome: "refused", reason: "contact-budget", nextEligibleAt: inDays(30) },
      });
      expect(again.body).not.toHaveProperty("url");
    });

    it("is refused by a distribution that is switched off", async () => {
      const offer = await offerOf({ active: false });
      expect(await invite(offer)).toMatchObject({ status: 200, body: { outcome: "refused", reason: "inactive" } });
    });

    it.each([
      ["an unknown distribution", { distributionId: "0198c0de-0000-7000-8000-000000000000" }, "/distributionId"],
      ["a bad address", { contact: { email: "nobody" } }, "/contact/email"],
      ["a pigeon", { channel: "pigeon" }, "/channel"],
      ["a field nobody knows", { score: 9 }, "/score"],
    ])("with %s is 422", async (_, wrong, pointer) => {
      const offer = await offerOf();
      expect(await invite(offer, wrong)).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
    });
  });

  describe("attribution", () => {
    it("is frozen when the invitation is made", async () => {
      const mine = await house.workspace();
      body(await mine.post("/v1/dimensions", { key: "plan", name: "Plan" }));
      body(await mine.post("/v1/dimensions", { key: "city", name: "City" }));
      const offer = await makeOffer(mine);
      const contact = await makeContact(mine, { attributes: { plan: "gold", city: "Perm" } });
      const invitation = {
        distributionId: offer.distributionId,
        contact: { email: contact.email },
        channel: "link",
        context: { city: "Omsk" },
      };
      const { url } = body(await mine.post("/v1/invitations", invitation));
      body(await mine.post("/v1/contacts", { email: contact.email, attributes: { plan: "silver" } }));
      const nonce = /name="nonce" value="([^"]+)"/.exec(await (await house.fetch(url)).text())?.[1];
      const posted = await house.fetch(url, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ answers: { score: 9 }, nonce }),
      });
      expect(posted.status).toBe(200);
      const of = async (segment: string) => body(await mine.get(`/v1/scores/nps?segment=${segment}`)).n;
      expect([await of("plan:gold"), await of("plan:silver"), await of("city:Omsk"), await of("city:Perm")]).toEqual([
        1, 0, 1, 0,
      ]);
    });

    it("of an answer by REST is its own attributes, else the contact's", async () => {
      const mine = await house.workspace();
      body(await mine.post("/v1/dimensions", { key: "plan", name: "Plan" }));
      const place = await makePlace(mine);
      const contact = await makeContact(mine, { attributes: { plan: "gold" } });
      const send = (more: object) =>
        mine.post("/v1/responses", { ...place, channel: "web", answers: { score: 9 }, ...more });
      body(await send({ contact: { email: contact.email } }));
      body(await send({ contact: { email: contact.email }, attributes: { plan: "silver" } }));
      body(await send({ attributes: { plan: true } }));
      body(await send({ attributes: { plan: { nested: 1 } } }));
      const of = async (value: string) => body(await mine.get(`/v1/scores/nps?segment=plan:${value}`)).n;
      expect([await of("gold"), await of("silver"), await of("true")]).toEqual([1, 1, 1]);
      expect(body(await mine.get("/v1/scores/nps")).n).toBe(4);
    });
  });

  it.each([
    ["no name", { name: "" }, "/name"],
    ["no contact", { contact: undefined }, "/contact"],
    ["a contact without identity", { contact: { name: "Nobody" } }, "/contact"],
    ["a header in the address", { contact: { email: "a@b.com\r\nBcc: x@evil.com" } }, "/contact/email"],
    ["properties as a list", { properties: [] }, "/properties"],
    ["a time that is none", { occurredAt: "now" }, "/occurredAt"],
    ["a field nobody knows", { workspaceId: "x" }, "/workspaceId"],
    ["a contact's field nobody knows", { contact: { email: "a@b.com", id: "x" } }, "/contact/id"],
  ])("refuses an event with %s", async (_, wrong, pointer) => {
    const event = { name: "e", contact: { email: "a@b.com" }, ...wrong };
    expect(await client.post("/v1/events", event)).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
  });
});
