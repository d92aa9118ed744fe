import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Client } from "../support/client.ts";
import { body } from "../support/furnish.ts";
import { databases, openTestHouse, type TestHouse } from "../support/house.ts";

describe.each(databases)("Keys, on %s", (on) => {
  let house: TestHouse;
  let client: Client;

  beforeAll(async () => {
    house = await openTestHouse({ on });
    client = await house.workspace();
  });
  afterAll(() => house.close());

  const make = (given: object = {}) => client.post("/v1/keys", { name: "Booking", kind: "secret", ...given });
  const pastMemory = () => house.clock.advance({ seconds: 3 });

  it("are shown once, and open the workspace", async () => {
    const made = await make();
    expect(made).toMatchObject({
      status: 201,
      body: { name: "Booking", kind: "secret", scopes: ["read", "write"], isTest: false },
    });
    expect(made.body.key).toMatch(/^ok_[A-Za-z0-9_]{16,128}$/);
    expect(made.body.last4).toBe(made.body.key.slice(-4));
    expect((await client.withKey(made.body.key).get("/v1/contacts")).status).toBe(200);
    const listed = await client.get("/v1/keys");
    expect(listed.body.data[0]).toEqual({
      id: made.body.id,
      name: "Booking",
      kind: "secret",
      scopes: ["read", "write"],
      last4: made.body.last4,
      isTest: false,
      createdAt: made.body.createdAt,
    });
    expect(listed.text).not.toContain(made.body.key);
    expect(listed.text).not.toMatch(/hash/i);
  });

  it("may do what their scopes say, and no more", async () => {
    const reader = client.withKey(body(await make({ scopes: ["read"] })).key);
    expect((await reader.get("/v1/contacts")).status).toBe(200);
    expect((await reader.post("/v1/contacts", { email: "x@example.com" })).status).toBe(403);
  });

  it("of a test fill no score", async () => {
    const tester = client.withKey(body(await make({ isTest: true })).key);
    expect(body(await tester.post("/v1/contacts", { email: "test@example.com" })).isTest).toBe(true);
  });

  it("for web pages have no scopes and open nothing of the back door", async () => {
    const made = await make({ kind: "publishable" });
    expect(made).toMatchObject({ status: 201, body: { kind: "publishable", scopes: [] } });
    expect(made.body.key).toMatch(/^pk_/);
    expect((await client.withKey(made.body.key).get("/v1/contacts")).status).toBe(401);
    expect(await make({ kind: "publishable", scopes: ["read"] })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: "/scopes" }] },
    });
  });

  it("open nothing within two seconds of being revoked", async () => {
    const { id, key } = body(await make());
    const holder = client.withKey(key);
    expect((await holder.get("/v1/contacts")).status).toBe(200);
    expect((await client.call("DELETE", `/v1/keys/${id}`)).status).toBe(204);
    pastMemory();
    expect((await holder.get("/v1/contacts")).status).toBe(401);
    expect(body(await client.get("/v1/keys")).data.map((one: { id: string }) => one.id)).not.toContain(id);
    expect(await client.call("DELETE", `/v1/keys/${id}`)).toMatchObject({
      status: 404,
      body: { code: "key.not-found" },
    });
  });

  it("that are unknown or another workspace's cannot be revoked", async () => {
    const other = await house.workspace();
    const [theirs] = body(await other.get("/v1/keys")).data;
    for (const id of [theirs.id, "0198c0de-0000-7000-8000-000000000000"])
      expect((await client.call("DELETE", `/v1/keys/${id}`)).status).toBe(404);
    expect(body(await other.get("/v1/keys")).data).toHaveLength(2);
  });

  it("are an administrator's business only, to look at too", async () => {
    const writer = await house.withKey(client, { scopes: ["read", "write"] });
    expect(await writer.get("/v1/keys")).toMatchObject({ status: 403, body: { code: "scope.missing" } });
    expect((await writer.post("/v1/keys", { name: "More", kind: "secret", scopes: ["admin"] })).status).toBe(403);
    const [key] = body(await client.get("/v1/keys")).data;
    expect((await writer.call("DELETE", `/v1/keys/${key.id}`)).status).toBe(403);
    expect((await client.withKey("ok_0000000000000000").get("/v1/keys")).status).toBe(401);
  });

  it.each([
    ["no name", { name: " " }, "/name"],
    ["a kind that is none", { kind: "master" }, "/kind"],
    ["a scope that is none", { scopes: ["*"] }, "/scopes/0"],
    ["no scopes at all", { scopes: [] }, "/scopes"],
    ["a field nobody knows", { workspaceId: "another" }, "/workspaceId"],
  ])("with %s are refused", async (_, given, pointer) => {
    expect(await make(given)).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
  });

  it("leave a line of who made and who revoked them, without the key", async () => {
    const { id, key } = body(await make({ scopes: ["read"] }));
    await client.call("DELETE", `/v1/keys/${id}`);
    const lines = await house.sql<{ action: string; details: object }>(
      `select action, details from audit_log where subject_id = '${id}' order by id`,
    );
    expect(lines).toEqual([
      { action: "key.create", details: { kind: "secret", scopes: ["read"], isTest: false } },
      { action: "key.revoke", details: {} },
    ]);
    expect(JSON.stringify(lines)).not.toContain(key);
  });
});
