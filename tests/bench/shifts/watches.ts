import { advance, startDetector } from "../../../packages/domain/src/shifts/detector.ts";
import { likelihoodSteps, type Mix } from "./cusum.ts";

/** Before any shift: NPS +30. Its mean and variance on 0..1 are known to every method. */
export const before: Mix = [0.2, 0.3, 0.5];

/** How the answers are watched; the alarm comes when what it says reaches the threshold. */
export type Method =
  | { kind: "detector"; deadZone: number; threshold: number }
  | { kind: "oracle"; after: Mix; threshold: number }
  | { kind: "weeks"; threshold: number };

/** Takes one answer (0, ½ or 1) and its time in days up; how far it is from chance now. */
export type Watch = (answer: number, at: number) => number;

export function startWatch(method: Method, at: number): Watch {
  switch (method.kind) {
    case "detector":
      return detectorWatch(method.deadZone, at);
    case "oracle":
      return oracleWatch(method.after);
    case "weeks":
      return weeksWatch(at);
  }
}

export const meanOf = ([, passives, promoters]: Mix) => promoters + passives / 2;
const varianceOf = (mix: Mix) => mix[2] + mix[1] / 4 - meanOf(mix) ** 2;

function detectorWatch(deadZone: number, start: number): Watch {
  const detector = startDetector(start);
  const expected = { mean: meanOf(before), variance: varianceOf(before), deadZone };
  return (answer, at) => advance(detector, answer, at, expected);
}

/** The likelihood CUSUM that was told the exact shift: no rule is faster at the same false-alarm interval (Moustakides 1986). */
function oracleWatch(after: Mix): Watch {
  const [detractor, passive, promoter] = likelihoodSteps(before, after);
  let sum = 0;
  return (answer) => {
    sum = Math.max(0, sum + (answer === 1 ? promoter : answer === 0 ? detractor : passive));
    return sum;
  };
}

const week = 7;

/** What is commonly done: at each day's end, |z| of the last seven days against the seven before them. */
function weeksWatch(start: number): Watch {
  // Answers, their sum and their sum of squares (as −1, 0, 1) of the last fourteen days.
  const days = Array.from({ length: 2 * week }, () => ({ n: 0, sum: 0, squares: 0 }));
  const firstDay = Math.floor(start);
  let today = firstDay;
  return (answer, at) => {
    let furthest = 0;
    for (; today < Math.floor(at); today++) {
      if (today - firstDay + 1 >= 2 * week) furthest = Math.max(furthest, Math.abs(zOfWeeks(days, today)));
      Object.assign(days[(today + 1) % days.length] as object, { n: 0, sum: 0, squares: 0 });
    }
    const day = days[today % days.length] as (typeof days)[number];
    const sign = 2 * answer - 1;
    day.n += 1;
    day.sum += sign;
    day.squares += sign * sign;
    return furthest;
  };
}

function zOfWeeks(days: { n: number; sum: number; squares: number }[], today: number): number {
  const weeks = [0, week].map((back) => {
    const total = { n: 0, sum: 0, squares: 0 };
    for (let ago = back; ago < back + week; ago++) {
      const day = days[(today - ago) % days.length] as (typeof days)[number];
      total.n += day.n;
      total.sum += day.sum;
      total.squares += day.squares;
    }
    const mean = total.sum / total.n;
    return { mean, error: (total.squares / total.n - mean * mean) / total.n };
  }) as [{ mean: number; error: number }, { mean: number; error: number }];
  return (weeks[0].mean - weeks[1].mean) / Math.sqrt(weeks[0].error + weeks[1].error);
}
