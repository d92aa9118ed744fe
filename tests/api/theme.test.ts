import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Client } from "../support/client.ts";
import { body, makeOffer, newEmail } from "../support/furnish.ts";
import { databases, openTestHouse, type TestHouse } from "../support/house.ts";

const violet = "#5B3FC4";

describe.each(databases)("The colour of what customers see, on %s", (on) => {
  let house: TestHouse;
  let client: Client;

  beforeAll(async () => {
    house = await openTestHouse({ on });
    client = await house.workspace();
  });
  afterAll(() => house.close());

  const set = (accent: unknown) => client.call("PATCH", "/v1/workspace", { accent });

  it.each(["#777777", "#FFD400", "#ffffff"])("is not %s, which nobody could read on a card", async (accent) => {
    const before = body(await client.get("/v1/workspace"));
    expect(await set(accent)).toMatchObject({
      status: 422,
      body: { code: "settings.invalid", errors: [{ pointer: "/accent", detail: expect.stringContaining("4.5") }] },
    });
    expect(body(await client.get("/v1/workspace"))).toEqual(before);
  });

  it.each(["violet", "#FFF", "url(x)", "#5B3FC4;}"])("is a colour, which %s is not", async (accent) => {
    expect(await set(accent)).toMatchObject({ status: 422, body: { errors: [{ pointer: "/accent" }] } });
  });

  it("is the workspace's own on the survey page, under a policy that names its style", async () => {
    const offer = await makeOffer(client);
    const styles = async () => {
      const response = await house.fetch(offer.url);
      const policy = response.headers.get("content-security-policy") ?? "";
      const found = [...(await response.text()).matchAll(/<style>([\s\S]*?)<\/style>/g)].map(([, text = ""]) => text);
      const hashes = found.map((text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`);
      expect(policy).toContain(`style-src ${hashes.join(" ")};`);
      return found;
    };
    expect(await styles()).toHaveLength(1);
    body(await set(violet));
    const [, own] = await styles();
    expect(own).toContain(`--ac:${violet};--act:#FFFFFF`);
    body(await set(null));
    expect(await styles()).toHaveLength(1);
  });

  it("is the workspace's own in mail and on the way out", async () => {
    body(await set(violet));
    const offer = await makeOffer(client);
    const email = newEmail();
    body(await client.post("/v1/events", { name: offer.event, contact: { email } }));
    await house.runDueJobs();
    const mail = house.mailer.mails.find(({ to }) => to.address === email);
    expect(mail?.html).toContain(`bgcolor="${violet}"`);
    const wayOut = /http\S+\/u\/[\w-]{43}/.exec(mail?.text ?? "")?.[0] as string;
    expect(await (await house.fetch(wayOut)).text()).toContain(`--ac:${violet}`);
  });
});
