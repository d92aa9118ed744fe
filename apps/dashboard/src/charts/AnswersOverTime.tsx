import type { ChartConfiguration } from "chart.js";
import { type ReactNode, useMemo } from "react";
import { type Metric, useFormats } from "../formats.ts";
import { useWords } from "../words.ts";
import { clickable, useOpenAnswers } from "./answers-of.ts";
import { bucketAxis, tooltipIn } from "./axes.ts";
import { ChartFrame, type ChartTable } from "./ChartFrame.tsx";
import styles from "./Charts.module.css";
import { type Colours, useColours } from "./colours.ts";
import { usePlaceText } from "./place-text.ts";
import { classAt, colourOf, stepName } from "./score-steps.ts";
import { axisLabels, type BucketLength, isSmall, type TrendBucket, trendOf, windowOf } from "./trend.ts";
import { beginningOf, lackOf, nameOf, smallRows, type Told, underOf } from "./trend-told.ts";
import { chartWords } from "./words.ts";

type CountedBucket = TrendBucket & { counts: Record<string, number> };

type Props = {
  title: string;
  note?: ReactNode;
  metric: Metric;
  /** As `GET /v1/scores/{metric}?bucket=auto` answers. */
  buckets: readonly CountedBucket[];
  bucket: BucketLength;
  from?: string;
  to?: string;
  height?: number;
  fileName?: string;
};

/** How often each score was given, bucket by bucket: the stronger a cell's colour, the larger the share; below, how many answered. */
export function AnswersOverTime({ title, note, metric, buckets, bucket, from, to, height, fileName }: Props) {
  const words = useWords(chartWords);
  const formats = useFormats();
  const colours = useColours();
  const open = useOpenAnswers();
  const place = usePlaceText();
  const points = useMemo(
    () => trendOf(buckets, { bucket, from, now: new Date() }).points as CountedBucket[],
    [buckets, bucket, from],
  );
  const told = useMemo(() => ({ metric, bucket, formats, words }), [metric, bucket, formats, words]);
  const answersOf = useMemo(
    () => (index: number, step: number | null) => ({
      metric,
      period: undefined,
      ...windowOf(points, index, { bucket, to }),
      ...(step !== null && { class: classAt(metric, step) }),
    }),
    [points, bucket, to, metric],
  );
  const config = useMemo(
    () => stripConfig(points, told, { colours, open: (index, step) => open(answersOf(index, step)) }),
    [points, told, colours, open, answersOf],
  );
  const table = useMemo(() => tableOf(points, told, answersOf), [points, told, answersOf]);
  const classes = words.classes[metric === "nps" ? "nps" : "other"];
  return (
    <ChartFrame
      title={title}
      note={note}
      sentence={sentenceOf(title, points, told)}
      table={table}
      caption={{
        under: [metric.toUpperCase(), place, ...underOf(points, to, told), words.strongerIsMore],
        legend: (["promoter", "passive", "detractor"] as const).map((colour, index) => ({
          kind: "box",
          colour,
          text: classes[2 - index] as string,
        })),
      }}
      fileName={fileName ?? `${metric}-scores-by-${bucket}`}
      config={config}
      height={height}
    >
      <p className={styles.small}>
        {words.strongerIsMore} {points.some(isSmall) && words.greyIsSmall}
      </p>
    </ChartFrame>
  );
}

const stepsOf = ([first]: readonly CountedBucket[]): number[] =>
  Object.keys(first?.counts ?? {})
    .map(Number)
    .sort((a, b) => a - b);

/** The row of bases below the cells, in rows of theirs: how high it is, and the room above it. */
const baseRow = { height: 1.5, gap: 0.5 };

type Drawn = { colours: Colours; open(index: number, step: number | null): void };

