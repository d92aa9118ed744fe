import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Client } from "./support/client.ts";
import { badly, liveDays, well } from "./support/days.ts";
import { body, makePlace, type Place, score } from "./support/furnish.ts";
import { openTestHouse, type TestHouse } from "./support/house.ts";

type Found = { metric: string; direction: string; status: string; parts: { against: string }[] };

describe("A score that is held against its target as well", () => {
  let house: TestHouse;
  let client: Client;
  let place: Place;

  beforeAll(async () => {
    house = await openTestHouse({ on: "postgres" });
  });
  beforeEach(async () => {
    client = await house.workspace();
    place = await makePlace(client, [score]);
  });
  afterAll(() => house.close());

  const aim = async (nps: number) =>
    body(await client.call("PATCH", "/v1/workspace", { targets: { nps }, alarms: { watchTargets: true } }));
  const live = async (days: number, scores: readonly number[]) => {
    await liveDays(house, client, { days, place, scores });
    await house.runDueJobs();
  };
  const falls = async (): Promise<Found[]> =>
    body(await client.get("/v1/shifts")).data.filter(
      ({ metric, direction }: Found) => metric === "nps" && direction === "down",
    );
  const sidesOf = ({ parts }: Found) => [...new Set(parts.map(({ against }) => against))].sort();

  it("is one shift where one answer shows that it has left its target and its usual level", async () => {
    await aim(30);
    await live(40, well);
    await live(6, badly);
    const found = await falls();
    expect(found).toHaveLength(1);
    expect(found.map(sidesOf)).toEqual([["baseline", "target"]]);
  });

  it("is one shift where its usual level was found to be left a little before its target", async () => {
    await aim(24);
    await live(40, well);
    await live(30, badly);
    expect((await falls()).map(sidesOf)).toEqual([["baseline", "target"]]);
  });

  it("is off its target no longer when it has returned, whichever process looks", async () => {
    await aim(30);
    await live(40, well);
    await live(20, badly);
    await live(10, well);
    expect((await falls()).map(({ status }) => status)).toEqual(["closed"]);
    const remembered = house.house.memory.watches.get(client.workspaceId)?.watch.series.values() ?? [];
    expect([...remembered].filter(({ isOffTarget }) => isOffTarget)).toEqual([]);
  });
});
