import { type Interval, summarise } from "@otklik/domain/metrics/summary";
import { add, emptyTally } from "@otklik/domain/metrics/tally";
import type { Context } from "../context.ts";
import { type DayTally, readDays } from "../metrics/index.ts";
import { askedAt, type ScoreScope } from "./shift-carriers.ts";

/** A few days of a score. */
export type ShiftLevel = { from: string; to: string; score: number | null; n: number; interval: Interval | null };
export type ShiftLevels = { daysEach: number; data: ShiftLevel[] };

const msInDay = 86_400_000;
const daysBefore = 60;
const daysSince = 120;
/** As short as 30 answers in the median allow, a week at most. */
const lengths = [1, 2, 7];
const answersWanted = 30;

/** A score over time around a shift, cut so that no part lies on both sides of the onset. */
export async function readLevels(ctx: Context, { metric, place, onset }: ScoreScope): Promise<ShiftLevels> {
  const now = ctx.ports.now().getTime() + 1;
  const span = {
    from: new Date(onset.getTime() - daysBefore * msInDay),
    to: new Date(Math.min(now, onset.getTime() + daysSince * msInDay)),
  };
  const { days, ...how } = await readDays(ctx, { metric, ...askedAt(place) }, span);
  // The first day is cut by the window.
  const whole = days.slice(1);
  const begins = whole.findIndex(({ from }) => Date.parse(from) > onset.getTime() - msInDay / 2);
  const pivot = begins < 0 ? whole.length : begins;
  const daysEach = lengths.find((length) => medianOf(partsOf(whole.slice(0, pivot), length, pivot)) >= answersWanted);
  const length = daysEach ?? (lengths.at(-1) as number);
  const data = partsOf(whole, length, pivot).map((part, at, all) => {
    const { score, n, interval } = summarise(metric, sumOf(part), how);
    const to = all[at + 1]?.[0]?.from ?? span.to.toISOString();
    return { from: part[0]?.from as string, to, score, n, interval };
  });
  return { daysEach: length, data };
}

/** Days in parts of one length to both sides of the pivot; what is left over at the beginning is left out. */
function partsOf(days: DayTally[], length: number, pivot: number): DayTally[][] {
  const parts: DayTally[][] = [];
  for (let at = pivot % length; at < days.length; at += length) parts.push(days.slice(at, at + length));
  return parts;
}

const sumOf = (days: DayTally[]) => days.map(({ tally }) => tally).reduce(add, emptyTally);

function medianOf(parts: DayTally[][]): number {
  const sizes = parts.map((part) => sumOf(part).n).sort((a, b) => a - b);
  return sizes[Math.floor(sizes.length / 2)] ?? 0;
}
