import { setTimeout as sleep } from "node:timers/promises";
import { launchBrowser } from "../support/chromium.ts";
import { startMailServer } from "../support/mail-server.ts";
import { askAfterTicketSent, must, programFor } from "../support/program.ts";
import { startServer } from "../support/server.ts";
import { failuresOf, storedAnswers } from "./ledger.ts";
import { type FaultOptions, type FaultRow, ms, stageOn } from "./stage.ts";

const rounds = 34;
const lookedAtMs = 10_000;
const userAgent =
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";
/** In this order: the first two leave not even the mark of having been opened. */
const looks: RequestInit[] = [
  { method: "HEAD" },
  { method: "GET", headers: { "sec-purpose": "prefetch;prerender", purpose: "prefetch" } },
  { method: "GET" },
];

/** What mail scanners do to every link of a mail: ask for it in all ways, and open it in a browser that touches nothing. */
export async function scanLinks(options: FaultOptions): Promise<FaultRow> {
  const stage = await stageOn(options);
  const mailServer = await startMailServer();
  const server = await startServer({ ...stage.env, SMTP_URL: mailServer.url });
  const browser = await launchBrowser();
  try {
    const api = programFor(server);
    await askAfterTicketSent(api);
    const contact = { email: "anna@example.com" };
    const event = await must(api.post("/v1/events", { name: "ticket.sent", contact }));
    const { html, text } = (await mailServer.mailTo(contact.email)).parsed;
    const found = [...`${html} ${text}`.matchAll(/https?:\/\/[^\s"<>]+/g)].map(([link]) =>
      link.replaceAll("&amp;", "&"),
    );
    // The link that no person sees is for those who show themselves by it, and is tried last.
    const links = [...new Set(found)].filter((link) => !link.endsWith("/h"));
    const trap = found.find((link) => link.endsWith("/h")) as string;

    const standing = async () => must(api.get(`/v1/invitations/${event.decisions[0].invitationId}`));
    const started = performance.now();
    const statuses = new Set<number>();
    const marks: string[] = [];
    for (const look of looks) {
      for (let round = 0; round < rounds; round++) {
        const asked = links.map((link) =>
          fetch(link, { ...look, headers: { "user-agent": userAgent, ...look.headers } }),
        );
        for (const answer of await Promise.all(asked)) {
          statuses.add(answer.status);
          await answer.text();
        }
      }
      marks.push((await standing()).status);
    }
    const took = performance.now() - started;
    const pages = await browser.newContext({ userAgent });
    await Promise.all(links.map(async (link) => (await pages.newPage()).goto(link)));
    await sleep(lookedAtMs);
    await pages.close();

    const stored = (await storedAnswers(api)).length;
    const { n } = await must(api.get("/v1/scores/nps"));
    const { unsubscribedAt } = await must(api.get(`/v1/contacts/${(await standing()).contactId}`));
    const remarks = failuresOf(server.log);
    if (marks.join() !== "sent,sent,opened") remarks.push(`after HEAD, prefetch and GET: ${marks.join(", ")}`);
    if (unsubscribedAt) remarks.push("unsubscribed");
    if (links.length !== 12) remarks.push(`${links.length} links in the mail: ${links.join(" ")}`);
    if ([...statuses].join() !== "200") remarks.push(`answered ${[...statuses].join(", ")}`);
    remarks.push(
      ...(await remarksOnQuarantine(trap, links[0] as string, async () => (await must(api.get("/v1/scores/nps"))).n)),
    );
    const asked = rounds * looks.length * links.length;
    return {
      goal: "G11",
      fault: "mail scanners",
      database: options.database,
      tried: `${links.length} links × ${rounds} × HEAD, prefetch, GET (${asked} requests), then each open in Chromium for ${lookedAtMs / 1000} s: ${stored} answers, ${unsubscribedAt ? 1 : 0} unsubscribed`,
      lost: 0,
      doubled: stored + n,
      recovery: `${ms(took)} for all requests`,
      isGood: stored === 0 && n === 0 && remarks.length === 0,
      remarks,
    };
  } finally {
    await browser.close();
    await server.dispose();
    await mailServer.down();
    await stage.drop();
  }
}

/** One that follows the hidden link too and presses Send: its answer is kept and not counted. */
async function remarksOnQuarantine(trap: string, link: string, base: () => Promise<number>): Promise<string[]> {
  const page = await (await fetch(link)).text();
  await fetch(trap);
  const nonce = /name="nonce" value="([^"]+)"/.exec(page)?.[1] as string;
  const sent = await fetch(link.replace(/\?.*/, ""), {
    method: "POST",
    body: new URLSearchParams({ nonce, score: "0" }),
  });
  await sent.text();
  const n = await base();
  return sent.status === 200 && n === 0 ? [] : [`a scanner's Send: ${sent.status}, base ${n}`];
}
