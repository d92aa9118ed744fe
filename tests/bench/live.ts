import { randomUUID } from "node:crypto";
import { Agent, request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { freshPostgresDatabase } from "../support/database.ts";
import { startPostgres } from "../support/postgres-server.ts";
import { bootstrap, callerOf, furnish, headers, usualScores } from "./bench-workspace.ts";
import type { Listening, Push } from "./listeners.ts";
import { median, quantile, type Report } from "./report.ts";
import { startProcess } from "./start-process.ts";

type Options = { listeners: number; perSecond: number; seconds: number };

/** From an answer's acknowledgement to the push that contains it, at a steady rate and with many listeners, beside a bare server of events. */
export async function benchLive({ listeners, perSecond, seconds }: Options): Promise<Report> {
  const server = await startPostgres({ durable: true });
  const database = await freshPostgresDatabase(server.url);
  const otklik = await startProcess("apps/api/src/node.ts", 4121, {
    DATABASE_URL: database.url,
    NODE_ENV: "production",
    HOST: "127.0.0.1",
    LOG_LEVEL: "warn",
    ROLE: "api",
    OTKLIK_BOOTSTRAP: bootstrap,
  });
  const bare = await startProcess("tests/bench/bare-events-server.ts", 4122, {});
  try {
    const surveyId = await furnish(callerOf(4121));
    const load = { surveyId, listeners, perSecond, seconds };
    // The first few seconds of each are not counted: both compile, and neither is what a day is like.
    const [ours, theirs] = [await listen(4121, load), await listen(4122, load)];
    const row = (name: string, { delays, acknowledged, refused, pushes }: Heard, goal: string, ratio: string) => [
      name,
      acknowledged.toFixed(0),
      String(refused),
      pushes.toFixed(1),
      median(delays).toFixed(0),
      quantile(delays, 0.99).toFixed(0),
      ratio,
      goal,
    ];
    const ratio = quantile(ours.delays, 0.99) / quantile(theirs.delays, 0.99);
    return {
      name: "live",
      title: "From an answer to everybody who looks",
      columns: [
        "server",
        "answers /s",
        "refused",
        "pushes /s to each",
        "p50 ms",
        "p99 ms",
        "ratio of p99",
        "goal p99 ms",
      ],
      rows: [row("Otklik", ours, "≤ 250", ratio.toFixed(2)), row("bare events", theirs, "–", "–")],
      better: "lower",
      notes: [
        `${listeners} listeners on one process with ROLE=api, ${perSecond} answers a second asked for during ${seconds} s, the first quarter left out; fsync on. From the acknowledgement to the first push with at least as many answers, at a twentieth of the listeners.`,
        "Bare events: a small Hono program that counts in memory and pushes at most twenty times a second. Load, listeners and servers share the machine.",
      ],
      misses:
        quantile(ours.delays, 0.99) > 250 ? ["An answer is seen too late: the goal is a p99 of 250 ms or less."] : [],
    };
  } finally {
    otklik.kill("SIGKILL");
    bare.kill("SIGKILL");
    await server.stop();
  }
}

/** `acknowledged` and `pushes` a second; delays in ms. */
type Heard = { delays: number[]; acknowledged: number; refused: number; pushes: number };

async function listen(
  port: number,
  { surveyId, listeners, perSecond, seconds }: Options & { surveyId: string },
): Promise<Heard> {
  const url = `http://127.0.0.1:${port}`;
  const worker = new Worker(new URL("./listeners.ts", import.meta.url), {
    workerData: { url, headers, listeners } satisfies Listening,
  });
  const pushes: Push[] = [];
  const told = Promise.withResolvers<void>();
  worker.once("error", told.reject);
  worker.on("message", (message: Push[] | "ready") => (message === "ready" ? told.resolve() : pushes.push(...message)));
  await told.promise;

  const agent = new Agent({ keepAlive: true, maxSockets: 32 });
  const acknowledgedAt: number[] = [];
  let refused = 0;
  const waiting = new Set<Promise<void>>();
  const answer = async (at: number) => {
    const answers = { score: usualScores[at % usualScores.length], why: "The ticket came late" };
    const body = JSON.stringify({
      surveyId,
      touchpointKey: "delivery",
      channel: "email",
      answers,
      submissionId: randomUUID(),
    });
    const status = await statusOf(agent, `${url}/v1/responses`, body);
    if (status === 201) acknowledgedAt.push(now());
    else refused++;
  };
  const startedAt = now();
  for (let sent = 0; now() - startedAt < seconds * 1000; await sleep(5)) {
    for (const due = ((now() - startedAt) / 1000) * perSecond; sent < due; sent++) {
      const one = answer(sent).finally(() => waiting.delete(one));
      waiting.add(one);
    }
  }
  await Promise.all(waiting);
  await sleep(2_000);
  worker.postMessage("end");
  await new Promise((resolve) => worker.once("exit", resolve));
  agent.destroy();

  const from = startedAt + seconds * 250;
  const byListener = Map.groupBy(pushes, ({ listener }) => listener);
  const delays = [...byListener.values()].flatMap((heard) => delaysOf(heard, acknowledgedAt, from));
  if (delays.length === 0) throw new Error("nobody heard anything");
  return {
    delays,
    refused,
    acknowledged: acknowledgedAt.length / seconds,
    pushes: pushes.length / byListener.size / seconds,
  };
}

/** The n-th acknowledged answer is seen with the first push that counts n: at its acknowledgement n at least were committed. */
function delaysOf(heard: Push[], acknowledgedAt: number[], from: number): number[] {
  let next = 0;
  return acknowledgedAt.flatMap((at, index) => {
    while (next < heard.length && (heard[next] as Push).n < index + 1) next++;
    const push = heard[next];
    if (!push) throw new Error(`answer ${index + 1} was never seen`);
    return at < from ? [] : [Math.max(0, push.at - at)];
  });
}

function statusOf(agent: Agent, url: string, body: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      { method: "POST", headers: { ...headers, "content-length": Buffer.byteLength(body) }, agent },
      (answer) => {
        answer.resume().once("end", () => resolve(answer.statusCode));
      },
    );
    sent.once("error", reject).end(body);
  });
}

const now = () => performance.timeOrigin + performance.now();
