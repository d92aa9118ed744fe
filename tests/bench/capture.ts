import { randomUUID } from "node:crypto";
import autocannon from "autocannon";
import postgres from "postgres";
import { freshPostgresDatabase } from "../support/database.ts";
import { startPostgres } from "../support/postgres-server.ts";
import { bootstrap, callerOf, furnish, headers, usualScores } from "./bench-workspace.ts";
import { median, type Report, spread } from "./report.ts";
import { startProcess } from "./start-process.ts";

type Options = { seconds: number; pairs: number; connections: number[] };

/** Answers accepted and durable per second, in turn with a bare server that only inserts them, on the same Postgres. */
export async function benchCapture({ seconds, pairs, connections }: Options): Promise<Report> {
  const server = await startPostgres({ durable: true });
  const ours = await freshPostgresDatabase(server.url);
  const bare = await freshPostgresDatabase(server.url);
  const otklik = await startProcess("apps/api/src/node.ts", 4101, {
    DATABASE_URL: ours.url,
    ROLE: "api",
    NODE_ENV: "production",
    HOST: "127.0.0.1",
    LOG_LEVEL: "warn",
    OTKLIK_BOOTSTRAP: bootstrap,
  });
  const baseline = await startProcess("tests/bench/baseline-server.ts", 4102, { DATABASE_URL: bare.url });
  try {
    const surveyId = await furnish(callerOf(4101));
    const rows: string[][] = [];
    for (const count of connections) {
      const load = { surveyId, connections: count, seconds };
      await fire(4101, { ...load, seconds: 2 });
      await fire(4102, { ...load, seconds: 2 });
      const measured: { ours: number; bare: number }[] = [];
      for (let pair = 0; pair < pairs; pair++) {
        // In turn, each first every other time, so that neither profits from a warm or a growing machine.
        const first = pair % 2 === 0;
        const a = await fire(first ? 4101 : 4102, load);
        const b = await fire(first ? 4102 : 4101, load);
        measured.push(first ? { ours: a, bare: b } : { ours: b, bare: a });
      }
      const ratios = measured.map((one) => one.ours / one.bare);
      rows.push([
        String(count),
        median(measured.map((one) => one.ours)).toFixed(0),
        median(measured.map((one) => one.bare)).toFixed(0),
        median(ratios).toFixed(2),
        spread(ratios),
        count === 16 ? "≥ 1.10" : count === 64 ? "≥ 1.30" : "–",
      ]);
    }
    const drained = await drainTime(ours.url);
    return {
      name: "capture",
      title: "Answers accepted and durable per second",
      columns: ["connections", "Otklik /s", "bare insert /s", "ratio (median)", "range", "goal"],
      rows,
      better: "higher",
      notes: [`${pairs} alternating pairs of ${seconds} s each; fsync on; ROLE=api. ${drained}`],
    };
  } finally {
    otklik.kill("SIGKILL");
    baseline.kill("SIGKILL");
    await server.stop();
  }
}

/** Accepted answers a second; anything but a 201 spoils the measurement and stops it. */
export async function fire(
  port: number,
  { surveyId, connections, seconds }: { surveyId: string; connections: number; seconds: number },
): Promise<number> {
  let sent = 0;
  const result = await autocannon({
    url: `http://127.0.0.1:${port}/v1/responses`,
    method: "POST",
    connections,
    duration: seconds,
    headers,
    requests: [
      {
        setupRequest: (request) => ({
          ...request,
          body: JSON.stringify({
            surveyId,
            touchpointKey: "delivery",
            channel: "email",
            answers: { score: usualScores[sent++ % usualScores.length], why: "The ticket came late" },
            submissionId: randomUUID(),
          }),
        }),
      },
    ],
  });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${result.non2xx} refusals, ${result.errors} errors on port ${port}`);
  return result["2xx"] / result.duration;
}

/** How long one jobs process needs for what capture left to be followed up. */
async function drainTime(url: string): Promise<string> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  // Each case opened leaves a job of its own, which is due when the case is.
  const due = () => sql`select count(*)::int as n from jobs where run_at <= now()`;
  const [before] = await due();
  const [stored] = await sql`select count(*)::int as n from responses`;
  const waiting = before?.n as number;
  const child = await startProcess("apps/api/src/node.ts", 4103, {
    DATABASE_URL: url,
    ROLE: "jobs",
    NODE_ENV: "production",
    HOST: "127.0.0.1",
    LOG_LEVEL: "warn",
  });
  const started = performance.now();
  const most = 20_000;
  let left = waiting;
  while (left > 0 && performance.now() - started < most) {
    await new Promise((resolve) => setTimeout(resolve, 200));
    left = (await due())[0]?.n as number;
  }
  const seconds = (performance.now() - started) / 1000;
  child.kill("SIGKILL");
  await sql.end();
  return `${stored?.n} answers stored; one jobs process opened ${((waiting - left) / seconds).toFixed(0)} cases a second, so the ${waiting} that waited drain in about ${(waiting / ((waiting - left) / seconds)).toFixed(0)} s.`;
}
