import type { ChartConfiguration, ScriptableLineSegmentContext } from "chart.js";
import { clickable } from "./answers-of.ts";
import { bucketAxis, tooltipIn } from "./axes.ts";
import type { Colours } from "./colours.ts";
import type { Mark, MarkOptions } from "./marks.ts";
import { axisLabels, isSmall, placeOf, type Trend, verticalAxis } from "./trend.ts";
import { lackOf, nameOf, scoreLine, type Told } from "./trend-told.ts";

/** Something to mark on a trend, at its time. */
export type TrendMark = Omit<Mark, "at" | "until"> & {
  at: string;
  until?: string;
  /** In whole words, where there is room: in the table. */
  told?: string;
};

type Drawn = {
  target: number | null;
  baseline: number | null;
  marks: readonly TrendMark[];
  colours: Colours;
  /** Leads to the answers of a bucket. */
  open(index: number): void;
};

export function trendConfig({ points, isLastOpen }: Trend, told: Told, drawn: Drawn): ChartConfiguration {
  const { target, baseline, marks, colours, open } = drawn;
  const { metric, bucket, formats, words } = told;
  const { min, max, step } = verticalAxis(metric, points, [target, baseline]);
  const last = points.length - 1;
  const isHollow = (index: number) => isLastOpen && index === last;
  const isThin = (index: number) => points[index] !== undefined && isSmall(points[index]);
  // A bucket between two empty ones has no line to stand on.
  const isAlone = (index: number) =>
    points[index]?.score !== null &&
    (points[index - 1]?.score ?? null) === null &&
    (points[index + 1]?.score ?? null) === null;
  const inkOf = (index: number) => (isThin(index) ? colours.passive : colours.text);
  const plain = { pointRadius: 0, pointHoverRadius: 0, pointHitRadius: 0, tension: 0, spanGaps: false };
  const options: MarkOptions = {
    list: marks.map(({ at, until, told: _, ...mark }) => ({
      ...mark,
      at: placeOf(at, points, bucket),
      ...(until && { until: placeOf(until, points, bucket) }),
    })),
    target: target === null ? null : { value: target, label: words.target(formats.target(target)) },
    baseline: baseline === null ? null : { value: baseline, label: words.baseline(formats.score(metric, baseline)) },
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
            borderColor: ({ p0DataIndex, p1DataIndex }: ScriptableLineSegmentContext) =>
              isThin(p0DataIndex) || isThin(p1DataIndex) ? colours.passive : undefined,
          },
          pointRadius: points.map((_, index) => (isHollow(index) ? 4 : isAlone(index) || isThin(index) ? 3 : 0)),
          pointBackgroundColor: points.map((_, index) => (isHollow(index) ? colours.card : inkOf(index))),
          pointBorderColor: points.map((_, index) => inkOf(index)),
          pointBorderWidth: 2,
          pointHoverRadius: 4,
          pointHoverBackgroundColor: colours.card,
          pointHoverBorderColor: points.map((_, index) => inkOf(index)),
          pointHoverBorderWidth: 2,
        },
      ],
    },
    options: {
      ...clickable(({ index }) => open(index)),
      interaction: { mode: "index", intersect: false },
      layout: { padding: { top: 12, right: 6, bottom: marks.some(({ kind }) => kind === "release") ? 14 : 0 } },
      scales: {
        x: bucketAxis(axisLabels(points, bucket, formats), colours),
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
            label: ({ dataIndex }) => {
              const point = points[dataIndex];
              return point ? [scoreLine(point, told), ...lackOf(point, told)] : "";
            },
          },
        },
      },
    },
  };
}
