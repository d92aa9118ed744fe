import postgres from "postgres";
import { freshPostgresDatabase } from "../support/database.ts";
import { startPostgres } from "../support/postgres-server.ts";
import { bootstrap, callerOf, furnish } from "./bench-workspace.ts";
import { quantile, type Report } from "./report.ts";
import { seeded } from "./shifts/random.ts";
import { startProcess } from "./start-process.ts";

const touchpoints = 9;
const channels = ["email", "sms", "web"];

type Options = { sizes: number[] };

/** An NPS with its interval, through HTTP, over windows of every kind, beside a bare request; for so many answers at a time. */
export async function benchScores({ sizes }: Options): Promise<Report> {
  const rows: string[][] = [];
  for (const answers of sizes) rows.push(...(await measure(answers)));
  return {
    name: "scores",
    title: "Scores over millions of answers",
    columns: ["window", "n", "p50 ms", "p99 ms", "goal p99 ms", "ratio of p50"],
    rows,
    better: "lower",
    notes: [
      `${touchpoints} touchpoints × ${channels.length} channels over a year; 500 requests each after 50 to warm up, one at a time, through HTTP. Ratio: to the bare request of the same size.`,
    ],
    misses: rows
      .filter(([, , , p99, goal]) => goal !== "–" && Number(p99) > 10)
      .map(([label, , , p99]) => `${label}: p99 ${p99} ms; the goal is 10 ms or less.`),
  };
}

async function measure(answers: number): Promise<string[][]> {
  const server = await startPostgres({ durable: true });
  const database = await freshPostgresDatabase(server.url);
  const port = 4111;
  const env = { DATABASE_URL: database.url, HOST: "127.0.0.1", ROLE: "api", NODE_ENV: "production", LOG_LEVEL: "warn" };
  const child = await startProcess("apps/api/src/node.ts", port, { ...env, OTKLIK_BOOTSTRAP: bootstrap });
  try {
    const call = callerOf(port);
    const surveyId = await furnish(call, { key: "t0", channels });
    for (let at = 1; at < touchpoints; at++) await call("/v1/touchpoints", { key: `t${at}`, name: `T${at}`, channels });
    // One answer a leaf through the door makes the cells; the year is then filled in one statement and counted by the rebuild's own rule.
    for (let at = 0; at < touchpoints; at++) {
      for (const channel of channels)
        await call("/v1/responses", { surveyId, touchpointKey: `t${at}`, channel, answers: { score: 9 } });
    }
    await fillYear(database.url, answers);

    const today = Math.floor(Date.now() / day) * day;
    const between = (from: number, to: number) =>
      `from=${new Date(from).toISOString()}&to=${new Date(to).toISOString()}`;
    const year = between(today - 365 * day, today);
    const random = seeded(1, 2, 3);
    const anyWindow = () => {
      const [a = 0, b = 0] = [random(), random()].sort();
      return `/v1/scores/nps?touchpoint=t${Math.floor(random() * touchpoints)}&${between(today - 365 * day * (1 - a), today - 365 * day * (1 - b) + 1000)}`;
    };
    const size = `${answers / 1e6} M`;
    const windows: [string, () => string][] = [
      ["a bare request (/readyz)", () => "/readyz"],
      ["one touchpoint, a year", () => `/v1/scores/nps?touchpoint=t0&${year}`],
      ["workspace, a year", () => `/v1/scores/nps?${year}`],
      ["one touchpoint, all time", () => "/v1/scores/nps?touchpoint=t0"],
      [
        "one touchpoint, 30 days by day",
        () => `/v1/scores/nps?touchpoint=t0&bucket=day&${between(today - 30 * day, today)}`,
      ],
      ["workspace, a year by week", () => `/v1/scores/nps?bucket=week&${year}`],
      ["any touchpoint, from any millisecond to any other", anyWindow],
    ];
    const rows: string[][] = [];
    let bare = 0;
    for (const [label, pathOf] of windows) {
      const times: number[] = [];
      let n = "";
      for (let run = 0; run < 550; run++) {
        const path = pathOf();
        const started = performance.now();
        const score = await call(path);
        if (run >= 50) times.push(performance.now() - started);
        n = label.startsWith("any") ? "–" : String(score.n ?? "–");
      }
      const p50 = quantile(times, 0.5);
      const isBare = rows.length === 0;
      if (isBare) bare = p50;
      rows.push([
        `${size}: ${label}`,
        n,
        p50.toFixed(1),
        quantile(times, 0.99).toFixed(1),
        isBare ? "–" : "≤ 10",
        isBare ? "–" : (p50 / bare).toFixed(2),
      ]);
    }
    return rows;
  } finally {
    child.kill("SIGKILL");
    await server.stop();
  }
}

const day = 86_400_000;

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
