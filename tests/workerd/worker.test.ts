import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { asOwner, type FreshDatabase, freshPostgresDatabase } from "../support/database.ts";
import { must, programFor, surveyToTry } from "../support/program.ts";
import { prepareServer, type TestServer } from "../support/server.ts";
import { postgresTemplate } from "../support/templates.ts";
import { startWorker, type TestWorker } from "../support/workers.ts";

describe("The Worker of wrangler.toml, beside a Node process that runs the jobs", () => {
  let fresh: FreshDatabase;
  let node: TestServer;
  let worker: TestWorker;

  beforeAll(async () => {
    const server = inject("postgresUrl");
    fresh = await freshPostgresDatabase(server, await postgresTemplate(server));
    const DATABASE_URL = asOwner(fresh.url);
    node = await prepareServer({ DATABASE_URL, ROLE: "jobs" });
    await node.restart();
    worker = await startWorker({ databaseUrl: DATABASE_URL, vars: { PUBLIC_URL: "http://127.0.0.1:8787" } });
  });
  afterAll(async () => {
    await worker?.stop();
    await node?.dispose();
    await fresh?.drop();
  });

  it("is alive and ready, takes an answer to one survey and counts it", async () => {
    expect((await fetch(`${worker.url}/readyz`)).status).toBe(200);
    const api = programFor({ url: worker.url, secretKey: node.secretKey });
    await must(api.post("/v1/touchpoints", { key: "delivery", name: "Delivery", channels: ["link"] }));
    const survey = await must(api.post("/v1/surveys", surveyToTry));
    await must(api.post(`/v1/surveys/${survey.id}/publish`));
    const given = { surveyId: survey.id, touchpointKey: "delivery", channel: "link", answers: { score: 9 } };
    expect(await must(api.post("/v1/responses", given))).toMatchObject({ score: 9, class: "promoter" });
    expect(await must(api.get("/v1/scores/nps"))).toMatchObject({ n: 1, score: 100 });
  });
});
