import { setTimeout as sleep } from "node:timers/promises";
import { askAfterTicketSent, programFor } from "../support/program.ts";
import { startServer } from "../support/server.ts";
import { until } from "../support/until.ts";
import { compare, failuresOf, remarksOnCases, remarksOnRebuild, remarksOnScores, storedAnswers } from "./ledger.ts";
import { type FaultOptions, type FaultRow, spreadOf, stageOn } from "./stage.ts";
import { startSubmitters } from "./submitters.ts";

/** kill −9 of the server, again and again, under sixteen submissions at once. */
export async function killServer(options: FaultOptions): Promise<FaultRow> {
  const kills = options.isShort ? 2 : options.database === "PGlite" ? 20 : 100;
  // A hundred kills on Postgres are to be met by twenty thousand answers.
  const between = kills === 100 ? 200 : 16;
  const stage = await stageOn(options);
  const server = await startServer({ ...stage.env, LOG_LEVEL: "error" });
  try {
    const api = programFor(server);
    const survey = await askAfterTicketSent(api);
    const submitters = startSubmitters(api, survey);
    const recoveries: number[] = [];
    let before = 0;
    for (let kill = 0; kill < kills; kill++) {
      // Under load for certain, and not always at the same point of it.
      await until("answers to be acknowledged", () => submitters.acknowledged() > before + between, 30_000);
      await sleep(100 + Math.random() * 700);
      before = submitters.acknowledged();
      const killed = performance.now();
      await server.kill9();
      await server.restart();
      recoveries.push(performance.now() - killed);
    }
    await until("answers to be acknowledged", () => submitters.acknowledged() > before + 16, 30_000);
    await submitters.stop();

    const { ledger, surprises } = submitters;
    const found = compare(ledger, await storedAnswers(api));
    const remarks = [...surprises.slice(0, 5), ...(await remarksOnScores(api, ledger)), ...failuresOf(server.log)];
    // The leases of killed workers run out after a minute.
    if (!options.isShort) remarks.push(...(await remarksOnCases(api, ledger)));
    await server.kill9();
    remarks.push(...(await remarksOnRebuild(server.env())));

    return {
      goal: "G1",
      fault: "kill −9 of the server under 16 submissions",
      database: options.database,
      tried: `${kills} kills, ${submitters.acknowledged()} answers acknowledged, ${submitters.repeats()} repeats`,
      ...found,
      recovery: spreadOf(recoveries),
      isGood: found.lost + found.doubled + remarks.length === 0 && ledger.size === submitters.acknowledged(),
      remarks,
    };
  } finally {
    await server.dispose();
    await stage.drop();
  }
}
