/** Answers of one cell on one day of the workspace's zone, on 0..1. `day`: whole days since 1970-01-01. */
export type DayMoments = { day: number; n: number; sum: number; sumSquares: number };

/** What one cell's answers have been like. `weekdays`: the mean on each, Monday first. */
export type Baseline = { n: number; mean: number; variance: number; weekdays: number[] };

/** Days of answers that a baseline looks back on, and how far behind today they end (METRICS §3.4). */
export const baselineDays = 90;
export const baselineLag = 14;
/** A series starts with no fewer answers than this. */
export const leastBaseline = 60;
/** A cell with no more answers of its own than this cannot say what a roll-up should expect of it. */
export const leastCell = 10;

// A weekday with 30 answers is believed by half.
const weekdayWeight = 30;

/** Monday is 0. */
export function weekdayOf(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}

/**
 * The days a baseline is made of, from the first on and before the second. After a shift it begins at the onset and
 * ends today, until that is so long ago that the usual window has left it behind.
 */
export function baselineWindow(today: number, since: number | null): { from: number; to: number } {
  const from = today - baselineLag - baselineDays;
  return since !== null && since > from ? { from: since, to: today } : { from, to: today - baselineLag };
}

/** Mean with the three imaginary answers of an adjusted Wald interval, its variance, and the rhythm of the week. */
export function baselineOf(days: readonly DayMoments[]): Baseline | null {
  let [n, sum, sumSquares] = [0, 0, 0];
  const byWeekday = Array.from({ length: 7 }, () => ({ n: 0, sum: 0 }));
  for (const one of days) {
    n += one.n;
    sum += one.sum;
    sumSquares += one.sumSquares;
    const weekday = byWeekday[weekdayOf(one.day)] as { n: number; sum: number };
    weekday.n += one.n;
    weekday.sum += one.sum;
  }
  if (n <= 0) return null;
  const mean = (sum + 1.5) / (n + 3);
  const weekdays = byWeekday.map((own) => mean + (own.sum - mean * own.n) / (own.n + weekdayWeight));
  return { n, mean, variance: (sumSquares + 1.125) / (n + 3) - mean * mean, weekdays };
}

/** What a series of one or more cells has been like together. */
export type SeriesBaseline = {
  n: number;
  /** Mean and variance within cells of one answer. */
  mean: number;
  variance: number;
  deadZone: number;
  /** Answers a day. */
  perDay: number;
};

/**
 * The baseline of a roll-up, from those of its cells, so that a changed mix of cells is no shift. Its dead zone is the
 * largest of 2 points of NPS, one standard error and 1.3 times what days differ by beyond chance.
 */
export function seriesBaselineOf(
  cells: readonly { baseline: Baseline; days: readonly DayMoments[] }[],
  length: number,
): SeriesBaseline | null {
  let [n, sum, within] = [0, 0, 0];
  const byDay = new Map<number, { n: number; residual: number; chance: number }>();
  for (const { baseline, days } of cells) {
    n += baseline.n;
    sum += baseline.n * baseline.mean;
    within += baseline.n * baseline.variance;
    for (const one of days) {
      const own = byDay.get(one.day) ?? { n: 0, residual: 0, chance: 0 };
      own.n += one.n;
      own.residual += one.sum - one.n * (baseline.weekdays[weekdayOf(one.day)] as number);
      own.chance += one.n * baseline.variance;
      byDay.set(one.day, own);
    }
  }
  if (n === 0) return null;
  const standardError = Math.sqrt(within) / n;
  return {
    n,
    mean: sum / n,
    variance: within / n,
    deadZone: Math.max(0.01, standardError, 1.3 * dayDeviation([...byDay.values()])),
    perDay: n / length,
  };
}

/** Standard deviation of daily means beyond what chance explains. */
function dayDeviation(days: { n: number; residual: number; chance: number }[]): number {
  const known = days.filter(({ n }) => n > 0);
  if (known.length < 2) return 0;
  const means = known.map(({ n, residual }) => residual / n);
  const centre = means.reduce((sum, one) => sum + one, 0) / means.length;
  const variance = means.reduce((sum, one) => sum + (one - centre) ** 2, 0) / (means.length - 1);
  const chance = known.reduce((sum, { n, chance: one }) => sum + one / (n * n), 0) / known.length;
  return Math.sqrt(Math.max(0, variance - chance));
}
