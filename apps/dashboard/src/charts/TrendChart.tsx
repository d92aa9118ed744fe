import type { ChartConfiguration, ScriptableLineSegmentContext } from "chart.js";
import { type ReactNode, useMemo } from "react";
import { type Formats, type Metric, useFormats } from "../formats.ts";
import { useWords } from "../words.ts";
import { bucketAxis, tooltipIn } from "./axes.ts";
import { ChartFrame, type ChartTable } from "./ChartFrame.tsx";
import { type Colours, useColours } from "./colours.ts";
import type { Mark, MarkOptions } from "./marks.ts";
import { axisLabels, type BucketLength, endOf, type Trend, type TrendBucket, trendOf, verticalAxis } from "./trend.ts";
import { chartWords } from "./words.ts";

/** Something to mark on a trend, at its time. */
export type TrendMark = Omit<Mark, "at" | "until"> & { at: string; until?: string };

type Props = {
  title: string;
  note?: ReactNode;
  metric: Metric;
  /** As `GET /v1/scores/{metric}?bucket=auto` answers; `bucket` is how long each is. */
  buckets: readonly TrendBucket[];
  bucket: BucketLength;
  /** Where the window began: a first bucket that began before it is left out. */
  from?: string;
  target?: number | null;
  marks?: readonly TrendMark[];
  height?: number;
  /** For the files it is saved as, without an ending. */
  fileName?: string;
};

/** A score over time: its line, its interval as a band, its target; the bucket that is still open hollow and dashed. */
export function TrendChart(props: Props) {
  const { title, note, metric, buckets, bucket, from, target = null, marks = none, height, fileName } = props;
  const words = useWords(chartWords);
  const formats = useFormats();
  const colours = useColours();
  const trend = useMemo(() => trendOf(buckets, { bucket, from, now: new Date() }), [buckets, bucket, from]);
  const told = useMemo(() => ({ metric, bucket, formats, words }), [metric, bucket, formats, words]);
  const config = useMemo(
    () => trendConfig(trend, told, { target, marks, colours }),
    [trend, told, target, marks, colours],
  );
  const table = useMemo(() => tableOf(trend, told), [trend, told]);
  return (
    <ChartFrame
      title={title}
      note={note}
      sentence={sentenceOf(title, trend, told)}
      table={table}
      fileName={fileName ?? `${metric}-by-${bucket}`}
      config={config}
      height={height}
    />
  );
}

const none: readonly TrendMark[] = [];

type Told = {
  metric: Metric;
  bucket: BucketLength;
  formats: Formats;
  words: (typeof chartWords)["en"];
};

type Drawn = { target: number | null; marks: readonly TrendMark[]; colours: Colours };

function trendConfig({ points, isLastOpen }: Trend, told: Told, { target, marks, colours }: Drawn): ChartConfiguration {
  const { metric, bucket, formats, words } = told;
  const { min, max, step } = verticalAxis(metric, points, target);
  const labels = axisLabels(points, bucket, formats);
  const last = points.length - 1;
  const isHollow = (index: number) => isLastOpen && index === last;
  // A bucket between two empty ones has no line to stand on.
  const isAlone = (index: number) =>
    points[index]?.score !== null &&
    (points[index - 1]?.score ?? null) === null &&
    (points[index + 1]?.score ?? null) === null;
  const plain = { pointRadius: 0, pointHoverRadius: 0, pointHitRadius: 0, tension: 0, spanGaps: false };
  const options: MarkOptions = {
    list: marks.map((mark) => placed(mark, points, bucket)),
    target: target === null ? null : { value: target, label: words.target(formats.target(target)) },
    colours,
  };
  return {
    type: "line",
    data: {
      labels: points.map(({ from }) => from),
      datasets: [
        { ...plain, data: points.map(({ interval }) => interval?.low ?? null), borderWidth: 0 },
        {
          ...plain,
          data: points.map(({ interval }) => interval?.high ?? null),
          borderWidth: 0,
          fill: "-1",
          backgroundColor: `color-mix(in srgb, ${colours.band} 75%, transparent)`,
        },
        {
          ...plain,
          data: points.map(() => target),
          order: -1,
          borderColor: colours.text2,
          borderWidth: 1,
          borderDash: [3, 3],
        },
        {
          ...plain,
          data: points.map(({ score }) => score),
          order: -2, // on top
          borderColor: colours.text,
          borderWidth: 2,
          borderJoinStyle: "round",
          segment: {
            borderDash: ({ p1DataIndex }: ScriptableLineSegmentContext) => (isHollow(p1DataIndex) ? [2, 3] : undefined),
          },
          pointRadius: ({ dataIndex }: { dataIndex: number }) => (isHollow(dataIndex) ? 4 : isAlone(dataIndex) ? 3 : 0),
          pointBackgroundColor: ({ dataIndex }: { dataIndex: number }) =>
            isHollow(dataIndex) ? colours.card : colours.text,
          pointBorderColor: colours.text,
          pointBorderWidth: 2,
          pointHoverRadius: 4,
          pointHoverBackgroundColor: colours.card,
          pointHoverBorderColor: colours.text,
          pointHoverBorderWidth: 2,
        },
      ],
    },
    options: {
      interaction: { mode: "index", intersect: false },
      layout: { padding: { top: 12, right: 6, bottom: marks.some(({ kind }) => kind === "release") ? 18 : 0 } },
      scales: {
        x: bucketAxis(labels, colours),
        y: {
          min,
          max,
          grid: { color: colours.line, tickLength: 0 },
          border: { display: false },
          ticks: {
            stepSize: step,
            padding: 8,
            color: colours.text2,
            callback: (value) => formats.number(Number(value)),
          },
        },
      },
      plugins: {
        marks: options,
        tooltip: {
          ...tooltipIn(colours),
          filter: ({ datasetIndex }) => datasetIndex === 3,
          callbacks: {
            title: ([item]) => {
              const point = item && points[item.dataIndex];
              return point ? `${nameOf(point, told)}${isHollow(item.dataIndex) ? `, ${words.soFar}` : ""}` : "";
            },
            label: ({ dataIndex }) => (points[dataIndex] ? scoreLine(points[dataIndex], told) : ""),
          },
        },
      },
    },
  };
}

