import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import autocannon from "autocannon";
import postgres from "postgres";
import { quantile } from "../bench/report.ts";
import { askAfterTicketSent, programFor } from "../support/program.ts";
import { startServer, type TestServer } from "../support/server.ts";
import { failuresOf } from "./ledger.ts";
import { eventLoopP99, type FaultOptions, type FaultRow, metricsToken, ms, stageOn } from "./stage.ts";

const longestAcceptedMs = 1000;
const longestRefusedMs = 50;
const mostMemory = 350 * 2 ** 20;
const longestRecoveryMs = 10_000;

type Survey = { surveyId: string; touchpointKey: string };
type Shot = { accepted: number[]; refused: number[]; others: Map<number, number>; errors: number };

/** Twice as many answers as can be taken in, for five minutes, whether or not the ones before were answered. */
export async function overload(options: FaultOptions): Promise<FaultRow> {
  const stage = await stageOn(options);
  const server = await startServer({ ...stage.env, ROLE: "api", LOG_LEVEL: "error", METRICS_TOKEN: metricsToken });
  const sql = postgres(stage.env.DATABASE_URL as string, { max: 1 });
  try {
    const api = programFor(server);
    const survey = await askAfterTicketSent(api);
    const usual = await shoot(server, survey, { seconds: options.isShort ? 3 : 10, connections: 64 });
    const saturation = Math.round(usual.accepted.length / (options.isShort ? 3 : 10));
    const seconds = options.isShort ? 5 : 300;
    const memory = watchMemory(server);
    const health = watchHealth(server);
    await eventLoopP99(server);
    const ownDelay = monitorEventLoopDelay({ resolution: 1 });
    ownDelay.enable();
    const over = await shoot(server, survey, { seconds, connections: 1000, rate: 2 * saturation });
    const [biggest, unwell] = [memory.stop(), health.stop()];
    const [serverLag, ownLag] = [await eventLoopP99(server), ownDelay.percentile(99) / 1e6];
    const ended = performance.now();
    await untilUsual(server, survey);
    const recovery = performance.now() - ended;

    const [row] = await sql`select count(*)::int as n from responses where submission_id not like 'usual-%'`;
    const stored = row?.n as number;
    const remarks = failuresOf(server.log);
    const [accepted, refused] = [quantile([...over.accepted, 0], 0.99), quantile([...over.refused, 0], 0.99)];
    if (over.errors > 0) remarks.push(`${over.errors} connections failed or were reset`);
    for (const [status, count] of over.others) remarks.push(`${count} × ${status}`);
    if (unwell > 0) remarks.push(`/livez failed ${unwell} times`);
    if (accepted > longestAcceptedMs) remarks.push(`slow: accepted p99 ${ms(accepted)}`);
    if (refused > longestRefusedMs) remarks.push(`slow: refused p99 ${ms(refused)}`);
    if (biggest > mostMemory) remarks.push(`memory ${Math.round(biggest / 2 ** 20)} MB`);
    if (recovery > longestRecoveryMs) remarks.push(`slow: usual only after ${ms(recovery)}`);
    const all = usual.accepted.length + over.accepted.length;
    return {
      goal: "G6",
      fault: `twice what saturates (${saturation}/s), ${seconds} s`,
      database: options.database,
      tried: `${over.accepted.length} accepted (${Math.round(over.accepted.length / seconds)}/s, p99 ${ms(accepted)}), ${over.refused.length} refused with 503 (p99 ${ms(refused)}; event loop p99 of the server ${ms(serverLag)}, of this client ${ms(ownLag)}), at most ${Math.round(biggest / 2 ** 20)} MB`,
      lost: Math.max(0, all - stored),
      doubled: 0,
      recovery: `usual after ${ms(recovery)}`,
      isGood: stored >= all && remarks.length === 0,
      remarks,
    };
  } finally {
    await sql.end();
    await server.dispose();
    await stage.drop();
  }
}

type Shooting = { seconds: number; connections: number; rate?: number };

/** With a rate, a request leaves when it is due; without, when the one before was answered. */
async function shoot(server: TestServer, survey: Survey, { seconds, connections, rate }: Shooting): Promise<Shot> {
  const shot: Shot = { accepted: [], refused: [], others: new Map(), errors: 0 };
  const running = autocannon({
    url: `${server.url}/v1/responses`,
    method: "POST",
    connections,
    duration: seconds,
    ...(rate && { overallRate: rate }),
    headers: { authorization: `Bearer ${server.secretKey}`, "content-type": "application/json" },
    requests: [{ setupRequest: (request) => ({ ...request, body: bodyOf(survey, randomUUID()) }) }],
    setupClient: (client) =>
      client.on("response", (status, _bytes, took) => {
        if (status === 201) shot.accepted.push(took);
        else if (status === 503) shot.refused.push(took);
        else shot.others.set(status, (shot.others.get(status) ?? 0) + 1);
      }),
  });
  shot.errors = (await running).errors;
  return shot;
}

const bodyOf = ({ surveyId, touchpointKey }: Survey, submissionId: string) =>
  JSON.stringify({ surveyId, touchpointKey, channel: "web", answers: { score: 9 }, submissionId });

/** Twenty answers in a row are taken in, each within a tenth of a second. */
async function untilUsual(server: TestServer, survey: Survey): Promise<void> {
  const api = programFor(server);
  for (let inARow = 0, tries = 0; inARow < 20 && tries < 3000; tries++) {
    const asked = performance.now();
    const answer = await api.post("/v1/responses", JSON.parse(bodyOf(survey, `usual-${randomUUID()}`)));
    inARow = answer.status === 201 && performance.now() - asked < 100 ? inARow + 1 : 0;
    if (inARow === 0) await sleep(20);
  }
}

function watchMemory(server: TestServer) {
  let biggest = 0;
  const timer = setInterval(async () => {
    const status = await readFile(`/proc/${server.pid()}/status`, "utf8").catch(() => "");
    biggest = Math.max(biggest, Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1024);
  }, 500);
  return {
    stop: () => {
      clearInterval(timer);
      return biggest;
    },
  };
}

function watchHealth(server: TestServer) {
  let failed = 0;
  const timer = setInterval(async () => {
    const answer = await fetch(`${server.url}/livez`).catch(() => null);
    if (answer?.status !== 200) failed++;
    await answer?.text();
  }, 1000);
  return {
    stop: () => {
      clearInterval(timer);
      return failed;
    },
  };
}
