import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Client } from "../support/client.ts";
import { answer, body, makePlace, makeSurvey, parts, score, why } from "../support/furnish.ts";
import { databases, openTestHouse, type TestHouse } from "../support/house.ts";

const unknown = "0198c0de-0000-7000-8000-000000000000";

describe.each(databases)("What a workspace asks, and where, on %s", (on) => {
  let house: TestHouse;
  let client: Client;

  beforeAll(async () => {
    house = await openTestHouse({ on });
  });
  beforeEach(async () => {
    client = await house.workspace();
  });
  afterAll(() => house.close());

  describe("a journey", () => {
    it("is made once per key and renamed by the same key", async () => {
      const made = await client.post("/v1/journeys", { key: "travel", name: "Travel" });
      const renamed = await client.post("/v1/journeys", { key: "travel", name: "A trip" });
      expect([made.status, renamed.status]).toEqual([201, 200]);
      expect(renamed.body).toEqual({ id: made.body.id, key: "travel", name: "A trip", stages: [] });
      expect(body(await client.get("/v1/journeys"))).toEqual({ data: [renamed.body], nextCursor: null });
    });

    it("has its stages in the order in which they were put", async () => {
      const { id } = body(await client.post("/v1/journeys", { key: "travel", name: "Travel" }));
      const put = (...keys: string[]) =>
        client.call("PUT", `/v1/journeys/${id}/stages`, { stages: keys.map((key) => ({ key, name: key })) });
      body(await put("aware", "purchase", "use"));
      const { stages } = body(await put("use", "aware", "loyalty"));
      expect(stages.map(({ key }: { key: string }) => key)).toEqual(["use", "aware", "loyalty"]);
      expect(body(await client.get("/v1/journeys")).data[0].stages).toEqual(stages);
    });

    it("keeps a stage in which touchpoints stand", async () => {
      const { id } = body(await client.post("/v1/journeys", { key: "travel", name: "Travel" }));
      body(
        await client.post("/v1/touchpoints", {
          key: "t",
          name: "T",
          stage: "use",
          journey: "travel",
          channels: ["email"],
        }),
      );
      const emptied = await client.call("PUT", `/v1/journeys/${id}/stages`, { stages: [] });
      expect(emptied).toMatchObject({ status: 409, body: { code: "stage.in-use" } });
      expect(body(await client.get("/v1/journeys")).data[0].stages).toHaveLength(1);
    });

    it("refuses two stages of one key", async () => {
      const { id } = body(await client.post("/v1/journeys", { key: "travel", name: "Travel" }));
      const twice = await client.call("PUT", `/v1/journeys/${id}/stages`, {
        stages: [
          { key: "a", name: "A" },
          { key: "a", name: "B" },
        ],
      });
      expect(twice).toMatchObject({ status: 422, body: { errors: [{ pointer: "/stages" }] } });
    });

    it("that is not there has no stages to put", async () => {
      expect((await client.call("PUT", `/v1/journeys/${unknown}/stages`, { stages: [] })).status).toBe(404);
    });
  });

  describe("a touchpoint", () => {
    const touchpoint = { key: "delivery", name: "Delivery", stage: "purchase", channels: ["email", "sms"], target: 40 };

    it("is made once per key; what is not said of a known one stays", async () => {
      const made = await client.post("/v1/touchpoints", touchpoint);
      const changed = await client.post("/v1/touchpoints", {
        key: "delivery",
        name: "Ticket delivery",
        channels: ["email"],
      });
      expect([made.status, changed.status]).toEqual([201, 200]);
      expect(changed.body).toEqual({ ...made.body, name: "Ticket delivery", channels: ["email"] });
      expect(changed.body).toMatchObject({ stage: "purchase", journey: "default", target: 40 });
    });

    it("makes an unknown stage in the default journey", async () => {
      body(await client.post("/v1/touchpoints", touchpoint));
      expect(body(await client.get("/v1/journeys")).data).toMatchObject([
        { key: "default", stages: [{ key: "purchase" }] },
      ]);
    });

    it("may stand in no stage, and moves to another", async () => {
      expect(body(await client.post("/v1/touchpoints", { ...touchpoint, stage: undefined })).stage).toBeNull();
      expect(body(await client.post("/v1/touchpoints", { ...touchpoint, stage: "use" })).stage).toBe("use");
    });

    it("is one when twenty calls make it at once", async () => {
      const calls = await Promise.all(Array.from({ length: 20 }, () => client.post("/v1/touchpoints", touchpoint)));
      expect(new Set(calls.map(({ body }) => body.id)).size).toBe(1);
      expect(body(await client.get("/v1/journeys")).data[0].stages).toHaveLength(1);
    });

    it.each([
      ["an unknown journey", { journey: "nowhere" }, "/journey"],
      ["a key with spaces", { key: "ticket delivery" }, "/key"],
      ["no channel", { channels: [] }, "/channels"],
      ["a pigeon", { channels: ["pigeon"] }, "/channels/0"],
      ["a target of 101", { target: 101 }, "/target"],
      ["a field nobody knows", { colour: "red" }, "/colour"],
    ])("with %s is refused", async (_, wrong, pointer) => {
      expect(await client.post("/v1/touchpoints", { ...touchpoint, ...wrong })).toMatchObject({
        status: 422,
        body: { errors: [{ pointer }] },
      });
    });
  });

  describe("dimensions", () => {
    it("are at most ten, and a known one can still be renamed", async () => {
      for (let at = 0; at < 10; at++)
        expect((await client.post("/v1/dimensions", { key: `d${at}`, name: "D" })).status).toBe(201);
      expect(await client.post("/v1/dimensions", { key: "d10", name: "D" })).toMatchObject({
        status: 409,
        body: { code: "dimension.too-many" },
      });
      expect(await client.post("/v1/dimensions", { key: "d3", name: "Plan" })).toMatchObject({
        status: 200,
        body: { name: "Plan" },
      });
      expect(body(await client.get("/v1/dimensions")).data).toHaveLength(10);
    });

    it("are at most ten when twenty are declared at once", async () => {
      const calls = await Promise.all(
        Array.from({ length: 20 }, (_, at) => client.post("/v1/dimensions", { key: `d${at}`, name: "D" })),
      );
      expect(calls.map(({ status }) => status).sort()).toEqual([...Array(10).fill(201), ...Array(10).fill(409)]);
      expect(body(await client.get("/v1/dimensions")).data).toHaveLength(10);
    });
  });

  describe("a survey", () => {
    const draft = {
      name: "After delivery",
      locale: "en",
      questions: [score, parts, why],
      endings: [{ id: "thanks", prompt: "Thank you!" }],
    };

    it("begins as a draft that nobody can answer", async () => {
      const made = await client.post("/v1/surveys", draft);
      expect(made).toMatchObject({ status: 201, body: { ...draft, status: "draft", version: null } });
      const { touchpointKey } = await makePlace(client);
      const early = await answer(client, { surveyId: made.body.id, touchpointKey }, 9);
      expect(early).toMatchObject({ status: 422, body: { errors: [{ pointer: "/surveyId" }] } });
    });

    it("is published as version 1, and again only when it has changed", async () => {
      const { id } = body(await client.post("/v1/surveys", draft));
      const publish = async () => body(await client.post(`/v1/surveys/${id}/publish`));
      expect(await publish()).toMatchObject({ id, status: "published", version: 1 });
      expect((await publish()).version).toBe(1);
      body(await client.call("PUT", `/v1/surveys/${id}`, { ...draft, name: "After the trip" }));
      expect((await publish()).version).toBe(2);
    });

    it("is asked as published while its draft changes", async () => {
      const place = await makePlace(client, [score]);
      body(
        await client.call("PUT", `/v1/surveys/${place.surveyId}`, { ...draft, questions: [{ ...score, id: "other" }] }),
      );
      expect((await answer(client, place, 9)).body).toMatchObject({ surveyVersion: 1, answers: { score: 9 } });
      body(await client.post(`/v1/surveys/${place.surveyId}/publish`));
      expect((await answer(client, place, 9)).status).toBe(422);
      expect((await answer(client, place, { other: 8 })).body).toMatchObject({ surveyVersion: 2, score: 8 });
    });

    it("keeps what was published before, whatever is published after", async () => {
      const id = await makeSurvey(client, [score]);
      const version = async () =>
        JSON.stringify(
          await house.sql(`select definition from survey_versions where survey_id = '${id}' and version = 1`),
        );
      const before = await version();
      body(await client.call("PUT", `/v1/surveys/${id}`, draft));
      body(await client.post(`/v1/surveys/${id}/publish`));
      expect(await version()).toBe(before);
    });

    it("starts a new scale version when a question's scale changes, and goes on when only words do", async () => {
      const id = await makeSurvey(client, [parts]);
      const republish = async (question: object) => {
        body(await client.call("PUT", `/v1/surveys/${id}`, { ...draft, questions: [question] }));
        body(await client.post(`/v1/surveys/${id}/publish`));
      };
      await republish({ ...parts, prompt: "In other words" });
      await republish({ ...parts, scale: { min: 1, max: 5 } });
      await republish({ ...parts, scale: { min: 1, max: 10 } });
      const versions = await house.sql(
        `select scale_version, scale_max from series where survey_id = '${id}' order by 1`,
      );
      expect(versions).toEqual([
        { scale_version: 1, scale_max: 10 },
        { scale_version: 2, scale_max: 5 },
        { scale_version: 3, scale_max: 10 },
      ]);
    });

    it.each(["toString", "valueOf", "hasOwnProperty", "isPrototypeOf"])("may call a question %s", async (id) => {
      const place = await makePlace(client, [{ ...score, id }]);
      expect((await answer(client, place, { [id]: 9 })).body).toMatchObject({ score: 9, class: "promoter" });
      body(await client.call("PUT", `/v1/surveys/${place.surveyId}`, { ...draft, questions: [{ ...score, id }, why] }));
      expect(body(await client.post(`/v1/surveys/${place.surveyId}/publish`)).version).toBe(2);
    });

    it.each<[string, object, string]>([
      ["no question", { questions: [] }, "/questions"],
      ["nothing but statements", { questions: [{ id: "s", type: "statement", prompt: "Hello" }] }, "/questions"],
      ["an id twice", { questions: [score, { ...why, id: "score" }] }, "/questions/1/id"],
      ["an ending that has a question's id", { endings: [{ id: "why", prompt: "Bye" }] }, "/endings/0/id"],
      ["an id that is the form's own", { questions: [{ ...score, id: "nonce" }] }, "/questions/0/id"],
      ["a metric of another type", { questions: [{ ...score, metric: "csat" }] }, "/questions/0/metric"],
      [
        "a type that is not there yet",
        { questions: [{ id: "r", type: "telepathy", prompt: "?" }] },
        "/questions/0/type",
      ],
      ["a scale upside down", { questions: [{ ...parts, scale: { min: 5, max: 5 } }] }, "/questions/0/scale"],
      ["an item twice", { questions: [{ ...parts, items: [parts.items[0], parts.items[0]] }] }, "/questions/0/items"],
      [
        "a weight of 0",
        { questions: [{ ...parts, items: [{ id: "a", label: "A", weight: 0 }] }] },
        "/questions/0/items/0/weight",
      ],
    ])("with %s is refused", async (_, wrong, pointer) => {
      expect(await client.post("/v1/surveys", { ...draft, ...wrong })).toMatchObject({
        status: 422,
        body: { errors: [{ pointer }] },
      });
    });

    it.each([
      ["GET", ""],
      ["PUT", ""],
      ["POST", "/publish"],
    ])("that is not there answers %s with 404", async (method, path) => {
      const asked = await client.call(method, `/v1/surveys/${unknown}${path}`, method === "PUT" ? draft : undefined);
      expect(asked).toMatchObject({ status: 404, body: { code: "survey.not-found" } });
    });
  });

  describe("a distribution", () => {
    it("says in full how a survey is offered, defaults included", async () => {
      const place = await makePlace(client);
      const made = await client.post("/v1/distributions", {
        ...place,
        channels: ["email", "sms"],
        trigger: { event: "order.done" },
        active: true,
      });
      expect(made.status).toBe(201);
      expect(made.body).toEqual({
        ...place,
        id: expect.any(String),
        channels: ["email", "sms"],
        trigger: { event: "order.done" },
        kind: "transactional",
        whenBudgetSpent: "refuse",
        delaySeconds: 0,
        reminders: [],
        sampling: 1,
        recontactDays: null,
        priority: 0,
        active: true,
        slug: expect.any(String),
        url: expect.stringContaining("/s/"),
        hasPin: false,
        singleUse: false,
        opensAt: null,
        closesAt: null,
        responseLimit: null,
        responsesTaken: 0,
        redirectUrl: null,
        createdAt: expect.any(String),
      });
      expect((await client.get(`/v1/distributions/${made.body.id}`)).body).toEqual(made.body);
      expect(body(await client.get("/v1/distributions")).data).toEqual([made.body]);
    });

    it("is switched off and on", async () => {
      const place = await makePlace(client);
      const { id } = body(await client.post("/v1/distributions", { ...place, channels: ["email"], active: true }));
      expect(await client.call("PATCH", `/v1/distributions/${id}`, { active: false })).toMatchObject({
        status: 200,
        body: { active: false },
      });
      expect((await client.get(`/v1/distributions/${id}`)).body.active).toBe(false);
    });

    it("needs a published survey", async () => {
      const { touchpointKey } = await makePlace(client);
      const { id: surveyId } = body(
        await client.post("/v1/surveys", { name: "Draft", locale: "en", questions: [score] }),
      );
      const early = await client.post("/v1/distributions", {
        surveyId,
        touchpointKey,
        channels: ["email"],
        active: true,
      });
      expect(early).toMatchObject({ status: 422, body: { errors: [{ pointer: "/surveyId" }] } });
    });

    it.each<[string, object, string]>([
      ["an unknown survey", { surveyId: unknown }, "/surveyId"],
      ["an unknown touchpoint", { touchpointKey: "nowhere" }, "/touchpointKey"],
      ["a sampling of 0", { sampling: 0 }, "/sampling"],
      ["a sampling of 2", { sampling: 2 }, "/sampling"],
      ["half a second of delay", { delaySeconds: 0.5 }, "/delaySeconds"],
      [
        "a filter by magic",
        { trigger: { event: "e", where: [{ property: "p", op: "magic", value: 1 }] } },
        "/trigger/where/0/op",
      ],
      [
        "a filter for an object",
        { trigger: { event: "e", where: [{ property: "p", op: "eq", value: { a: 1 } }] } },
        "/trigger/where/0/value",
      ],
    ])("with %s is refused", async (_, wrong, pointer) => {
      const place = await makePlace(client);
      const refused = await client.post("/v1/distributions", { ...place, channels: ["email"], active: true, ...wrong });
      expect(refused).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
    });
  });

  describe("the workspace's settings", () => {
    it("are read and changed, and what they were is kept", async () => {
      const before = body(await client.get("/v1/workspace"));
      expect(before).toMatchObject({
        id: client.workspaceId,
        timeZone: "UTC",
        csiForm: "range",
        transactionalRestDays: 30,
        relationalRestDays: 90,
        caseDueHours: 24,
      });
      const changed = await client.call("PATCH", "/v1/workspace", {
        timeZone: "Europe/Moscow",
        csiForm: "ratioToMax",
        caseDueHours: 4,
      });
      expect(changed).toMatchObject({
        status: 200,
        body: { timeZone: "Europe/Moscow", csiForm: "ratioToMax", caseDueHours: 4 },
      });
      const [{ details }] = (await house.sql(
        `select details from audit_log where workspace_id = '${client.workspaceId}' and action = 'settings.change'`,
      )) as [{ details: object }];
      expect(details).toEqual({
        before: { timeZone: "UTC", csiForm: "range", caseDueHours: 24 },
        after: { timeZone: "Europe/Moscow", csiForm: "ratioToMax", caseDueHours: 4 },
      });
    });

    it.each([
      ["a time zone that is none", { timeZone: "Moon/Base" }, "/timeZone"],
      ["a time zone that the database does not know", { timeZone: "US/Pacific-New" }, "/timeZone"],
      ["a time zone that the database knows no summer of", { timeZone: "CET" }, "/timeZone"],
      ["a sender that is a list", { senderAddress: "a@b.com, x@evil.com" }, "/senderAddress"],
      ["a sender with a header", { senderAddress: "a@b.com\nBcc: x@evil.com" }, "/senderAddress"],
      ["a privacy page that is a script", { privacyUrl: "javascript:alert(1)" }, "/privacyUrl"],
      ["a currency in words", { currency: "roubles" }, "/currency"],
      ["an id of its own", { id: unknown }, "/id"],
    ])("refuse %s", async (_, change, pointer) => {
      expect(await client.call("PATCH", "/v1/workspace", change)).toMatchObject({
        status: 422,
        body: { errors: [{ pointer }] },
      });
    });
  });
});
