import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { Client } from "./support/client.ts";
import { openTestHouse, type TestHouse } from "./support/house.ts";
import { type MailServer, startMailServer } from "./support/mail-server.ts";
import { startServer, type TestServer } from "./support/server.ts";
import { addMember, announceFall, ownerOf, type TestMember } from "./support/shifts.ts";
import { until } from "./support/until.ts";

// Processes of their own on one Postgres, with a mail server that may hang.
let house: TestHouse;
let mailServer: MailServer;
let workers: TestServer[];
let client: Client;
let owner: TestMember;

beforeAll(async () => {
  house = await openTestHouse({ on: "postgres" });
  mailServer = await startMailServer();
  const env = {
    DATABASE_URL: house.databaseUrl as string,
    ROLE: "jobs",
    SMTP_URL: mailServer.url,
    MAIL_FROM: "care@meridian.example",
  };
  workers = [await startServer(env), await startServer(env)];
}, 60_000);
beforeEach(async () => {
  client = await house.workspace();
  owner = await ownerOf(house, client);
});
afterAll(async () => {
  for (const worker of workers ?? []) await worker.dispose();
  await mailServer?.down();
  await house?.close();
});

const alertsOf = (shiftId: string) =>
  house.sql<{ status: string }>(`select status from shift_alerts where shift_id = '${shiftId}'`);

it("mails every member once, whichever of two processes comes first", async () => {
  const members = [owner];
  for (let at = 0; at < 15; at++) members.push(await addMember(house, client, "analyst"));
  const id = await announceFall(house, client, { detectedAt: new Date() });
  await until(
    "all to be told",
    async () => (await alertsOf(id)).filter(({ status }) => status === "sent").length === 16,
  );
  expect(members.map(({ email }) => mailServer.mailsTo(email).length)).toEqual(Array(16).fill(1));
  const mails = members.flatMap(({ email }) => mailServer.mailsTo(email));
  expect(new Set(mails.map(({ parsed }) => parsed.messageId)).size).toBe(16);
  const [history] = await house.sql(`select details from shift_changes where shift_id = '${id}' and kind = 'mailed'`);
  expect(history).toEqual({ details: { state: "detected", members: 16 } });
});

it("is a mail of two parts to one person, in letters that survive the way", async () => {
  await house.sql(`update workspace_settings set locale = 'ru' where workspace_id = '${client.workspaceId}'`);
  const id = await announceFall(house, client, { detectedAt: new Date() });
  const { parsed, to, raw } = await mailServer.mailTo(owner.email);
  expect(to).toEqual([owner.email]);
  expect(parsed.subject).toMatch(/^▼ «Ticket delivery»: падение примерно на 20 пунктов со? /);
  expect(parsed.headers.get("auto-submitted")).toBe("auto-generated");
  expect(parsed.messageId).toMatch(/^<shift-[\w-]{43}@meridian\.example>$/);
  expect(parsed.text).toContain(`/shifts/${id}`);
  expect(parsed.html).toContain(`/shifts/${id}`);
  expect(raw).not.toMatch(/^bcc:/im);
});

it("never mails again what was in hand when its process was killed", async () => {
  const [killed, other] = workers as [TestServer, TestServer];
  await other.stop();
  // Asked at the address, and again once the whole text is there.
  let asked = 0;
  mailServer.treat((address) => {
    if (address !== owner.email) return null;
    asked += 1;
    return "hang after the text";
  });
  const id = await announceFall(house, client, { detectedAt: new Date() });
  await until("the mail to be in hand", () => asked === 2);
  expect(await alertsOf(id)).toEqual([{ status: "sending" }]);
  await killed.kill9();
  mailServer.treat(() => null);
  // Its lease has run out, as it would within a minute.
  await house.sql("update jobs set lease_until = now() - interval '1 minute' where state = 'running'");
  await other.restart();
  await until("it to be given up", async () => (await alertsOf(id))[0]?.status === "unknown");
  // What comes later is mailed; what may have arrived is not.
  const next = await announceFall(house, client, { detectedAt: new Date() });
  await until("the next to be told", async () => (await alertsOf(next))[0]?.status === "sent");
  expect(mailServer.asked.get(owner.email)).toBe(2);
  expect(mailServer.mailsTo(owner.email)).toHaveLength(1);
});
