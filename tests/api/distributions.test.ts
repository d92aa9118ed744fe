import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Client } from "../support/client.ts";
import { body, makeContact, makeOffer, makePlace, newEmail, type Offer } from "../support/furnish.ts";
import { databases, openTestHouse, type TestHouse } from "../support/house.ts";

const unknown = "0198c0de-0000-7000-8000-000000000000";

describe.each(databases)("How surveys are offered, on %s", (on) => {
  let house: TestHouse;
  let client: Client;

  beforeAll(async () => {
    house = await openTestHouse({ on });
  });
  beforeEach(async () => {
    await house.sql("delete from jobs");
    client = await house.workspace();
  });
  afterAll(() => house.close());

  const report = async (offer: Offer, contact: object, more: object = {}) =>
    body(await client.post("/v1/events", { name: offer.event, contact, ...more })).decisions[0];
  const funnel = async ({ distributionId }: Offer, query: Record<string, string> = {}) =>
    body(await client.get(`/v1/distributions/${distributionId}/funnel?${new URLSearchParams(query)}`));
  const mailTo = (email: string) => house.mailer.mails.filter(({ to }) => to.address === email).at(-1);
  const linkIn = (email: string) => /http\S+\/i\/[\w-]{43}/.exec(mailTo(email)?.text ?? "")?.[0] as string;
  const reply = async (link: string, given = 9) => {
    const nonce = /name="nonce" value="([^"]+)"/.exec(await (await house.fetch(link)).text())?.[1];
    const posted = await house.fetch(link, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ answers: { score: given }, nonce }),
    });
    expect(posted.status).toBeLessThan(300);
  };

  describe("a change", () => {
    it("brings what was said and leaves the rest", async () => {
      const offer = await makeOffer(client);
      const before = body(await client.get(`/v1/distributions/${offer.distributionId}`));
      const change = {
        channels: ["sms", "email"],
        trigger: { event: "ticket.sent", where: [{ property: "class", op: "eq", value: "first" }] },
        kind: "relational",
        whenBudgetSpent: "defer",
        delaySeconds: 3600,
        reminders: [{ afterSeconds: 86_400 }],
        sampling: 0.3,
        recontactDays: 14,
        priority: 3,
        active: false,
      };
      const changed = await client.call("PATCH", `/v1/distributions/${offer.distributionId}`, change);
      expect(changed).toMatchObject({ status: 200 });
      expect(changed.body).toEqual({ ...before, ...change });
      const fields = await house.sql(
        `select details from audit_log where workspace_id = '${client.workspaceId}' and action = 'distribution.change'`,
      );
      expect(fields).toEqual([{ details: { fields: Object.keys(change) } }]);
    });

    it("lets another event trigger it", async () => {
      const offer = await makeOffer(client);
      body(
        await client.call("PATCH", `/v1/distributions/${offer.distributionId}`, { trigger: { event: "ticket.sent" } }),
      );
      expect(await report(offer, { email: newEmail() })).toBeUndefined();
      expect(await report({ ...offer, event: "ticket.sent" }, { email: newEmail() })).toMatchObject({
        outcome: "invited",
      });
    });

    it("takes trigger and rule of its own away", async () => {
      const offer = await makeOffer(client, { recontactDays: 14 });
      const change = { trigger: null, recontactDays: null };
      expect(body(await client.call("PATCH", `/v1/distributions/${offer.distributionId}`, change))).toMatchObject(
        change,
      );
      expect(await report(offer, { email: newEmail() })).toBeUndefined();
    });

    it.each<[object, string]>([
      [{ surveyId: unknown }, "/surveyId"],
      [{ touchpointKey: "other" }, "/touchpointKey"],
      [{ sampling: 0 }, "/sampling"],
      [{ channels: [] }, "/channels"],
      [{ delaySeconds: -1 }, "/delaySeconds"],
      [{ trigger: { event: "e", where: [{ property: "p", op: "magic" }] } }, "/trigger/where/0/op"],
    ])("to %o is refused", async (change, pointer) => {
      const { distributionId } = await makeOffer(client);
      expect(await client.call("PATCH", `/v1/distributions/${distributionId}`, change)).toMatchObject({
        status: 422,
        body: { errors: [{ pointer }] },
      });
    });
  });

  describe("the funnel", () => {
    it("counts how far invitations came, and why others were not asked", async () => {
      const offer = await makeOffer(client);
      const [answers, opens, waits] = [newEmail(), newEmail(), newEmail()];
      for (const email of [answers, opens]) await report(offer, { email });
      await house.runDueJobs();
      await reply(linkIn(answers));
      expect((await house.fetch(linkIn(opens))).status).toBe(200);
      await report(offer, { email: answers });
      await report(offer, { externalId: "no address" });
      await report(offer, { externalId: "nor this" });
      await report(offer, { email: waits });
      const { from: _, to: __, ...counted } = await funnel(offer);
      expect(counted).toEqual({
        distributionId: offer.distributionId,
        invited: { n: 3, share: 1 },
        waiting: { n: 1, share: expect.closeTo(1 / 3) },
        sent: { n: 2, share: expect.closeTo(2 / 3) },
        delivered: null,
        opened: { n: 2, share: expect.closeTo(2 / 3) },
        started: { n: 1, share: expect.closeTo(1 / 3) },
        answered: { n: 1, share: expect.closeTo(1 / 3) },
        failed: { n: 0, share: 0 },
        bounced: { n: 0, share: 0 },
        unknown: { n: 0, share: 0 },
        withdrawn: { n: 0, share: 0 },
        openLink: { started: 0, answered: 0 },
        losses: [],
        decided: 6,
        refusals: [
          { outcome: "refused", reason: "unreachable", n: 2, share: expect.closeTo(2 / 6) },
          { outcome: "refused", reason: "contact-budget", n: 1, share: expect.closeTo(1 / 6) },
        ],
      });
    });

    it("says why invitations were taken back", async () => {
      const offer = await makeOffer(client);
      await report(offer, { email: newEmail() });
      body(await client.call("PATCH", `/v1/distributions/${offer.distributionId}`, { active: false }));
      await house.runDueJobs();
      expect(await funnel(offer)).toMatchObject({
        withdrawn: { n: 1 },
        losses: [{ status: "refused", reason: "inactive", n: 1 }],
      });
    });

    it("counts who answered by the link beside those who were invited", async () => {
      const offer = await makeOffer(client);
      const { url } = body(await client.get(`/v1/distributions/${offer.distributionId}`));
      await reply(url);
      await reply(url, 3);
      const { surveyId, touchpointKey } = offer;
      const answers = { score: 9 };
      await client.post("/v1/responses", { surveyId, touchpointKey, channel: "web", answers });
      expect(await funnel(offer)).toMatchObject({ invited: { n: 0 }, openLink: { started: 2, answered: 2 } });
    });

    it("holds no test, and only its window and its own distribution", async () => {
      const offer = await makeOffer(client);
      await report(offer, { email: newEmail(), isTest: true });
      const other = await makeOffer(client);
      await report(other, { email: newEmail() });
      expect(await funnel(offer)).toMatchObject({ invited: { n: 0, share: null }, decided: 0, refusals: [] });
      house.clock.advance({ days: 31 });
      expect(await funnel(other)).toMatchObject({ invited: { n: 0 } });
      const from = new Date(house.clock.now().getTime() - 40 * 86_400_000).toISOString();
      expect(await funnel(other, { from })).toMatchObject({ invited: { n: 1 }, from });
    });

    it("stands beside every distribution in short", async () => {
      const offer = await makeOffer(client);
      const email = newEmail();
      await report(offer, { email });
      await house.runDueJobs();
      await reply(linkIn(email));
      expect(body(await client.get("/v1/distributions/usage"))).toEqual({
        data: [
          {
            distributionId: offer.distributionId,
            survey: { id: offer.surveyId, name: "After delivery" },
            touchpoint: { key: offer.touchpointKey, name: "Ticket delivery" },
            invited: 1,
            answered: 1,
          },
        ],
        nextCursor: null,
      });
    });
  });

  describe("a test", () => {
    const test = (offer: Pick<Offer, "distributionId">, email: string, more: object = {}) =>
      client.post(`/v1/distributions/${offer.distributionId}/test`, { email, ...more });

    it("is sent however often and even while the distribution is off, and counts nowhere", async () => {
      const offer = await makeOffer(client, { active: false, sampling: 0.01 });
      const email = newEmail();
      for (const given of [3, 9]) {
        const sent = await test(offer, email);
        expect(sent).toMatchObject({ status: 201, body: { channel: "email", invitationId: expect.any(String) } });
        await house.runDueJobs();
        expect(linkIn(email)).toBe(sent.body.url);
        await reply(sent.body.url, given);
      }
      expect(await funnel(offer)).toMatchObject({ invited: { n: 0 }, decided: 0 });
      expect(body(await client.get("/v1/scores/nps")).n).toBe(0);
      await house.runDueJobs();
      expect(body(await client.get("/v1/cases")).data).toEqual([]);
    });

    it("neither makes a test of a customer nor touches their budget", async () => {
      const offer = await makeOffer(client);
      const email = newEmail();
      await makeContact(client, { email });
      body(await test(offer, email));
      expect(await report(offer, { email })).toMatchObject({ outcome: "invited" });
      expect(await funnel(offer)).toMatchObject({ invited: { n: 1 } });
    });

    it("speaks the language that is asked for", async () => {
      const email = newEmail();
      const place = await makePlace(client);
      const { name, questions } = body(await client.get(`/v1/surveys/${place.surveyId}`));
      const translations = { ru: { prompts: { score: "Посоветуете нас?" } } };
      body(await client.call("PUT", `/v1/surveys/${place.surveyId}`, { name, locale: "en", questions, translations }));
      body(await client.post(`/v1/surveys/${place.surveyId}/publish`));
      body(await test(await makeOffer(client, { at: place }), email, { locale: "ru" }));
      await house.runDueJobs();
      expect(mailTo(email)?.text).toContain("Посоветуете нас?");
    });

    it("is not sent to somebody who does not want to be asked", async () => {
      const offer = await makeOffer(client);
      const email = newEmail();
      body(await test(offer, email));
      await house.runDueJobs();
      const stop = /<(.+)>/.exec(mailTo(email)?.headers["List-Unsubscribe"] ?? "")?.[1] as string;
      expect((await house.fetch(stop, { method: "POST" })).status).toBe(200);
      expect(await test(offer, email)).toMatchObject({ status: 409, body: { code: "test.unreachable" } });
    });

    it("is not sent without end: twenty in an hour, for each workspace", async () => {
      const offer = await makeOffer(client);
      const email = newEmail();
      const statuses = (sent: { status: number }[]) => sent.map(({ status }) => status).sort();
      for (let sent = 0; sent < 18; sent++) body(await test(offer, email));
      const last = await Promise.all(Array.from({ length: 4 }, () => test(offer, newEmail())));
      expect(statuses(last)).toEqual([201, 201, 429, 429]);
      const refused = await test(offer, email);
      expect(refused).toMatchObject({ status: 429, body: { code: "test.too-often" } });
      const wait = Number(refused.headers.get("retry-after"));
      expect(wait).toBeGreaterThan(3500);
      expect(wait).toBeLessThanOrEqual(3600);

      const other = await house.workspace();
      const elsewhere = await makeOffer(other);
      expect((await other.post(`/v1/distributions/${elsewhere.distributionId}/test`, { email })).status).toBe(201);
      house.clock.advance({ seconds: wait });
      expect((await test(offer, email)).status).toBe(201);
    });

    it("needs one address", async () => {
      const offer = await makeOffer(client);
      expect(await test(offer, "a@b.example, c@d.example")).toMatchObject({
        status: 422,
        body: { errors: [{ pointer: "/email" }] },
      });
    });
  });

  describe.each([
    ["GET", "/funnel", undefined],
    ["POST", "/test", { email: "me@example.com" }],
    ["PATCH", "", { active: false }],
  ])("%s /v1/distributions/{id}%s", (method, path, sent) => {
    it("needs a key", async () => {
      expect((await house.fetch(`/v1/distributions/${unknown}${path}`, { method })).status).toBe(401);
    });

    it("knows neither what is not there nor what is another workspace's", async () => {
      const foreign = await makeOffer(await house.workspace());
      for (const id of [unknown, foreign.distributionId]) {
        expect(await client.call(method, `/v1/distributions/${id}${path}`, sent)).toMatchObject({
          status: 404,
          body: { code: "distribution.not-found" },
        });
      }
    });
  });

  it("the list in short needs a key, and shows nothing of another workspace", async () => {
    expect((await house.fetch("/v1/distributions/usage")).status).toBe(401);
    await makeOffer(await house.workspace());
    expect(body(await client.get("/v1/distributions/usage")).data).toEqual([]);
    expect((await client.get("/v1/distributions/usage?to=tomorrow")).status).toBe(422);
  });

  it("the funnel refuses a window that ends before it begins", async () => {
    const { distributionId } = await makeOffer(client);
    const query = new URLSearchParams({ from: "2026-03-02T00:00:00Z", to: "2026-03-01T00:00:00Z" });
    expect(await client.get(`/v1/distributions/${distributionId}/funnel?${query}`)).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: "/to" }] },
    });
  });
});