function stripConfig(points: readonly CountedBucket[], told: Told, { colours, open }: Drawn): ChartConfiguration {
  const { metric, bucket, formats, words } = told;
  const steps = stepsOf(points);
  const shareOf = ({ counts, n }: CountedBucket, step: number) => (n === 0 ? 0 : (counts[step] ?? 0) / n);
  const wide = points.filter((point) => point.n > 0 && !isSmall(point));
  const top = Math.max(
    0.01,
    ...(wide.length > 0 ? wide : points).flatMap((one) => steps.map((step) => shareOf(one, step))),
  );
  const most = Math.max(1, ...points.map(({ n }) => n));
  const bottom = -baseRow.height - baseRow.gap;
  const cell = { grouped: false, barPercentage: 1, categoryPercentage: points.length > 40 ? 1 : 0.92, borderWidth: 0 };
  const colourAt = (point: CountedBucket, step: number) => {
    const strength = Math.min(1, shareOf(point, step) / top);
    const colour = isSmall(point) ? colours.control : colours[colourOf(metric, step)];
    return `color-mix(in srgb, ${colour} ${Math.round(100 * strength)}%, ${colours.sunken})`;
  };
  const config: ChartConfiguration<"bar", [number, number][]> = {
    type: "bar",
    data: {
      labels: points.map(({ from }) => from),
      datasets: [
        ...steps.map((step, row) => ({
          ...cell,
          data: points.map((): [number, number] => [row + 0.04, row + 0.96]),
          backgroundColor: points.map((point) => (point.n === 0 ? "transparent" : colourAt(point, step))),
        })),
        {
          ...cell,
          data: points.map(({ n }): [number, number] => [bottom, bottom + (baseRow.height * n) / most]),
          backgroundColor: points.map((point) => (isSmall(point) ? colours.line : colours.control)),
        },
      ],
    },
    options: {
      ...(clickable(({ index, datasetIndex }) => open(index, steps[datasetIndex] ?? null)) as object),
      // Between two cells the nearer one is meant.
      interaction: { mode: "nearest", axis: "xy", intersect: false },
      scales: {
        x: bucketAxis(axisLabels(points, bucket, formats), colours) as object,
        y: {
          min: bottom,
          max: steps.length,
          grid: { display: false },
          border: { display: false },
          afterBuildTicks: (axis) => {
            axis.ticks = [bottom + baseRow.height / 2, ...steps.map((_, row) => row + 0.5)].map((value) => ({ value }));
          },
          ticks: {
            autoSkip: false,
            padding: 6,
            color: colours.text2,
            callback: (value) => {
              const step = steps[Math.floor(Number(value))];
              return step === undefined ? "n" : stepName(metric, step);
            },
          },
        },
      },
      plugins: {
        tooltip: {
          ...tooltipIn(colours),
          callbacks: {
            title: ([item]) =>
              item && points[item.dataIndex] ? nameOf(points[item.dataIndex] as CountedBucket, told) : "",
            label: ({ dataIndex, datasetIndex }) => {
              const point = points[dataIndex] as CountedBucket;
              const step = steps[datasetIndex];
              const base = words.answers(point.n, formats.number(point.n));
              if (step === undefined) return [base, ...lackOf(point, told)];
              const n = point.counts[step] ?? 0;
              const share = formats.percent(shareOf(point, step), 0);
              return [
                `${stepName(metric, step)}: ${words.answers(n, formats.number(n))}, ${share}`,
                ...lackOf(point, told),
              ];
            },
          },
        },
      },
    },
  };
  return config as unknown as ChartConfiguration;
}

function sentenceOf(title: string, points: readonly CountedBucket[], { metric, formats, words }: Told): string {
  const answered = points.filter(({ n }) => n > 0);
  const [first, last] = [answered[0], answered.at(-1)];
  if (!first || !last) return words.trendEmpty(title);
  const part = (colour: string) => {
    const steps = stepsOf(points).filter((step) => colourOf(metric, step) === colour);
    return formats.percent(steps.reduce((sum, step) => sum + (last.counts[step] ?? 0), 0) / last.n, 0);
  };
  const classes = words.classes[metric === "nps" ? "nps" : "other"];
  const [low, high] = [`${classes[0]} ${part("detractor")}`, `${classes[2]} ${part("promoter")}`];
  const span = words.trend(title, formats.day(first.from), formats.day(last.from));
  return `${span} ${words.lastShares(low, high, words.answers(last.n, formats.number(last.n)))}`;
}

type AnswersOf = (index: number, step: number | null) => ChartTable["rows"][number][number]["answers"];

function tableOf(points: readonly CountedBucket[], told: Told, answersOf: AnswersOf): ChartTable {
  const { metric, bucket, formats, words } = told;
  const steps = stepsOf(points);
  const cell = (n: number, index: number, step: number | null) => ({
    text: formats.number(n),
    value: n,
    ...(n > 0 && { answers: answersOf(index, step) }),
  });
  return {
    columns: [words.beginning[bucket], ...steps.map((step) => stepName(metric, step)), words.base],
    rows: points.map((point, index) => [
      beginningOf(point, told),
      ...steps.map((step) => cell(point.counts[step] ?? 0, index, step)),
      cell(point.n, index, null),
    ]),
    small: smallRows(points),
  };
}
