import type { Words } from "@otklik/domain/words/words";
import type { CallbackWindow } from "./survey-view.ts";

const offered = [
  { inDays: 0, from: 17, to: 19 },
  { inDays: 1, from: 9, to: 12 },
  { inDays: 1, from: 17, to: 19 },
];

/** Times at which people can be called back, on the workspace's clock; what has begun already is not offered. */
export function callbackWindows(now: Date, timeZone: string, words: Words): CallbackWindow[] {
  const { today, tomorrow } = words.survey.callback;
  return offered.flatMap(({ inDays, from, to }) => {
    const starts = hourInZone(now, inDays, from, timeZone);
    if (starts <= now) return [];
    const ends = hourInZone(now, inDays, to, timeZone);
    return [
      { label: `${inDays === 0 ? today : tomorrow} ${from}–${to}`, from: starts.toISOString(), to: ends.toISOString() },
    ];
  });
}

/** An hour of a day in a zone, as an instant. Asked twice, because the first guess may lie beyond a change of the clocks. */
function hourInZone(now: Date, inDays: number, hour: number, timeZone: string): Date {
  const local = new Date(now.getTime() + offsetOf(now, timeZone));
  const wanted = Date.UTC(local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate() + inDays, hour);
  const guess = new Date(wanted - offsetOf(new Date(wanted), timeZone));
  return new Date(wanted - offsetOf(guess, timeZone));
}

/** How far a zone's clock is ahead of UTC at an instant, in milliseconds. */
function offsetOf(at: Date, timeZone: string): number {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  }).formatToParts(at);
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value);
  const local = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"));
  return local - Math.floor(at.getTime() / 1000) * 1000;
}
