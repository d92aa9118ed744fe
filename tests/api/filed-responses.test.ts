import { system } from "@otklik/features/context";
import { rebuildScores } from "@otklik/features/metrics/index";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Client } from "../support/client.ts";
import {
  answer,
  body,
  call,
  makeContact,
  makeOffer,
  makePlace,
  newEmail,
  type Offer,
  score,
  why,
} from "../support/furnish.ts";
import { databases, openTestHouse, type TestHouse } from "../support/house.ts";

const unknown = "0198c0de-0000-7000-8000-000000000000";

/** Neither parts nor an answer in words. */
const noParts = { items: [], columns: [], text: null };

describe.each(databases)("Answers as people work with them, on %s", (on) => {
  let house: TestHouse;
  let client: Client;

  beforeAll(async () => {
    house = await openTestHouse({ on });
    client = await house.workspace();
  });
  afterAll(() => house.close());

  const file = async (id: string, of = client) => body(await of.get(`/v1/responses/${id}`));
  const put = (id: string, tags: unknown, of = client) => of.call("PUT", `/v1/responses/${id}/tags`, { tags });

  describe("all that is known of one", () => {
    it("is what was asked and said, whose it is, the case it opened and what they said before", async () => {
      const place = await makePlace(client);
      const contact = await makeContact(client, { name: "Irina Sokolova", value: 1840 });
      const of = { contact: { email: contact.email } };
      const before = body(await answer(client, place, 9, { ...of, occurredAt: "2026-02-01T10:00:00Z" }));
      const wanted = { wanted: true, phone: "+442079460958" };
      const given = body(await answer(client, place, { score: 2, call: wanted }, of));
      await house.runDueJobs();
      const [opened] = body(await client.get(`/v1/cases?contact=${contact.id}`)).data;
      expect(await file(given.id)).toEqual({
        ...given,
        tags: [],
        contactName: "Irina Sokolova",
        caseId: opened.id,
        surveyName: "After delivery",
        questions: [
          {
            ...noParts,
            id: "score",
            type: "nps",
            prompt: "How likely are you to recommend us?",
            state: "answered",
            answer: 2,
          },
          { ...noParts, id: "why", type: "text", prompt: "What is the main reason?", state: "skipped", answer: null },
          { ...noParts, id: "call", type: "callback", prompt: "Call me about this", state: "answered", answer: wanted },
        ],
        contact: {
          id: contact.id,
          name: "Irina Sokolova",
          email: contact.email,
          phone: null,
          locale: null,
          value: 1840,
        },
        invitation: null,
        case: { id: opened.id, status: "new", resolvedAt: null },
        notes: [],
        others: [{ ...before, tags: [], contactName: "Irina Sokolova", caseId: null }],
        journey: [
          expect.objectContaining({ kind: "case", id: opened.id, status: "new" }),
          expect.objectContaining({ kind: "response", id: given.id, score: 2 }),
          expect.objectContaining({ kind: "response", id: before.id, score: 9, at: "2026-02-01T10:00:00.000Z" }),
        ],
      });
      expect(body(await client.get(`/v1/responses?survey=${place.surveyId}`)).data).toMatchObject([
        { id: given.id, contactName: "Irina Sokolova", caseId: opened.id },
        { id: before.id, contactName: "Irina Sokolova", caseId: null },
      ]);
    });

    it("is asked in the words of its own version and language", async () => {
      const place = await makePlace(client);
      const { name, questions, endings } = body(await client.get(`/v1/surveys/${place.surveyId}`));
      const before = body(await answer(client, place, 9));
      const translations = { ru: { prompts: { score: "Порекомендуете нас?" } } };
      const draft = {
        name,
        endings,
        locale: "en",
        translations,
        questions: [{ ...questions[0], prompt: "Would you?" }],
      };
      body(await client.call("PUT", `/v1/surveys/${place.surveyId}`, draft));
      body(await client.post(`/v1/surveys/${place.surveyId}/publish`));
      house.clock.advance({ seconds: 5 });
      const after = body(await answer(client, place, 9, { locale: "ru" }));
      // Nobody's, and so on nobody's way.
      expect(await file(after.id)).toMatchObject({ contact: null, others: [], journey: [] });
      const prompts = async (id: string) => (await file(id)).questions.map(({ prompt }: { prompt: string }) => prompt);
      expect((await prompts(before.id))[0]).toBe("How likely are you to recommend us?");
      expect(await prompts(after.id)).toEqual(["Порекомендуете нас?"]);
    });

    it("tells what was skipped from what was not asked: led past it, or left before it", async () => {
      const low = { ...why, id: "low", when: { question: "score", op: "band", value: "detractor" } };
      const place = await makePlace(client, [score, low, why, call]);
      const states = async (given: object, more?: object) =>
        (await file(body(await answer(client, place, given, more)).id)).questions.map(
          ({ state }: { state: string }) => state,
        );
      expect(await states({ score: 9 })).toEqual(["answered", "notAsked", "skipped", "skipped"]);
      expect(await states({ score: 2 }, { finished: false })).toEqual(["answered", "skipped", "notAsked", "notAsked"]);
    });

    it("of an erased contact is nobody's", async () => {
      const place = await makePlace(client);
      const given = body(await answer(client, place, 9, { contact: { email: newEmail(), name: "Gone" } }));
      expect((await client.call("DELETE", `/v1/contacts/${given.contactId}`)).status).toBe(204);
      expect(await file(given.id)).toMatchObject({ contact: null, contactName: null, score: 9 });
    });
  });

  describe("tags", () => {
    it("are kept as one spelling, without doubles, and are found by any", async () => {
      const place = await makePlace(client);
      const [one, two] = [body(await answer(client, place, 2)), body(await answer(client, place, 9))];
      expect(await put(one.id, ["  Late  delivery", "late delivery", "СМС"])).toMatchObject({
        status: 200,
        body: { tags: ["late delivery", "смс"] },
      });
      body(await put(two.id, ["смс"]));
      expect(await file(one.id)).toMatchObject({ tags: ["late delivery", "смс"] });
      const found = async (tag: string) =>
        body(await client.get(`/v1/responses?survey=${place.surveyId}&tag=${encodeURIComponent(tag)}`)).data.map(
          ({ id }: { id: string }) => id,
        );
      expect(await found("LATE delivery")).toEqual([one.id]);
      expect((await found("смс")).sort()).toEqual([one.id, two.id].sort());
      expect(await found("nobody's")).toEqual([]);
      body(await put(one.id, []));
      expect(await file(one.id)).toMatchObject({ tags: [] });
    });

    it("in use are told with how often, and of this workspace only", async () => {
      const [mine, theirs] = [await house.workspace(), await house.workspace()];
      const [here, there] = [await makePlace(mine), await makePlace(theirs)];
      for (const tags of [["price", "staff"], ["price"]]) {
        body(await put(body(await answer(mine, here, 5)).id, tags, mine));
        body(await put(body(await answer(theirs, there, 5)).id, ["secret"], theirs));
      }
      expect((await mine.get("/v1/responses/tags")).body).toEqual({
        data: [
          { tag: "price", n: 2 },
          { tag: "staff", n: 1 },
        ],
        nextCursor: null,
      });
    });

    it.each<[string, unknown, string]>([
      ["21 of them", Array.from({ length: 21 }, (_, at) => `t${at}`), "/tags"],
      ["51 characters", ["x".repeat(51)], "/tags/0"],
      ["only blanks", ["ok", "  "], "/tags/1"],
      ["a number", [7], "/tags/0"],
      ["no list", "late", "/tags"],
    ])("of %s are refused", async (_, tags, pointer) => {
      const given = body(await answer(client, await makePlace(client), 9));
      expect(await put(given.id, tags)).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
    });

    it("takes fifty characters and twenty of them", async () => {
      const given = body(await answer(client, await makePlace(client), 9));
      const tags = Array.from({ length: 20 }, (_, at) => `${"x".repeat(48)}${at + 10}`);
      expect((await put(given.id, tags)).body).toEqual({ tags });
    });
  });

  describe("a note", () => {
    it("is kept with who wrote it and when", async () => {
      const given = body(await answer(client, await makePlace(client), 2));
      const made = await client.post(`/v1/responses/${given.id}/notes`, { body: " Same as last week " });
      expect(made).toMatchObject({ status: 201, body: { body: "Same as last week", authorKind: "key" } });
      body(await client.post(`/v1/responses/${given.id}/notes`, { body: "Told the depot" }));
      const { notes } = await file(given.id);
      expect(notes.map(({ body }: { body: string }) => body)).toEqual(["Same as last week", "Told the depot"]);
      expect(notes[0]).toEqual({ ...made.body, authorName: null });
    });

    it.each([[""], ["  "], [undefined], ["x".repeat(10_001)]])("of %o is refused", async (text) => {
      const given = body(await answer(client, await makePlace(client), 2));
      expect(await client.post(`/v1/responses/${given.id}/notes`, { body: text })).toMatchObject({
        status: 422,
        body: { errors: [{ pointer: "/body" }] },
      });
    });
  });

  describe("the summary", () => {
    it("counts what the same question lists", async () => {
      const shop = await house.workspace();
      const [one, two] = [await makePlace(shop), await makePlace(shop)];
      for (const [place, given, channel] of [
        [one, 2, "email"],
        [one, 3, "sms"],
        [one, 8, "sms"],
        [two, 10, "email"],
      ] as const) {
        const { id } = body(await answer(shop, place, given, { channel }));
        body(await put(id, given < 7 ? ["slow", `at ${given}`] : ["fast"], shop));
      }
      const none = { promoter: 0, passive: 0, detractor: 0, satisfied: 0, neutral: 0, dissatisfied: 0 };
      expect((await shop.get("/v1/responses/summary")).body).toEqual({
        total: 4,
        byClass: { ...none, detractor: 2, passive: 1, promoter: 1 },
        byTouchpoint: [
          { touchpointKey: one.touchpointKey, n: 3, byClass: { ...none, detractor: 2, passive: 1 } },
          { touchpointKey: two.touchpointKey, n: 1, byClass: { ...none, promoter: 1 } },
        ],
        byChannel: [
          { channel: "email", n: 2, byClass: { ...none, detractor: 1, promoter: 1 } },
          { channel: "sms", n: 2, byClass: { ...none, detractor: 1, passive: 1 } },
        ],
        topTags: [
          { tag: "fast", n: 2 },
          { tag: "slow", n: 2 },
          { tag: "at 2", n: 1 },
          { tag: "at 3", n: 1 },
        ],
      });
      for (const query of [
        `touchpoint=${one.touchpointKey}`,
        "channel=sms",
        "tag=slow",
        "scoreMin=3",
        "status=partial",
        "flag=none",
        "flag=quarantined,provisional",
        "from=2027-01-01T00:00:00Z",
        `survey=${two.surveyId}`,
        "q=nothing",
      ]) {
        const { data } = body(await shop.get(`/v1/responses?${query}`));
        expect([query, body(await shop.get(`/v1/responses/summary?${query}`)).total]).toEqual([query, data.length]);
      }
    });

    it.each(["flag=blue", "status=lost", "tag=", `tag=${"x".repeat(51)}`, "from=noon", "segment=no:where"])(
      "by ?%s is refused",
      async (query) => {
        expect((await client.get(`/v1/responses/summary?${query}`)).status).toBe(422);
        expect((await client.get(`/v1/responses?${query}`)).status).toBe(422);
      },
    );
  });

  describe("an answer that was held back", () => {
    /** Answered by the page of a personal link, then taken for a scanner's. */
    const held = async (score: number, finished = true) => {
      const offer = await makeOffer(client);
      const invited = body(
        await client.post("/v1/invitations", {
          distributionId: offer.distributionId,
          contact: { email: newEmail() },
          channel: "link",
        }),
      );
      const path = new URL(invited.url).pathname;
      const nonce = /name="nonce" value="([^"]+)"/.exec(await (await house.fetch(path)).text())?.[1];
      if (finished) await house.fetch(`${path}/h`);
      const sent = await house.fetch(path, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ nonce, answers: { score }, finished }),
      });
      expect(sent.status).toBe(200);
      await house.runDueJobs();
      const [found] = body(await client.get(`/v1/responses?survey=${offer.surveyId}`)).data;
      return { offer, id: found.id as string, flags: found.flags as string[], path, nonce };
    };
    const baseOf = async ({ surveyId }: Offer) => body(await client.get(`/v1/scores/nps?survey=${surveyId}`)).n;
    const casesOf = async (id: string) => {
      await house.runDueJobs();
      const { contactId } = await file(id);
      return body(await client.get(`/v1/cases?contact=${contactId}`)).data.length;
    };
    const release = (id: string) => client.post(`/v1/responses/${id}/release`);
    const quarantine = (id: string) => client.post(`/v1/responses/${id}/quarantine`);

    it("counts once a person releases it, opens its case, and is out again when they think better of it", async () => {
      const { offer, id, flags } = await held(2);
      expect([flags, await baseOf(offer), await casesOf(id)]).toEqual([["quarantined"], 0, 0]);
      expect(await release(id)).toMatchObject({ status: 200, body: { id, flags: [], score: 2 } });
      expect([await baseOf(offer), await casesOf(id)]).toEqual([1, 1]);
      expect(await quarantine(id)).toMatchObject({ status: 200, body: { flags: ["quarantined"] } });
      expect([await baseOf(offer), await casesOf(id)]).toEqual([0, 1]);
      expect(await house.house.inWorkspace(client.workspaceId, system, rebuildScores)).toMatchObject({
        differences: 0,
      });
    });

    it("is released once, however often it is asked for at the same time", async () => {
      const { offer, id } = await held(9);
      const released = await Promise.all(Array.from({ length: 10 }, () => release(id)));
      expect(new Set(released.map(({ status }) => status))).toEqual(new Set([200]));
      expect(await baseOf(offer)).toBe(1);
      const quarantined = await Promise.all(Array.from({ length: 10 }, () => quarantine(id)));
      expect(new Set(quarantined.map(({ status }) => status))).toEqual(new Set([200]));
      expect(await baseOf(offer)).toBe(0);
    });

    it("because it was never sent counts when released, and is counted once when it is sent after all", async () => {
      const { offer, id, flags, path, nonce } = await held(9, false);
      expect([flags, await baseOf(offer)]).toEqual([["provisional"], 0]);
      expect(await release(id)).toMatchObject({ status: 200, body: { status: "partial", flags: [] } });
      expect(await baseOf(offer)).toBe(1);
      await house.fetch(path, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ nonce, answers: { score: 7 } }),
      });
      expect(body(await client.get(`/v1/scores/nps?survey=${offer.surveyId}`))).toMatchObject({ n: 1, passives: 1 });
    });

    it("stays out once a person has taken it out, whatever its respondent sends afterwards", async () => {
      const { offer, id, path, nonce } = await held(9, false);
      expect(await quarantine(id)).toMatchObject({ status: 200 });
      const sent = await house.fetch(path, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ nonce, answers: { score: 1 } }),
      });
      expect(sent.status).toBe(200);
      const { flags, status, score } = body(await client.get(`/v1/responses/${id}`));
      expect({ flags: flags.includes("quarantined"), status, score }).toEqual({
        flags: true,
        status: "finished",
        score: 1,
      });
      expect([await baseOf(offer), await casesOf(id)]).toEqual([0, 0]);
      expect(await house.house.inWorkspace(client.workspaceId, system, rebuildScores)).toMatchObject({
        differences: 0,
      });
    });

    it("is listed by why it is held back, and never among the others", async () => {
      const { offer, id } = await held(9);
      const listed = async (flag: string) =>
        body(await client.get(`/v1/responses?survey=${offer.surveyId}&flag=${flag}`)).data.map(
          ({ id }: { id: string }) => id,
        );
      expect(await listed("quarantined")).toEqual([id]);
      expect(await listed("provisional,quarantined")).toEqual([id]);
      expect(await listed("provisional")).toEqual([]);
      expect(await listed("none")).toEqual([]);
    });

    it("that was a test never counts", async () => {
      const test = await house.withKey(client, { isTest: true });
      const place = await makePlace(client);
      const { id } = body(await answer(test, place, 1));
      expect(await quarantine(id)).toMatchObject({ body: { flags: ["quarantined"] } });
      expect(await release(id)).toMatchObject({ body: { flags: [] } });
      expect(body(await client.get(`/v1/scores/nps?survey=${place.surveyId}`)).n).toBe(0);
      expect(body(await client.get(`/v1/cases?touchpoint=${place.touchpointKey}`)).data).toEqual([]);
    });

    it("leaves who released it and who took it out in the audit log, and tells listeners", async () => {
      const { id } = await held(9);
      body(await release(id));
      body(await quarantine(id));
      const rows = await house.sql(
        `select action, actor_kind, details from audit_log where subject_id = '${id}' order by id`,
      );
      expect(rows).toEqual([
        { action: "response.release", actor_kind: "key", details: {} },
        { action: "response.quarantine", actor_kind: "key", details: {} },
      ]);
      const told = await house.sql(
        `select name from event_log where name = 'response.updated' and payload ->> 'responseId' = '${id}'`,
      );
      expect(told).toHaveLength(2);
    });
  });

  it("are refused alike when unknown, unsigned or not to be changed", async () => {
    const { id } = body(await answer(client, await makePlace(client), 9));
    const reader = await house.withKey(client, { scopes: ["read"] });
    const stranger = await house.workspace();
    for (const [method, path, given] of [
      ["PUT", "tags", { tags: ["x"] }],
      ["POST", "notes", { body: "x" }],
      ["POST", "release", undefined],
      ["POST", "quarantine", undefined],
    ] as const) {
      const statusOf = async (by: Client, at: string) =>
        (await by.call(method, `/v1/responses/${at}/${path}`, given)).status;
      expect([path, await statusOf(client, unknown), await statusOf(client, "1")]).toEqual([path, 404, 404]);
      expect([path, await statusOf(stranger, id), await statusOf(reader, id)]).toEqual([path, 404, 403]);
      expect((await house.fetch(`/v1/responses/${id}/${path}`, { method })).status).toBe(401);
    }
    for (const path of ["tags", "summary"]) expect((await house.fetch(`/v1/responses/${path}`)).status).toBe(401);
    expect(await file(id)).toMatchObject({ tags: [], notes: [], flags: [], receivedAt: expect.any(String) });
  });
});
