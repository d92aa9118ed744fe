import { memoryMailer, quietLog, testClock } from "@otklik/adapters/memory-ports";
import { nodeCrypto } from "@otklik/adapters/node-crypto";
import type { Database } from "@otklik/db/database";
import { migrate } from "@otklik/db/migrate";
import { openPostgres } from "@otklik/db/open-postgres";
import { createWorkspace } from "@otklik/features/accounts/index";
import { system } from "@otklik/features/context";
import { type House, openHouse } from "@otklik/features/house";
import { takeUpNext } from "@otklik/features/shifts/index";
import { createSurvey, publishSurvey } from "@otklik/features/surveys/index";
import { upsertTouchpoint } from "@otklik/features/touchpoints/index";
import { freshPostgresDatabase } from "../support/database.ts";
import { addPast } from "../support/past-answers.ts";
import { startPostgres } from "../support/postgres-server.ts";
import { median, type Report } from "./report.ts";

const touchpointKeys = [
  "search",
  "purchase",
  "delivery",
  "boarding",
  "on-board",
  "arrival",
  "refunds",
  "help",
  "loyalty",
];
const channels = ["email", "sms", "web", "messenger"] as const;
const days = 150;
const atOnce = 100;
const goalMs = 0.05;
const usual = [10, 9, 10, 9, 10, 8, 7, 8, 4, 2];

type Cost = { cpu: number; usualCpu: number; wall: number; answers: number };

/**
 * What the detectors' job costs an answer: everything from reading the answers to writing the states, on a real
 * Postgres, with the refresh of all baselines at the first answer of each day.
 */
export async function benchDetectors(): Promise<Report> {
  const server = await startPostgres({ durable: true });
  const rows: string[][] = [];
  const misses: string[] = [];
  try {
    for (const perDay of [200, 1000]) {
      const { cpu, usualCpu, wall, answers } = await costOf(server.url, perDay);
      rows.push([String(perDay), answers.toLocaleString("en"), `**${format(cpu)}**`, format(usualCpu), format(wall)]);
      if (cpu > goalMs)
        misses.push(`At ${perDay} a day an answer costs the detectors ${format(cpu)} ms; the goal is ${goalMs}.`);
    }
  } finally {
    await server.stop();
  }
  const leaves = touchpointKeys.length * channels.length;
  return {
    name: "detectors",
    title: "Detectors: what taking an answer up costs",
    columns: [
      "answers a day",
      "measured",
      "processor time, ms an answer",
      "in the median batch",
      "from begin to commit, ms an answer",
    ],
    rows,
    notes: [
      `Batches of ${atOnce}; ${leaves} leaves and their roll-ups, ${leaves + touchpointKeys.length + 5} series; ${days} days, of which the first third warms up.`,
      "Processor time is that of this process, which reads, decides and writes; the mean holds the refresh of all baselines at the first answer of each day: at 200 a day every second batch has one.",
      `Goal: ${goalMs} ms of processor time an answer.`,
    ],
    misses,
  };
}

const format = (ms: number) => ms.toFixed(4);

async function costOf(postgresUrl: string, perDay: number): Promise<Cost> {
  const { url, drop } = await freshPostgresDatabase(postgresUrl);
  const database = openPostgres({ url, poolSize: 4 });
  try {
    await migrate(database.db);
    const house = houseOver(database);
    const workspaceId = await furnish(house, perDay);
    const batches: { cpu: number; wall: number }[] = [];
    for (;;) {
      const [from, started] = [process.cpuUsage(), performance.now()];
      const wentOn = await house.inWorkspace(workspaceId, system, (ctx) => takeUpNext(ctx, atOnce));
      const { user, system: kernel } = process.cpuUsage(from);
      if (!wentOn) break;
      batches.push({ cpu: (user + kernel) / 1000, wall: performance.now() - started });
    }
    const warm = batches.slice(Math.floor(batches.length / 3));
    const mean = (of: (batch: (typeof batches)[number]) => number) =>
      warm.reduce((sum, batch) => sum + of(batch), 0) / warm.length / atOnce;
    return {
      cpu: mean(({ cpu }) => cpu),
      usualCpu: median(warm.map(({ cpu }) => cpu)) / atOnce,
      wall: mean(({ wall }) => wall),
      answers: warm.length * atOnce,
    };
  } finally {
    await database.close();
    await drop();
  }
}

function houseOver(database: Database): House {
  const { now } = testClock("2026-11-01T00:00:00Z");
  const crypto = nodeCrypto("a secret for the bench, 32 letters", now);
  const outside = { mailer: memoryMailer(), mailFrom: "care@otklik.example", publicUrl: "http://localhost" };
  return openHouse(database, { now, crypto, log: quietLog(), ...outside });
}

/** A workspace of nine touchpoints with its past; its id. */
async function furnish(house: House, perDay: number): Promise<string> {
  const owner = { name: "Bench", ownerName: "Bench", ownerEmail: "bench@example.com", ownerPassword: "no password" };
  const { workspaceId } = await createWorkspace(house, owner, async () => "no hash");
  const surveyId = await house.inWorkspace(workspaceId, system, async (ctx) => {
    for (const [index, key] of touchpointKeys.entries())
      await upsertTouchpoint(ctx, { key, name: key, stage: `stage-${index % 3}`, channels: [...channels] });
    const question = { id: "score", type: "nps" as const, prompt: "How likely?" };
    const { id } = await createSurvey(ctx, { name: "Bench", locale: "en", questions: [question], endings: [] });
    await publishSurvey(ctx, id);
    return id;
  });
  await addPast(house, {
    ...{ workspaceId, surveyId, touchpointKeys, channels, days, perDay },
    scoreOn: (_, turn) => usual[(turn * 7 + Math.floor(turn / 36)) % 10] as number,
  });
  return workspaceId;
}
