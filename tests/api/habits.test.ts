import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answerOf, type Client } from "../support/client.ts";
import { body, makeContact, makePlace, makeSurvey } from "../support/furnish.ts";
import { databases, openTestHouse, publicUrl, type TestHouse } from "../support/house.ts";

const unknown = "0198c0de-0000-7000-8000-000000000000";
const megabyte = 1_048_576;

describe.each(databases)("The API's habits, on %s", (on) => {
  let house: TestHouse;
  let client: Client;

  beforeAll(async () => {
    house = await openTestHouse({ on });
    client = await house.workspace();
  });
  afterAll(() => house.close());

  const raw = async (path: string, init: RequestInit) => answerOf(await house.fetch(path, init));
  const withKey = (headers: Record<string, string>) => ({ authorization: `Bearer ${client.secretKey}`, ...headers });

  describe("a problem", () => {
    it("says what is wrong as RFC 9457 has it", async () => {
      const { status, headers, body } = await client.get(`/v1/contacts/${unknown}`);
      expect(status).toBe(404);
      expect(headers.get("content-type")).toMatch(/^application\/problem\+json/);
      expect(body).toEqual({
        type: `${publicUrl}/docs/problems#contact.not-found`,
        title: "Not found",
        status: 404,
        detail: `No contact ${unknown}.`,
        instance: `/v1/contacts/${unknown}`,
        code: "contact.not-found",
        requestId: headers.get("x-request-id"),
      });
    });

    // Its log is the console.
    it.skipIf(on === "workerd")("of our own says nothing about the inside", async () => {
      const broken = await openTestHouse({ on });
      const stranger = await broken.workspace();
      await broken.sql("alter table cases rename to cases_elsewhere");
      const { status, text, body } = await stranger.get("/v1/cases");
      await broken.close();
      expect(status).toBe(500);
      expect(body).toMatchObject({ code: "internal", requestId: expect.any(String) });
      expect(text).not.toMatch(/cases_|relation|select|drizzle|\.ts/);
      expect(broken.log.lines).toContainEqual(expect.objectContaining({ level: "error", event: "request.failed" }));
    });
  });

  describe("a key", () => {
    it.each([
      ["none", {}],
      ["one that nobody has", { authorization: "Bearer ok_0123456789abcdef" }],
      ["one of the wrong shape", { authorization: "Bearer ok_" }],
      ["an empty one", { "x-api-key": "" }],
      ["another scheme", { authorization: "Basic b2s6b2s=" }],
    ])("refuses %s with 401", async (_, headers) => {
      const answer = await raw("/v1/cases", { headers: headers as Record<string, string> });
      expect(answer).toMatchObject({ status: 401, body: { code: "key.invalid" } });
    });

    it("refuses the browser's key on /v1", async () => {
      expect((await client.withKey(client.publishableKey).get("/v1/cases")).status).toBe(401);
    });

    it("is taken as x-api-key too", async () => {
      expect((await raw("/v1/cases", { headers: { "x-api-key": client.secretKey } })).status).toBe(200);
    });

    it("does not work in the address", async () => {
      expect((await raw(`/v1/cases?key=${client.secretKey}`, {})).status).toBe(401);
    });

    it("that may read does not write", async () => {
      const reader = await house.withKey(client, { scopes: ["read"] });
      expect((await reader.get("/v1/cases")).status).toBe(200);
      const refused = await reader.post("/v1/journeys", { key: "j", name: "J" });
      expect(refused).toMatchObject({ status: 403, body: { code: "scope.missing" } });
    });

    it("that may write does not read", async () => {
      const writer = await house.withKey(client, { scopes: ["write"] });
      expect((await writer.get("/v1/cases")).status).toBe(403);
    });

    it("changes the workspace's settings only with the scope admin", async () => {
      const writer = await house.withKey(client, { scopes: ["read", "write"] });
      expect((await writer.get("/v1/workspace")).status).toBe(200);
      expect((await writer.call("PATCH", "/v1/workspace", { name: "Mine" })).status).toBe(403);
    });

    it("is dead two seconds after it was withdrawn", async () => {
      const shortLived = await house.withKey(client, {});
      expect((await shortLived.get("/v1/cases")).status).toBe(200);
      const hash = house.house.ports.crypto.digest(shortLived.secretKey);
      await house.sql(`update api_keys set revoked_at = now() where key_hash = '${hash}'`);
      house.clock.advance({ seconds: 2 });
      expect((await shortLived.get("/v1/cases")).status).toBe(401);
    });
  });

  describe("a path", () => {
    it.each([
      ["that leads nowhere", "/v1/nothing", 404],
      ["outside /v1 that leads nowhere", "/nothing", 404],
      ["with a slash too many", "/v1/surveys/", 404],
      ["with an id that is none", "/v1/contacts/1", 404],
      ["with an id that is nearly one", `/v1/contacts/${unknown.slice(0, -1)}`, 404],
      ["with SQL for an id", "/v1/contacts/1%27%20or%20%271", 404],
      ["with NUL for an id", "/v1/contacts/%00", 404],
      ["with a metric that is none", "/v1/scores/happiness", 404],
    ])("%s: %s is %i", async (_, path, status) => {
      const answer = await client.get(path);
      expect(answer.status).toBe(status);
      expect(answer.headers.get("content-type")).toMatch(/^application\/problem\+json/);
    });

    it.each([
      ["DELETE", "/v1/surveys", "GET, HEAD, POST"],
      ["GET", "/v1/events", "POST"],
      ["PUT", `/v1/contacts/${unknown}`, "DELETE, GET, HEAD"],
      ["PATCH", "/v1/scores/nps", "GET, HEAD"],
      ["POST", "/v1/stream", "GET, HEAD"],
      ["POST", "/livez", "GET, HEAD"],
      ["OPTIONS", "/v1/surveys", "GET, HEAD, POST"],
      ["DELETE", "/i/some-token", "GET, HEAD, POST"],
    ])("known under other methods answers %s %s with 405 and Allow: %s", async (method, path, allow) => {
      const answer = await client.call(method, path);
      expect(answer).toMatchObject({ status: 405, body: { code: "method.not-allowed" } });
      expect(answer.headers.get("allow")).toBe(allow);
    });

    it("answers HEAD as GET, without a body", async () => {
      const answer = await client.call("HEAD", "/v1/surveys");
      expect([answer.status, answer.text]).toEqual([200, ""]);
    });
  });

  describe("a body", () => {
    const post = (text: BodyInit, headers: Record<string, string> = {}) =>
      raw("/v1/contacts", {
        method: "POST",
        body: text,
        headers: withKey({ "content-type": "application/json", ...headers }),
        duplex: "half",
      } as RequestInit);
    const chunked = (bytes: number) =>
      new ReadableStream<Uint8Array>({
        start(controller) {
          for (let sent = 0; sent < bytes; sent += 65_536) controller.enqueue(new Uint8Array(65_536).fill(32));
          controller.close();
        },
      });

    it.each(["", "{", "{'a':1}", '{"email":"a@example.com"', "undefined", '{"a":\u0000}', '"\\ud8"'])(
      "that is no JSON is 400: %o",
      async (text) => {
        expect(await post(text)).toMatchObject({ status: 400, body: { code: "body.unreadable" } });
      },
    );

    it.each(["null", "[]", '"text"', "7", "true", '[{"email":"a@example.com"}]'])(
      "that is JSON but no object is 422: %s",
      async (text) => {
        expect((await post(text)).status).toBe(422);
      },
    );

    it.each([
      "text/plain",
      "application/x-www-form-urlencoded",
      "multipart/form-data; boundary=x",
      "application/jsonp",
      "text/json",
    ])("of type %s is 415", async (type) => {
      expect(await post('{"email":"a@example.com"}', { "content-type": type })).toMatchObject({
        status: 415,
        body: { code: "body.not-json" },
      });
    });

    it("without a type is 415, and needs none where a POST has no body", async () => {
      expect((await raw("/v1/contacts", { method: "POST", body: new Blob(["{}"]), headers: withKey({}) })).status).toBe(
        415,
      );
      const survey = body(
        await client.post("/v1/surveys", {
          name: "S",
          locale: "en",
          questions: [{ id: "q", type: "text", prompt: "?" }],
        }),
      );
      expect((await raw(`/v1/surveys/${survey.id}/publish`, { method: "POST", headers: withKey({}) })).status).toBe(
        200,
      );
    });

    it.each([
      ["of 10 MB", 10 * megabyte],
      ["a byte over 1 MB", megabyte + 1],
    ])("%s is 413", async (_, bytes) => {
      const text = " ".repeat(bytes);
      expect(await post(text, { "content-length": String(bytes) })).toMatchObject({
        status: 413,
        body: { code: "body.too-large" },
      });
      expect((await post(text)).status).toBe(413);
    });

    // Its line may be cut before the answer has been read.
    it.skipIf(on === "workerd")("of 10 MB in chunks is 413, whatever its headers say", async () => {
      expect((await post(chunked(10 * megabyte))).status).toBe(413);
      expect(
        (await post(chunked(10 * megabyte), { "transfer-encoding": "chunked", "content-length": "2" })).status,
      ).toBe(413);
      expect((await post(chunked(10 * megabyte), { "idempotency-key": "large" })).status).toBe(413);
    });

    it("of just 1 MB is read", async () => {
      const text = JSON.stringify({ email: "large@example.com" });
      expect((await post(text.padEnd(megabyte))).status).toBe(201);
    });

    it.each([
      ["NUL", '{"email":"n@example.com","name":"a\\u0000b"}', "/name"],
      ["half a surrogate pair", '{"email":"n@example.com","name":"\\ud800"}', "/name"],
      ["the other half", '{"email":"n@example.com","attributes":{"a":["x","\\udc00"]}}', "/attributes/a/1"],
      ["NUL in a key", '{"email":"n@example.com","attributes":{"a\\u0000":1}}', "/attributes/a\u0000"],
    ])("with %s is 422 and names the place", async (_, text, pointer) => {
      expect(await post(text)).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
    });

    it("keeps whole pairs, marks, joiners and directions as they came", async () => {
      const name = "😀 Åsa‮ e\u0301 \\u0000 👩‍💻";
      const { id } = body(await client.post("/v1/contacts", { externalId: "faithful", name }));
      expect((await client.get(`/v1/contacts/${id}`)).body.name).toBe(name);
    });

    it("with keys of the language itself keeps them as data or refuses them", async () => {
      const kept = await post(
        '{"externalId":"proto","attributes":{"constructor":{"prototype":{"polluted":1}},"toString":"x","__proto__":{"polluted":1}}}',
      );
      expect(kept.status).toBe(201);
      expect(kept.body.attributes).toMatchObject({ toString: "x" });
      expect(({} as Record<string, unknown>).polluted).toBeUndefined();
      expect((await post('{"__proto__":{"email":"x@example.com"}}')).status).toBe(422);
    });

    it.each([
      ["a thousand levels deep", `{"externalId":"deep","attributes":{"a":${"[".repeat(1000)}${"]".repeat(1000)}}}`],
      [
        "a hundred thousand levels deep",
        `{"externalId":"deep","attributes":{"a":${"[".repeat(1e5)}${"]".repeat(1e5)}}}`,
      ],
      [
        "deep with a NUL at its bottom",
        `{"externalId":"deep","attributes":{"a":${"[".repeat(1e5)}"\\u0000"${"]".repeat(1e5)}}}`,
      ],
      [
        "ten thousand keys wide",
        JSON.stringify({
          externalId: "wide",
          attributes: Object.fromEntries(Array.from({ length: 10_000 }, (_, at) => [`k${at}`, 1])),
        }),
      ],
    ])("%s is 422", async (_, text) => {
      expect((await post(text)).status).toBe(422);
    });

    it("of a hundred thousand choices in a filter is 422", async () => {
      const place = await makePlace(client);
      const deep = `${"[".repeat(1e5)}${"]".repeat(1e5)}`;
      const text = JSON.stringify({
        ...place,
        channels: ["email"],
        trigger: { event: "e", where: [{ property: "p", op: "eq", value: 0 }] },
      }).replace('"value":0', `"value":${deep}`);
      expect((await client.post("/v1/distributions", text)).status).toBe(422);
    });

    it("names every place that is wrong at once", async () => {
      const survey = {
        name: "",
        locale: "xx-",
        questions: [{ id: "1", type: "nps", prompt: "", colour: "red" }],
        extra: 1,
      };
      const { status, body } = await client.post("/v1/surveys", survey);
      expect(status).toBe(422);
      expect(body.errors.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual([
        "/extra",
        "/locale",
        "/name",
        "/questions/0/colour",
        "/questions/0/id",
        "/questions/0/prompt",
      ]);
    });

    it.each([["1e400"], ["-1e400"]])("with the number %s is 422 or keeps it", async (number) => {
      expect((await post(`{"externalId":"huge","value":${number}}`)).status).toBe(422);
    });
  });

  describe("a list", () => {
    it.each([
      "limit=0",
      "limit=201",
      "limit=-1",
      "limit=1.5",
      "limit=ten",
      "limit=",
      "limit=1&limit=2",
      "cursor=x",
      "cursor=",
      `cursor=${"9".repeat(11)}_${unknown}`,
      `cursor=abc_${unknown}0`,
    ])("refuses ?%s", async (query) => {
      for (const path of ["/v1/surveys", "/v1/distributions", "/v1/responses", "/v1/cases"]) {
        expect([path, (await client.get(`${path}?${query}`)).status]).toEqual([path, 422]);
      }
    });

    it.each([
      "from=yesterday",
      "from=2026-02-30T00:00:00Z",
      "to=2026-01-01",
      "from=%2B300000-01-01T00:00:00Z",
      "to=1899-12-31T23:59:59Z",
      "from=2026-01-01T00:00:00",
    ])("refuses the time in ?%s", async (query) => {
      for (const path of ["/v1/responses", "/v1/scores/nps"])
        expect((await client.get(`${path}?${query}`)).status).toBe(422);
    });

    it.each([
      "q=%00",
      "segment=plan%00:x",
      "touchpoint=%00",
      "q=%27%3Bselect%20pg_sleep(3)--",
      "scoreMin=much",
      "class=happy",
      "channel=pigeon",
      "survey=1",
      "contact=me",
      "q=",
    ])("never fails on /v1/responses?%s", async (query) => {
      expect((await client.get(`/v1/responses?${query}`)).status).toSatisfy(
        (status: number) => status === 200 || status === 422,
      );
    });

    it("takes a time with any offset", async () => {
      expect((await client.get("/v1/responses?from=2026-01-01T03:00:00%2B03:00")).status).toBe(200);
    });

    it("goes through everything once, fifty at a time unless told", async () => {
      const mine = await house.workspace();
      for (let at = 0; at < 53; at++)
        body(
          await mine.post("/v1/surveys", {
            name: `S${at}`,
            locale: "en",
            questions: [{ id: "q", type: "text", prompt: "?" }],
          }),
        );
      const first = body(await mine.get("/v1/surveys"));
      const rest = body(await mine.get(`/v1/surveys?cursor=${first.nextCursor}`));
      expect([first.data.length, rest.data.length, rest.nextCursor]).toEqual([50, 3, null]);
      const names = [...first.data, ...rest.data].map(({ name }: { name: string }) => name);
      expect(names).toEqual(Array.from({ length: 53 }, (_, at) => `S${52 - at}`));
    });
  });

  describe("every answer", () => {
    it.each([
      ["200", "GET", "/livez", 200],
      ["a page", "GET", "/docs", 200],
      ["401", "GET", "/v1/cases", 401],
      ["404", "GET", "/nothing", 404],
      ["a dead link's page", "GET", `/i/${"a".repeat(43)}`, 404],
      ["405", "DELETE", "/livez", 405],
      ["415", "POST", "/auth/sign-in", 415],
      ["a redirect's place", "GET", "/u/nothing", 404],
    ])("carries the security headers: %s", async (_, method, path, status) => {
      const response = await house.fetch(path, { method, ...(method === "POST" && { body: new Blob(["x"]) }) });
      expect(response.status).toBe(status);
      expectSecurity(response.headers);
    });

    it("carries them when it is our fault, too", async () => {
      const broken = await openTestHouse({ on });
      const stranger = await broken.workspace();
      await broken.sql("alter table cases rename to cases_elsewhere");
      const { status, headers } = await stranger.get("/v1/cases");
      await broken.close();
      expect(status).toBe(500);
      expectSecurity(headers);
    });

    it("names no program and no version", async () => {
      const { headers } = await client.get("/v1/cases");
      expect([headers.get("server"), headers.get("x-powered-by")]).toEqual([null, null]);
    });

    it("lets no other site's page read it with a cookie", async () => {
      const { headers } = await client.get("/v1/cases", { origin: "https://evil.example" });
      expect(headers.get("access-control-allow-origin")).toBeNull();
      expect(headers.get("access-control-allow-credentials")).toBeNull();
    });
  });

  describe("/openapi.json", () => {
    // It has no mailbox.
    it.skipIf(on === "workerd")("lists every route of the router and nothing else", async () => {
      const described = (await raw("/openapi.json", {})).body;
      expect(described.openapi).toBe("3.1.0");
      const listed = Object.entries(described.paths as Record<string, object>).flatMap(([path, methods]) =>
        Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
      );
      const routed = house.app.routes
        .filter(({ method }) => method !== "ALL")
        .map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, "{$1}")}`);
      expect(listed.sort()).toEqual([...new Set(routed)].sort());
    });

    it("says of every call what it does, what it takes and what it answers", async () => {
      const { paths } = (await raw("/openapi.json", {})).body;
      for (const [path, methods] of Object.entries(
        paths as Record<string, Record<string, { summary?: string; responses?: object; requestBody?: object }>>,
      )) {
        for (const [method, { summary, responses, requestBody }] of Object.entries(methods)) {
          expect([path, method, Boolean(summary), Object.keys(responses ?? {}).length > 0]).toEqual([
            path,
            method,
            true,
            true,
          ]);
          const takesJson =
            path.startsWith("/v1") &&
            ["post", "put", "patch"].includes(method) &&
            !/(publish|cases\/\{id\}\/reopen|undo|unsubscribe|release|quarantine|preview|export)$/.test(path);
          expect([path, method, requestBody !== undefined]).toEqual([
            path,
            method,
            takesJson || (method === "post" && ["/auth/sign-in", "/auth/first-run"].includes(path)),
          ]);
        }
      }
    });
  });

  it("knows a foreign id in a body by its pointer, with 422", async () => {
    const stranger = await house.workspace();
    const surveyId = await makeSurvey(stranger);
    const { touchpointKey } = await makePlace(client);
    const distribution = { surveyId, touchpointKey, channels: ["email"], active: true };
    expect(await client.post("/v1/distributions", distribution)).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: "/surveyId" }] },
    });
    const response = { surveyId, touchpointKey, channel: "email", answers: { score: 9 } };
    expect(await client.post("/v1/responses", response)).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: "/surveyId" }] },
    });
    const contact = await makeContact(client);
    const invitation = { distributionId: unknown, contact: { email: contact.email } };
    expect(await client.post("/v1/invitations", invitation)).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: "/distributionId" }] },
    });
  });
});

function expectSecurity(headers: Headers): void {
  expect(headers.get("strict-transport-security")).toMatch(/max-age=(\d{8,}); includeSubDomains/);
  expect(headers.get("x-content-type-options")).toBe("nosniff");
  expect(headers.get("referrer-policy")).toBe("same-origin");
  expect(headers.get("content-security-policy")).toMatch(/default-src 'none'/);
  expect(headers.get("content-security-policy")).toMatch(/frame-ancestors 'none'/);
  expect(headers.get("content-security-policy")).toMatch(/base-uri 'none'/);
  expect(headers.get("content-security-policy")).toMatch(/object-src 'none'/);
  expect(headers.get("cache-control")).toBe("no-store");
}

// A database inside this process is away only when the process is.
describe("The API while its database is away", () => {
  it("answers 503 and when to try again", async () => {
    const alone = await openTestHouse({ on: "postgres" });
    const stranger = await alone.workspace();
    await alone.database.close();
    const { status, headers, body } = await stranger.get("/v1/cases");
    await alone.close();
    expect([status, headers.get("retry-after"), body.code]).toEqual([503, "1", "database.unavailable"]);
  });
});
