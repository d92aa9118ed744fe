import { setTimeout as sleep } from "node:timers/promises";
import postgres from "postgres";
import { type PostgresServer, startPostgres } from "../support/postgres-server.ts";
import { askAfterTicketSent, programFor } from "../support/program.ts";
import { startServer, type TestServer } from "../support/server.ts";
import { until } from "../support/until.ts";
import { compare, failuresOf, remarksOnRebuild, remarksOnScores, storedAnswers } from "./ledger.ts";
import { type SpoiltLine, startProxy } from "./proxy.ts";
import { type FaultRow, ms, spreadOf } from "./stage.ts";
import { type Submitters, startSubmitters } from "./submitters.ts";

type Scene = { postgres: PostgresServer; server: TestServer; line: SpoiltLine; submitters: Submitters };
type Times = { isShort: boolean };

/** `break it` is done `times` times under load; it resolves when the database is there again. */
type DatabaseFault = {
  goal: string;
  fault: string;
  times: number;
  longestRecoveryMs: number;
  breakIt(scene: Scene, time: number): Promise<unknown>;
};

/** Postgres killed, and stopped at once, twenty times. */
export const killDatabase = ({ isShort }: Times) =>
  breakDatabase({
    goal: "G2",
    fault: "Postgres killed (−9) and stopped at once (immediate)",
    times: isShort ? 2 : 20,
    longestRecoveryMs: 5000,
    breakIt: async ({ postgres }, time) => {
      if (time % 2 === 0) await postgres.kill9();
      await postgres.restart("immediate");
    },
  });

/** Every connection of the server ended by Postgres, fifty times. */
export const terminateConnections = ({ isShort }: Times) =>
  breakDatabase({
    goal: "G3",
    fault: "pg_terminate_backend on every connection",
    times: isShort ? 3 : 50,
    longestRecoveryMs: 1000,
    breakIt: async ({ postgres: { url } }) => {
      const admin = postgres(url, { max: 1 });
      await admin`select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'otklik%'`;
      await admin.end();
    },
  });

const spoilt: ((line: SpoiltLine) => Promise<void>)[] = [
  async (line) => line.cut(),
  async (line) => line.reset(),
  // Half-open for as long as they like: only the old ones are dead.
  async (line) => {
    line.freeze();
    line.forget();
  },
  // As when a cable is out, and comes back with another router, which knows nothing of old connections.
  async (line) => {
    line.freeze();
    await sleep(8000);
    line.forget();
  },
  async (line) => {
    line.freeze();
    await sleep(3000);
    line.thaw();
  },
];

/** The network between server and database: cuts, resets, half-open lines, a stall. */
export const spoilLines = ({ isShort }: Times) =>
  breakDatabase({
    goal: "L1",
    fault: "lines to Postgres cut, reset, half-open, frozen for 8 s and then half-open, stalled for 3 s; 5 ms each way",
    times: isShort ? 3 : 4 * spoilt.length,
    longestRecoveryMs: 5000,
    breakIt: async ({ line }, time) => spoilt[time % spoilt.length]?.(line),
  });

async function breakDatabase({ goal, fault, times, longestRecoveryMs, breakIt }: DatabaseFault): Promise<FaultRow> {
  const postgres = await startPostgres({ durable: true });
  const { hostname: host, port } = new URL(postgres.url);
  const line = await startProxy({ host, port: Number(port) });
  const server = await startServer({ DATABASE_URL: line.through(postgres.url), LOG_LEVEL: "error" });
  try {
    const api = programFor(server);
    const survey = await askAfterTicketSent(api);
    if (goal === "L1") line.delay(5);
    const submitters = startSubmitters(api, survey);
    const recoveries: number[] = [];
    const pid = server.pid();
    for (let time = 0; time < times; time++) {
      const before = submitters.acknowledged();
      await until("answers to be acknowledged", () => submitters.acknowledged() > before + 32, 60_000);
      await sleep(Math.random() * 200);
      await breakIt({ postgres, server, line, submitters }, time);
      recoveries.push(await submitters.recovered());
    }
    await submitters.stop();
    line.delay(0);

    const { ledger, surprises, refused } = submitters;
    const found = compare(ledger, await storedAnswers(api));
    const remarks = [...surprises.slice(0, 5), ...(await remarksOnScores(api, ledger)), ...failuresOf(server.log)];
    if (submitters.cut() > 0) remarks.push(`${submitters.cut()} connections of clients were cut`);
    if (!server.isRunning() || server.pid() !== pid) remarks.push("the server ended");
    const slowest = Math.max(...recoveries);
    if (slowest > longestRecoveryMs) remarks.push(`recovered after ${ms(slowest)}`);
    await server.kill9();
    remarks.push(...(await remarksOnRebuild(server.env())));
    return {
      goal,
      fault,
      database: "Postgres",
      tried: `${times} times, ${submitters.acknowledged()} answers acknowledged, ${refused.count} told to come again (503), after ${ms(refused.slowestMs)} at most`,
      ...found,
      recovery: spreadOf(recoveries),
      isGood: found.lost + found.doubled + remarks.length === 0 && ledger.size === submitters.acknowledged(),
      remarks,
    };
  } finally {
    await server.dispose();
    await line.close();
    await postgres.stop();
  }
}
