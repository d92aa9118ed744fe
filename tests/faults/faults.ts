import { publish } from "../bench/report.ts";
import { startWithoutDatabase } from "./database-down.ts";
import { drainUnderLoad } from "./drain.ts";
import { killServer } from "./kill-server.ts";
import { answerOnce } from "./one-answer.ts";
import { inviteOnce } from "./one-invitation.ts";
import { scanLinks } from "./scanners.ts";
import { type DatabaseKind, durablePostgres, type FaultOptions, type FaultRow } from "./stage.ts";

const postgres = await durablePostgres();
type Fault = { database: DatabaseKind; breakIt(): Promise<FaultRow> };
const onBoth = (fault: (options: FaultOptions) => Promise<FaultRow>): Fault[] =>
  (["PGlite", "Postgres"] as const).map((database) => ({
    database,
    breakIt: () => fault({ database, postgresUrl: postgres.url }),
  }));

const faults: Record<string, Fault[]> = {
  kill: onBoth((options) => killServer({ ...options, kills: 20, countsCases: true })),
  drain: onBoth(drainUnderLoad),
  invitation: onBoth(inviteOnce),
  answer: onBoth(answerOnce),
  scanners: onBoth(scanLinks),
  database: [{ database: "Postgres", breakIt: startWithoutDatabase }],
};

const wanted = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(faults);
const rows: FaultRow[] = [];
for (const name of wanted) {
  const found = faults[name];
  if (!found) throw new Error(`There is no fault ${name}; there are ${Object.keys(faults).join(", ")}.`);
  for (const { database, breakIt } of found) {
    const row = await breakIt().catch((error) => brokenOff(name, database, error));
    rows.push(row);
    console.log(
      `${row.isGood ? "ok  " : "FAIL"} ${row.fault}, ${row.database}: ${row.tried}; ${row.lost} lost, ${row.doubled} doubled; ${row.recovery}`,
    );
    for (const remark of row.remarks) console.log(`     ${remark}`);
  }
}
await postgres.stop();

/** What could not be tried to its end has failed; the others are tried all the same. */
function brokenOff(fault: string, database: DatabaseKind, error: unknown): FaultRow {
  const remark = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return {
    fault,
    database,
    tried: "not to its end",
    lost: 0,
    doubled: 0,
    recovery: "–",
    isGood: false,
    remarks: [remark],
  };
}

if (wanted.length === Object.keys(faults).length) {
  const columns = ["broken", "database", "tried", "lost", "doubled", "recovery", ""];
  const cells = rows.map((row) => [
    row.fault,
    row.database,
    row.tried,
    String(row.lost),
    String(row.doubled),
    row.recovery,
    row.isGood ? "ok" : `**failed**: ${row.remarks.join("; ")}`,
  ]);
  const notes = [
    "The server runs as `npm start` starts it; Postgres with fsync and synchronous_commit on. Lost: acknowledged to a client and not stored, or in flight and cut off. Doubled: stored, or mailed, more than once. After the kills the base of the score is the number of answers, every count agrees with the clients' own ledger, each unhappy answer has one case and `otklik rebuild-scores` finds no difference.",
  ];
  await publish({ name: "faults", title: "What was broken on purpose", columns, rows: cells, notes }, "npm run faults");
}
process.exit(rows.every(({ isGood }) => isGood) ? 0 : 1);
