import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Client } from "../support/client.ts";
import { body, makePlace, type Place } from "../support/furnish.ts";
import { databases, openTestHouse, type TestHouse } from "../support/house.ts";

const unknown = "019c0000-0000-7000-8000-000000000000";

describe.each(databases)("Releases and incidents, on %s", (on) => {
  let house: TestHouse;
  let client: Client;
  let place: Place;

  beforeAll(async () => {
    house = await openTestHouse({ on });
    client = await house.workspace();
    place = await makePlace(client);
  });
  afterAll(() => house.close());

  const remove = (path: string, as = client) => as.call("DELETE", path);
  const titles = async (query = "") =>
    body(await client.get(`/v1/marks${query}`)).data.map(({ title }: { title: string }) => title);

  it("are noted where and when they happened, and now and everywhere unless it is said", async () => {
    const said = await client.post("/v1/marks", {
      kind: "release",
      title: "App 7.2",
      note: "A new ticket screen",
      touchpointKey: place.touchpointKey,
      at: "2026-02-10T23:00:00+03:00",
      endedAt: null,
    });
    expect(said.status).toBe(201);
    expect(said.body).toEqual({
      id: expect.any(String),
      kind: "release",
      title: "App 7.2",
      note: "A new ticket screen",
      touchpointKey: place.touchpointKey,
      at: "2026-02-10T20:00:00.000Z",
      endedAt: null,
      createdAt: house.clock.now().toISOString(),
    });
    const short = body(await client.post("/v1/marks", { kind: "initiative", title: "Faster refunds" }));
    expect(short).toMatchObject({ note: null, touchpointKey: null, at: house.clock.now().toISOString() });
    expect(body(await client.get(`/v1/marks/${short.id}`))).toEqual(short);
  });

  it("are changed in part, and taken back", async () => {
    const { id } = body(
      await client.post("/v1/marks", { kind: "incident", title: "Mail was down", at: "2026-02-20T08:00:00Z" }),
    );
    const ended = await client.call("PATCH", `/v1/marks/${id}`, { endedAt: "2026-02-20T11:30:00Z" });
    expect([ended.status, ended.body.title, ended.body.endedAt]).toEqual([
      200,
      "Mail was down",
      "2026-02-20T11:30:00.000Z",
    ]);
    const moved = body(
      await client.call("PATCH", `/v1/marks/${id}`, { touchpointKey: place.touchpointKey, note: "x" }),
    );
    expect(moved).toMatchObject({ touchpointKey: place.touchpointKey, note: "x" });
    const back = body(await client.call("PATCH", `/v1/marks/${id}`, { touchpointKey: null, note: null }));
    expect(back).toMatchObject({ touchpointKey: null, note: null, at: "2026-02-20T08:00:00.000Z" });
    const gone = await remove(`/v1/marks/${id}`);
    expect([gone.status, gone.text]).toEqual([204, ""]);
    expect((await client.get(`/v1/marks/${id}`)).status).toBe(404);
    expect((await remove(`/v1/marks/${id}`)).body.code).toBe("mark.not-found");
  });

  it("are listed newest first, those that reach into a window or a touchpoint among them", async () => {
    body(
      await client.post("/v1/marks", {
        kind: "incident",
        title: "Strike",
        at: "2026-01-05T00:00:00Z",
        endedAt: "2026-01-12T00:00:00Z",
      }),
    );
    expect(await titles()).toEqual(["Faster refunds", "App 7.2", "Strike"]);
    expect(await titles("?from=2026-01-10T00:00:00Z&to=2026-02-01T00:00:00Z")).toEqual(["Strike"]);
    expect(await titles("?from=2026-01-13T00:00:00Z&to=2026-02-10T20:00:00Z")).toEqual([]);
    const elsewhere = await makePlace(client);
    expect(await titles(`?touchpoint=${elsewhere.touchpointKey}`)).toEqual(["Faster refunds", "Strike"]);
    expect(await titles(`?touchpoint=${place.touchpointKey}`)).toEqual(["Faster refunds", "App 7.2", "Strike"]);
    const first = body(await client.get("/v1/marks?limit=2"));
    const rest = body(await client.get(`/v1/marks?limit=2&cursor=${first.nextCursor}`));
    expect([first.data.length, rest.data[0].title, rest.nextCursor]).toEqual([2, "Strike", null]);
  });

  const mark = { kind: "release", title: "App 7.3" };
  it.each([
    ["a kind that there is not", { ...mark, kind: "party" }, "/kind"],
    ["no title", { ...mark, title: "  " }, "/title"],
    ["a touchpoint that there is not", { ...mark, touchpointKey: "nowhere" }, "/touchpointKey"],
    ["a time without a zone", { ...mark, at: "2026-02-10" }, "/at"],
    [
      "an end before its beginning",
      { ...mark, at: "2026-02-10T10:00:00Z", endedAt: "2026-02-09T10:00:00Z" },
      "/endedAt",
    ],
    ["anything unknown", { ...mark, colour: "red" }, "/colour"],
  ])("are refused with %s", async (_, given, pointer) => {
    const refused = await client.post("/v1/marks", given);
    expect([refused.status, refused.body.errors[0].pointer]).toEqual([422, pointer]);
  });

  it("may not come to end before they began by a change either", async () => {
    const { id } = body(await client.post("/v1/marks", { ...mark, at: "2026-02-10T10:00:00Z" }));
    const refused = await client.call("PATCH", `/v1/marks/${id}`, { endedAt: "2026-02-09T10:00:00Z" });
    expect([refused.status, refused.body.errors[0].pointer]).toEqual([422, "/endedAt"]);
    expect((await client.get("/v1/marks?touchpoint=nowhere")).body.errors[0].pointer).toBe("/touchpoint");
    body(await remove(`/v1/marks/${id}`));
  });

  it("belong to one workspace, are read by a reading key and written by a writing one", async () => {
    const { id } = body(await client.post("/v1/marks", mark));
    const other = await house.workspace();
    expect(body(await other.get("/v1/marks")).data).toEqual([]);
    for (const [as, path] of [
      [other, `/v1/marks/${id}`],
      [client, `/v1/marks/${unknown}`],
    ] as const) {
      expect((await as.get(path)).status).toBe(404);
      expect((await as.call("PATCH", path, { title: "Not ours" })).status).toBe(404);
      expect((await remove(path, as)).status).toBe(404);
    }
    const reader = await house.withKey(client, { scopes: ["read"] });
    expect(body(await reader.get(`/v1/marks/${id}`)).title).toBe("App 7.3");
    expect((await reader.post("/v1/marks", mark)).status).toBe(403);
    expect((await reader.call("PATCH", `/v1/marks/${id}`, { title: "x" })).status).toBe(403);
    expect((await remove(`/v1/marks/${id}`, reader)).status).toBe(403);
    for (const [method, path] of [
      ["GET", "/v1/marks"],
      ["POST", "/v1/marks"],
      ["GET", `/v1/marks/${id}`],
      ["PATCH", `/v1/marks/${id}`],
      ["DELETE", `/v1/marks/${id}`],
    ] as const)
      expect((await house.fetch(path, { method })).status, `${method} ${path}`).toBe(401);
  });
});
