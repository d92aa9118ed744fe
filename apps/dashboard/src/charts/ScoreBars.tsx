import { classOf } from "@otklik/domain/metrics/contribution";
import type { ChartConfiguration } from "chart.js";
import { type ReactNode, useMemo } from "react";
import { type Formats, type Metric, useFormats } from "../formats.ts";
import { useWords } from "../words.ts";
import { tooltipIn } from "./axes.ts";
import { ChartFrame, type ChartTable } from "./ChartFrame.tsx";
import { type Colours, useColours } from "./colours.ts";
import { chartWords } from "./words.ts";

/** Answers by score, as `counts` of `GET /v1/scores/{metric}`. */
type Counts = Record<string, number>;

type Props = {
  title: string;
  note?: ReactNode;
  metric: Metric;
  counts: Counts;
  /** Drawn outlined beside them; then both are shares of their own answers. */
  before?: Counts;
  height?: number;
  fileName?: string;
  /** What stands below the bars. */
  children?: ReactNode;
};

/** How often each score was given: 0 to 10, 1 to 5, 1 to 7, or the tens of a CSI. */
export function ScoreBars({ title, note, metric, counts, before, height = 200, fileName, children }: Props) {
  const words = useWords(chartWords);
  const formats = useFormats();
  const colours = useColours();
  const bars = useMemo(() => barsOf(metric, counts, before), [metric, counts, before]);
  const config = useMemo(
    () => barsConfig(bars, { metric, colours, formats, words }),
    [bars, metric, colours, formats, words],
  );
  const table = useMemo<ChartTable>(() => tableOf(bars, { formats, words }), [bars, formats, words]);
  const most = bars.reduce((found, bar) => (bar.since > found.since ? bar : found), { name: "–", since: 0 });
  const total = bars.reduce((sum, { since }) => sum + since, 0);
  return (
    <ChartFrame
      title={title}
      note={note}
      sentence={
        total === 0 ? words.trendEmpty(title) : words.bars(title, most.name, formats.percent(most.since / total, 0))
      }
      table={table}
      fileName={fileName ?? `${metric}-scores`}
      config={config}
      height={height}
    >
      {children}
    </ChartFrame>
  );
}

type Bar = { name: string; step: number; since: number; before: number | null };

function barsOf(metric: Metric, counts: Counts, before: Counts | undefined): Bar[] {
  return Object.keys(counts)
    .map(Number)
    .sort((a, b) => a - b)
    .map((step) => ({
      step,
      name: metric === "csi" && step < 10 ? `${step * 10}–${step * 10 + 9}` : String(scoreAt(metric, step)),
      since: counts[step] ?? 0,
      before: before ? (before[step] ?? 0) : null,
    }));
}

/** A CSI is counted by tens of its index. */
const scoreAt = (metric: Metric, step: number) => (metric === "csi" ? step * 10 : step);

type Told = { formats: Formats; words: (typeof chartWords)["en"] };

function barsConfig(bars: Bar[], { metric, colours, formats, words }: Told & { metric: Metric; colours: Colours }) {
  const sum = (side: (bar: Bar) => number) =>
    Math.max(
      1,
      bars.reduce((total, bar) => total + side(bar), 0),
    );
  const [all, allBefore] = [sum(({ since }) => since), sum(({ before }) => before ?? 0)];
  const hasBefore = bars.some(({ before }) => before !== null);
  const isShare = hasBefore;
  const shape = { borderRadius: 2, categoryPercentage: 0.85, barPercentage: 0.92 };
  const config: ChartConfiguration<"bar"> = {
    type: "bar",
    data: {
      labels: bars.map(({ name }) => name),
      datasets: [
        ...(hasBefore
          ? [
              {
                ...shape,
                data: bars.map(({ before }) => (before ?? 0) / allBefore),
                backgroundColor: colours.card,
                borderColor: colours.control,
                borderWidth: 1.5,
              },
            ]
          : []),
        {
          ...shape,
          data: bars.map(({ since }) => (isShare ? since / all : since)),
          backgroundColor: bars.map(({ step }) => colours[colourOf[classOf(metric, scoreAt(metric, step))]]),
          borderWidth: 0,
        },
      ],
    },
    options: {
      interaction: { mode: "index", intersect: false },
      scales: {
        x: {
          grid: { display: false },
          border: { color: colours.line },
          ticks: { color: colours.text2, maxRotation: 0 },
        },
        y: { display: false, beginAtZero: true },
      },
      plugins: {
        tooltip: {
          ...tooltipIn(colours),
          callbacks: {
            label: ({ datasetIndex, dataIndex }) => {
              const bar = bars[dataIndex] as Bar;
              const isBefore = hasBefore && datasetIndex === 0;
              const n = isBefore ? (bar.before ?? 0) : bar.since;
              const share = formats.percent(n / (isBefore ? allBefore : all), 0);
              const line = `${words.answers(n, formats.number(n))}, ${share}`;
              return hasBefore ? `${isBefore ? words.before : words.since}: ${line}` : line;
            },
          },
        },
      },
    },
  };
  return config as unknown as ChartConfiguration;
}

const colourOf = {
  promoter: "promoter",
  satisfied: "promoter",
  passive: "passive",
  neutral: "passive",
  detractor: "detractor",
  dissatisfied: "detractor",
} as const;

function tableOf(bars: Bar[], { formats, words }: Told): ChartTable {
  const hasBefore = bars.some(({ before }) => before !== null);
  const cell = (n: number) => ({ text: formats.number(n), value: n });
  return {
    columns: [words.score, ...(hasBefore ? [words.before] : []), hasBefore ? words.since : words.base],
    rows: bars.map(({ name, since, before }) => [
      { text: name, value: name },
      ...(before === null ? [] : [cell(before)]),
      cell(since),
    ]),
  };
}
