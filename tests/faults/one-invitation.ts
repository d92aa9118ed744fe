import { startMailServer } from "../support/mail-server.ts";
import { askAfterTicketSent, must, programFor } from "../support/program.ts";
import { startServer } from "../support/server.ts";
import { failuresOf } from "./ledger.ts";
import { type FaultOptions, type FaultRow, ms, stageOn } from "./stage.ts";

const events = 50;

/** Fifty events for one contact at the same moment, with a budget of one contact in thirty days. */
export async function inviteOnce(options: FaultOptions): Promise<FaultRow> {
  const stage = await stageOn(options);
  const mailServer = await startMailServer();
  const server = await startServer({ ...stage.env, SMTP_URL: mailServer.url });
  try {
    const api = programFor(server);
    await askAfterTicketSent(api);
    const contact = { email: "anna@example.com" };
    const contactId = (await must(api.post("/v1/contacts", contact))).id;

    const started = performance.now();
    const answers = await Promise.all(
      Array.from({ length: events }, () => must(api.post("/v1/events", { name: "ticket.sent", contact }))),
    );
    const took = performance.now() - started;
    const decisions = answers.flatMap((answer) => answer.decisions);
    const stored = (await must(api.get(`/v1/contacts/${contactId}/decisions?limit=200`))).data;
    const invited = stored.filter(({ outcome }: { outcome: string }) => outcome === "invited");
    const refused = stored.filter(
      ({ outcome, reason, nextEligibleAt }: Record<string, string>) =>
        outcome === "refused" && reason === "contact-budget" && nextEligibleAt,
    );
    await mailServer.mailTo(contact.email);
    await new Promise((resolve) => setTimeout(resolve, 500));

    const remarks = failuresOf(server.log);
    if (decisions.length !== events) remarks.push(`${decisions.length} decisions answered`);
    return {
      goal: "G15",
      fault: "parallel events for one contact",
      database: options.database,
      tried: `${events} events: ${invited.length} invited, ${refused.length} refused by the budget, ${mailServer.mails.length} mail`,
      lost: events - stored.length,
      doubled: Math.max(invited.length, mailServer.mails.length) - 1,
      recovery: `${ms(took)} for all`,
      isGood:
        stored.length === events &&
        invited.length === 1 &&
        refused.length === events - 1 &&
        mailServer.mails.length === 1 &&
        remarks.length === 0,
      remarks,
    };
  } finally {
    await server.dispose();
    await mailServer.down();
    await stage.drop();
  }
}
