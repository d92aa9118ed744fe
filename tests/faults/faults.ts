import { keptRows, publish } from "../bench/report.ts";
import { startWithoutDatabase } from "./database-down.ts";
import { killDatabase, spoilLines, terminateConnections } from "./database-faults.ts";
import { drainUnderLoad } from "./drain.ts";
import { killServer } from "./kill-server.ts";
import { killMailer } from "./mail-kills.ts";
import { sendNonsense } from "./malformed.ts";
import { killOneOfFour } from "./many-processes.ts";
import { answerOnce } from "./one-answer.ts";
import { inviteOnce } from "./one-invitation.ts";
import { overload } from "./overload.ts";
import { scanLinks } from "./scanners.ts";
import { type DatabaseKind, durablePostgres, type FaultOptions, type FaultRow } from "./stage.ts";

import { unsubscribeWhilePlanned } from "./unsubscribe.ts";

const words = process.argv.slice(2);
const isShort = words.includes("--short");
const wanted = words.filter((word) => word !== "--short").map((word) => word.toUpperCase());

const postgres = await durablePostgres();
type Fault = { database: DatabaseKind; breakIt(): Promise<FaultRow> };
const onBoth = (fault: (options: FaultOptions) => Promise<FaultRow>): Fault[] =>
  (["PGlite", "Postgres"] as const).map((database) => ({
    database,
    breakIt: () => fault({ database, postgresUrl: postgres.url, isShort }),
  }));
const onPostgres = (fault: (options: FaultOptions) => Promise<FaultRow>): Fault[] => onBoth(fault).slice(1);

const faults: Record<string, Fault[]> = {
  G1: onBoth(killServer),
  G2: onPostgres(() => killDatabase({ isShort })),
  G3: onPostgres(() => terminateConnections({ isShort })),
  L1: onPostgres(() => spoilLines({ isShort })),
  M1: onPostgres(killOneOfFour),
  G4: onPostgres(killMailer),
  G6: onPostgres(overload),
  G7: onPostgres(sendNonsense),
  G8: onBoth(drainUnderLoad),
  G10: onBoth(answerOnce),
  G11: onBoth(scanLinks),
  G12: onBoth(unsubscribeWhilePlanned),
  G15: onBoth(inviteOnce),
  G27: onPostgres(startWithoutDatabase),
};

const unknown = wanted.filter((name) => !faults[name]);
if (unknown.length > 0)
  throw new Error(`There is no ${unknown.join(", ")}; there are ${Object.keys(faults).join(", ")}.`);

const rows: { row: FaultRow; took: number }[] = [];
for (const [name, tried] of Object.entries(faults)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  for (const { database, breakIt } of tried) {
    const started = performance.now();
    const row = await breakIt().catch((error) => brokenOff(name, database, error));
    const took = Math.round((performance.now() - started) / 1000);
    rows.push({ row, took });
    console.log(
      `${row.isGood ? "ok  " : "FAIL"} ${row.goal} ${row.fault}, ${row.database}: ${row.tried}; ${row.lost} lost, ${row.doubled} doubled; ${row.recovery}; ${took} s`,
    );
    for (const remark of row.remarks) console.log(`     ${remark}`);
  }
}
await postgres.stop();

/** What could not be tried to its end has failed; the others are tried all the same. */
function brokenOff(goal: string, database: DatabaseKind, error: unknown): FaultRow {
  const remark = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return {
    goal,
    fault: "–",
    database,
    tried: "not to its end",
    lost: 0,
    doubled: 0,
    recovery: "–",
    isGood: false,
    remarks: [remark],
  };
}

if (!isShort) {
  const columns = ["", "broken", "database", "tried", "lost", "doubled", "recovery", "", "on", "s"];
  const today = new Date().toISOString().slice(0, 10);
  const cells = rows.map(({ row, took }) => [
    row.goal,
    row.fault,
    row.database,
    row.tried,
    String(row.lost),
    String(row.doubled),
    row.recovery,
    row.isGood ? "ok" : `**failed**: ${row.remarks.join("; ").replaceAll("\n", " ").replaceAll("|", "¦")}`,
    today,
    String(took),
  ]);
  // What was not tried this time stays as it was.
  const kept = (await keptRows("faults")).filter(([goal]) => wanted.length > 0 && !wanted.includes(goal as string));
  const order = Object.keys(faults);
  const all = [...kept, ...cells].sort(([a], [b]) => order.indexOf(a as string) - order.indexOf(b as string));
  const notes = [
    "The server runs as `npm start` starts it, but for the size of the young generation; Postgres with fsync and synchronous_commit on. Lost: acknowledged to a client and not stored, or in flight and cut off. Doubled: stored, or mailed, more than once. Recovery after a fault of the database: from the moment at which it can be reached again until an answer offered then is acknowledged; meanwhile everybody is told 503 with Retry-After, and nothing else. After kills and faults of the database the base of the score is the number of answers, every count agrees with the clients' own ledger and `otklik rebuild-scores` finds no difference; after kills each unhappy answer has one case. A row that was tried alone, as by `npm run faults -- G4`, takes the place of the one before.",
  ];
  await publish({ name: "faults", title: "What was broken on purpose", columns, rows: all, notes }, "npm run faults");
}
process.exit(rows.every(({ row }) => row.isGood) ? 0 : 1);
