import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Client } from "../support/client.ts";
import { body, makeContact, makeOffer, newEmail } from "../support/furnish.ts";
import { databases, openTestHouse, type TestHouse } from "../support/house.ts";

describe.each(databases)("An Idempotency-Key, on %s", (on) => {
  let house: TestHouse;
  let client: Client;

  beforeAll(async () => {
    house = await openTestHouse({ on });
    client = await house.workspace();
  });
  afterAll(() => house.close());

  const survey = { name: "After delivery", locale: "en", questions: [{ id: "score", type: "nps", prompt: "?" }] };
  const once = (key = randomUUID()) => ({ "idempotency-key": key });
  const surveys = async (of = client) => body(await of.get("/v1/surveys?limit=200")).data.length;

  it("gives the first answer again for the same key and body", async () => {
    const key = once();
    const before = await surveys();
    const first = await client.post("/v1/surveys", survey, key);
    house.clock.advance({ hours: 23 });
    const again = await client.post("/v1/surveys", survey, key);
    expect([first.status, again.status, again.text]).toEqual([201, 201, first.text]);
    expect(again.headers.get("content-type")).toMatch(/^application\/json/);
    expect(await surveys()).toBe(before + 1);
  });

  it("works for a body that is sent in chunks", async () => {
    const stream = () => new Blob([JSON.stringify(survey)]).stream();
    const headers = { authorization: `Bearer ${client.secretKey}`, "content-type": "application/json", ...once() };
    const post = async () =>
      house.fetch("/v1/surveys", { method: "POST", headers, body: stream(), duplex: "half" } as RequestInit);
    const [first, again] = [await post(), await post()];
    expect([first.status, again.status, await again.text()]).toEqual([201, 201, await first.text()]);
  });

  it("gives the first answer again where the first said 200 or 202", async () => {
    const offer = await makeOffer(client);
    const event = { name: offer.event, contact: { email: newEmail() } };
    const key = once();
    const first = await client.post("/v1/events", event, key);
    const again = await client.post("/v1/events", event, key);
    expect([first.status, again.status, again.text]).toEqual([202, 202, first.text]);
  });

  it("refuses another body under the same key with 422", async () => {
    const key = once();
    body(await client.post("/v1/surveys", survey, key));
    expect(await client.post("/v1/surveys", { ...survey, name: "Another" }, key)).toMatchObject({
      status: 422,
      body: { code: "idempotency.other-body" },
    });
  });

  it("makes one of fifty at once, and all get its answer", async () => {
    const key = once();
    const before = await surveys();
    const untilAnswered = async (): Promise<Awaited<ReturnType<Client["post"]>>> => {
      const answer = await client.post("/v1/surveys", survey, key);
      // After five seconds of waiting, on a machine that is very busy.
      return answer.status === 409 && answer.headers.get("retry-after") ? untilAnswered() : answer;
    };
    const answers = await Promise.all(Array.from({ length: 50 }, untilAnswered));
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(answers[0]?.status).toBe(201);
    expect(await surveys()).toBe(before + 1);
  });

  it.each([
    ["422", { ...survey, locale: "?" }, 422],
    ["400", "{", 400],
  ])("is free again after a %s", async (_, wrong, status) => {
    const key = once();
    expect((await client.post("/v1/surveys", wrong, key)).status).toBe(status);
    expect((await client.post("/v1/surveys", survey, key)).status).toBe(201);
  });

  it("is free again after a 404 and a 409", async () => {
    const key = once();
    const unknown = `/v1/surveys/${randomUUID()}/publish`;
    expect((await client.post(unknown, undefined, key)).status).toBe(404);
    expect((await client.post(unknown, undefined, key)).status).toBe(404);
    await makeContact(client, { email: "x@example.com" });
    await makeContact(client, { email: undefined, externalId: "x" });
    const conflict = () => client.post("/v1/contacts", { email: "x@example.com", externalId: "x" }, key);
    expect([(await conflict()).status, (await conflict()).status]).toEqual([409, 409]);
  });

  it("is another one on another route", async () => {
    const key = once();
    body(await client.post("/v1/surveys", survey, key));
    expect((await client.post("/v1/contacts", { email: newEmail() }, key)).status).toBe(201);
  });

  it("is another one in another workspace", async () => {
    const key = once();
    const first = body(await client.post("/v1/surveys", survey, key));
    const stranger = await house.workspace();
    const theirs = body(await stranger.post("/v1/surveys", survey, key));
    expect(theirs.id).not.toBe(first.id);
  });

  it("is forgotten after a day", async () => {
    const key = once();
    const first = body(await client.post("/v1/surveys", survey, key));
    house.clock.advance({ hours: 24, seconds: 1 });
    expect(body(await client.post("/v1/surveys", survey, key)).id).not.toBe(first.id);
  });

  // The clock of a request that is being answered cannot be moved from here.
  it.skipIf(on === "workerd")("whose holder was lost is free after half a minute", async () => {
    const key = once();
    const { crypto, now } = house.house.ports;
    await house.sql(`insert into idempotency_answers (workspace_id, route, key_hash, body_hash, reserved_until, created_at)
      values ('${client.workspaceId}', 'POST /v1/surveys', '${crypto.sign("idempotency", key["idempotency-key"])}', '${crypto.digest(JSON.stringify(survey))}',
        '${new Date(now().getTime() + 30_000).toISOString()}', '${now().toISOString()}')`);
    const waiting = client.post("/v1/surveys", survey, key);
    house.clock.advance({ seconds: 30 });
    expect((await waiting).status).toBe(201);
  });

  it.each([["a".repeat(256)], ["with a space"], ["ключ"]])("that is none is refused: %o", async (key) => {
    const sent = client.post("/v1/surveys", survey, { "idempotency-key": key }).catch(() => null);
    // A header that HTTP cannot carry does not even leave the caller.
    expect((await sent)?.status ?? 422).toBe(422);
  });

  it("keeps answers so that the database alone cannot read them", async () => {
    body(
      await client.post("/v1/contacts", { email: "canary-7f3a@example.com" }, { "idempotency-key": "canary-key-7f3a" }),
    );
    const kept = await house.sql("select row_to_json(a)::text as row from idempotency_answers a");
    expect(JSON.stringify(kept)).not.toMatch(/canary/);
  });

  it("is not needed by answers to surveys: their submissionId does it", async () => {
    const offer = await makeOffer(client);
    const response = {
      surveyId: offer.surveyId,
      touchpointKey: offer.touchpointKey,
      channel: "email",
      answers: { score: 9 },
    };
    const key = once();
    const first = await client.post("/v1/responses", { ...response, submissionId: "one" }, key);
    const second = await client.post("/v1/responses", { ...response, submissionId: "two" }, key);
    expect([first.status, second.status, first.body.id === second.body.id]).toEqual([201, 201, false]);
  });
});
