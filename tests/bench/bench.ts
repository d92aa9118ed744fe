import { parseArgs } from "node:util";
import { benchCapture } from "./capture.ts";
import { benchDashboard } from "./dashboard.ts";
import { benchDetectors } from "./detectors.ts";
import { benchPage, usualVisits } from "./page.ts";
import { publish } from "./report.ts";
import { benchScores } from "./scores.ts";
import { benchShifts, usualRuns } from "./shifts.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: "string", default: "4" },
    pairs: { type: "string", default: "7" },
    connections: { type: "string", default: "1,16,64" },
    answers: { type: "string", default: "1000000" },
    minutes: { type: "string", default: "10" },
    visits: { type: "string", default: String(usualVisits) },
    runs: { type: "string", default: String(usualRuns) },
  },
});

const benches: Record<string, () => Promise<Parameters<typeof publish>[0]>> = {
  capture: () =>
    benchCapture({
      seconds: Number(values.seconds),
      pairs: Number(values.pairs),
      connections: values.connections.split(",").map(Number),
    }),
  scores: () => benchScores({ answers: Number(values.answers) }),
  detectors: () => benchDetectors(),
  dashboard: () => benchDashboard({ minutes: Number(values.minutes) }),
  page: () => benchPage({ visits: Number(values.visits) }),
  shifts: () => benchShifts({ runs: Number(values.runs) }),
};

const wanted = positionals.length > 0 ? positionals : Object.keys(benches);
for (const name of wanted) {
  const bench = benches[name];
  if (!bench) throw new Error(`There is no bench ${name}; there are ${Object.keys(benches).join(", ")}.`);
  const report = await bench();
  await publish(report, report.command ?? `npm run bench -- ${name}`);
  for (const miss of report.misses ?? []) {
    process.stderr.write(`${miss}\n`);
    process.exitCode = 1;
  }
}
process.exit();
