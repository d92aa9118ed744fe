import { prometheus } from "@otklik/adapters/prometheus";
import { jobCounts } from "@otklik/db/examine";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createApp } from "../../apps/api/src/app.ts";
import { makePlace } from "../support/furnish.ts";
import { openTestHouse, publicUrl, type TestHouse } from "../support/house.ts";

const token = "a token for the scraper";
let house: TestHouse;
let isDatabaseUp = true;
beforeAll(async () => {
  house = await openTestHouse({ on: "pglite" });
});
afterAll(() => house.close());

const standing = async () => {
  if (!isDatabaseUp) throw new Error("down");
  const { waiting, dead, oldestDueMs } = await jobCounts(house.database.db, house.clock.now());
  return { jobsWaiting: waiting, jobsDead: dead, oldestDueSeconds: oldestDueMs / 1000 };
};
const open = () => createApp({ ...house.runtime, metrics: { token, ...prometheus(standing) } });
type Opened = ReturnType<typeof open>;
const scrape = async (app: Opened, given = token) =>
  app.fetch(new Request(`${publicUrl}/metrics`, { headers: { authorization: `Bearer ${given}` } }));

describe("/metrics", () => {
  it("is not there unless it is configured", async () => {
    expect((await house.fetch("/metrics")).status).toBe(404);
  });

  it("opens to the token alone", async () => {
    expect((await scrape(open(), "another token")).status).toBe(401);
    expect((await open().fetch(new Request(`${publicUrl}/metrics`))).status).toBe(401);
  });

  it("counts requests by route, without what is in their paths, and says how the jobs stand", async () => {
    const app = open();
    await makePlace(await house.workspace());
    await app.fetch(new Request(`${publicUrl}/v1/contacts/019cadfd-0000-7000-8000-000000000000`));
    await app.fetch(new Request(`${publicUrl}/i/a-secret-token`));
    const answer = await scrape(app);
    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, expect.stringContaining("text/plain")]);
    const text = await answer.text();
    expect(text).toContain('otklik_http_request_seconds_count{route="/i/:token",method="GET",status="4xx"} 1');
    expect(text).toContain("otklik_database_up 1");
    expect(text).toMatch(/otklik_jobs_dead 0\n/);
    expect(text).toMatch(/otklik_process_resident_memory_bytes \d{7,}/);
    expect(text).not.toMatch(/a-secret-token|019cadfd/);
  });

  it("goes on while the database is down, and says so", async () => {
    isDatabaseUp = false;
    expect(await (await scrape(open())).text()).toContain("otklik_database_up 0");
  });
});
