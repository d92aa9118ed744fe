/** Midnight of the day that holds this moment in a zone, some days later or earlier; right also where clocks change. */
export function startOfDay(moment: Date, timeZone: string, daysLater: number): Date {
  const { year, month, day } = partsIn(moment, timeZone);
  const asUtc = Date.UTC(year, month - 1, day + daysLater);
  // Twice: the first guess may lie on the other side of a change of the clock.
  const guess = asUtc - offsetAt(new Date(asUtc), timeZone);
  return new Date(asUtc - offsetAt(new Date(guess), timeZone));
}

/** A moment as clocks on the wall of a zone show it, as fields for dates take it: "2026-11-08T23:00". */
export function wallTime(moment: Date, timeZone: string): string {
  return new Date(Math.floor(moment.getTime() / 60_000) * 60_000 + offsetAt(moment, timeZone))
    .toISOString()
    .slice(0, 16);
}

/** The moment at which clocks of a zone show this; null for what no field would hold. */
export function momentAt(wall: string, timeZone: string): Date | null {
  const asUtc = Date.parse(`${wall}Z`);
  if (Number.isNaN(asUtc)) return null;
  // Twice, as above.
  const guess = asUtc - offsetAt(new Date(asUtc), timeZone);
  return new Date(asUtc - offsetAt(new Date(guess), timeZone));
}

function offsetAt(moment: Date, timeZone: string): number {
  const { year, month, day, hour, minute, second } = partsIn(moment, timeZone);
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(moment.getTime() / 1000) * 1000;
}

type Part = "year" | "month" | "day" | "hour" | "minute" | "second";
const readers = new Map<string, Intl.DateTimeFormat>();

function partsIn(moment: Date, timeZone: string): Record<Part, number> {
  let reader = readers.get(timeZone);
  if (!reader) {
    const two = "2-digit";
    const parts = { year: "numeric", month: two, day: two, hour: two, minute: two, second: two } as const;
    reader = new Intl.DateTimeFormat("en-GB", { timeZone, hourCycle: "h23", ...parts });
    readers.set(timeZone, reader);
  }
  return Object.fromEntries(reader.formatToParts(moment).map(({ type, value }) => [type, Number(value)])) as Record<
    Part,
    number
  >;
}
