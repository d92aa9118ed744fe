import { smallestBase } from "@otklik/domain/metrics/verdict";
import type { Formats, Metric } from "../formats.ts";
import type { ChartCell, ChartTable } from "./ChartFrame.tsx";
import type { LegendEntry } from "./picture.ts";
import { type BucketLength, endOf, isSmall, type Trend, type TrendBucket, windowOf } from "./trend.ts";
import type { TrendMark } from "./trend-config.ts";
import type { ChartWords } from "./words.ts";

/** What the texts of a trend are made with. */
export type Told = { metric: Metric; bucket: BucketLength; formats: Formats; words: ChartWords };

/** "NPS 34 ± 7, 412 answers". */
export function scoreLine(point: TrendBucket, { metric, formats, words }: Told): string {
  if (point.score === null) return words.noAnswers;
  const written = [metric.toUpperCase(), formats.score(metric, point.score), formats.plusMinus(metric, point)];
  return `${written.filter(Boolean).join(" ")}, ${words.answers(point.n, formats.number(point.n))}`;
}

/** The time of a bucket: "Mon 9 Nov – Sun 15 Nov". */
export function nameOf(
  point: Pick<TrendBucket, "from">,
  { bucket, formats }: Pick<Told, "bucket" | "formats">,
): string {
  if (bucket === "hour") return formats.dayTime(point.from);
  if (bucket === "day") return formats.day(point.from);
  if (bucket === "week")
    return `${formats.day(point.from)} – ${formats.day(new Date(endOf(point, bucket).getTime() - 1))}`;
  const { locale, timeZone } = formats;
  return new Intl.DateTimeFormat(locale, { timeZone, month: "long", year: "numeric" }).format(new Date(point.from));
}

export function sentenceOf(title: string, { points }: Pick<Trend, "points">, told: Told): string {
  const { words, metric, formats } = told;
  const answered = points.filter(({ score }) => score !== null);
  const [first, last] = [answered[0], answered.at(-1)];
  if (!first || !last) return words.trendEmpty(title);
  const scores = answered.map(({ score }) => score as number);
  const [lowest, highest] = [Math.min(...scores), Math.max(...scores)].map((score) => formats.score(metric, score));
  const span = words.trend(title, formats.day(first.from), formats.day(last.from));
  return `${span} ${words.trendEnds(scoreLine(last, told), lowest as string, highest as string)}`;
}

/** "Mon 1 Jun 2026 – Sun 22 Nov 2026", and the base: what is written under the title of a saved picture. */
export function underOf(points: readonly TrendBucket[], to: string | undefined, told: Told): string[] {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return [told.words.noAnswers];
  const end = new Date(Date.parse(windowOf(points, points.length - 1, { ...told, to }).to) - 1);
  const n = points.reduce((sum, point) => sum + point.n, 0);
  return [spanText(first.from, end, told.formats), told.words.answers(n, told.formats.number(n))];
}

/** Two days with their years: a picture outlives the year in which it was saved. */
export function spanText(from: string | Date, last: string | Date, { locale, timeZone }: Formats): string {
  const day = new Intl.DateTimeFormat(locale, { timeZone, day: "numeric", month: "short", year: "numeric" });
  return day.formatRange(new Date(from), new Date(last)).replace(/ г\.$/, "");
}

type Shown = { target: number | null; baseline: number | null; marks: readonly TrendMark[] };

export function legendOf({ points, isLastOpen }: Trend, { target, baseline, marks }: Shown, told: Told): LegendEntry[] {
  const { words, metric, formats } = told;
  const has = (kind: TrendMark["kind"]) => marks.some((mark) => mark.kind === kind);
  const entry = (isThere: boolean, one: LegendEntry) => (isThere ? [one] : []);
  return [
    { kind: "line", colour: "text", text: metric.toUpperCase() },
    { kind: "band", colour: "band", text: words.interval },
    ...entry(isLastOpen, { kind: "dashes", colour: "text", text: words.soFarHollow }),
    ...entry(target !== null, { kind: "dashes", colour: "text2", text: words.target(formats.target(target ?? 0)) }),
    ...entry(baseline !== null, {
      kind: "line",
      colour: "passive",
      text: words.baseline(formats.score(metric, baseline)),
    }),
    ...entry(has("shift"), { kind: "shift", colour: "detractor", text: words.marks.shift }),
    ...entry(has("release"), { kind: "flag", colour: "accent", text: words.marks.release }),
    ...entry(has("incident"), { kind: "bar", colour: "text2", text: words.marks.incident }),
    ...entry(points.some(isSmall), { kind: "dot", colour: "passive", text: words.greyIsSmall }),
  ];
}

type Around = {
  to?: string;
  marks: readonly TrendMark[];
  answers(window: { from: string; to: string }): ChartCell["answers"];
};

export function tableOf({ points }: Pick<Trend, "points">, told: Told, { to, marks, answers }: Around): ChartTable {
  const { metric, bucket, formats, words } = told;
  const level = (value: number | null) => ({ text: formats.score(metric, value), value: rounded(value) });
  const windows = points.map((_, index) => windowOf(points, index, { bucket, to }));
  return {
    columns: [
      words.beginning[bucket],
      metric.toUpperCase(),
      words.low,
      words.high,
      words.base,
      ...(marks.length > 0 ? [words.happened] : []),
    ],
    rows: points.map((point, index) => {
      const window = windows[index] as { from: string; to: string };
      const links = point.n > 0 ? { answers: answers(window) } : {};
      const happened = marks
        .filter(({ at }) => at >= window.from && at < window.to)
        .map(({ told: said, label }) => said ?? label);
      return [
        beginningOf(point, told),
        { ...level(point.score), ...links },
        level(point.interval?.low ?? null),
        level(point.interval?.high ?? null),
        { text: formats.number(point.n), value: point.n, ...links },
        ...(marks.length > 0 ? [{ text: happened.join("; "), value: happened.join("; ") }] : []),
      ];
    }),
    small: smallRows(points),
  };
}

export function beginningOf(point: TrendBucket, { bucket, formats }: Pick<Told, "bucket" | "formats">): ChartCell {
  return {
    text: bucket === "week" ? formats.day(point.from) : nameOf(point, { bucket, formats }),
    value: bucket === "hour" ? point.from : dateIn(formats.timeZone, point.from),
  };
}

export const smallRows = (points: readonly Pick<TrendBucket, "n">[]): Set<number> =>
  new Set(points.flatMap((point, index) => (isSmall(point) ? [index] : [])));

/** How many answers a bucket lacks, in words; none where it has enough. */
export const lackOf = ({ n }: Pick<TrendBucket, "n">, { words }: Pick<Told, "words">): string[] =>
  isSmall({ n }) ? [words.smallBase(smallestBase - n)] : [];

/** The day on which it begins where the workspace is: "2026-11-23". */
function dateIn(timeZone: string, at: string): string {
  const parts = new Intl.DateTimeFormat("en-GB", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
  return parts.format(new Date(at)).split("/").reverse().join("-");
}

/** To four decimals: more would be noise in a table program. */
const rounded = (value: number | null) => (value === null ? null : Math.round(value * 10_000) / 10_000);
