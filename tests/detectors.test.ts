import { system } from "@otklik/features/context";
import { takeUpNext } from "@otklik/features/shifts/index";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Client } from "./support/client.ts";
import { answer, body, makeSurvey, score } from "./support/furnish.ts";
import { openTestHouse, type TestHouse } from "./support/house.ts";
import { addPast, detectorsOf } from "./support/past-answers.ts";
import { startServer, type TestServer } from "./support/server.ts";
import { until } from "./support/until.ts";

const touchpointKeys = ["search", "purchase", "delivery", "refunds"];
const channels = ["email", "sms", "web"];
const days = 150;
const perDay = 80;
/** Ten answers before the fall, and after it in one place. */
const usual = [10, 9, 10, 9, 10, 8, 7, 8, 4, 2];
const fallen = [10, 8, 8, 3, 7, 5, 4, 2, 6, 0];

describe("Detectors that several processes advance", () => {
  let house: TestHouse;
  let client: Client;
  let answers: number;
  const servers: TestServer[] = [];

  beforeAll(async () => {
    house = await openTestHouse({ on: "postgres" });
    // Makes the owner whom all of them start with: two that come first at once would both.
    await (await startWorker()).dispose();
    client = await house.workspace();
    for (const key of touchpointKeys)
      body(await client.post("/v1/touchpoints", { key, name: key, stage: "travel", channels }));
    const surveyId = await makeSurvey(client, [score]);
    answers = await addPast(house.house, {
      ...{ workspaceId: client.workspaceId, surveyId, touchpointKeys, channels, days, perDay },
      scoreOn: (day, turn) => {
        const isFallen = day >= 130 && turn % touchpointKeys.length === 2;
        return (isFallen ? fallen : usual)[(turn * 7 + Math.floor(turn / 12)) % 10] as number;
      },
    });
    // The last one comes by the door, and leaves the job that takes all of them up.
    body(await answer(client, { surveyId, touchpointKey: "search" }, 9));
    answers += 1;
  }, 120_000);
  afterEach(async () => {
    for (const server of servers.splice(0)) await server.dispose();
  });
  afterAll(() => house?.close());

  const taken = async () => {
    const [row] = await house.sql<{ seq: number }>(
      `select coalesce(max(taken_seq), 0)::int as seq from shift_watches where workspace_id = '${client.workspaceId}'`,
    );
    return row?.seq ?? 0;
  };
  const startWorker = async () => {
    const server = await startServer({ DATABASE_URL: house.databaseUrl as string, ROLE: "jobs" });
    servers.push(server);
    return server;
  };

  it("take every answer up exactly once in its order, though processes are killed in the midst of it", async () => {
    for (let kill = 1; kill <= 3; kill++) {
      const before = await taken();
      const [worker] = await Promise.all([startWorker(), startWorker()]);
      await until("a batch to be taken up", async () => (await taken()) > before, 30_000);
      for (const server of servers) await server.kill9();
      expect(worker?.isRunning()).toBe(false);
      // Its lease has run out, as it would within a minute.
      await house.sql("update jobs set lease_until = now() - interval '1 minute' where state = 'running'");
    }
    expect(await taken()).toBeLessThan(answers);
    await startWorker();
    await until("all to be taken up", async () => (await taken()) === answers, 60_000);
    const advanced = await detectorsOf(house.sql, client.workspaceId);
    expect(advanced.shifts.length).toBeGreaterThan(2);

    // The replay, by one process in other batches.
    await house.sql("delete from shifts");
    await house.sql("delete from shift_series");
    await house.sql("delete from shift_watches");
    house.house.memory.watches.clear();
    while (await house.house.inWorkspace(client.workspaceId, system, (ctx) => takeUpNext(ctx, 333)));
    expect(await detectorsOf(house.sql, client.workspaceId)).toEqual(advanced);
  }, 180_000);
});
