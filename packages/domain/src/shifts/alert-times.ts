/** How a member wants to hear of shifts: one mail each, one a day, or none. */
export type AlertMode = "each" | "digest" | "none";

/** Quiet hours are local times like "22:00", and may pass midnight; both null: none. */
export type AlertPreference = { mode: AlertMode; quietFrom: string | null; quietTo: string | null };

/** Of whoever has not said otherwise. */
export const usualAlerts: AlertPreference = { mode: "each", quietFrom: null, quietTo: null };

const digestTime = "09:00";
const minuteMs = 60_000;
const dayMs = 86_400_000;

/** When a mail about what is known at `from` is due: at once or with the next digest, and never in quiet hours. */
export function alertDueAt(from: Date, preference: AlertPreference, timeZone: string): Date {
  const wanted = preference.mode === "digest" ? nextAt(from, digestTime, timeZone) : from;
  return afterQuietHours(wanted, preference, timeZone);
}

function afterQuietHours(at: Date, { quietFrom, quietTo }: AlertPreference, timeZone: string): Date {
  if (quietFrom === null || quietTo === null) return at;
  const [from, to, now] = [minutesOf(quietFrom), minutesOf(quietTo), (wallClock(at, timeZone) % dayMs) / minuteMs];
  const isQuiet = from < to ? now >= from && now < to : now >= from || now < to;
  return isQuiet ? nextAt(at, quietTo, timeZone) : at;
}

/** The first instant after this one at which clocks there show that time. */
function nextAt(after: Date, time: string, timeZone: string): Date {
  const today = Math.floor(wallClock(after, timeZone) / dayMs);
  for (let day = today; ; day++) {
    const at = instantOf(day * dayMs + minutesOf(time) * minuteMs, timeZone);
    if (at > after) return at;
  }
}

/** The last instant at which clocks show this; where they leap over it, the one right after they did. */
function instantOf(shown: number, timeZone: string): Date {
  const around = [shown - dayMs, shown + dayMs].map((at) => {
    const offset = wallClock(new Date(at), timeZone) - at;
    return new Date(shown - offset);
  });
  const exact = around.filter((at) => wallClock(at, timeZone) === shown);
  return new Date(Math.max(...(exact.length > 0 ? exact : around).map(Number)));
}

/** What clocks show there, as milliseconds since their 1970. */
function wallClock(at: Date, timeZone: string): number {
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 1, day = 1, hour, minute, second } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second, at.getUTCMilliseconds());
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return 60 * hours + minutes;
}
