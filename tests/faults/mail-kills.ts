import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { startMailServer } from "../support/mail-server.ts";
import { askAfterTicketSent, must, type Program, programFor } from "../support/program.ts";
import { startServer } from "../support/server.ts";
import { until } from "../support/until.ts";
import { failuresOf } from "./ledger.ts";
import { type FaultOptions, type FaultRow, spreadOf, stageOn } from "./stage.ts";

const eventsAKill = 8;
/** Mails that one process has in hand at once, at most. */
const inHandAtMost = 16;
/** Leases of killed workers run out within a minute. */
const settlingMs = 180_000;

/** kill −9 while mail is handed over: no invitation twice, and each of them sent, failed or known to be unknown. */
export async function killMailer(options: FaultOptions): Promise<FaultRow> {
  const kills = options.isShort ? 3 : 100;
  const stage = await stageOn(options);
  const mailServer = await startMailServer({ delayMs: 60 });
  const server = await startServer({ ...stage.env, SMTP_URL: mailServer.url });
  try {
    const api = programFor(server);
    await askAfterTicketSent(api);
    const planned: string[] = [];
    const recoveries: number[] = [];
    for (let kill = 0; kill < kills; kill++) {
      const decided = await Promise.all(
        Array.from({ length: eventsAKill }, () =>
          must(api.post("/v1/events", { name: "ticket.sent", contact: { email: `${randomUUID()}@example.com` } })),
        ),
      );
      planned.push(...decided.map(({ decisions }) => decisions[0].invitationId));
      await sleep(Math.random() * 400);
      await server.kill9();
      recoveries.push(await server.restart());
    }
    const outcomes = await settled(api, planned);
    const count = (status: string) => outcomes.filter((one) => one === status).length;
    const [sent, failed, unknown] = ["sent", "failed", "unknown"].map(count) as [number, number, number];
    const ids = mailServer.mails.map(({ parsed }) => parsed.messageId);
    const handedOver = new Set(ids);
    const remarks = failuresOf(server.log);
    if (unknown > kills * inHandAtMost) remarks.push(`${unknown} unknown after ${kills} kills`);
    // Whatever is called unknown may be one that arrived: that nobody knows is what the word says.
    if (handedOver.size < sent) remarks.push(`${sent} called sent, ${handedOver.size} arrived`);
    const lost = planned.length - sent - failed - unknown;
    return {
      goal: "G4",
      fault: "kill −9 while mail is handed over",
      database: options.database,
      tried: `${kills} kills, ${planned.length} invitations: ${sent} sent, ${failed} failed, ${unknown} unknown; ${handedOver.size} mails arrived`,
      lost,
      doubled: ids.length - handedOver.size,
      recovery: spreadOf(recoveries),
      isGood: lost === 0 && ids.length === handedOver.size && remarks.length === 0,
      remarks,
    };
  } finally {
    await server.dispose();
    await mailServer.down();
    await stage.drop();
  }
}

async function settled(api: Program, invitations: string[]): Promise<string[]> {
  const outcomes = new Map<string, string>();
  const open = () => invitations.filter((id) => !["sent", "failed", "unknown"].includes(outcomes.get(id) ?? ""));
  await until(
    "every invitation to be settled",
    async () => {
      for (const id of open()) outcomes.set(id, (await must(api.get(`/v1/invitations/${id}`))).status);
      return open().length === 0;
    },
    settlingMs,
  ).catch(() => {});
  return [...outcomes.values()];
}
