import type { Actor, Context } from "@otklik/features/context";
import { changeAlertPreference, closeShift, reopenShift } from "@otklik/features/shifts/index";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Client } from "./support/client.ts";
import { body } from "./support/furnish.ts";
import { databases, openTestHouse, publicUrl, start, type TestHouse } from "./support/house.ts";
import { addMember, announceFall, ownerOf, type TestMember } from "./support/shifts.ts";

const nights = { mode: "each", quietFrom: "22:00", quietTo: "08:00" } as const;
const digest = { mode: "digest", quietFrom: null, quietTo: null } as const;

describe.each(databases)("Alerts about shifts, on %s", (on) => {
  let house: TestHouse;
  let client: Client;
  let owner: TestMember;

  beforeAll(async () => {
    house = await openTestHouse({ on });
  });
  beforeEach(async () => {
    await house.sql("delete from jobs");
    house.clock.set(start);
    client = await house.workspace();
    owner = await ownerOf(house, client);
  });
  afterAll(() => house.close());

  const mailsTo = ({ email }: TestMember) => house.mailer.mails.filter(({ to }) => to.address === email);
  const as = <T>({ id }: TestMember, verb: (ctx: Context) => Promise<T>) => {
    const actor: Actor = { kind: "member", id, role: "owner", scopes: ["read", "write", "admin"], isTest: false };
    return house.house.inWorkspace(client.workspaceId, actor, verb);
  };
  const prefer = (member: TestMember, how: Parameters<typeof changeAlertPreference>[1]) =>
    as(member, (ctx) => changeAlertPreference(ctx, how));
  const close = (id: string) => client.post(`/v1/shifts/${id}/close`, {});
  const runAt = async (time: string) => {
    house.clock.set(time);
    return house.runDueJobs();
  };
  const historyOf = async (id: string) => body(await client.get(`/v1/shifts/${id}/details`)).history;

  it("go at once to every member who may read, once each, and the history counts them", async () => {
    const others = await Promise.all(
      ["admin", "analyst", "agent", "viewer"].map((role) => addMember(house, client, role)),
    );
    const id = await announceFall(house, client);
    await house.runDueJobs();
    expect([owner, ...others].map((one) => mailsTo(one).length)).toEqual([1, 1, 1, 0, 0]);
    const [mail] = mailsTo(owner);
    expect(mail?.subject).toMatch(/^▼ Ticket delivery fell by about 20 points since Thu 26 Feb$/);
    expect(mail?.headers).toMatchObject({ "Auto-Submitted": "auto-generated" });
    expect(mail?.text).toContain(`${publicUrl}/`);
    expect(mail?.text).toContain(`/shifts/${id}`);
    expect(mail?.text).toContain("/settings/notifications");
    const told = (await historyOf(id)).filter(({ kind }: { kind: string }) => kind === "mailed");
    expect(told).toMatchObject([{ told: { state: "detected", members: 3 } }]);
    house.clock.advance({ days: 2 });
    await house.runDueJobs();
    expect(mailsTo(owner)).toHaveLength(1);
  });

  it("have one Message-ID each, also when they are tried again", async () => {
    house.mailer.willAnswer({ status: "retry", reason: "451" });
    await announceFall(house, client);
    await house.runDueJobs();
    house.clock.advance({ minutes: 1 });
    await house.runDueJobs();
    const ids = mailsTo(owner).map(({ messageId }) => messageId);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
    expect(ids[0]).toMatch(/^shift-[\w-]{43}@otklik\.example$/);
  });

  it("that a mail server refuses are not tried again, and nobody is said to have been told", async () => {
    house.mailer.willAnswer({ status: "refused", reason: "550 5.1.1", badAddress: true });
    const id = await announceFall(house, client);
    await house.runDueJobs();
    house.clock.advance({ hours: 2 });
    await house.runDueJobs();
    expect(mailsTo(owner)).toHaveLength(1);
    expect((await historyOf(id)).map(({ kind }: { kind: string }) => kind)).not.toContain("mailed");
  });

  it("tell nobody of a past that is played again", async () => {
    await announceFall(house, client, { detectedAt: new Date(house.clock.now().getTime() - 25 * 3_600_000) });
    await house.runDueJobs();
    expect(mailsTo(owner)).toEqual([]);
    expect(await house.sql(`select 1 from shift_alerts where workspace_id = '${client.workspaceId}'`)).toEqual([]);
  });

  it("tell whoever wants none nothing, also when they say so while it is quiet", async () => {
    const night = await addMember(house, client, "admin");
    await prefer(owner, { ...digest, mode: "none" });
    await prefer(night, nights);
    house.clock.set("2026-03-02T23:00:00.000Z");
    await announceFall(house, client);
    await house.runDueJobs();
    await prefer(night, { ...nights, mode: "none" });
    await runAt("2026-03-03T12:00:00.000Z");
    expect([mailsTo(owner), mailsTo(night)]).toEqual([[], []]);
  });

  it("tell nothing to somebody who left meanwhile", async () => {
    await prefer(owner, nights);
    house.clock.set("2026-03-02T23:00:00.000Z");
    await announceFall(house, client);
    await house.runDueJobs();
    await house.sql(`update members set role = 'viewer' where user_id = '${owner.id}'`);
    await runAt("2026-03-03T12:00:00.000Z");
    expect(mailsTo(owner)).toEqual([]);
  });

  describe("in quiet hours", () => {
    beforeEach(async () => {
      body(await client.call("PATCH", "/v1/workspace", { timeZone: "Europe/Moscow" }));
      await prefer(owner, nights);
      house.clock.set("2026-03-02T20:00:00.000Z");
    });

    it("wait for their end, where the workspace is", async () => {
      await announceFall(house, client);
      await runAt("2026-03-03T04:59:00.000Z");
      expect(mailsTo(owner)).toEqual([]);
      await runAt("2026-03-03T05:00:00.000Z");
      expect(mailsTo(owner)).toHaveLength(1);
    });

    it("are one mail where it was over before they ended", async () => {
      const id = await announceFall(house, client);
      await house.runDueJobs();
      house.clock.set("2026-03-03T01:00:00.000Z");
      body(await close(id));
      await house.runDueJobs();
      await runAt("2026-03-03T05:30:00.000Z");
      const mails = mailsTo(owner);
      expect(mails.map(({ subject }) => subject)).toEqual(["✓ Ticket delivery: the fall since Thu 26 Feb was closed"]);
      expect(mails[0]?.text).toContain("fell by about 20");
      const told = (await historyOf(id)).filter(({ kind }: { kind: string }) => kind === "mailed");
      expect(told.map((one: { told: object }) => one.told)).toEqual(
        expect.arrayContaining([
          { state: "detected", members: 1 },
          { state: "cleared", members: 1 },
        ]),
      );
    });

    it("are none for whoever has dealt with it", async () => {
      const id = await announceFall(house, client);
      await house.runDueJobs();
      await as(owner, (ctx) => closeShift(ctx, id, {}));
      await runAt("2026-03-03T06:00:00.000Z");
      expect(mailsTo(owner)).toEqual([]);
    });
  });

  describe("that a shift is over", () => {
    it("name who closed it, and go to all but that member", async () => {
      const other = await addMember(house, client, "analyst");
      const id = await announceFall(house, client);
      await house.runDueJobs();
      await as(other, (ctx) => closeShift(ctx, id, {}));
      house.clock.advance({ minutes: 2 });
      await house.runDueJobs();
      expect([mailsTo(owner).length, mailsTo(other).length]).toEqual([2, 1]);
      const mail = mailsTo(owner)[1];
      expect(mail?.subject).toMatch(/^✓ .+ was closed$/);
      expect(mail?.text).toContain("Decided by Anna analyst.");
    });

    it("are not sent when it is taken back at once, and are sent once when it is closed for good", async () => {
      const other = await addMember(house, client, "analyst");
      const id = await announceFall(house, client);
      await house.runDueJobs();
      const again = () => as(other, (ctx) => reopenShift(ctx, id, { status: "open" }));
      const closing = async () => {
        await as(other, (ctx) => closeShift(ctx, id, {}));
        await house.runDueJobs();
      };
      await closing();
      await again();
      house.clock.advance({ minutes: 2 });
      await house.runDueJobs();
      expect(mailsTo(owner)).toHaveLength(1);
      for (let time = 0; time < 3; time++) {
        await closing();
        house.clock.advance({ minutes: 2 });
        await house.runDueJobs();
        await again();
      }
      expect(mailsTo(owner)).toHaveLength(2);
    });
  });

  describe("once a day", () => {
    beforeEach(() => prefer(owner, digest));

    it("are one mail at nine with all that changed since, and none on a day without news", async () => {
      const [first] = [await announceFall(house, client), await announceFall(house, client)];
      await house.runDueJobs();
      house.clock.set("2026-03-02T21:00:00.000Z");
      body(await close(first as string));
      await announceFall(house, client);
      await runAt("2026-03-03T08:59:00.000Z");
      expect(mailsTo(owner)).toEqual([]);
      await runAt("2026-03-03T09:00:00.000Z");
      const [mail, ...more] = mailsTo(owner);
      expect(more).toEqual([]);
      expect(mail?.subject).toBe("Meridian Rail: news of 3 shifts");
      expect(mail?.text.match(/fell by about/g)).toHaveLength(3);
      expect(mail?.text.match(/was closed/g)).toHaveLength(1);
      await runAt("2026-03-05T12:00:00.000Z");
      expect(mailsTo(owner)).toHaveLength(1);
    });

    it("are one of each workspace for a member of two, at the same hour", async () => {
      const other = await house.workspace();
      await house.sql(`insert into members (id, workspace_id, user_id, role, created_at)
        values ('${crypto.randomUUID()}', '${other.workspaceId}', '${owner.id}', 'admin', '2026-03-01')`);
      await house.sql(
        `insert into alert_preferences (workspace_id, user_id, mode) values ('${other.workspaceId}', '${owner.id}', 'digest')`,
      );
      const ids = [await announceFall(house, client), await announceFall(house, other)];
      await house.runDueJobs();
      await runAt("2026-03-03T09:00:00.000Z");
      const texts = mailsTo(owner).map(({ text }) => ids.filter((id) => text.includes(`/shifts/${id}`)));
      expect(texts.toSorted()).toEqual(ids.map((id) => [id]).toSorted());
      expect(new Set(mailsTo(owner).map(({ messageId }) => messageId)).size).toBe(2);
    });

    it("are not sent again where a process was lost with one in hand", async () => {
      const id = await announceFall(house, client);
      await house.runDueJobs();
      await house.sql(`update shift_alerts set status = 'sending' where shift_id = '${id}'`);
      await runAt("2026-03-03T09:00:00.000Z");
      expect(mailsTo(owner)).toEqual([]);
      expect(await house.sql(`select status from shift_alerts where shift_id = '${id}'`)).toEqual([
        { status: "unknown" },
      ]);
    });

    it("read as any other alert where there is only one", async () => {
      await announceFall(house, client);
      await house.runDueJobs();
      await runAt("2026-03-03T09:00:00.000Z");
      const [mail] = mailsTo(owner);
      expect(mail?.subject).toMatch(/^▼ Ticket delivery fell/);
      expect(mail?.text).toContain("once a day");
    });
  });

  it("speak the workspace's language", async () => {
    body(await client.call("PATCH", "/v1/workspace", { locale: "ru" }));
    await announceFall(house, client);
    await house.runDueJobs();
    expect(mailsTo(owner)[0]?.subject).toBe("▼ «Ticket delivery»: падение примерно на 20 пунктов с чт, 26 февраля");
    expect(mailsTo(owner)[0]?.html).toContain('<html lang="ru">');
  });
});
