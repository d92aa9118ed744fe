import { advance, startDetector } from "../../packages/domain/src/shifts/detector.ts";
import { median, type Report } from "./report.ts";
import { answerAll, type Outcome } from "./shifts/crew.ts";
import { type Mix, thresholdFor } from "./shifts/cusum.ts";
import { seeded } from "./shifts/random.ts";
import { type Question, quietDays } from "./shifts/trials.ts";
import { before, type Method, meanOf } from "./shifts/watches.ts";

const seed = 20_261_125;
export const usualRuns = 2000;
/** Days between false alarms of one series. */
const interval = 365;
const rates = [20, 100, 1000];
/** Shares after each shift, and how many times the oracle's delay the detector may take. */
const shifts: { after: Mix; goal: number | null }[] = [
  { after: [0.3, 0.3, 0.4], goal: 1.35 },
  { after: [0.25, 0.3, 0.45], goal: 1.5 },
  { after: [0.4, 0.3, 0.3], goal: 1.4 },
  { after: [0.15, 0.3, 0.55], goal: null },
];
const detector: Method = { kind: "detector", deadZone: 0, threshold: interval };
/** The dead zone that no baseline goes below: 2 points of NPS. */
const leastDeadZone: Method = { ...detector, deadZone: 0.01 };
const twoWeeks: Method = { kind: "weeks", threshold: 1.96 };
/** The same test made to wait as long for a false alarm: METRICS §3.1. */
const patientTwoWeeks = (rate: number): Method => ({
  kind: "weeks",
  threshold: rate < 50 ? 2.88 : rate < 500 ? 2.85 : 2.84,
});
/** 200 series share twelve false alarms a year. */
const shared = { series: 200, alarms: 12 };
const budgeted: Method = { ...detector, threshold: (shared.series * interval) / shared.alarms };

type Asked = { question: Question; runs: number };

