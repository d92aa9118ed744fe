import { parseArgs } from "node:util";
import { benchCapture } from "./capture.ts";
import { benchDashboard } from "./dashboard.ts";
import { benchDetectors } from "./detectors.ts";
import { benchExport } from "./export.ts";
import { benchLive } from "./live.ts";
import { benchPage, usualVisits } from "./page.ts";
import { publish, type Report, worseThanBefore } from "./report.ts";
import { benchScores } from "./scores.ts";
import { benchShifts, usualRuns } from "./shifts.ts";
import { benchWeight } from "./weight.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: "string", default: "4" },
    pairs: { type: "string", default: "7" },
    connections: { type: "string", default: "1,16,64" },
    answers: { type: "string", default: "1000000,10000000" },
    listeners: { type: "string", default: "500" },
    rate: { type: "string", default: "1000" },
    check: { type: "boolean", default: false },
    minutes: { type: "string", default: "10" },
    visits: { type: "string", default: String(usualVisits) },
    runs: { type: "string", default: String(usualRuns) },
  },
});

const benches: Record<string, () => Promise<Report>> = {
  capture: () =>
    benchCapture({
      seconds: Number(values.seconds),
      pairs: Number(values.pairs),
      connections: values.connections.split(",").map(Number),
    }),
  scores: () => benchScores({ sizes: values.answers.split(",").map(Number) }),
  live: () =>
    benchLive({
      listeners: Number(values.listeners),
      perSecond: Number(values.rate),
      seconds: Math.max(8, Number(values.seconds)),
    }),
  weight: () => benchWeight({ starts: Number(values.pairs), seconds: Number(values.seconds) * 4 }),
  detectors: () => benchDetectors(),
  dashboard: () => benchDashboard({ minutes: Number(values.minutes) }),
  export: () => benchExport({ answers: Number(values.answers.split(",")[0]) }),
  page: () => benchPage({ visits: Number(values.visits) }),
  shifts: () => benchShifts({ runs: Number(values.runs) }),
};

const wanted = positionals.length > 0 ? positionals : Object.keys(benches);
for (const name of wanted) {
  const bench = benches[name];
  if (!bench) throw new Error(`There is no bench ${name}; there are ${Object.keys(benches).join(", ")}.`);
  const report = await bench();
  // What is checked is not kept: the next check is against the same report.
  await publish(report, report.command ?? `npm run bench -- ${name}`, !values.check);
  for (const miss of [...(report.misses ?? []), ...(values.check ? worseThanBefore(report) : [])]) {
    process.stderr.write(`${miss}\n`);
    process.exitCode = 1;
  }
}
process.exit();
