import type { Mix } from "./cusum.ts";
import { type Random, seeded } from "./random.ts";
import { before, type Method, startWatch, type Watch } from "./watches.ts";

/**
 * One figure of the table, asked of many runs:
 * - `interval`: days from a start without any shift to the alarm;
 * - `delay`: days from a shift after 60 quiet days to the alarm; a run with an alarm before the shift is made again;
 * - `alarmsInYear`: alarms in a year without any shift, starting anew after each.
 */
export type Question = {
  id: number;
  ask: "interval" | "delay" | "alarmsInYear";
  method: Method;
  /** Answers a day; they arrive as a Poisson process. */
  rate: number;
  after?: Mix;
};

export const quietDays = 60;

/** The answer of one run; which processor makes it, and when, changes nothing. */
export function tryOnce(question: Question, seed: number, run: number): number {
  const random = seeded(seed, question.id, run);
  switch (question.ask) {
    case "interval":
      return firstAlarm(random, question, startWatch(question.method, 0), { mix: before, from: 0 });
    case "delay":
      return delayOf(random, question);
    case "alarmsInYear":
      return alarmsIn(random, question, 365);
  }
}

function delayOf(random: Random, question: Question): number {
  for (;;) {
    const watch = startWatch(question.method, 0);
    const early = firstAlarm(random, question, watch, { mix: before, from: 0, until: quietDays });
    if (early < Number.POSITIVE_INFINITY) continue;
    const alarm = firstAlarm(random, question, watch, { mix: question.after ?? before, from: quietDays });
    // A test at the day's end speaks of the quiet days once more when the first answer after them has come.
    if (alarm > quietDays) return alarm - quietDays;
  }
}

function alarmsIn(random: Random, question: Question, days: number): number {
  let alarms = 0;
  for (let from = 0; ; alarms++) {
    from = firstAlarm(random, question, startWatch(question.method, from), { mix: before, from, until: days });
    if (from > days) return alarms;
  }
}

/** When the watch first says its threshold, in days; ∞ if not until then. */
function firstAlarm(
  random: Random,
  { method, rate }: Question,
  watch: Watch,
  { mix, from, until = Number.POSITIVE_INFINITY }: { mix: Mix; from: number; until?: number },
): number {
  const [detractors, passives] = mix;
  const { kind, threshold } = method;
  for (let at = from; ; ) {
    at -= Math.log(1 - random()) / rate;
    if (at > until) return Number.POSITIVE_INFINITY;
    const place = random();
    const answer = place < detractors ? 0 : place < detractors + passives ? 0.5 : 1;
    if (watch(answer, at) >= threshold) return kind === "weeks" ? Math.floor(at) : at;
  }
}