/** The operating figures of METRICS §3.3: how seldom the detector cries wolf, and how late it is beside the best there can be. */
export async function benchShifts({ runs }: { runs: number }): Promise<Report> {
  const started = performance.now();
  const asked: Asked[] = [];
  const ask = (question: Omit<Question, "id">, times = runs) => {
    const numbered = { ...question, id: asked.length };
    asked.push({ question: numbered, runs: times });
    return numbered;
  };
  const plans = rates.map((rate) => {
    const told = shifts.map(({ after }): Method => {
      return { kind: "oracle", after, threshold: thresholdFor(before, after, interval * rate) };
    });
    const delays = (method: Method) => shifts.map(({ after }) => ask({ ask: "delay", method, rate, after }));
    const whole = (method: Method, times = runs) => ({
      interval: ask({ ask: "interval", method, rate }, times),
      delays: delays(method),
    });
    return {
      rate,
      oracle: {
        intervals: told.map((method) => ask({ ask: "interval", method, rate })),
        delays: shifts.map(({ after }, at) => ask({ ask: "delay", method: told[at] as Method, rate, after })),
      },
      detector: whole(detector),
      // A false alarm is years away here: at 1000 a day fewer runs, and their larger error is printed.
      leastDeadZone: whole(leastDeadZone, rate > 500 ? Math.ceil(runs / 5) : runs),
      twoWeeks: whole(twoWeeks),
      patientTwoWeeks: whole(patientTwoWeeks(rate)),
    };
  });
  const many = {
    year: ask({ ask: "alarmsInYear", method: budgeted, rate: 20 }, 10 * runs),
    delay: ask({ ask: "delay", method: budgeted, rate: 20, after: (shifts[0] as { after: Mix }).after }),
  };
  const outcomes = await answerAll(asked, seed);
  const found = (question: Question) => outcomes.get(question) as Outcome;

  const misses: string[] = [];
  const rows = plans.flatMap((plan) => {
    const oracle = plan.oracle.delays.map(found);
    const ours = plan.detector.delays.map(found);
    const alarm = found(plan.detector.interval);
    if (alarm.mean < interval)
      misses.push(
        `At ${plan.rate} answers a day a false alarm comes after ${alarm.mean.toFixed(0)} days; the goal is ${interval} or more.`,
      );
    for (const [at, { after, goal }] of shifts.entries()) {
      const ratio = (ours[at] as Outcome).mean / (oracle[at] as Outcome).mean;
      if (goal !== null && ratio > goal)
        misses.push(
          `At ${plan.rate} answers a day a shift of ${points(after)} points takes ${ratio.toFixed(2)} times the oracle's delay; the goal is ${goal} or less.`,
        );
    }
    const beside = (delays: Outcome[]) =>
      delays.map((delay, at) => `${days(delay)} ${timesOf(delay, oracle[at] as Outcome)}`);
    const rate = String(plan.rate);
    return [
      [
        rate,
        "oracle: told the shift",
        plan.oracle.intervals.map((each) => found(each).mean.toFixed(0)).join(" · "),
        ...oracle.map(days),
      ],
      [rate, "**our detector**", `**${plusMinus(alarm, 0)}**`, ...beside(ours)],
      [
        rate,
        "our detector, dead zone 2 points",
        plusMinus(found(plan.leastDeadZone.interval), 0),
        ...beside(plan.leastDeadZone.delays.map(found)),
      ],
      [
        rate,
        "7 v 7 days, z 1.96",
        plusMinus(found(plan.twoWeeks.interval), 0),
        ...plan.twoWeeks.delays.map((each) => withinTwoWeeks(found(each))),
      ],
      [
        rate,
        `7 v 7 days, z ${plan.patientTwoWeeks.interval.method.threshold}`,
        plusMinus(found(plan.patientTwoWeeks.interval), 0),
        ...plan.patientTwoWeeks.delays.map((each) => withinTwoWeeks(found(each))),
      ],
    ];
  });
  const year = found(many.year);
  return {
    name: "shifts",
    command: `npm run bench:shifts${runs === usualRuns ? "" : ` -- --runs ${runs}`}`,
    title: "Shifts: false alarms and delay",
    columns: [
      "answers a day",
      "method",
      "days to a false alarm",
      ...shifts.map(({ after }) => `${points(after)}: days to the alarm`),
    ],
    rows: [
      ...rows,
      ["", "goal of our detector", `≥ ${interval}`, ...shifts.map(({ goal }) => (goal === null ? "–" : `≤ ${goal}×`))],
    ],
    notes: [
      `${runs} runs a figure, fixed seed ${seed}. Mean ± its standard error (nine of ten runs below this); × is the delay beside the oracle's.`,
      "",
      `- Before the shift: NPS +30 (50 / 30 / 20 % promoters, passives, detractors), known to every method; dead zone 0 unless written. Answers arrive as a Poisson process. The shift comes after ${quietDays} quiet days; a run with an alarm before it is made again. False alarms are counted from a start without evidence.`,
      `- Our detector: \`packages/domain/src/shifts/detector.ts\`, threshold ${interval} days, nothing tuned. It is told neither direction nor size nor rate.`,
      `- Oracle: one-sided likelihood CUSUM told the exact shift, the fastest there can be. Its threshold is solved on its Markov chain so that a false alarm comes after ${interval} days; simulated again, it comes after the days shown (one figure a shift).`,
      "- Dead zone 2 points: the least a running series has. Its false alarms are years apart, so that at 1000 a day they were counted over a fifth of the runs.",
      "- 7 v 7 days: the z-test of the last seven days against the seven before, each day's end; the second row is the same made as patient as the detector. Share of shifts found within 14 days, and the mean of those; later both weeks lie after the shift and it forgets.",
      `- ${shared.series} series of 20 a day that share ${shared.alarms} false alarms a year (each threshold ${budgeted.threshold.toFixed(0)} days): ${(shared.series * year.mean).toFixed(1)} ± ${(shared.series * year.error).toFixed(1)} false alarms in a first year without any shift, over ${(10 * runs).toLocaleString("en-GB")} series-years; a shift of −20 is found after ${days(found(many.delay))} days.`,
      `- One answer costs the detector ${nanosecondsAStep().toFixed(0)} ns here. All of this took ${((performance.now() - started) / 1000).toFixed(0)} s.`,
      "",
      misses.length === 0 ? "Every goal is met." : misses.join("\n"),
    ],
    misses,
  };
}

const points = (after: Mix) =>
  `${meanOf(after) > meanOf(before) ? "+" : "−"}${Math.round(Math.abs(200 * (meanOf(after) - meanOf(before))))}`;

const plusMinus = ({ mean, error }: Outcome, digits: number) => `${mean.toFixed(digits)} ± ${error.toFixed(digits)}`;

function days(delay: Outcome): string {
  const digits = delay.mean < 1 ? 3 : 2;
  return `${plusMinus(delay, digits)} (${delay.p90.toFixed(digits - 1)})`;
}

function timesOf(delay: Outcome, oracle: Outcome): string {
  const ratio = delay.mean / oracle.mean;
  return `**${ratio.toFixed(2)}×** ± ${(ratio * Math.hypot(delay.error / delay.mean, oracle.error / oracle.mean)).toFixed(2)}`;
}

function withinTwoWeeks({ figures }: Outcome): string {
  const soon = figures.filter((figure) => figure <= 14);
  const mean = soon.reduce((sum, figure) => sum + figure, 0) / soon.length;
  return `${Math.round((100 * soon.length) / figures.length)} % in 14 d, ${mean.toFixed(1)}`;
}

/** Median of nine rounds; the answers are drawn beforehand. */
function nanosecondsAStep(): number {
  const random = seeded(seed, 0, 0);
  const answers = Float64Array.from({ length: 200_000 }, () => Math.floor(3 * random()) / 2);
  const expected = { mean: 0.5, variance: 1 / 6, deadZone: 0.01 };
  const rounds = Array.from({ length: 9 }, () => {
    const series = startDetector(0);
    const began = performance.now();
    for (let at = 0; at < answers.length; at++) advance(series, answers[at] as number, at / 1000, expected);
    return ((performance.now() - began) * 1e6) / answers.length;
  });
  return median(rounds);
}
