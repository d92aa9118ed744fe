import { setTimeout as sleep } from "node:timers/promises";
import { startPostgres } from "../support/postgres-server.ts";
import { askAfterTicketSent, programFor } from "../support/program.ts";
import { prepareServer } from "../support/server.ts";
import { failuresOf } from "./ledger.ts";
import { type FaultRow, spreadOf } from "./stage.ts";

const starts = 3;

/** Started while Postgres is down: alive and not ready, then ready soon after Postgres is back. */
export async function startWithoutDatabase(): Promise<FaultRow> {
  const postgres = await startPostgres({ own: true });
  const server = await prepareServer({ DATABASE_URL: postgres.url });
  const remarks: string[] = [];
  const recoveries: number[] = [];
  try {
    for (let start = 0; start < starts; start++) {
      await postgres.kill9();
      server.launch();
      const status = async (path: string) => (await fetch(server.url + path).catch(() => null))?.status;
      for (const deadline = performance.now() + 15_000; (await status("/livez")) !== 200; await sleep(20)) {
        if (performance.now() > deadline) throw new Error("never alive");
      }
      // Long enough for several tries to have failed.
      await sleep(3000);
      const seen = [await status("/livez"), await status("/readyz"), await status("/v1/scores/nps")];
      if (seen.join() !== "200,503,503") remarks.push(`livez, readyz, scores while down: ${seen.join(", ")}`);
      await postgres.restart("fast");
      const back = performance.now();
      await server.untilReady();
      recoveries.push(performance.now() - back);
      if (start === 0) await askAfterTicketSent(programFor(server));
      const { code } = await server.stop();
      if (code !== 0) remarks.push(`exit ${code}`);
    }
    const slowest = Math.max(...recoveries);
    if (slowest > 5000) remarks.push("ready later than 5 s after Postgres");
    remarks.push(...failuresOf(server.log));
    return {
      goal: "G27",
      fault: "start while Postgres is down",
      database: "Postgres",
      tried: `${starts} starts: /livez 200, /readyz 503`,
      lost: 0,
      doubled: 0,
      recovery: `ready after ${spreadOf(recoveries)}`,
      isGood: remarks.length === 0,
      remarks,
    };
  } finally {
    await server.dispose();
    await postgres.stop();
  }
}
