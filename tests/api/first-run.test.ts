import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answerOf } from "../support/client.ts";
import { databases, openTestHouse, type TestHouse } from "../support/house.ts";

const wanted = { name: "Meridian Rail", ownerEmail: "anna@meridian.example", ownerPassword: "correct horse battery" };

describe.each(databases)("The first run of an installation, on %s", (on) => {
  let house: TestHouse;
  let cookie = "";
  beforeAll(async () => {
    house = await openTestHouse({ on });
  });
  afterAll(() => house.close());

  const send = async (method: string, path: string, json?: unknown, headers: Record<string, string> = {}) =>
    answerOf(
      await house.fetch(path, {
        method,
        headers: { ...(json !== undefined && { "content-type": "application/json" }), ...headers },
        body: json === undefined ? undefined : JSON.stringify(json),
      }),
    );
  const make = (change: object = {}, headers = {}) =>
    send("POST", "/auth/first-run", { ...wanted, ...change }, headers);

  it("is needed while nobody owns it", async () => {
    expect((await send("GET", "/auth/first-run")).body).toEqual({ needed: true });
  });

  it.each([
    ["a short password", { ownerPassword: "short" }, "/ownerPassword"],
    ["an address that is a list", { ownerEmail: "a@b.com, x@evil.com" }, "/ownerEmail"],
    ["no name", { name: " " }, "/name"],
    ["a zone that is none", { timeZone: "Moon/Base" }, "/timeZone"],
  ])("refuses %s at its place", async (_, change, pointer) => {
    const refused = await make(change);
    expect([refused.status, refused.body.errors?.[0]?.pointer]).toEqual([422, pointer]);
  });

  it("refuses what another site's page sends", async () => {
    expect((await make({}, { origin: "https://evil.example" })).status).toBe(403);
  });

  it("makes the workspace, its owner and their session, once, however many come at once", async () => {
    const answers = await Promise.all(
      Array.from({ length: 5 }, (_, one) =>
        make({ ownerEmail: `anna${one}@meridian.example`, timeZone: "Europe/Moscow" }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409]);
    const made = answers.find(({ status }) => status === 201);
    expect(made?.body.workspaces).toEqual([
      { id: expect.any(String), slug: "meridian-rail", name: "Meridian Rail", role: "owner" },
    ]);
    cookie =
      made?.headers
        .getSetCookie()
        .map((one) => one.split(";")[0])
        .join("; ") ?? "";
    expect((await send("GET", "/auth/first-run")).body).toEqual({ needed: false });
    expect((await send("GET", "/v1/workspace", undefined, { cookie })).body).toMatchObject({
      name: "Meridian Rail",
      timeZone: "Europe/Moscow",
    });
  });

  it("gives a second workspace of the same name an address of its own", async () => {
    const other = await house.workspace();
    const slugs = await house.sql<{ slug: string }>("select slug from workspaces order by created_at, id");
    expect(slugs.map(({ slug }) => slug)).toEqual(["meridian-rail", `meridian-rail-${other.workspaceId.slice(-6)}`]);
  });

  it("lets a member into the workspaces that are theirs and no other", async () => {
    const other = await house.workspace();
    const asked = (workspace: string) =>
      send("GET", "/v1/workspace", undefined, { cookie, "otklik-workspace": workspace });
    const [own] = (await send("GET", "/auth/session", undefined, { cookie })).body.workspaces;
    expect((await asked(own.id)).body.id).toBe(own.id);
    expect((await asked(other.workspaceId)).status).toBe(401);
    expect((await asked("not-an-id")).status).toBe(401);
  });
});

describe("The dashboard's pages", () => {
  let house: TestHouse;
  beforeAll(async () => {
    house = await openTestHouse({ on: "pglite" });
    house.runtime.assets = async (path) => {
      const body = new TextEncoder().encode(path === "index.html" ? '<meta content="__NONCE__">' : "script");
      return path === "assets/missing.js" ? null : { body, type: "text/html", encoding: null };
    };
  });
  afterAll(() => house.close());

  it.each([
    "/",
    "/sign-in",
    "/first-run",
    "/meridian-rail/overview",
    "/meridian-rail/cases/0198c0de",
    "/m/settings/keys",
  ])("%s is the dashboard, under a policy with a nonce of its own", async (path) => {
    const page = await house.fetch(path);
    const nonce = /content="([^"]+)"/.exec(await page.text())?.[1];
    expect(page.status).toBe(200);
    expect(nonce).toMatch(/^[0-9a-f-]{36}$/);
    expect(page.headers.get("content-security-policy")).toContain(`style-src 'self' 'nonce-${nonce}'`);
    expect(page.headers.get("content-security-policy")).not.toContain("unsafe");
    expect(page.headers.get("cache-control")).toBe("no-store");
  });

  it.each([
    "/meridian-rail",
    "/meridian-rail/unknown",
    "/s/overview",
    "/dev/overview",
    "/Meridian/overview",
    "/v1/overview",
  ])("%s is not", async (path) => {
    expect((await house.fetch(path)).status).not.toBe(200);
  });

  it("keeps its scripts in the browser for ever, and has no others", async () => {
    const script = await house.fetch("/assets/index-abc.js");
    expect([script.status, script.headers.get("cache-control")]).toEqual([200, "public, max-age=31536000, immutable"]);
    expect((await house.fetch("/assets/missing.js")).status).toBe(404);
  });
});
