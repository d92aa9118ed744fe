import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Client } from "../support/client.ts";
import {
  answer,
  body,
  call,
  makeContact,
  makePlace,
  newEmail,
  type Place,
  parts,
  score,
  why,
} from "../support/furnish.ts";
import { databases, openTestHouse, start, type TestHouse } from "../support/house.ts";

const unknown = "0198c0de-0000-7000-8000-000000000000";

describe.each(databases)("Responses, on %s", (on) => {
  let house: TestHouse;
  let client: Client;

  beforeAll(async () => {
    house = await openTestHouse({ on });
    client = await house.workspace();
  });
  afterAll(() => house.close());

  const npsOf = async (place: Place, of = client) => {
    const { n, score, counts } = body(await of.get(`/v1/scores/nps?survey=${place.surveyId}`));
    return {
      n,
      score,
      answers: Object.entries(counts).flatMap(([step, count]) => Array(count as number).fill(Number(step))),
    };
  };
  /** As they were acknowledged: without what was filed with them since. */
  const stored = async (place: Place, of = client) =>
    body(await of.get(`/v1/responses?survey=${place.surveyId}`)).data.map(
      ({ tags, contactName, caseId, ...response }: Record<string, unknown>) => response,
    );

  it("keeps an answer and says all of it", async () => {
    const place = await makePlace(client);
    const answers = { score: 3, why: "Late again", call: { wanted: true, phone: "+442079460958" } };
    const made = await answer(client, place, answers, {
      attributes: { train: 752 },
      occurredAt: "2026-03-01T09:30:00+03:00",
      submissionId: "s-1",
    });
    expect(made.status).toBe(201);
    expect(made.body).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{14}7/),
      submissionId: "s-1",
      ...place,
      surveyVersion: 1,
      channel: "email",
      contactId: null,
      invitationId: null,
      status: "finished",
      finishedBy: "respondent",
      answers,
      score: 3,
      class: "detractor",
      comment: "Late again",
      locale: "en",
      attributes: { train: 752 },
      occurredAt: "2026-03-01T06:30:00.000Z",
      receivedAt: start,
      flags: [],
    });
    expect((await client.get(`/v1/responses/${made.body.id}`)).body).toMatchObject(made.body);
  });

  it("holds the answer in the score as soon as it is acknowledged", async () => {
    const place = await makePlace(client);
    for (const [given, n, nps] of [
      [10, 1, 100],
      [0, 2, 0],
      [8, 3, 0],
      [9, 4, 25],
    ] as const) {
      body(await answer(client, place, given));
      expect(await npsOf(place)).toMatchObject({ n, score: nps });
    }
  });

  it("is answered on any channel, the touchpoint's or not", async () => {
    const place = await makePlace(client);
    for (const channel of ["email", "sms", "messenger", "web", "widget", "link", "phone", "kiosk"])
      expect((await answer(client, place, 9, { channel })).status).toBe(201);
  });

  it("knows its contact by any identity, and makes one that is new", async () => {
    const place = await makePlace(client);
    const contact = await makeContact(client, { phone: "+442079460111" });
    expect((await answer(client, place, 9, { contact: { phone: "+44 2079 460111" } })).body.contactId).toBe(contact.id);
    const { contactId } = (await answer(client, place, 9, { contact: { externalId: "new-one", name: "New" } })).body;
    expect((await client.get(`/v1/contacts/${contactId}`)).body.name).toBe("New");
  });

  it("is in the language it was answered in, else the contact's, else the survey's", async () => {
    const place = await makePlace(client);
    const { surveyId } = place;
    const survey = body(await client.get(`/v1/surveys/${surveyId}`));
    const { name, questions, endings } = survey;
    body(
      await client.call("PUT", `/v1/surveys/${surveyId}`, {
        name,
        questions,
        endings,
        locale: "en",
        translations: { ru: {}, de: {} },
      }),
    );
    body(await client.post(`/v1/surveys/${surveyId}/publish`));
    const contact = { email: newEmail(), locale: "ru-RU" };
    const locales = [
      (await answer(client, place, 9, { contact, locale: "de-AT" })).body.locale,
      (await answer(client, place, 9, { contact })).body.locale,
      (await answer(client, place, 9, { locale: "fr" })).body.locale,
    ];
    expect(locales).toEqual(["de", "ru", "en"]);
  });

  describe("the same submissionId", () => {
    it("again with the same body is 200, the same answer and one row", async () => {
      const place = await makePlace(client);
      const first = await answer(client, place, { score: 9, why: "Fast" }, { submissionId: "again" });
      house.clock.advance({ hours: 1 });
      const again = await answer(client, place, { score: 9, why: "Fast" }, { submissionId: "again" });
      expect([first.status, again.status]).toEqual([201, 200]);
      expect(again.body).toEqual(first.body);
      expect(await npsOf(place)).toMatchObject({ n: 1 });
      expect(await stored(place)).toHaveLength(1);
    });

    it.each<[string, object | number, object]>([
      ["another score", 8, {}],
      ["another comment", { score: 9, why: "Slow" }, {}],
      ["another channel", 9, { channel: "sms" }],
      ["other attributes", 9, { attributes: { train: 1 } }],
      ["another time", 9, { occurredAt: "2026-03-01T00:00:00Z" }],
      ["another contact", 9, { contact: { email: "other@example.com" } }],
    ])("with %s after finishing is 409 and changes nothing", async (what, given, more) => {
      const place = await makePlace(client);
      const submissionId = `finished ${what} ${on}`;
      const first = body(await answer(client, place, 9, { submissionId }));
      expect(await answer(client, place, given, { submissionId, ...more })).toMatchObject({
        status: 409,
        body: { code: "response.finished" },
      });
      expect(await stored(place)).toEqual([first]);
    });

    it("stays a repeat when the contact's language has changed meanwhile", async () => {
      const place = await makePlace(client);
      const contact = { email: newEmail() };
      body(await answer(client, place, 9, { submissionId: "language", contact }));
      body(await client.post("/v1/contacts", { ...contact, locale: "ru" }));
      expect((await answer(client, place, 9, { submissionId: "language", contact })).status).toBe(200);
    });

    it("of fifty at once makes one row", async () => {
      const place = await makePlace(client);
      const answers = await Promise.all(
        Array.from({ length: 50 }, () => answer(client, place, 9, { submissionId: "crowd" })),
      );
      expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
      expect(answers.map(({ status }) => status).sort()).toEqual([...Array(49).fill(200), 201]);
      expect(await npsOf(place)).toMatchObject({ n: 1 });
    });

    it("of fifty different bodies at once makes one row and 49 conflicts", async () => {
      const place = await makePlace(client);
      const answers = await Promise.all(
        Array.from({ length: 50 }, (_, at) =>
          answer(client, place, { score: 9, why: `Reason ${at}` }, { submissionId: "rivals" }),
        ),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(49).fill(409)]);
      expect(await npsOf(place)).toMatchObject({ n: 1 });
    });

    it("is another attempt in another workspace", async () => {
      const stranger = await house.workspace();
      const place = await makePlace(client);
      const theirs = await makePlace(stranger);
      expect((await answer(client, place, 9, { submissionId: "shared" })).status).toBe(201);
      expect((await answer(stranger, theirs, 2, { submissionId: "shared" })).status).toBe(201);
    });
  });

  describe("an unfinished answer", () => {
    it("is edited in place: one row, and the score −old +new", async () => {
      const place = await makePlace(client);
      const save = (given: object, finished: boolean) =>
        answer(client, place, given, { submissionId: `edit ${place.surveyId}`, finished });
      const first = await save({ score: 2 }, false);
      expect(first).toMatchObject({ status: 201, body: { status: "partial", score: 2 } });
      expect(await npsOf(place)).toMatchObject({ n: 1, answers: [2] });
      expect(await save({ score: 7, why: "Not so bad" }, false)).toMatchObject({
        status: 200,
        body: { id: first.body.id, status: "partial", score: 7, class: "passive" },
      });
      expect(await npsOf(place)).toMatchObject({ n: 1, answers: [7] });
      const last = await save({ score: 10 }, true);
      expect(last).toMatchObject({
        status: 200,
        body: { id: first.body.id, status: "finished", score: 10, comment: null, receivedAt: first.body.receivedAt },
      });
      expect(await npsOf(place)).toMatchObject({ n: 1, answers: [10] });
      expect(await stored(place)).toEqual([last.body]);
      expect((await save({ score: 9 }, true)).status).toBe(409);
    });

    it("without a score counts from the first save that holds it, and no more once it is taken back", async () => {
      const place = await makePlace(client);
      const save = (given: object, finished = false) =>
        answer(client, place, given, { submissionId: `later ${place.surveyId}`, finished });
      body(await save({ why: "Wait" }));
      expect(await npsOf(place)).toMatchObject({ n: 0, score: null });
      body(await save({ score: 9 }));
      expect(await npsOf(place)).toMatchObject({ n: 1 });
      body(await save({ why: "No, rather not" }));
      expect(await npsOf(place)).toMatchObject({ n: 0, score: null });
      expect(await save({ why: "…" }, true)).toMatchObject({
        status: 422,
        body: { errors: [{ pointer: "/answers/score" }] },
      });
    });

    it("counts where and when it began, however late it is finished", async () => {
      const place = await makePlace(client);
      const later = await makePlace(client);
      const save = (more: object) => answer(client, place, 9, { submissionId: `place ${place.surveyId}`, ...more });
      body(await save({ finished: false, occurredAt: "2026-03-01T10:10:00Z" }));
      body(await save({ touchpointKey: later.touchpointKey, channel: "sms", occurredAt: "2026-03-02T09:00:00Z" }));
      const { data } = body(await client.get(`/v1/responses?survey=${place.surveyId}`));
      expect(data).toMatchObject([
        { touchpointKey: place.touchpointKey, channel: "email", occurredAt: "2026-03-01T10:10:00.000Z" },
      ]);
      const day = body(
        await client.get(
          `/v1/scores/nps?touchpoint=${place.touchpointKey}&channel=email&from=2026-03-01T00:00:00Z&to=2026-03-02T00:00:00Z`,
        ),
      );
      expect(day.n).toBe(1);
    });

    it("keeps the attributes of every save, and says so", async () => {
      const place = await makePlace(client);
      const submissionId = `attributes ${place.surveyId}`;
      body(await answer(client, place, 9, { submissionId, finished: false, attributes: { train: 752, seat: 3 } }));
      const last = body(await answer(client, place, 9, { submissionId, attributes: { seat: 4 } }));
      expect(last.attributes).toEqual({ train: 752, seat: 4 });
      expect(await stored(place)).toEqual([last]);
    });

    it("learns whose it is when it is finished", async () => {
      const place = await makePlace(client);
      const contact = await makeContact(client);
      const submissionId = `whose ${place.surveyId}`;
      body(await answer(client, place, 2, { submissionId, finished: false }));
      const finished = body(await answer(client, place, 2, { submissionId, contact: { email: contact.email } }));
      expect(finished.contactId).toBe(contact.id);
      expect(await stored(place)).toEqual([finished]);
    });

    it("is edited by twenty at once without a count lost or doubled", async () => {
      const place = await makePlace(client);
      const submissionId = `twenty ${place.surveyId}`;
      body(await answer(client, place, 0, { submissionId, finished: false }));
      const edits = await Promise.all(
        Array.from({ length: 20 }, (_, at) => answer(client, place, at % 11, { submissionId, finished: false })),
      );
      expect(new Set(edits.map(({ status }) => status))).toEqual(new Set([200]));
      const [row] = await stored(place);
      expect(await npsOf(place)).toMatchObject({ n: 1, answers: [row.score] });
    });

    it("does not wander to another survey", async () => {
      const place = await makePlace(client);
      const submissionId = `wanders ${place.surveyId}`;
      body(await answer(client, place, 2, { submissionId, finished: false }));
      expect(await answer(client, await makePlace(client), 2, { submissionId })).toMatchObject({ status: 409 });
    });
  });

  describe("an answer that is refused", () => {
    let place: Place;
    beforeAll(async () => {
      place = await makePlace(client, [
        score,
        { ...why, maxLength: 20 },
        call,
        { ...parts, required: false },
        { id: "hello", type: "statement", prompt: "Hello" },
      ]);
    });

    it.each<[string, object, string]>([
      ["nothing", {}, "/answers/score"],
      ["a score of 11", { score: 11 }, "/answers/score"],
      ["a score of −1", { score: -1 }, "/answers/score"],
      ["a score of 7.5", { score: 7.5 }, "/answers/score"],
      ["a score in words", { score: "7" }, "/answers/score"],
      ["a score that is true", { score: true }, "/answers/score"],
      ["a score that is null", { score: null }, "/answers/score"],
      ["a list of scores", { score: [7] }, "/answers/score"],
      ["a question nobody asked", { score: 7, other: "x" }, "/answers/other"],
      ["a comment that is a number", { score: 7, why: 5 }, "/answers/why"],
      ["a comment that is too long", { score: 7, why: "x".repeat(21) }, "/answers/why"],
      ["parts without a part", { score: 7, parts: {} }, "/answers/parts"],
      ["an unknown part", { score: 7, parts: { speed: 5, "a/b": 5 } }, "/answers/parts/a~1b"],
      ["a part off its scale", { score: 7, parts: { speed: 0 } }, "/answers/parts/speed"],
      ["an answered statement", { score: 7, hello: "Hi" }, "/answers/hello"],
      ["a callback that is true", { score: 7, call: true }, "/answers/call"],
      ["a callback without a word", { score: 7, call: {} }, "/answers/call/wanted"],
      ["a callback to nowhere", { score: 7, call: { wanted: true, phone: "call me" } }, "/answers/call/phone"],
      [
        "a callback before itself",
        { score: 7, call: { wanted: true, window: { from: "2026-03-03T12:00:00Z", to: "2026-03-03T09:00:00Z" } } },
        "/answers/call/window",
      ],
      [
        "a callback at no time",
        { score: 7, call: { wanted: true, window: { from: "noon", to: "evening" } } },
        "/answers/call/window",
      ],
      ["a callback with more to say", { score: 7, call: { wanted: true, email: "x" } }, "/answers/call/email"],
    ])("because of %s names the place", async (_, answers, pointer) => {
      expect(await answer(client, place, answers)).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
    });

    it.each<[string, object, string]>([
      ["an unknown survey", { surveyId: unknown }, "/surveyId"],
      ["a survey that is no id", { surveyId: "1" }, "/surveyId"],
      ["an unknown touchpoint", { touchpointKey: "nowhere" }, "/touchpointKey"],
      ["a pigeon", { channel: "pigeon" }, "/channel"],
      ["a time in the future", { occurredAt: "2026-03-09T00:00:00Z" }, "/occurredAt"],
      ["a time before 2000", { occurredAt: "1999-12-31T00:00:00Z" }, "/occurredAt"],
      ["no time at all", { occurredAt: "yesterday" }, "/occurredAt"],
      ["a bad address", { contact: { email: "a@b.com, x@evil.com" } }, "/contact/email"],
      ["a contact without identity", { contact: { name: "Nobody" } }, "/contact"],
      ["an empty submissionId", { submissionId: "" }, "/submissionId"],
      ["a submissionId of 201 characters", { submissionId: "x".repeat(201) }, "/submissionId"],
      ["a flag of its own", { flags: ["trusted"] }, "/flags"],
      ["a workspace of its own", { workspaceId: unknown }, "/workspaceId"],
    ])("because of %s names the place", async (_, wrong, pointer) => {
      expect(await answer(client, place, 7, wrong)).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
    });

    it("leaves nothing behind", async () => {
      expect(await stored(place)).toEqual([]);
      expect(await npsOf(place)).toMatchObject({ n: 0 });
    });

    it("takes no other answer down that was sent at the same moment", async () => {
      const answers = await Promise.all(
        Array.from({ length: 30 }, (_, at) => answer(client, place, at % 3 === 0 ? 11 : 9)),
      );
      expect(answers.map(({ status }) => status)).toEqual(
        Array.from({ length: 30 }, (_, at) => (at % 3 === 0 ? 422 : 201)),
      );
      expect(await npsOf(place)).toMatchObject({ n: 20 });
    });
  });

  describe("the list", () => {
    let shop: Client;
    let one: Place;
    let two: Place;
    const scores = [0, 6, 7, 8, 9, 10];

    beforeAll(async () => {
      shop = await house.workspace();
      body(await shop.post("/v1/dimensions", { key: "plan", name: "Plan" }));
      one = await makePlace(shop);
      two = await makePlace(shop);
      for (const [at, given] of scores.entries()) {
        const more = {
          channel: at % 2 ? "sms" : "email",
          occurredAt: `2026-03-01T0${at}:00:00Z`,
          attributes: { plan: at < 3 ? "gold: 1" : "silver" },
        };
        body(await answer(shop, one, { score: given, why: `100% of_${at}\\` }, more));
      }
      body(await answer(shop, two, 5, { occurredAt: "2026-03-01T00:00:00Z", contact: { email: "list@example.com" } }));
    });

    const listed = async (query: string) =>
      body(await shop.get(`/v1/responses?${query}`)).data.map(({ score }: { score: number }) => score);

    it.each<[string, number[]]>([
      ["", [10, 9, 8, 7, 6, 5, 0]],
      ["channel=sms", [10, 8, 6]],
      ["scoreMin=7&scoreMax=9", [9, 8, 7]],
      ["class=detractor", [6, 5, 0]],
      ["class=promoter", [10, 9]],
      ["class=satisfied", []],
      ["from=2026-03-01T02:00:00Z&to=2026-03-01T04:00:00Z", [8, 7]],
      ["from=2026-03-02T00:00:00Z", []],
      ["segment=plan:gold:%201", [7, 6, 0]],
      ["segment=plan:bronze", []],
      ["q=of_3", [8]],
      ["q=100%25", [10, 9, 8, 7, 6, 0]],
      ["q=OF_5\\", [10]],
      ["q=%25%25", []],
    ])("by ?%s", async (query, expected) => {
      expect((await listed(query)).sort((a: number, b: number) => b - a)).toEqual(expected);
    });

    it("by a word in small or capital letters, of any alphabet", async () => {
      const place = await makePlace(shop);
      body(await answer(shop, place, { score: 9, why: "Поезд ОПОЗДАЛ" }));
      for (const word of ["опоздал", "ПОЕЗД"])
        expect(await listed(`survey=${place.surveyId}&q=${encodeURIComponent(word)}`)).toEqual([9]);
    });

    it("by touchpoint, survey and contact", async () => {
      expect(await listed(`touchpoint=${two.touchpointKey}`)).toEqual([5]);
      expect(await listed(`survey=${two.surveyId}`)).toEqual([5]);
      const { id } = body(await shop.post("/v1/contacts", { email: "list@example.com" }));
      expect(await listed(`contact=${id}`)).toEqual([5]);
      expect(await listed(`survey=${unknown}`)).toEqual([]);
    });

    it("by the score that they count in, so that a score's base is as many as are listed", async () => {
      const both = await makePlace(shop, [score, parts]);
      const place = `touchpoint=${both.touchpointKey}`;
      body(await answer(shop, both, { score: 9 }));
      body(await answer(shop, both, { score: 3, parts: { speed: 2, staff: 4 } }));
      expect(await listed(`${place}&metric=csi`)).toEqual([3]);
      expect((await listed(`${place}&metric=nps`)).sort()).toEqual([3, 9]);
      expect(await listed(`${place}&metric=ces`)).toEqual([]);
      expect((await shop.get("/v1/responses?metric=joy")).status).toBe(422);
      const summary = body(await shop.get(`/v1/responses/summary?${place}&metric=csi`));
      expect(summary.total).toBe(1);
    });

    it("is newest first, and pages meet without gap or double where many have one time", async () => {
      const crowd = await house.workspace();
      const place = await makePlace(crowd);
      for (let at = 0; at < 7; at++)
        body(
          await answer(crowd, place, at, { occurredAt: at < 5 ? "2026-03-01T00:00:00Z" : "2026-03-01T00:00:00.001Z" }),
        );
      const ids: string[] = [];
      for (let cursor = ""; ; ) {
        const page = body(await crowd.get(`/v1/responses?limit=2${cursor}`));
        ids.push(...page.data.map(({ id }: { id: string }) => id));
        if (page.nextCursor === null) break;
        cursor = `&cursor=${page.nextCursor}`;
      }
      expect(ids).toEqual(body(await crowd.get("/v1/responses")).data.map(({ id }: { id: string }) => id));
      expect(new Set(ids).size).toBe(7);
    });

    it.each([
      ["segment=colour:red", "/segment"],
      ["segment=plan", "/segment"],
    ])("refuses ?%s", async (query, pointer) => {
      expect(await shop.get(`/v1/responses?${query}`)).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
    });
  });

  describe("test traffic", () => {
    it.each<[string, (place: Place) => Promise<unknown>]>([
      ["of a test key", async (place) => answer(await house.withKey(client, { isTest: true }), place, 2)],
      [
        "of a test key with a contact",
        async (place) =>
          answer(await house.withKey(client, { isTest: true }), place, 2, { contact: { email: newEmail() } }),
      ],
      [
        "of a test contact",
        async (place) => answer(client, place, 2, { contact: { email: newEmail(), isTest: true } }),
      ],
    ])("%s is kept and is in no score", async (_, send) => {
      const place = await makePlace(client);
      expect(await send(place)).toMatchObject({ status: 201 });
      expect(await stored(place)).toHaveLength(1);
      expect(await npsOf(place)).toMatchObject({ n: 0, score: null });
      await house.runDueJobs();
      expect(body(await client.get(`/v1/cases?touchpoint=${place.touchpointKey}`)).data).toEqual([]);
    });
  });
});
