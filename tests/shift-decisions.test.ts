import type { Actor, Context } from "@otklik/features/context";
import { acceptShift, acknowledgeShift, explainShift, reopenShift } from "@otklik/features/shifts/index";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Client } from "./support/client.ts";
import { body } from "./support/furnish.ts";
import { openTestHouse, type TestHouse } from "./support/house.ts";
import { addMember, announceFall, type TestMember } from "./support/shifts.ts";

const dayOf = (text: string) => Date.parse(text) / 86_400_000;

describe("What people decide about a shift", () => {
  let house: TestHouse;
  let client: Client;
  let anna: TestMember;
  let boris: TestMember;

  beforeAll(async () => {
    house = await openTestHouse({ on: "postgres" });
    client = await house.workspace();
    anna = await addMember(house, client, "analyst");
    boris = await addMember(house, client, "analyst");
    body(await client.call("PATCH", "/v1/workspace", { timeZone: "Europe/Moscow" }));
  });
  afterAll(() => house.close());

  const as = <T>({ id }: TestMember, verb: (ctx: Context) => Promise<T>) => {
    const actor: Actor = { kind: "member", id, role: "analyst", scopes: ["read", "write"], isTest: false };
    return house.house.inWorkspace(client.workspaceId, actor, verb);
  };
  const sinceOf = async (shiftId: string) => {
    const [series] = await house.sql<{ since: number }>(
      `select s.since from shift_series s join shifts on shifts.head_id = s.id where shifts.id = '${shiftId}'`,
    );
    return series?.since;
  };

  it.each([null, dayOf("2025-06-01")])(
    "a new normal begins on the day of its onset where the workspace is, whatever came before (%s)",
    async (former) => {
      const id = await announceFall(house, client, { detectedAt: new Date("2026-03-02T22:30:00Z") });
      await house.sql(
        `update shift_series set since = ${former} where id = (select head_id from shifts where id = '${id}')`,
      );
      await as(anna, (ctx) => acceptShift(ctx, id, {}));
      expect(await sinceOf(id)).toBe(dayOf("2026-02-27"));
    },
  );

  it("an explanation that is taken back gives way to the one before it", async () => {
    const id = await announceFall(house, client);
    const mark = async (title: string) => body(await client.post("/v1/marks", { kind: "release", title })).id;
    const [first, second] = [await mark("Release 41"), await mark("Release 42")];
    await as(anna, (ctx) => explainShift(ctx, id, { markId: first }));
    await as(anna, (ctx) => explainShift(ctx, id, { markId: second }));
    const back = () => as(anna, (ctx) => reopenShift(ctx, id, { status: "explained" }));
    expect(await back()).toMatchObject({ status: "explained", markId: first });
    expect(await as(anna, (ctx) => explainShift(ctx, id, { note: "It was the weather." }))).toMatchObject({
      markId: null,
    });
    expect(await back()).toMatchObject({ status: "explained", markId: first });
  });

  it("nobody takes back what somebody else has said meanwhile", async () => {
    const id = await announceFall(house, client);
    await as(anna, (ctx) => acknowledgeShift(ctx, id, {}));
    await as(boris, (ctx) => explainShift(ctx, id, { note: "The ticket machines were down." }));
    const undo = (member: TestMember) => as(member, (ctx) => reopenShift(ctx, id, { status: "open" }));
    await expect(undo(anna)).rejects.toMatchObject({ kind: "conflict", code: "shift.not-allowed" });
    expect(await undo(boris)).toMatchObject({ status: "open" });
  });
});
