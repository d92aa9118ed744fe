import { createWorkspace } from "@otklik/features/accounts/index";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answerOf } from "../support/client.ts";
import { databases, openTestHouse, publicUrl, type TestHouse } from "../support/house.ts";

const unknown = "0198c0de-0000-7000-8000-000000000000";

describe.each(databases)("Accounts, on %s", (on) => {
  let house: TestHouse;
  const email = "owner@meridian.example";
  const password = "correct horse battery";

  beforeAll(async () => {
    house = await openTestHouse({ on });
    const { password: hasher } = await (await house.runtime.auth()).$context;
    await createWorkspace(house.house, { name: "Meridian", ownerEmail: email, ownerPassword: password }, (plain) =>
      hasher.hash(plain),
    );
  });
  afterAll(() => house.close());

  let peers = 0;
  const newPeer = () => `192.0.2.${++peers}`;
  type Sent = { json?: unknown; headers?: Record<string, string>; from?: string };
  /** `from` is the address at the other end of the line; failed tries are counted by it. */
  const send = async (method: string, path: string, { json, headers = {}, from = newPeer() }: Sent = {}) => {
    const type: Record<string, string> = json === undefined ? {} : { "content-type": "application/json" };
    const request = new Request(publicUrl + path, {
      method,
      headers: { ...type, ...headers },
      body: json === undefined ? undefined : JSON.stringify(json),
    });
    return answerOf(await house.app.fetch(request, { incoming: { socket: { remoteAddress: from } } }));
  };
  const signIn = (given: object = {}, sent: Sent = {}) =>
    send("POST", "/auth/sign-in", { ...sent, json: { email, password, ...given } });
  /** Hashing a password takes its time on purpose: most tests share one session. */
  let kept: Promise<string> | null = null;
  const session = () => {
    kept ??= newSession();
    return kept;
  };
  const newSession = async () =>
    (await signIn()).headers
      .getSetCookie()
      .map((cookie) => cookie.split(";")[0])
      .join("; ");

  it("signs an owner in with a cookie that scripts and other sites do not get", async () => {
    const signedIn = await signIn({ email: email.toUpperCase() });
    expect(signedIn).toMatchObject({ status: 200, body: { user: { email, id: expect.any(String) } } });
    expect(Object.keys(signedIn.body.user).sort()).toEqual(["email", "id", "name"]);
    const cookies = signedIn.headers.getSetCookie();
    expect(cookies.length).toBeGreaterThan(0);
    for (const cookie of cookies) {
      expect(cookie).toMatch(/^__Host-/);
      expect(cookie).toMatch(/; Secure/i);
      expect(cookie).toMatch(/; HttpOnly/i);
      expect(cookie).toMatch(/; SameSite=(Lax|Strict)/i);
      expect(cookie).toMatch(/; Path=\/(;|$)/i);
      expect(cookie).not.toMatch(/Domain=/i);
      expect(cookie.length).toBeLessThan(4096);
    }
  });

  it("knows who is signed in, and nobody after signing out", async () => {
    const cookie = await newSession();
    expect(await send("GET", "/auth/session", { headers: { cookie } })).toMatchObject({
      status: 200,
      body: { user: { email } },
    });
    expect((await send("POST", "/auth/sign-out", { headers: { cookie } })).status).toBe(204);
    expect((await send("GET", "/auth/session", { headers: { cookie } })).status).toBe(401);
    expect((await send("GET", "/v1/cases", { headers: { cookie } })).status).toBe(401);
  });

  it("lets a member work in their workspace as a key does", async () => {
    const cookie = await session();
    expect(await send("GET", "/v1/workspace", { headers: { cookie } })).toMatchObject({
      status: 200,
      body: { name: "Meridian" },
    });
    expect(
      (await send("PATCH", "/v1/workspace", { json: { name: "Meridian" }, headers: { cookie, origin: publicUrl } }))
        .status,
    ).toBe(200);
  });

  it.each([
    ["another site", { origin: "https://evil.example" }],
    ["no site at all", { origin: "null" }],
    ["another site's page", { "sec-fetch-site": "cross-site" }],
  ])("takes no write with a cookie from %s", async (_, headers) => {
    const cookie = await session();
    const refused = await send("POST", "/v1/journeys", {
      json: { key: "x", name: "X" },
      headers: { cookie, ...(headers as Record<string, string>) },
    });
    expect(refused).toMatchObject({ status: 403, body: { code: "origin.foreign" } });
    expect((await send("GET", "/v1/journeys", { headers: { cookie } })).body.data).toEqual([]);
  });

  it.each([
    ["owner", 200, 201, 200],
    ["admin", 200, 201, 200],
    ["analyst", 200, 201, 403],
    ["viewer", 403, 403, 403],
    ["agent", 403, 403, 403],
    ["someone", 403, 403, 403],
  ])(
    "lets a member who is %s read cases with %i, write with %i and change settings with %i",
    async (role, reads, writes, changes) => {
      const cookie = await session();
      await house.sql(
        `update members set role = '${role}' where user_id = (select id from users where email = '${email}')`,
      );
      const statuses = [
        (await send("GET", "/v1/cases", { headers: { cookie } })).status,
        (await send("POST", "/v1/journeys", { json: { key: `of-${role}`, name: "X" }, headers: { cookie } })).status,
        (await send("PATCH", "/v1/workspace", { json: { name: "Meridian" }, headers: { cookie } })).status,
      ];
      await house.sql(
        `update members set role = 'owner' where user_id = (select id from users where email = '${email}')`,
      );
      expect(statuses).toEqual([reads, writes, changes]);
    },
  );

  it("is over for a member who was removed, with the session still open", async () => {
    const cookie = await session();
    const [kept] = await house.sql<{ row: string }>(
      `select row_to_json(m)::text as row from members m where user_id = (select id from users where email = '${email}')`,
    );
    await house.sql(`delete from members where user_id = (select id from users where email = '${email}')`);
    expect((await send("GET", "/v1/cases", { headers: { cookie } })).status).toBe(401);
    await house.sql(`insert into members select * from json_populate_record(null::members, '${kept?.row}')`);
  });

  it.each([
    ["a wrong password", { password: "wrong horse battery" }],
    ["an unknown address", { email: "nobody@meridian.example" }],
    ["the hash itself", { password: "hash" }],
  ])("refuses %s in the same words", async (_, given) => {
    const refused = await signIn(given);
    expect(refused).toMatchObject({
      status: 401,
      body: { code: "sign-in.refused", detail: "This e-mail and password do not belong together." },
    });
    expect(refused.headers.getSetCookie()).toEqual([]);
  });

  it("keeps everything else that accounts could do shut", async () => {
    for (const path of [
      "/auth/sign-up/email",
      "/auth/organization/create",
      "/auth/request-password-reset",
      "/auth/sign-in/email",
      "/auth/update-user",
    ]) {
      expect([path, (await send("POST", path, { json: { email, password, name: "x" } })).status]).toEqual([path, 404]);
    }
    expect((await send("GET", "/auth/sign-in")).status).toBe(405);
  });

  it("keeps no key, password or session token in the clear", async () => {
    const client = await house.workspace();
    const tables = await house.sql<{ name: string }>(
      "select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'",
    );
    for (const { name } of tables) {
      const found = await house.sql(
        `select 1 from "${name}" t where t::text like '%${client.secretKey}%' or t::text like '%${client.publishableKey}%' or t::text like '%${password}%'`,
      );
      expect([name, found]).toEqual([name, []]);
    }
  });

  it("makes no second workspace out of a key that is taken", async () => {
    const client = await house.workspace();
    const owner = { name: "Thief", ownerEmail: "thief@example.com", ownerPassword: "long enough" };
    await expect(
      createWorkspace(house.house, { ...owner, secretKey: client.secretKey }, async () => "x"),
    ).rejects.toMatchObject({ code: "key.taken" });
    expect(await house.sql("select 1 from users where email = 'thief@example.com'")).toEqual([]);
  });

  it("stops whoever guesses, says when to come back, and does not lock the owner out", async () => {
    const from = newPeer();
    const statuses = [];
    for (let guess = 0; guess < 12; guess++)
      statuses.push((await signIn({ password: `guess ${guess}` }, { from })).status);
    expect(statuses).toContain(429);
    const stopped = await signIn({ password: "guess" }, { from });
    expect([stopped.status, stopped.headers.get("retry-after")]).toEqual([429, "60"]);
    // A header that anybody can send is not another caller.
    const disguised = await signIn(
      {},
      { from, headers: { "x-forwarded-for": "203.0.113.9", "x-real-ip": "203.0.113.9" } },
    );
    expect(disguised.status).toBe(429);
    expect((await signIn()).status).toBe(200);
  });

  it("knows nobody by an id in the body", async () => {
    expect((await send("GET", "/auth/session", { headers: { "x-user-id": unknown } })).status).toBe(401);
  });
});
