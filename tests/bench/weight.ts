import type { ChildProcess } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freshPostgresDatabase } from "../support/database.ts";
import { startPostgres } from "../support/postgres-server.ts";
import { bootstrap, callerOf, furnish } from "./bench-workspace.ts";
import { fire } from "./capture.ts";
import { median, type Report } from "./report.ts";
import { startProcess } from "./start-process.ts";

type Options = { starts: number; seconds: number };
type Kind = {
  name: string;
  port: number;
  file: string;
  env: Record<string, string>;
  goals: [idle: string, loaded: string];
};

/** How long a start takes on a database that exists, and what the process weighs idle and under load, beside a bare Hono server. */
export async function benchWeight({ starts, seconds }: Options): Promise<Report> {
  const server = await startPostgres({ durable: true });
  const folder = mkdtempSync(join(tmpdir(), "otklik-bench-"));
  try {
    const usual = { NODE_ENV: "production", HOST: "127.0.0.1", LOG_LEVEL: "warn", OTKLIK_BOOTSTRAP: bootstrap };
    const onPostgres = { ...usual, DATABASE_URL: (await freshPostgresDatabase(server.url)).url };
    const bare = { DATABASE_URL: (await freshPostgresDatabase(server.url)).url };
    const kinds: Kind[] = [
      {
        name: "bare Hono and one insert",
        port: 4131,
        file: "tests/bench/baseline-server.ts",
        env: bare,
        goals: ["–", "–"],
      },
      {
        name: "Otklik on Postgres",
        port: 4132,
        file: "apps/api/src/node.ts",
        env: onPostgres,
        goals: ["≤ 150", "≤ 250"],
      },
      {
        name: "Otklik, embedded database",
        port: 4133,
        file: "apps/api/src/node.ts",
        env: { ...usual, DATA_DIR: join(folder, "data") },
        goals: ["≤ 400", "≤ 400"],
      },
    ];
    const weighed: Weight[] = [];
    for (const kind of kinds) weighed.push(await weigh(kind, { starts, seconds }));
    const [least] = weighed;
    const rows = kinds.map(({ name, goals }, at) => {
      const { startMs, idle, loaded } = weighed[at] as Weight;
      return [
        name,
        startMs.toFixed(0),
        at === 0 ? "–" : (startMs / (least as Weight).startMs).toFixed(2),
        idle.toFixed(0),
        goals[0],
        loaded.toFixed(0),
        goals[1],
        at === 0 ? "–" : (loaded / (least as Weight).loaded).toFixed(2),
      ];
    });
    return {
      name: "weight",
      title: "Start and memory",
      columns: [
        "server",
        "start, ms",
        "ratio of start",
        "idle, MB",
        "goal",
        "under load, MB",
        "goal",
        "ratio under load",
      ],
      rows,
      better: "lower",
      notes: [
        `Start: from the command to the first yes of /readyz, on a database that exists, median of ${starts}. Memory: resident, as the system counts it; idle 15 s after a start, under load the most within ${seconds} s of 16 connections that send answers as fast as they are taken. One process does everything (ROLE=all).`,
      ],
    };
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

type Weight = { startMs: number; idle: number; loaded: number };

async function weigh({ file, port, env }: Kind, { starts, seconds }: Options): Promise<Weight> {
  const isOurs = file.endsWith("node.ts");
  const first = await startProcess(file, port, env);
  const surveyId = isOurs ? await furnish(callerOf(port)) : crypto.randomUUID();
  await ended(first, "SIGTERM");

  const times: number[] = [];
  for (let start = 0; start < starts; start++) {
    const startedAt = performance.now();
    const process = await startProcess(file, port, env);
    times.push(performance.now() - startedAt);
    await ended(process, "SIGTERM");
  }

  const process = await startProcess(file, port, env);
  try {
    await sleep(15_000);
    const idle = residentMb(process);
    let loaded = idle;
    const watching = setInterval(() => (loaded = Math.max(loaded, residentMb(process))), 250);
    await fire(port, { surveyId, connections: 16, seconds });
    clearInterval(watching);
    return { startMs: median(times), idle, loaded };
  } finally {
    await ended(process, "SIGKILL");
  }
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const exit = new Promise((resolve) => child.once("exit", resolve));
  child.kill(signal);
  await exit;
}

const residentMb = ({ pid }: ChildProcess): number =>
  Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1024;
