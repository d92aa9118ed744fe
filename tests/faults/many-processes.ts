import { setTimeout as sleep } from "node:timers/promises";
import postgres from "postgres";
import { startMailServer } from "../support/mail-server.ts";
import { askAfterTicketSent, must, programFor } from "../support/program.ts";
import { prepareServer, startServer, type TestServer } from "../support/server.ts";
import { until } from "../support/until.ts";
import { compare, failuresOf, remarksOnCases, remarksOnRebuild, remarksOnScores, storedAnswers } from "./ledger.ts";
import { type FaultOptions, type FaultRow, spreadOf, stageOn } from "./stage.ts";
import { startSubmitters } from "./submitters.ts";

const heardElsewhere = "heard-elsewhere";

/** Two processes that answer and two that run jobs on one Postgres, killed (−9) in turn under load. */
export async function killOneOfFour(options: FaultOptions): Promise<FaultRow> {
  const kills = options.isShort ? 4 : 40;
  const mailsAKill = options.isShort ? 4 : 10;
  const stage = await stageOn(options);
  const mailServer = await startMailServer({ delayMs: 50 });
  const shared = { ...stage.env, SMTP_URL: mailServer.url, LOG_LEVEL: "error" };
  const first = await startServer({ ...shared, ROLE: "api" });
  const { OTKLIK_BOOTSTRAP } = first.env() as { OTKLIK_BOOTSTRAP: string };
  const servers: TestServer[] = [first];
  const sql = postgres(stage.env.DATABASE_URL as string, { max: 1 });
  try {
    for (const ROLE of ["api", "jobs", "jobs"]) {
      const server = await prepareServer({ ...shared, ROLE, OTKLIK_BOOTSTRAP, PUBLIC_URL: first.url });
      servers.push(server);
      await server.restart();
    }
    const doors = servers.slice(0, 2).map(({ url }) => programFor({ url, secretKey: first.secretKey }));
    const [one, two] = doors as [(typeof doors)[0], (typeof doors)[0]];
    const survey = await askAfterTicketSent(one);
    const submitters = startSubmitters(doors, survey);
    const remarks: string[] = [];
    const recoveries: number[] = [];
    const planned: string[] = [];
    for (let kill = 0; kill < kills; kill++) {
      const before = submitters.acknowledged();
      await until("answers to be acknowledged", () => submitters.acknowledged() > before + 16, 120_000);
      for (let mail = 0; mail < mailsAKill; mail++) planned.push(`guest-${planned.length}@example.com`);
      const inviting = inviteAll(doors, planned.slice(-mailsAKill));
      await sleep(Math.random() * 300);
      const victim = servers[kill % servers.length] as TestServer;
      const killed = performance.now();
      await victim.kill9();
      await victim.restart();
      recoveries.push(performance.now() - killed);
      await inviting;
    }
    await submitters.stop();
    remarks.push(...(await remarksOnStream(two, one, survey)));
    submitters.ledger.set(heardElsewhere, { score: 9, tries: 1, acknowledged: true });

    // Leases of killed workers run out after a minute; the short form does not wait for them.
    if (options.isShort)
      await sql`update jobs set lease_until = now() - interval '1 second' where state = 'running' and lease_until < now() + interval '58 seconds'`;
    const ended = ["sent", "opened", "unknown", "failed"];
    const unended = async () =>
      (await sql`select count(*)::int as n from invitations where not (status = any(${ended}))`)[0]?.n as number;
    await until("all invitations to end", async () => (await unended()) === 0, 240_000).catch((error) =>
      remarks.push(error.message),
    );
    remarks.push(...(await remarksOnCases(one, submitters.ledger)));

    const found = compare(submitters.ledger, await storedAnswers(one));
    remarks.push(...submitters.surprises.slice(0, 5), ...(await remarksOnScores(one, submitters.ledger)));
    for (const { log } of servers) remarks.push(...failuresOf(log));
    const standing = await sql<{ status: string; n: number }[]>`
      select status, count(*)::int as n from invitations group by status order by status`;
    const ids = mailServer.mails.map(({ parsed }) => parsed.messageId);
    const doubledMails = ids.length - new Set(ids).size;
    const unknown = standing.find(({ status }) => status === "unknown")?.n ?? 0;
    const count = standing.reduce((sum, { n }) => sum + n, 0);
    if (count !== planned.length) remarks.push(`${count} invitations for ${planned.length} contacts`);
    if (unknown > kills * 8) remarks.push(`${unknown} unknown`);
    await Promise.all(servers.map((server) => server.kill9()));
    remarks.push(...(await remarksOnRebuild(first.env())));
    return {
      goal: "M1",
      fault: "kill −9 of one of 2 × ROLE=api and 2 × ROLE=jobs in turn, under 16 submissions",
      database: options.database,
      tried: `${kills} kills, ${submitters.acknowledged()} answers acknowledged, ${submitters.repeats()} repeats; ${planned.length} invitations: ${standing.map(({ status, n }) => `${n} ${status}`).join(", ")}; ${ids.length} mails`,
      lost: found.lost + Math.max(0, planned.length - unknown - new Set(ids).size),
      doubled: found.doubled + doubledMails,
      recovery: `the killed one ready after ${spreadOf(recoveries)}`,
      isGood: found.lost + found.doubled + doubledMails + remarks.length === 0,
      remarks,
    };
  } finally {
    await sql.end();
    for (const server of servers) await server.dispose();
    await mailServer.down();
    await stage.drop();
  }
}

/** By whichever process answers; the same key makes a repeat harmless. */
async function inviteAll(doors: ReturnType<typeof programFor>[], emails: string[]) {
  let tries = 0;
  for (const email of emails) {
    await until(
      `an invitation of ${email}`,
      async () => {
        const door = doors[tries++ % doors.length] as (typeof doors)[0];
        const event = { name: "ticket.sent", contact: { email } };
        const answer = await door.post("/v1/events", event, { "idempotency-key": email }).catch(() => null);
        return answer !== null && answer.status < 300;
      },
      60_000,
    );
  }
}

/** What one process stores is heard on the other's stream. */
async function remarksOnStream(
  listening: ReturnType<typeof programFor>,
  storing: ReturnType<typeof programFor>,
  { surveyId, touchpointKey }: { surveyId: string; touchpointKey: string },
): Promise<string[]> {
  const stream = await listening.listen();
  try {
    const body = { surveyId, touchpointKey, channel: "web", answers: { score: 9 }, submissionId: heardElsewhere };
    const { id } = await must(storing.post("/v1/responses", body));
    await stream.hears("response.created", (data) => JSON.stringify(data).includes(id));
    return [];
  } catch (error) {
    return [`stream: ${(error as Error).message}`];
  } finally {
    stream.close();
  }
}
