import { afterAll, beforeAll, expect, it } from "vitest";
import { type MailServer, startMailServer } from "./support/mail-server.ts";
import { askAfterTicketSent, must, type Program, programFor } from "./support/program.ts";
import { startServer, type TestServer } from "./support/server.ts";
import { until } from "./support/until.ts";

let mailServer: MailServer;
let server: TestServer;
let api: Program;
let distributionId: string;

beforeAll(async () => {
  mailServer = await startMailServer();
  server = await startServer({ SMTP_URL: mailServer.url, MAIL_FROM: "care@meridian.example" });
  api = programFor(server);
  distributionId = (await askAfterTicketSent(api)).distributionId;
  // Without a pause between two contacts, what refuses the next one below is what the test is about.
  await must(api.patch("/v1/workspace", { transactionalRestDays: 0 }));
});
afterAll(async () => {
  await server?.dispose();
  await mailServer?.down();
});

/** The decision on a ticket sent to this address. */
async function ticketSentTo(email: string) {
  return (await must(api.post("/v1/events", { name: "ticket.sent", contact: { email } }))).decisions[0];
}

async function invitationOf(id: string) {
  return (await api.get(`/v1/invitations/${id}`)).body;
}

function reaches(id: string, status: string, reason?: RegExp) {
  return until(`an invitation that is ${status}`, async () => {
    const invitation = await invitationOf(id);
    return invitation.status === status && (!reason || reason.test(invitation.reason)) && invitation;
  });
}

it("loses nothing while the mail server is down, says so, and sends once when it is back", async () => {
  await mailServer.down();
  const { invitationId } = await ticketSentTo("down@example.com");
  expect(await reaches(invitationId, "scheduled", /./)).toMatchObject({
    reason: "ECONNREFUSED",
    attempts: 1,
    sentAt: null,
  });

  const unsubscribed = await ticketSentTo("leaves@example.com");
  await reaches(unsubscribed.invitationId, "scheduled", /./);
  await unsubscribe("leaves@example.com");

  await mailServer.up();
  expect(await reaches(invitationId, "sent")).toMatchObject({ reason: null, sentAt: expect.any(String) });
  expect(mailServer.mailsTo("down@example.com")).toHaveLength(1);

  expect(await reaches(unsubscribed.invitationId, "refused")).toMatchObject({ reason: "unsubscribed" });
  expect(mailServer.asked.get("leaves@example.com")).toBeUndefined();
});

/** By the page of a personal link that was made for this contact and never mailed. */
async function unsubscribe(email: string) {
  const { url } = await must(api.post("/v1/invitations", { distributionId, contact: { email }, channel: "link" }));
  const link = /href="([^"]+\/u\/[^"]+)"/.exec(await (await fetch(url)).text())?.[1] as string;
  const body = new URLSearchParams({ "List-Unsubscribe": "One-Click" });
  expect((await fetch(link, { method: "POST", body })).status).toBe(200);
}

it("takes a refused address out of use: 550 5.1.1 is a bounce, and the next event is refused", async () => {
  mailServer.treat((address) => (address.startsWith("gone@") ? "550 5.1.1 no such user" : null));
  const { invitationId } = await ticketSentTo("gone@example.com");
  expect(await reaches(invitationId, "bounced")).toMatchObject({ reason: "550 5.1.1", attempts: 1, sentAt: null });

  expect(await ticketSentTo("gone@example.com")).toMatchObject({ outcome: "refused", reason: "unreachable" });
  expect(await ticketSentTo("Gone@Example.com")).toMatchObject({ outcome: "refused", reason: "unreachable" });
  expect(mailServer.asked.get("gone@example.com")).toBe(1);
});

it("does not blame an address for what a mail server thinks of the sender", async () => {
  mailServer.treat((address) => (address.startsWith("policy@") ? "550 5.7.1 you are not welcome" : null));
  const { invitationId } = await ticketSentTo("policy@example.com");
  expect(await reaches(invitationId, "failed")).toMatchObject({ reason: "550 5.7.1", attempts: 1 });
  mailServer.treat(() => null);
  expect(await ticketSentTo("policy@example.com")).toMatchObject({ outcome: "invited" });
  await mailServer.mailTo("policy@example.com");
});

it("tries again after 451, and sends once", async () => {
  mailServer.treat((address, time) => (address.startsWith("later@") && time === 1 ? "451 4.3.0 try again" : null));
  const { invitationId } = await ticketSentTo("later@example.com");
  await reaches(invitationId, "scheduled", /^451 4\.3\.0$/);
  expect(await reaches(invitationId, "sent")).toMatchObject({ reason: null, attempts: 2 });
  expect([mailServer.asked.get("later@example.com"), mailServer.mailsTo("later@example.com").length]).toEqual([2, 1]);
});

it("never sends again what may have arrived: not after a cut line, nor after a stop with a mail in hand", async () => {
  mailServer.treat((address) =>
    address.startsWith("cut@") ? "cut after the text" : address.startsWith("hung@") ? "hang after the text" : null,
  );
  const cut = await ticketSentTo("cut@example.com");
  expect(await reaches(cut.invitationId, "unknown")).toMatchObject({ attempts: 1, sentAt: null });

  const hung = await ticketSentTo("hung@example.com");
  await until("the mail to be in hand", () => mailServer.asked.get("hung@example.com"));
  const { code, ms } = await server.stop();
  expect(code, server.printed()).toBe(0);
  expect(ms).toBeLessThan(10_000);

  mailServer.treat(() => null);
  await server.restart();
  expect(await invitationOf(cut.invitationId)).toMatchObject({ status: "unknown" });
  expect(await reaches(hung.invitationId, "unknown")).toMatchObject({ attempts: 1 });
  // What comes later is sent; what may have arrived is not.
  await ticketSentTo("next@example.com");
  await mailServer.mailTo("next@example.com");
  expect([mailServer.asked.get("cut@example.com"), mailServer.asked.get("hung@example.com")]).toEqual([1, 1]);
});

const notOneAddress = [
  "anna@example.com\r\nBcc: eve@example.com",
  "anna@example.com\nBcc: eve@example.com",
  "anna@example.com, eve@example.com",
  "anna@example.com; eve@example.com",
  "friends: anna@example.com, eve@example.com;",
  "undisclosed-recipients:;",
  "Anna <anna@example.com>",
  "<anna@example.com>",
  "anna@example.com (Anna)",
  '"anna,eve"@example.com',
  "anna@example.com\u0000",
  "anna@example.com\u2028eve@example.com",
  "anna@@example.com",
  "anna@[127.0.0.1]",
  "anna",
];

it.each(notOneAddress)("refuses %j as an address, with a pointer to it", async (email) => {
  const asContact = await api.post("/v1/contacts", { email });
  expect([asContact.status, asContact.body.errors?.[0]?.pointer]).toEqual([422, "/email"]);
  const inEvent = await api.post("/v1/events", { name: "ticket.sent", contact: { email } });
  expect([inEvent.status, inEvent.body.errors?.[0]?.pointer]).toEqual([422, "/contact/email"]);
  const inInvitation = await api.post("/v1/invitations", { distributionId, contact: { email } });
  expect([inInvitation.status, inInvitation.body.errors?.[0]?.pointer]).toEqual([422, "/contact/email"]);
});

it("has written to nobody else", () => {
  expect(mailServer.mails.every(({ to }) => to.length === 1 && to[0]?.endsWith("@example.com"))).toBe(true);
  expect([...mailServer.asked.keys()].filter((address) => /eve|bcc/i.test(address))).toEqual([]);
});