function placed({ at, until, ...mark }: TrendMark, points: readonly TrendBucket[], bucket: BucketLength): Mark {
  const place = (time: string) => {
    const moment = Date.parse(time);
    const index = points.findLastIndex(({ from }) => Date.parse(from) <= moment);
    const within = points[index];
    if (!within) return 0;
    const [start, end] = [Date.parse(within.from), endOf(within, bucket).getTime()];
    return Math.min(points.length - 1, index + (moment - start) / (end - start));
  };
  return { ...mark, at: place(at), ...(until && { until: place(until) }) };
}

/** "NPS 34 ± 7, 412 answers". */
function scoreLine(point: TrendBucket, { metric, formats, words }: Told): string {
  if (point.score === null) return words.noAnswers;
  const written = [metric.toUpperCase(), formats.score(metric, point.score), formats.plusMinus(metric, point)];
  return `${written.filter(Boolean).join(" ")}, ${words.answers(point.n, formats.number(point.n))}`;
}

function nameOf(point: TrendBucket, { bucket, formats }: Told): string {
  if (bucket === "hour") return formats.dayTime(point.from);
  if (bucket === "day") return formats.day(point.from);
  if (bucket === "week")
    return `${formats.day(point.from)} – ${formats.day(new Date(endOf(point, bucket).getTime() - 1))}`;
  const { locale, timeZone } = formats;
  return new Intl.DateTimeFormat(locale, { timeZone, month: "long", year: "numeric" }).format(new Date(point.from));
}

function sentenceOf(title: string, { points }: Trend, told: Told): string {
  const { words, metric, formats } = told;
  const answered = points.filter(({ score }) => score !== null);
  const [first, last] = [answered[0], answered.at(-1)];
  if (!first || !last) return words.trendEmpty(title);
  const scores = answered.map(({ score }) => score as number);
  const [lowest, highest] = [Math.min(...scores), Math.max(...scores)].map((score) => formats.score(metric, score));
  const span = words.trend(title, formats.day(first.from), formats.day(last.from));
  return `${span} ${words.trendEnds(scoreLine(last, told), lowest as string, highest as string)}`;
}

function tableOf({ points }: Trend, told: Told): ChartTable {
  const { metric, bucket, formats, words } = told;
  const level = (value: number | null) => ({ text: formats.score(metric, value), value: rounded(value) });
  return {
    columns: [words.beginning[bucket], metric.toUpperCase(), words.low, words.high, words.base],
    rows: points.map((point) => [
      {
        text: bucket === "week" ? formats.day(point.from) : nameOf(point, told),
        value: bucket === "hour" ? point.from : dateIn(formats.timeZone, point.from),
      },
      level(point.score),
      level(point.interval?.low ?? null),
      level(point.interval?.high ?? null),
      { text: formats.number(point.n), value: point.n },
    ]),
  };
}

/** The day on which it begins where the workspace is: "2026-11-23". */
function dateIn(timeZone: string, at: string): string {
  const parts = new Intl.DateTimeFormat("en-GB", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
  return parts.format(new Date(at)).split("/").reverse().join("-");
}

/** To four decimals: more would be noise in a table program. */
const rounded = (value: number | null) => (value === null ? null : Math.round(value * 10_000) / 10_000);
