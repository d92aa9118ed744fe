import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Client } from "../support/client.ts";
import { answer, body, makeContact, makeOffer, makePlace, newEmail } from "../support/furnish.ts";
import { databases, openTestHouse, start, type TestHouse } from "../support/house.ts";

describe.each(databases)("Contacts, on %s", (on) => {
  let house: TestHouse;
  let client: Client;

  beforeAll(async () => {
    house = await openTestHouse({ on });
    client = await house.workspace();
  });
  afterAll(() => house.close());

  it("makes a contact of a new e-mail address", async () => {
    const made = await client.post("/v1/contacts", {
      email: "Anna@Example.com",
      name: "Anna",
      locale: "ru-RU",
      timezone: "Europe/Moscow",
      birthYear: 1987,
      value: 129.9,
      attributes: { plan: "gold" },
    });
    expect(made.status).toBe(201);
    expect(made.body).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      externalId: null,
      email: "Anna@example.com",
      phone: null,
      name: "Anna",
      locale: "ru-RU",
      timezone: "Europe/Moscow",
      birthYear: 1987,
      value: 129.9,
      attributes: { plan: "gold" },
      isTest: false,
      unsubscribedAt: null,
      createdAt: start,
      updatedAt: start,
    });
    expect((await client.get(`/v1/contacts/${made.body.id}`)).body).toEqual(made.body);
  });

  it.each([
    ["email", { email: "one@example.com" }, { email: "ONE@EXAMPLE.COM" }],
    ["phone", { phone: "+44 20 7946 0958" }, { phone: "+442079460958" }],
    ["externalId", { externalId: "crm-1" }, { externalId: "crm-1" }],
  ])("knows a contact again by %s, however it is written", async (_, first, second) => {
    const { id } = body(await client.post("/v1/contacts", first));
    const again = await client.post("/v1/contacts", { ...second, name: "Known" });
    expect(again).toMatchObject({ status: 200, body: { id, name: "Known" } });
  });

  it("adds a new identity to the contact known by another", async () => {
    const { id } = body(await client.post("/v1/contacts", { externalId: "crm-2" }));
    body(await client.post("/v1/contacts", { externalId: "crm-2", email: "two@example.com", phone: "+79161234567" }));
    expect((await client.post("/v1/contacts", { phone: "+79161234567" })).body).toMatchObject({
      id,
      email: "two@example.com",
      externalId: "crm-2",
    });
  });

  it("merges attributes by key and leaves what is not said", async () => {
    const { id } = await makeContact(client, {
      externalId: "crm-3",
      name: "Boris",
      attributes: { plan: "gold", city: "Perm" },
    });
    body(await client.post("/v1/contacts", { externalId: "crm-3", attributes: { plan: "silver" } }));
    expect((await client.get(`/v1/contacts/${id}`)).body).toMatchObject({
      name: "Boris",
      attributes: { plan: "silver", city: "Perm" },
    });
  });

  it("refuses to guess when two contacts meet in one call, and changes neither", async () => {
    const one = await makeContact(client, { email: "meet@example.com", name: "One" });
    await makeContact(client, { phone: "+442079460001", email: undefined });
    const both = await client.post("/v1/contacts", { email: "meet@example.com", phone: "+442079460001", name: "Both" });
    expect(both).toMatchObject({ status: 409, body: { code: "contact.ambiguous" } });
    expect((await client.get(`/v1/contacts/${one.id}`)).body.name).toBe("One");
  });

  it("refuses a second externalId on a shared address", async () => {
    await makeContact(client, { email: "shared@example.com", externalId: "crm-4" });
    expect(await client.post("/v1/contacts", { email: "shared@example.com", externalId: "crm-5" })).toMatchObject({
      status: 409,
      body: { code: "contact.ambiguous" },
    });
  });

  it("makes one contact of twenty calls at once", async () => {
    const calls = await Promise.all(
      Array.from({ length: 20 }, () =>
        client.post("/v1/contacts", { email: "crowd@example.com", phone: "+442079460002" }),
      ),
    );
    expect(new Set(calls.map(({ body }) => body.id)).size).toBe(1);
    expect(calls.map(({ status }) => status).sort()).toEqual([...Array(19).fill(200), 201]);
  });

  it.each([
    ["no identity", { name: "Nobody" }, "/"],
    ["a header in the address", { email: "a@b.com\r\nBcc: x@evil.com" }, "/email"],
    ["a list of addresses", { email: "a@b.com, x@evil.com" }, "/email"],
    ["a group of addresses", { email: "friends: a@b.com;" }, "/email"],
    ["a phone without a country", { phone: "020 7946 0958" }, "/phone"],
    ["an empty externalId", { externalId: "  " }, "/externalId"],
    ["a language that is none", { email: "x@example.com", locale: "english please" }, "/locale"],
    ["a time zone that is none", { email: "x@example.com", timezone: "Mars/Olympus" }, "/timezone"],
    ["a time zone that is an offset", { email: "x@example.com", timezone: "+03:00" }, "/timezone"],
    ["a birth year of 3000", { email: "x@example.com", birthYear: 3000 }, "/birthYear"],
    ["a worth in words", { email: "x@example.com", value: "much" }, "/value"],
    ["attributes as a list", { email: "x@example.com", attributes: [] }, "/attributes"],
    ["a field nobody knows", { email: "x@example.com", workspaceId: "another" }, "/workspaceId"],
  ])("refuses %s and names the place", async (_, given, pointer) => {
    expect(await client.post("/v1/contacts", given)).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
  });

  it("tells a contact's story, newest first, page by page", async () => {
    const offer = await makeOffer(client);
    const email = newEmail();
    body(await client.post("/v1/events", { name: offer.event, contact: { email }, properties: { order: 7 } }));
    house.clock.advance({ minutes: 5 });
    body(await answer(client, offer, 2, { contact: { email } }));
    house.clock.advance({ minutes: 5 });
    await house.runDueJobs();
    const { id } = body(await client.post("/v1/contacts", { email }));

    const whole = body(await client.get(`/v1/contacts/${id}/timeline`));
    expect(whole.data.map(({ kind }: { kind: string }) => kind).slice(0, 2)).toEqual(["case", "response"]);
    expect(
      whole.data
        .map(({ kind }: { kind: string }) => kind)
        .slice(2)
        .sort(),
    ).toEqual(["decision", "event", "invitation"]);
    expect(whole.data.find(({ kind }: { kind: string }) => kind === "event")).toMatchObject({
      name: offer.event,
      properties: { order: 7 },
    });

    const paged = [];
    for (let cursor = ""; ; ) {
      const page = body(await client.get(`/v1/contacts/${id}/timeline?limit=1${cursor}`));
      paged.push(...page.data);
      if (page.nextCursor === null) break;
      cursor = `&cursor=${page.nextCursor}`;
    }
    expect(paged).toEqual(whole.data);
  });

  it("exports everything kept about a contact", async () => {
    const place = await makePlace(client);
    const contact = await makeContact(client, { name: "Vera" });
    body(await answer(client, place, { score: 9, why: "Fast" }, { contact: { email: contact.email } }));
    const exported = await client.get(`/v1/contacts/${contact.id}/export`);
    expect(exported).toMatchObject({
      status: 200,
      body: { contact: { name: "Vera" }, timeline: [{ kind: "response" }], responses: [{ comment: "Fast" }] },
    });
  });

  it("lists the decisions about a contact with their time and event", async () => {
    const offer = await makeOffer(client);
    const email = newEmail();
    const at = house.clock.now().toISOString();
    body(await client.post("/v1/events", { name: offer.event, contact: { email }, eventId: "order-1" }));
    body(await client.post("/v1/events", { name: offer.event, contact: { email }, eventId: "order-2" }));
    const { id } = body(await client.post("/v1/contacts", { email }));
    expect(body(await client.get(`/v1/contacts/${id}/decisions`)).data).toMatchObject([
      { outcome: "refused", reason: "contact-budget", at, eventId: "order-2", distributionId: offer.distributionId },
      { outcome: "invited", at, eventId: "order-1" },
    ]);
  });
});
