import { createWorkspace } from "@otklik/features/accounts/index";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answerOf, type Client } from "../support/client.ts";
import { databases, openTestHouse, publicUrl, type TestHouse } from "../support/house.ts";

const path = "/v1/alerts/preferences";
const nights = { mode: "digest", quietFrom: "22:00", quietTo: "08:00" };

describe.each(databases)("How a member hears of shifts, on %s", (on) => {
  let house: TestHouse;
  let client: Client;
  let cookie: string;
  const workspaces: string[] = [];
  const email = "owner@meridian.example";
  const password = "correct horse battery";

  beforeAll(async () => {
    house = await openTestHouse({ on });
    client = await house.workspace();
    const { password: hasher } = await (await house.runtime.auth()).$context;
    for (const name of ["Meridian", "Meridian Freight"]) {
      const owner = { ownerEmail: email, ownerPassword: password };
      const { workspaceId } = await createWorkspace(house.house, { name, ...owner }, (plain) => hasher.hash(plain));
      workspaces.push(workspaceId);
    }
    const signedIn = await send("POST", "/auth/sign-in", { json: { email, password } });
    cookie = signedIn.headers
      .getSetCookie()
      .map((one) => one.split(";")[0])
      .join("; ");
  });
  afterAll(() => house.close());

  const send = async (method: string, to: string, { json, headers = {} }: { json?: unknown; headers?: object } = {}) =>
    answerOf(
      await house.fetch(to, {
        method,
        headers: {
          origin: publicUrl,
          ...(json === undefined ? {} : { "content-type": "application/json" }),
          ...headers,
        },
        body: json === undefined ? undefined : JSON.stringify(json),
      }),
    );
  const asMember = (method: string, json?: unknown, workspace = workspaces[0]) =>
    send(method, path, { json, headers: { cookie, "otklik-workspace": workspace } });

  it("is a mail for each change unless they choose otherwise, in each workspace for itself", async () => {
    const usual = { mode: "each", quietFrom: null, quietTo: null };
    expect(await asMember("GET")).toMatchObject({ status: 200, body: usual });
    expect(await asMember("PUT", nights)).toMatchObject({ status: 200, body: nights });
    expect((await asMember("GET")).body).toEqual(nights);
    expect((await asMember("GET", undefined, workspaces[1])).body).toEqual(usual);
    expect((await asMember("PUT", { ...usual, mode: "none" })).body).toEqual({ ...usual, mode: "none" });
    expect((await asMember("GET")).body).toEqual({ ...usual, mode: "none" });
  });

  it.each<[object, string | undefined]>([
    [{ ...nights, mode: "hourly" }, "/mode"],
    [{ ...nights, quietFrom: "24:00" }, "/quietFrom"],
    [{ ...nights, quietTo: "8:00" }, "/quietTo"],
    [{ ...nights, quietTo: null }, "/quietTo"],
    [{ ...nights, quietFrom: null }, "/quietFrom"],
    [{ ...nights, quietTo: "22:00" }, "/quietTo"],
    [{ mode: "each" }, "/quietFrom"],
  ])("refuses %j with a pointer", async (given, pointer) => {
    const refused = await asMember("PUT", given);
    expect([refused.status, refused.body.errors?.[0]?.pointer]).toEqual([422, pointer]);
  });

  it("is nothing that a key could choose: it has no mailbox", async () => {
    for (const answer of [await client.get(path), await client.call("PUT", path, nights)])
      expect([answer.status, answer.body.code]).toEqual([403, "alerts.members-only"]);
    expect((await send("GET", path)).status).toBe(401);
    expect((await send("PUT", path, { json: nights })).status).toBe(401);
    expect((await asMember("GET", undefined, client.workspaceId)).status).toBe(401);
  });
});
