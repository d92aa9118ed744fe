import { spawn } from "node:child_process";
import postgres from "postgres";
import { freshPostgresDatabase } from "../support/database.ts";
import { startPostgres } from "../support/postgres-server.ts";
import { quantile, type Report } from "./report.ts";

const key = "ok_bench_0123456789abcdef";
const bootstrap = {
  name: "Bench",
  ownerEmail: "bench@example.com",
  ownerPassword: "a long enough password",
  secretKey: key,
  publishableKey: "pk_bench_0123456789abcdef",
};
const touchpoints = 9;
const channels = ["email", "sms", "web"];

/** A year's NPS with its interval, through HTTP, of one touchpoint and of the whole workspace, beside a bare request. */
export async function benchScores({ answers }: { answers: number }): Promise<Report> {
  const server = await startPostgres({ durable: true });
  const database = await freshPostgresDatabase(server.url);
  const port = 4111;
  const child = spawn(process.execPath, ["--max-semi-space-size=32", "apps/api/src/node.ts"], {
    env: {
      PATH: process.env.PATH,
      PORT: String(port),
      HOST: "127.0.0.1",
      DATABASE_URL: database.url,
      ROLE: "api",
      NODE_ENV: "production",
      LOG_LEVEL: "warn",
      OTKLIK_BOOTSTRAP: JSON.stringify(bootstrap),
    },
    stdio: ["ignore", "ignore", "inherit"],
  });
  try {
    const call = async (path: string, body?: unknown) => {
      const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
        method: body ? "POST" : "GET",
        headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
      return (await answer.json()) as Record<string, unknown>;
    };
    await ready(port);
    for (let at = 0; at < touchpoints; at++) await call("/v1/touchpoints", { key: `t${at}`, name: `T${at}`, channels });
    const questions = [{ id: "score", type: "nps", metric: "nps", prompt: "How likely?" }];
    const { id: surveyId } = await call("/v1/surveys", { name: "Bench", locale: "en", questions, endings: [] });
    await call(`/v1/surveys/${surveyId}/publish`, {});
    // One answer a leaf through the door makes the cells; the year is then filled in one statement and counted by the rebuild's own rule.
    for (let at = 0; at < touchpoints; at++) {
      for (const channel of channels)
        await call("/v1/responses", { surveyId, touchpointKey: `t${at}`, channel, answers: { score: 9 } });
    }
    await fillYear(database.url, answers);

    const to = new Date(Math.floor(Date.now() / 86_400_000) * 86_400_000);
    const year = `from=${new Date(to.getTime() - 365 * 86_400_000).toISOString()}&to=${to.toISOString()}`;
    const windows: [string, string][] = [
      ["a bare request (/readyz)", "/readyz"],
      ["one touchpoint, a year", `/v1/scores/nps?touchpoint=t0&${year}`],
      ["workspace, a year", `/v1/scores/nps?${year}`],
      ["one touchpoint, all time", "/v1/scores/nps?touchpoint=t0"],
      [
        "one touchpoint, 30 days by day",
        `/v1/scores/nps?touchpoint=t0&bucket=day&from=${new Date(to.getTime() - 30 * 86_400_000).toISOString()}&to=${to.toISOString()}`,
      ],
      ["workspace, a year by week", `/v1/scores/nps?bucket=week&${year}`],
    ];
    const rows: string[][] = [];
    for (const [label, path] of windows) {
      const times: number[] = [];
      let n = "";
      for (let run = 0; run < 550; run++) {
        const started = performance.now();
        const score = await call(path);
        if (run >= 50) times.push(performance.now() - started);
        n = String(score.n ?? "–");
      }
      rows.push([
        label,
        n,
        quantile(times, 0.5).toFixed(1),
        quantile(times, 0.99).toFixed(1),
        path === "/readyz" ? "–" : "≤ 10",
      ]);
    }
    return {
      name: "scores",
      title: `Scores over ${answers.toLocaleString("en-GB")} answers`,
      columns: ["window", "n", "p50 ms", "p99 ms", "goal p99 ms"],
      rows,
      notes: [
        `${touchpoints} touchpoints × ${channels.length} channels over a year; 500 requests each after 50 to warm up, one at a time, through HTTP.`,
      ],
    };
  } finally {
    child.kill("SIGKILL");
    await server.stop();
  }
}

async function ready(port: number): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("the server did not start");
}

/** Answers spread evenly over the year before today, and hour and day rows as adding each of them would have left. */
async function fillYear(url: string, answers: number): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  const steps = Array.from({ length: 11 }, (_, step) => `count(*) filter (where score = ${step})::int`).join(", ");
  const columns = ["n", ...Array.from({ length: 11 }, (_, step) => `c${step}`), "sum", "sum_squares"];
  const totals = columns.map((column) => `sum(${column})`).join(", ");
  await sql.unsafe(
    `
    create temp table leaf as
      select row_number() over (order by c.id) - 1 as at, c.id as cell_id, c.workspace_id, c.touchpoint_id, c.channel from score_cells c where c.touchpoint_id is not null;
    insert into responses
      select r.workspace_id, gen_random_uuid(), gen_random_uuid()::text, r.survey_id, r.survey_version, leaf.touchpoint_id, leaf.channel, null, null, 'finished', true,
        v.score, 'passive', null, jsonb_build_object('score', v.score), 'en', '{}', '{}', '{}', 'import', false, false, null, '', v.at, v.at
      from (select * from responses limit 1) r,
        (select g, (abs(hashint8(g)) % 11)::int as score, date_trunc('day', now()) - interval '365 days' + (g * (interval '365 days' / ${answers})) as at from generate_series(0, ${answers - 1}) g) v
        join leaf on leaf.at = v.g % (select count(*) from leaf);
    delete from score_hours;
    delete from score_days;
    insert into score_hours (workspace_id, cell_id, hour, ${columns.join(", ")})
      select r.workspace_id, leaf.cell_id, date_trunc('hour', r.occurred_at), count(*)::int, ${steps}, 0, 0
      from responses r join leaf on leaf.touchpoint_id = r.touchpoint_id and leaf.channel = r.channel group by 1, 2, 3;
    insert into score_hours (workspace_id, cell_id, hour, ${columns.join(", ")})
      select h.workspace_id, (select id from score_cells where touchpoint_id is null), h.hour, ${totals} from score_hours h group by 1, 2, 3;
    insert into score_days (workspace_id, cell_id, day, ${columns.join(", ")})
      select workspace_id, cell_id, (hour at time zone 'UTC')::date, ${totals} from score_hours group by 1, 2, 3;
    vacuum analyze`.replace("vacuum analyze", ""),
  );
  await sql.unsafe("vacuum analyze");
  await sql.end();
}
