import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { importResponses } from "../apps/api/src/cli/import-responses.ts";
import type { Client } from "./support/client.ts";
import { liveDays, well } from "./support/days.ts";
import { body, makePlace, type Place, score } from "./support/furnish.ts";
import { openTestHouse, type TestHouse } from "./support/house.ts";

/** 100 000 of them take a minute: OLD_ANSWERS=100000 npx vitest run tests/import-shifts.test.ts */
const old = Number(process.env.OLD_ANSWERS ?? 5000);
const daysBefore = 45;
const msInDay = 86_400_000;
/** Twenty points worse than those that come in day by day. */
const worse = [10, 9, 10, 9, 8, 8, 7, 5, 4, 2];

const folder = mkdtempSync(join(tmpdir(), "otklik-old-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("Old answers that are imported, twenty points worse than those of today", () => {
  let house: TestHouse;
  let client: Client;
  let place: Place;

  beforeAll(async () => {
    house = await openTestHouse({ on: "postgres" });
    client = await house.workspace();
    place = await makePlace(client, [score]);
    await liveDays(house, client, { days: daysBefore, place, scores: well });
    await house.runDueJobs();
  }, 120_000);
  afterAll(() => house?.close());

  const nightly = async (days: number) => {
    for (let day = 0; day < days; day++) {
      await liveDays(house, client, { days: 1, place, scores: well });
      await house.runDueJobs();
    }
  };
  const shifts = async () => body(await client.get("/v1/shifts")).data;

  it("are in the counts, and raise no alarm: not as they come, nor in the weeks after", async () => {
    const { data: before } = body(await client.get("/v1/shifts/watching"));
    expect(
      before.filter(({ metric, status }: Record<string, string>) => metric === "nps" && status === "watching"),
    ).toHaveLength(3);
    const end = house.clock.now().getTime();
    const rows = Array.from({ length: old }, (_, index) => {
      const at = new Date(end - msInDay - ((index * 7919) % old) * ((daysBefore * msInDay) / old));
      return `${at.toISOString()},${worse[index % worse.length]}`;
    });
    const [file, map] = [join(folder, "old.csv"), join(folder, "map.json")];
    writeFileSync(file, `at,score\n${rows.join("\n")}\n`);
    const columns = { occurredAt: "at", answers: { score: "score" } };
    writeFileSync(
      map,
      JSON.stringify({
        survey: place.surveyId,
        touchpoint: place.touchpointKey,
        channel: "email",
        timeZone: "UTC",
        columns,
      }),
    );
    const request = { workspaceId: client.workspaceId, isDryRun: false, file, map };
    expect(await importResponses(house.house, request, { write: () => {} })).toMatchObject({ added: old });
    await house.runDueJobs();
    const { n } = body(await client.get("/v1/scores/nps"));
    expect(n).toBe(old + daysBefore * well.length);
    expect(await shifts()).toEqual([]);
    const heard = async () =>
      house.sql(
        `select 1 from responses where workspace_id = '${client.workspaceId}' and source = 'import' and detector_seq is not null limit 1`,
      );
    expect(await heard()).toEqual([]);
    await nightly(40);
    expect(await shifts()).toEqual([]);
  }, 600_000);
});
