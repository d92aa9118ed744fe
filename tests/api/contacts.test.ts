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

  it("tells only the parts of a story that are asked for, and where each took place", async () => {
    const offer = await makeOffer(client);
    const { id, email } = await makeContact(client);
    body(await client.post("/v1/events", { name: offer.event, contact: { email } }));
    house.clock.advance({ days: 12 });
    body(await client.post("/v1/events", { name: offer.event, contact: { email } }));
    body(await answer(client, offer, 9, { contact: { email } }));

    const kinds = async (list: string) =>
      body(await client.get(`/v1/contacts/${id}/timeline?kind=${list}`)).data.map(({ kind }: { kind: string }) => kind);
    expect(await kinds("response")).toEqual(["response"]);
    expect((await kinds("decision,event")).sort()).toEqual(["decision", "decision", "event", "event"]);
    const place = {
      touchpointKey: offer.touchpointKey,
      touchpointName: "Ticket delivery",
      surveyName: "After delivery",
    };
    const { data } = body(await client.get(`/v1/contacts/${id}/timeline?kind=decision,invitation,response`));
    for (const entry of data) expect(entry).toMatchObject(place);
    expect(await client.get(`/v1/contacts/${id}/timeline?kind=gossip`)).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: "/kind/0" }] },
    });
  });

  it("says of a refusal for want of rest when the contact was last asked", async () => {
    const offer = await makeOffer(client);
    const { id, email } = await makeContact(client);
    const asked = house.clock.now();
    body(await client.post("/v1/events", { name: offer.event, contact: { email } }));
    house.clock.advance({ days: 12 });
    body(await client.post("/v1/events", { name: offer.event, contact: { email } }));
    const { data } = body(await client.get(`/v1/contacts/${id}/timeline?kind=decision`));
    expect(data).toMatchObject([
      {
        outcome: "refused",
        reason: "contact-budget",
        distributionKind: "transactional",
        lastContactAt: asked.toISOString(),
        nextEligibleAt: new Date(asked.getTime() + 30 * 86_400_000).toISOString(),
      },
      { outcome: "invited", reason: null, lastContactAt: null },
    ]);
  });

  it("exports everything kept about a contact", async () => {
    const place = await makePlace(client);
    const contact = await makeContact(client, { name: "Vera" });
    const { id } = body(await answer(client, place, { score: 9, why: "Fast" }, { contact: { email: contact.email } }));
    body(await client.call("PUT", `/v1/responses/${id}/tags`, { tags: ["speed"] }));
    body(await client.post(`/v1/responses/${id}/notes`, { body: "Says so every year" }));
    const exported = await client.get(`/v1/contacts/${contact.id}/export`);
    expect(exported).toMatchObject({
      status: 200,
      body: {
        contact: { name: "Vera" },
        timeline: [{ kind: "response" }],
        responses: [{ comment: "Fast", tags: ["speed"], notes: [{ body: "Says so every year" }] }],
      },
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

  describe("looked for", () => {
    let own: Client;
    let place: Awaited<ReturnType<typeof makePlace>>;

    beforeAll(async () => {
      own = await house.workspace();
      place = await makePlace(own);
      for (const contact of [
        { email: "Irina.Petrova@Example.com", name: "Ирина Петрова", value: 129.9, locale: "ru" },
        { phone: "+44 20 7946 0958", name: "100% O'Neil" },
        { externalId: "crm_42" },
        { externalId: "crmX42", email: "x42@example.com" },
      ])
        body(await own.post("/v1/contacts", contact));
    });

    const found = async (q: string) =>
      body(await own.get(`/v1/contacts?q=${encodeURIComponent(q)}`)).data.map(
        ({ name, externalId }: { name: string | null; externalId: string | null }) => name ?? externalId,
      );

    it.each([
      ["a part of a name, in capitals", "ПЕТРОВ", ["Ирина Петрова"]],
      ["a part of an e-mail address", "petrova@", ["Ирина Петрова"]],
      ["a phone number as people write it", "7946-0958", ["100% O'Neil"]],
      ["your own id", "crm_42", ["crm_42"]],
      ["a per cent sign that means itself", "%", ["100% O'Neil"]],
      ["an underscore that means itself", "_", ["crm_42"]],
      ["a quote", "O'N", ["100% O'Neil"]],
      ["a backslash", "\\", []],
      ["dashes alone, which are no phone number", "---", []],
      ["blanks alone, as nothing", "  ", ["crmX42", "crm_42", "100% O'Neil", "Ирина Петрова"]],
      ["nobody", "no such person", []],
    ])("by %s", async (_, q, expected) => {
      expect(await found(q)).toEqual(expected);
    });

    it("are listed newest first, page by page, with what they last said", async () => {
      const contact = { email: "irina.petrova@example.com" };
      body(await answer(own, place, 9, { contact }));
      house.clock.advance({ hours: 1 });
      const { id } = body(await answer(own, place, 2, { contact }));
      const pages = [];
      for (let cursor = ""; ; ) {
        const page = body(await own.get(`/v1/contacts?limit=3${cursor}`));
        pages.push(page.data);
        if (page.nextCursor === null) break;
        cursor = `&cursor=${page.nextCursor}`;
      }
      expect(pages.map((page) => page.length)).toEqual([3, 1]);
      expect(pages[1]?.[0]).toEqual({
        id: expect.any(String),
        name: "Ирина Петрова",
        email: "Irina.Petrova@example.com",
        phone: null,
        externalId: null,
        locale: "ru",
        value: 129.9,
        unsubscribed: false,
        isTest: false,
        createdAt: expect.any(String),
        lastResponse: { id, score: 2, class: "detractor", at: house.clock.now().toISOString() },
      });
      expect(pages[0]?.[0].lastResponse).toBeNull();
    });

    it("are not found once they are erased", async () => {
      const { id } = body(await own.post("/v1/contacts", { email: "gone@example.com", name: "Gone" }));
      expect(await found("gone")).toEqual(["Gone"]);
      await own.call("DELETE", `/v1/contacts/${id}`);
      expect(await found("gone")).toEqual([]);
    });

    it("are nobody's but their workspace's", async () => {
      expect(body(await client.get("/v1/contacts?q=petrova")).data).toEqual([]);
      expect((await own.withKey("ok_0000000000000000").get("/v1/contacts")).status).toBe(401);
    });

    it.each(["limit=0", "limit=201", "cursor=nonsense", `q=${"x".repeat(201)}`])("refuses %s", async (query) => {
      expect((await own.get(`/v1/contacts?${query}`)).status).toBe(422);
    });
  });

  describe("may next be asked", () => {
    const days = (count: number) => new Date(house.clock.now().getTime() + count * 86_400_000).toISOString();
    const eligibility = async (id: string) => body(await client.get(`/v1/contacts/${id}/eligibility`));

    it("at once when nobody has asked them", async () => {
      const { id } = await makeContact(client);
      const now = { canBeAsked: true, reason: null, nextEligibleAt: null };
      expect(await eligibility(id)).toEqual({
        lastContactAt: null,
        transactional: { ...now, restDays: 30 },
        relational: { ...now, restDays: 90 },
      });
    });

    it("when they have rested, by kind of survey", async () => {
      const offer = await makeOffer(client);
      const { id, email } = await makeContact(client);
      body(await client.post("/v1/events", { name: offer.event, contact: { email } }));
      house.clock.advance({ days: 12 });
      expect(await eligibility(id)).toMatchObject({
        lastContactAt: days(-12),
        transactional: { canBeAsked: false, reason: "contact-budget", nextEligibleAt: days(18) },
        relational: { canBeAsked: false, reason: "contact-budget", nextEligibleAt: days(78) },
      });
      house.clock.advance({ days: 18 });
      expect(await eligibility(id)).toMatchObject({
        transactional: { canBeAsked: true, reason: null },
        relational: { reason: "contact-budget" },
      });
    });

    it.each([
      ["unreachable", { phone: "+442079460111", email: undefined }],
      ["unreachable", { externalId: "crm-unreachable", email: undefined }],
    ])("never while they are %s: %o", async (reason, given) => {
      const { id } = await makeContact(client, given);
      expect((await eligibility(id)).transactional).toMatchObject({ canBeAsked: false, reason, nextEligibleAt: null });
    });

    it("never at an address that somebody unsubscribed", async () => {
      const first = await makeContact(client, { email: "suppressed@example.com" });
      body(await client.post(`/v1/contacts/${first.id}/unsubscribe`));
      expect((await eligibility(first.id)).relational).toMatchObject({ canBeAsked: false, reason: "unsubscribed" });
      await client.call("DELETE", `/v1/contacts/${first.id}`);
      const again = await makeContact(client, { email: "suppressed@example.com" });
      expect((await eligibility(again.id)).transactional).toMatchObject({ canBeAsked: false, reason: "suppressed" });
    });
  });

  it("unsubscribes a contact who told a person, once and for ever", async () => {
    const offer = await makeOffer(client);
    const { id, email } = await makeContact(client);
    const at = house.clock.now().toISOString();
    expect(await client.post(`/v1/contacts/${id}/unsubscribe`)).toMatchObject({
      status: 200,
      body: { id, email, unsubscribedAt: at },
    });
    house.clock.advance({ hours: 1 });
    expect((await client.post(`/v1/contacts/${id}/unsubscribe`)).body.unsubscribedAt).toBe(at);
    const reported = body(await client.post("/v1/events", { name: offer.event, contact: { email } }));
    expect(reported.decisions).toMatchObject([{ outcome: "refused", reason: "unsubscribed" }]);
    const audited = await house.sql(
      `select actor_kind, details from audit_log where action = 'contact.unsubscribe' and subject_id = '${id}'`,
    );
    expect(audited).toEqual([{ actor_kind: "key", details: {} }]);
    const events = await house.sql(
      `select 1 from event_log where name = 'contact.unsubscribed' and workspace_id = '${client.workspaceId}' and payload ->> 'contactId' = '${id}'`,
    );
    expect(events).toHaveLength(1);
  });
});
