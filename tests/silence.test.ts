import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Client } from "./support/client.ts";
import { makeSurvey, score } from "./support/furnish.ts";
import { openTestHouse, type TestHouse } from "./support/house.ts";
import { addPast } from "./support/past-answers.ts";
import { startServer, type TestServer } from "./support/server.ts";
import { until } from "./support/until.ts";

const answers = 4000;

describe("Silence that several processes hear", () => {
  let house: TestHouse;
  let client: Client;
  const servers: TestServer[] = [];

  beforeAll(async () => {
    house = await openTestHouse({ on: "postgres" });
    await (await startWorker()).dispose();
    client = await house.workspace();
    await client.post("/v1/touchpoints", { key: "delivery", name: "Delivery", channels: ["email"] });
    const surveyId = await makeSurvey(client, [score]);
    const place = { workspaceId: client.workspaceId, surveyId, touchpointKeys: ["delivery"], channels: ["email"] };
    await addPast(house.house, { ...place, days: 2, perDay: answers / 2, scoreOn: (day, turn) => (day + turn) % 11 });
    await house.sql("delete from event_log");
    await house.sql("update responses set status = 'partial', last_saved_at = received_at");
    await house.sql(
      `insert into jobs (id, workspace_id, queue, payload, dedupe_key, run_at) values (gen_random_uuid(), '${client.workspaceId}', 'finishSilent', '{}', '${client.workspaceId}', now())`,
    );
  }, 120_000);
  afterEach(async () => {
    for (const server of servers.splice(0)) await server.dispose();
  });
  afterAll(() => house?.close());

  const startWorker = async () => {
    const server = await startServer({ DATABASE_URL: house.databaseUrl as string, ROLE: "jobs" });
    servers.push(server);
    return server;
  };
  const finished = async () => {
    const [row] = await house.sql<{ n: number }>(
      "select count(*)::int as n from responses where status = 'finished' and finished_by_silence",
    );
    return row?.n ?? 0;
  };

  it("finishes every answer exactly once, though a process is killed in the midst of it", async () => {
    const [worker] = await Promise.all([startWorker(), startWorker()]);
    await until("some to be finished", async () => (await finished()) > 0, 30_000);
    for (const server of servers) await server.kill9();
    expect(worker?.isRunning()).toBe(false);
    expect(await finished()).toBeLessThan(answers);
    // Its lease has run out, as it would within a minute.
    await house.sql("update jobs set lease_until = now() - interval '1 minute' where state = 'running'");
    await Promise.all([startWorker(), startWorker()]);
    await until("all to be finished", async () => (await finished()) === answers, 60_000);
    await until("the job to end", async () => (await house.sql("select 1 from jobs")).length === 0, 10_000);
    const told = await house.sql<{ n: number; distinct: number }>(
      `select count(*)::int as n, count(distinct payload ->> 'responseId')::int as distinct from event_log where name = 'response.finished'`,
    );
    expect(told).toEqual([{ n: answers, distinct: answers }]);
  }, 180_000);
});
