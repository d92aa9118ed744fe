import { system } from "@otklik/features/context";
import { rebuildScores } from "@otklik/features/metrics/index";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answerOf, type Client } from "../support/client.ts";
import { answer, body, makeOffer, makePlace, newEmail } from "../support/furnish.ts";
import { databases, openTestHouse, type TestHouse } from "../support/house.ts";

const canary = "canary7f3a";

describe.each(databases)("Erasing a contact, on %s", (on) => {
  let house: TestHouse;
  let client: Client;

  beforeAll(async () => {
    house = await openTestHouse({ on });
    client = await house.workspace();
  });
  afterAll(() => house.close());

  /** Every table that holds the word anywhere, read as the owner of the database. */
  const tablesWith = async (word: string) => {
    const tables = await house.sql<{ name: string }>(
      "select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'",
    );
    const found = [];
    for (const { name } of tables) {
      const [row] = await house.sql<{ n: number }>(
        `select count(*)::int as n from "${name}" t where lower(t::text) like '%${word}%'`,
      );
      if (row && row.n > 0) found.push(name);
    }
    return found.sort();
  };
  const erase = async (id: string) => client.call("DELETE", `/v1/contacts/${id}`);

  it("leaves not a word of them in any table", async () => {
    const contact = {
      externalId: `${canary}-crm`,
      email: `${canary}@example.com`,
      phone: "+442079467777",
      name: canary,
      locale: "en",
      timezone: "Europe/London",
      birthYear: 1987,
      value: 12.5,
      attributes: { nick: canary, nested: { deep: [canary] } },
    };
    const offer = await makeOffer(client, { whenBudgetSpent: "defer" });
    const event = { name: offer.event, contact, properties: { note: canary }, eventId: "order-1" };
    const once = { "idempotency-key": `${canary}-key` };
    body(await client.post("/v1/events", event, once));
    await house.runDueJobs();
    // Deferred: a job waits for this contact for a month.
    body(await client.post("/v1/events", { ...event, eventId: "order-2" }));

    const mail = house.mailer.mails.find(({ to }) => to.address.includes(canary));
    const link = /http\S+\/i\/[\w-]{43}/.exec(mail?.text ?? "")?.[0] as string;
    const nonce = /name="nonce" value="([^"]+)"/.exec(await (await house.fetch(link)).text())?.[1];
    const answers = { score: 2, why: `Signed, ${canary}`, call: { wanted: true, phone: "+442079467777" } };
    const posted = await house.fetch(link, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ nonce, answers }),
    });
    expect(posted.status).toBe(200);
    body(
      await answer(
        client,
        offer,
        { score: 1, why: canary },
        { contact: { email: contact.email }, attributes: { seat: canary } },
      ),
    );
    await house.runDueJobs();
    const { id } = body(await client.post("/v1/contacts", { email: contact.email }));
    for (const one of body(await client.get(`/v1/cases?contact=${id}`)).data) {
      body(await client.post(`/v1/cases/${one.id}/notes`, { body: `Called ${canary}` }));
      body(await client.post(`/v1/cases/${one.id}/resolve`, { rootCause: canary, outcome: canary }));
    }
    for (const { id: responseId } of body(await client.get(`/v1/responses?contact=${id}`)).data) {
      body(await client.post(`/v1/responses/${responseId}/notes`, { body: `Knows ${canary}` }));
      body(await client.call("PUT", `/v1/responses/${responseId}/tags`, { tags: [canary, "late"] }));
    }
    const views = [
      { name: `All of ${canary}`, search: "class=detractor", isShared: true },
      { name: "Theirs", search: `q=%22${canary}%22&class=detractor`, isShared: true },
      { name: "By id", search: `contact=${id}`, isShared: true },
      { name: "Late trains", search: "q=late", isShared: true },
    ];
    for (const view of views) body(await client.post("/v1/views", view));
    body(await client.post("/v1/themes", { name: `About ${canary}`, keywords: ["late"] }));
    body(await client.post("/v1/themes", { name: "Delays", keywords: ["late", canary] }));
    expect(await tablesWith(canary)).toEqual([
      "case_notes",
      "cases",
      "contact_identities",
      "contacts",
      "customer_events",
      "invitations",
      "response_notes",
      "response_tags",
      "response_words",
      "responses",
      "saved_views",
      "themes",
    ]);

    expect((await erase(id)).status).toBe(204);
    expect(await tablesWith(canary)).toEqual([]);
    expect(await tablesWith("9467777")).toEqual([]);
    expect(body(await client.get("/v1/views")).data).toMatchObject([{ name: "Late trains" }]);
    expect(body(await client.get("/v1/themes")).data).toMatchObject([{ name: "Delays", keywords: ["late"] }]);

    const before = house.mailer.mails.length;
    house.clock.advance({ days: 400 });
    await house.runDueJobs();
    expect(house.mailer.mails).toHaveLength(before);
    expect(await tablesWith(canary)).toEqual([]);
  });

  it("leaves the numbers, so that scores and their rebuild agree", async () => {
    const place = await makePlace(client);
    const email = newEmail();
    const given = body(await answer(client, place, { score: 2, why: "Late" }, { contact: { email } }));
    expect((await erase(given.contactId)).status).toBe(204);
    expect(body(await client.get(`/v1/scores/nps?survey=${place.surveyId}`))).toMatchObject({ n: 1, score: -100 });
    expect(body(await client.get(`/v1/responses/${given.id}`))).toMatchObject({
      score: 2,
      class: "detractor",
      comment: null,
      answers: { score: 2 },
      attributes: {},
    });
    expect(await house.house.inWorkspace(client.workspaceId, system, rebuildScores)).toMatchObject({ differences: 0 });
  });

  it("leaves nobody to read, to export or to erase again", async () => {
    const { id } = body(await client.post("/v1/contacts", { email: newEmail() }));
    await erase(id);
    for (const path of ["", "/decisions", "/timeline", "/export"])
      expect((await client.get(`/v1/contacts/${id}${path}`)).status).toBe(404);
    expect(await erase(id)).toMatchObject({ status: 404, body: { code: "contact.not-found" } });
  });

  it("makes whoever comes back a new contact", async () => {
    const email = newEmail();
    const { id } = body(await client.post("/v1/contacts", { email, name: "Before" }));
    await erase(id);
    const again = await client.post("/v1/contacts", { email });
    expect(again).toMatchObject({ status: 201, body: { name: null } });
    expect(again.body.id).not.toBe(id);
  });

  it("stops a mail that is waiting to be sent", async () => {
    const offer = await makeOffer(client, { delaySeconds: 60 });
    const email = newEmail();
    const { decisions } = body(await client.post("/v1/events", { name: offer.event, contact: { email } }));
    const { id } = body(await client.post("/v1/contacts", { email }));
    await erase(id);
    house.clock.advance({ minutes: 2 });
    await house.runDueJobs();
    expect(house.mailer.mails.filter(({ to }) => to.address === email)).toEqual([]);
    expect(body(await client.get(`/v1/invitations/${decisions[0].invitationId}`))).toMatchObject({
      status: "refused",
      reason: "erased",
    });
  });

  it("leaves the case of an erased contact readable, without them", async () => {
    const place = await makePlace(client);
    const { contactId } = body(await answer(client, place, 1, { contact: { email: newEmail() } }));
    await house.runDueJobs();
    await erase(contactId);
    const [found] = body(await client.get(`/v1/cases?touchpoint=${place.touchpointKey}`)).data;
    expect(await client.get(`/v1/cases/${found.id}`)).toMatchObject({
      status: 200,
      body: { score: 1, contact: null, notes: [] },
    });
  });

  it("is written down, without the person", async () => {
    const { id } = body(await client.post("/v1/contacts", { email: newEmail() }));
    await erase(id);
    const rows = await house.sql(`select action, actor_kind, details from audit_log where subject_id = '${id}'`);
    expect(rows).toEqual([{ action: "contact.erase", actor_kind: "key", details: {} }]);
  });

  it("does not touch another contact, here or in another workspace", async () => {
    const email = newEmail();
    const stranger = await house.workspace();
    const theirs = body(await stranger.post("/v1/contacts", { email, name: "Theirs" }));
    const other = body(await client.post("/v1/contacts", { email: newEmail(), name: "Other" }));
    const { id } = body(await client.post("/v1/contacts", { email }));
    await erase(id);
    expect((await stranger.get(`/v1/contacts/${theirs.id}`)).body.name).toBe("Theirs");
    expect((await client.get(`/v1/contacts/${other.id}`)).body.name).toBe("Other");
  });

  it("takes the links of their mails along: what is said through one could never be erased again", async () => {
    const offer = await makeOffer(client);
    const email = newEmail();
    const { url, invitationId } = body(
      await client.post("/v1/invitations", {
        distributionId: offer.distributionId,
        contact: { email },
        channel: "link",
      }),
    );
    const { contactId } = body(await client.get(`/v1/invitations/${invitationId}`));
    const nonce = /name="nonce" value="([^"]+)"/.exec(await (await house.fetch(url)).text())?.[1];
    await erase(contactId);
    expect((await answerOf(await house.fetch(url))).status).toBe(404);
    const posted = await house.fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ nonce, answers: { score: 2, why: "after-erasure" } }),
    });
    expect(posted.status).toBe(404);
    expect(await tablesWith("after-erasure")).toEqual([]);
  });
});
