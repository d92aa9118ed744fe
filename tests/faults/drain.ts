import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { type MailServer, startMailServer } from "../support/mail-server.ts";
import { askAfterTicketSent, must, type Program, programFor } from "../support/program.ts";
import { startServer, type TestServer } from "../support/server.ts";
import { until } from "../support/until.ts";
import { failuresOf, storedAnswers } from "./ledger.ts";
import { type FaultOptions, type FaultRow, spreadOf, stageOn } from "./stage.ts";

const callers = 16;

/** SIGTERM under load and with mail in hand: told first, nothing cut off, nothing kept, gone in time. */
export async function drainUnderLoad(options: FaultOptions): Promise<FaultRow> {
  // Twenty in all, on two databases.
  const stops = options.isShort ? 2 : 10;
  const stage = await stageOn(options);
  const mailServer = await startMailServer({ delayMs: 400 });
  const server = await startServer({ ...stage.env, SMTP_URL: mailServer.url });
  try {
    const api = programFor(server);
    const survey = await askAfterTicketSent(api);
    const stopped: number[] = [];
    const remarks: string[] = [];
    const acknowledged = new Set<string>();
    const refused = new Set<string>();
    const invitations: string[] = [];
    let failed = 0;
    let waited = 0;
    for (let stop = 0; stop < stops; stop++) {
      const mails = await Promise.all(
        Array.from({ length: 40 }, () =>
          must(api.post("/v1/events", { name: "ticket.sent", contact: { email: `${randomUUID()}@example.com` } })),
        ),
      );
      invitations.push(...mails.map(({ decisions }) => decisions[0].invitationId));
      const callers = startCallers(api, survey, acknowledged);
      const slow = await startSlowRequest(server, survey);
      await sleep(300);

      const ending = server.stop();
      const wasTold = await sawReadyzFirst(server);
      callers.heed();
      await until("the door to be shut", () => callers.areRefused(), 15_000).catch(() =>
        remarks.push("still taken in after 15 s"),
      );
      const slowStatus = await slow.finish();
      const { code, ms } = await ending;
      const { cut, atTheDoor } = await callers.ended();
      for (const submissionId of atTheDoor) refused.add(submissionId);
      failed += cut.length + (slowStatus === 201 ? 0 : 1);
      remarks.push(...new Set(cut));
      if (slowStatus !== 201) remarks.push(`a slow request got ${slowStatus}`);
      if (slowStatus === 201) acknowledged.add(slow.submissionId);
      if (!wasTold) remarks.push("/readyz did not say 503 before the door was shut");
      if (code !== 0 || ms > 10_000) remarks.push(`exit ${code} after ${Math.round(ms)} ms`);
      stopped.push(ms);
      waited += invitations.length - mailServer.mails.length;
      // No lease was kept: the next one takes everything up at once, not when leases have run out.
      await server.restart();
      const ready = performance.now();
      await untilAllSent(api, mailServer, invitations);
      if (performance.now() - ready > 20_000) remarks.push("leases were kept");
    }

    const stored = (await storedAnswers(api)).map(({ submissionId }) => submissionId);
    const lost = [...acknowledged].filter((id) => !stored.includes(id)).length;
    const halfTaken = stored.filter((id) => refused.has(id)).length;
    if (halfTaken > 0) remarks.push(`${halfTaken} stored and cut off`);
    const ids = mailServer.mails.map(({ parsed }) => parsed.messageId);
    remarks.push(...failuresOf(server.log));
    return {
      goal: "G8",
      fault: "SIGTERM under load and with mail in hand",
      database: options.database,
      tried: `${stops} stops, ${acknowledged.size} answers acknowledged, ${failed} requests in flight failed, ${ids.length} mails for ${invitations.length} invitations, ${waited} of which waited for the next start`,
      lost: lost + failed,
      doubled: stored.length - new Set(stored).size + ids.length - new Set(ids).size,
      recovery: `gone after ${spreadOf(stopped)}`,
      isGood: waited > 0 && lost + failed + remarks.length === 0 && ids.length === invitations.length,
      remarks,
    };
  } finally {
    await server.dispose();
    await mailServer.down();
    await stage.drop();
  }
}

type Survey = { surveyId: string; touchpointKey: string };
const bodyOf = ({ surveyId, touchpointKey }: Survey, submissionId: string) =>
  JSON.stringify({ surveyId, touchpointKey, channel: "web", answers: { score: 9 }, submissionId });

/**
 * Half of them are behind a balancer that heeds `/readyz`, half go on until the door is shut in their face. A connection
 * that was never taken in is refused or reset: nothing of it may be stored. Any other failure was in flight.
 */
function startCallers(api: Program, survey: Survey, acknowledged: Set<string>) {
  const cut: string[] = [];
  const atTheDoor = new Set<string>();
  let isHeeded = false;
  const call = async (heeds: boolean) => {
    while (!(heeds && isHeeded)) {
      const submissionId = randomUUID();
      try {
        const answer = await api.post("/v1/responses", JSON.parse(bodyOf(survey, submissionId)));
        if (answer.status === 201) acknowledged.add(submissionId);
        else cut.push(`${answer.status} ${answer.body.code}`);
      } catch (error) {
        const { code = "unknown" } = (error as { cause?: { code?: string } }).cause ?? {};
        if (heeds || (code !== "ECONNREFUSED" && code !== "ECONNRESET")) cut.push(code);
        else {
          atTheDoor.add(submissionId);
          return;
        }
      }
    }
  };
  const working = Array.from({ length: callers }, (_, number) => call(number % 2 === 0));
  return {
    heed: () => {
      isHeeded = true;
    },
    areRefused: () => atTheDoor.size === callers / 2,
    ended: async () => {
      await Promise.all(working);
      return { cut, atTheDoor };
    },
  };
}

/** A request whose second half comes after the door was shut. */
async function startSlowRequest({ url, secretKey }: TestServer, survey: Survey) {
  const submissionId = randomUUID();
  const body = bodyOf(survey, submissionId);
  const headers = {
    authorization: `Bearer ${secretKey}`,
    "content-type": "application/json",
    "content-length": Buffer.byteLength(body),
  };
  const asking = request(`${url}/v1/responses`, { method: "POST", headers, agent: false });
  const answered = once(asking, "response").then(
    ([answer]) => answer.resume().statusCode as number,
    (error: { code?: string }) => error.code ?? "failed",
  );
  asking.write(body.slice(0, 20));
  await once(asking, "socket");
  return {
    submissionId,
    finish: () => {
      asking.end(body.slice(20));
      return answered;
    },
  };
}

async function sawReadyzFirst({ url }: TestServer): Promise<boolean> {
  for (const deadline = performance.now() + 10_000; performance.now() < deadline; await sleep(10)) {
    const status = await fetch(`${url}/readyz`).then(
      (answer) => answer.status,
      () => null,
    );
    if (status === 503) return true;
    if (status === null) return false;
  }
  return false;
}

async function untilAllSent(api: Program, mailServer: MailServer, invitations: string[]): Promise<void> {
  await until(
    "all mails",
    async () => {
      if (mailServer.mails.length < invitations.length) return false;
      const last = await must(api.get(`/v1/invitations/${invitations.at(-1)}`));
      return last.status === "sent";
    },
    75_000,
  );
}
