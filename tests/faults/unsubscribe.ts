import { setTimeout as sleep } from "node:timers/promises";
import { startMailServer } from "../support/mail-server.ts";
import { askAfterTicketSent, must, programFor } from "../support/program.ts";
import { startServer } from "../support/server.ts";
import { failuresOf } from "./ledger.ts";
import { type FaultOptions, type FaultRow, ms, stageOn } from "./stage.ts";

const people = 40;
const delaySeconds = 8;

/** One-click unsubscribing while more mail is already planned: nothing is sent after it, and nobody is asked again. */
export async function unsubscribeWhilePlanned(options: FaultOptions): Promise<FaultRow> {
  const stage = await stageOn(options);
  const mailServer = await startMailServer();
  const server = await startServer({ ...stage.env, SMTP_URL: mailServer.url });
  try {
    const api = programFor(server);
    await must(api.patch("/v1/workspace", { transactionalRestDays: 0 }));
    const { surveyId, touchpointKey } = await askAfterTicketSent(api);
    const later = { surveyId, touchpointKey, channels: ["email"], trigger: { event: "trip.ended" }, delaySeconds };
    await must(api.post("/v1/distributions", { ...later, active: true }));
    const emails = Array.from({ length: people }, (_, at) => `person-${at}@example.com`);
    const report = (name: string, email: string) => must(api.post("/v1/events", { name, contact: { email } }));
    await Promise.all(emails.map((email) => report("ticket.sent", email)));
    const links = await Promise.all(emails.map(async (email) => linkIn((await mailServer.mailTo(email)).raw)));
    const planned = await Promise.all(emails.map((email) => report("trip.ended", email)));
    const wanted = planned.filter(({ decisions }) => decisions[0].outcome === "invited").length;

    const began = performance.now();
    const body = new URLSearchParams({ "List-Unsubscribe": "One-Click" });
    const answers = await Promise.all(links.map((link) => fetch(link, { method: "POST", body, redirect: "manual" })));
    const took = performance.now() - began;
    const sentBefore = mailServer.mails.length;
    const asked = await Promise.all(emails.map((email) => report("ticket.sent", email)));
    // Until all that was planned has come due, and as long again.
    await sleep(delaySeconds * 2_000);

    const after = mailServer.mails.length - sentBefore;
    const refused = asked.filter(({ decisions }) => decisions[0].reason === "unsubscribed").length;
    const heard = answers.filter(({ status }) => status === 200).length;
    const remarks = failuresOf(server.log);
    if (wanted !== people) remarks.push(`${wanted} second mails were planned`);
    if (heard !== people) remarks.push(`${heard} of ${people} requests were answered 200`);
    if (refused !== people) remarks.push(`${people - refused} could be asked again`);
    if (after > 0) remarks.push(`${after} mails after it`);
    return {
      goal: "G12",
      fault: "unsubscribing by one click while more is planned",
      database: options.database,
      tried: `${people} people with ${wanted} mails planned: ${after} sent after it, ${refused} refused as unsubscribed`,
      lost: 0,
      doubled: after,
      recovery: `${ms(took)} for all`,
      isGood: remarks.length === 0,
      remarks,
    };
  } finally {
    await server.dispose();
    await mailServer.down();
    await stage.drop();
  }
}

function linkIn(raw: string): string {
  const link = /^List-Unsubscribe: <([^>]+)>/im.exec(raw)?.[1];
  if (!link) throw new Error("a mail without List-Unsubscribe");
  return link;
}
