import { smallestBase } from "@otklik/domain/metrics/verdict";
import type { ChartConfiguration } from "chart.js";
import { type ReactNode, useMemo } from "react";
import { useFilters } from "../filters.ts";
import { type Formats, type Metric, useFormats } from "../formats.ts";
import { useWords } from "../words.ts";
import { type Answers, clickable, useOpenAnswers } from "./answers-of.ts";
import { tooltipIn } from "./axes.ts";
import { ChartFrame, type ChartTable } from "./ChartFrame.tsx";
import styles from "./Charts.module.css";
import { type Colours, useColours } from "./colours.ts";
import type { LegendEntry } from "./picture.ts";
import { usePlaceText } from "./place-text.ts";
import { type Bar, barsOf, type Counts, classAt, colourOf } from "./score-steps.ts";
import { spanText } from "./trend-told.ts";
import { type ChartWords, chartWords } from "./words.ts";

type Props = {
  title: string;
  note?: ReactNode;
  metric: Metric;
  /** Answers by score, as `counts` of `GET /v1/scores/{metric}`. */
  counts: Counts;
  /** Drawn outlined beside them; then both are shares of their own answers. */
  before?: Counts;
  /** What the two are called, where they are not a time before and one since. */
  names?: { before: string; since: string };
  /** The time they are of, where it is not that of the page's filters. */
  span?: { from: string; to: string };
  /** Of which place the answers are, where the page's own filters do not say so; null: nothing lists them. */
  answers?: Answers | null;
  answersBefore?: Answers | null;
  /** Whose answers they are, for a saved picture, where the page's filters do not say so. */
  place?: string;
  height?: number;
  fileName?: string;
  /** What stands below the bars. */
  children?: ReactNode;
};

/** How often each score was given: 0 to 10, 1 to 5, 1 to 7, or the tens of a CSI. */
export function ScoreBars(props: Props) {
  const { title, note, metric, counts, before, names, height = 200, fileName, children } = props;
  const { answers = everywhere, answersBefore = null } = props;
  const words = useWords(chartWords);
  const formats = useFormats();
  const colours = useColours();
  const open = useOpenAnswers();
  const { range } = useFilters();
  const filtered = usePlaceText();
  const place = props.place ?? filtered;
  const span = props.span ?? range;
  const bars = useMemo(() => barsOf(metric, counts, before), [metric, counts, before]);
  const told = useMemo(
    () => ({ metric, formats, words, names: names ?? { before: words.before, since: words.since } }),
    [metric, formats, words, names],
  );
  const config = useMemo(() => {
    const openBar = ({ step }: Bar, isBefore: boolean) => {
      const of = isBefore ? answersBefore : answers;
      if (of) open({ ...of, metric, class: classAt(metric, step) });
    };
    return barsConfig(bars, told, { colours, open: openBar });
  }, [bars, told, metric, colours, open, answers, answersBefore]);
  const table = useMemo<ChartTable>(
    () => tableOf(bars, told, { answers, answersBefore }),
    [bars, told, answers, answersBefore],
  );
  const most = bars.reduce((found, bar) => (bar.since > found.since ? bar : found), { name: "–", since: 0 });
  const [total, totalBefore] = [sumOf(bars, "since"), before && sumOf(bars, "before")];
  const missing = smallestBase - Math.min(total, totalBefore ?? total);
  const base = (n: number) => words.answers(n, formats.number(n));
  return (
    <ChartFrame
      title={title}
      note={note}
      sentence={
        total === 0 ? words.trendEmpty(title) : words.bars(title, most.name, formats.percent(most.since / total, 0))
      }
      table={table}
      caption={{
        under:
          totalBefore === undefined
            ? [
                metric.toUpperCase(),
                place,
                spanText(span.from, new Date(Date.parse(span.to) - 1), formats),
                base(total),
              ]
            : [
                metric.toUpperCase(),
                place,
                `${told.names.before}: ${base(totalBefore)}`,
                `${told.names.since}: ${base(total)}`,
              ],
        legend: legendOf(bars, told),
      }}
      fileName={fileName ?? `${metric}-scores`}
      config={config}
      height={height}
    >
      {missing > 0 && Math.min(total, totalBefore ?? total) > 0 && (
        <p className={styles.small}>{words.greyLacks(missing)}</p>
      )}
      {children}
    </ChartFrame>
  );
}

const everywhere: Answers = {};

function sumOf(bars: readonly Bar[], side: "before" | "since"): number {
  return bars.reduce((sum, bar) => sum + (bar[side] ?? 0), 0);
}

type Told = {
  metric: Metric;
  formats: Formats;
  words: ChartWords;
  names: { before: string; since: string };
};
type Drawn = { colours: Colours; open(bar: Bar, isBefore: boolean): void };

function barsConfig(bars: Bar[], { metric, formats, words, names }: Told, { colours, open }: Drawn) {
  const [all, allBefore] = [Math.max(1, sumOf(bars, "since")), Math.max(1, sumOf(bars, "before"))];
  const hasBefore = bars.some(({ before }) => before !== null);
  const isThin = all < smallestBase;
  const shape = { borderRadius: 2, categoryPercentage: 0.85, barPercentage: 0.92 };
  const isOfBefore = (datasetIndex: number) => hasBefore && datasetIndex === 0;
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
                borderColor: allBefore < smallestBase ? colours.line : colours.control,
                borderWidth: 1.5,
              },
            ]
          : []),
        {
          ...shape,
          data: bars.map(({ since }) => (hasBefore ? since / all : since)),
          backgroundColor: bars.map(({ step }) => (isThin ? colours.band : colours[colourOf(metric, step)])),
          borderWidth: 0,
        },
      ],
    },
    options: {
      ...(clickable(({ index, datasetIndex }) => {
        const bar = bars[index];
        if (bar) open(bar, isOfBefore(datasetIndex));
      }) as object),
      interaction: { mode: hasBefore ? "nearest" : "index", intersect: hasBefore },
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
          mode: "index",
          intersect: false,
          callbacks: {
            label: ({ datasetIndex, dataIndex }) => {
              const bar = bars[dataIndex] as Bar;
              const isBefore = isOfBefore(datasetIndex);
              const n = isBefore ? (bar.before ?? 0) : bar.since;
              const share = formats.percent(n / (isBefore ? allBefore : all), 0);
              const line = `${words.answers(n, formats.number(n))}, ${share}`;
              return hasBefore ? `${isBefore ? names.before : names.since}: ${line}` : line;
            },
          },
        },
      },
    },
  };
  return config as unknown as ChartConfiguration;
}

function legendOf(bars: readonly Bar[], { metric, words, names }: Told): LegendEntry[] {
  const hasBefore = bars.some(({ before }) => before !== null);
  if (sumOf(bars, "since") < smallestBase) return [{ kind: "box", colour: "band", text: words.greyIsSmall }];
  const classes = words.classes[metric === "nps" ? "nps" : "other"];
  const colours = ["detractor", "passive", "promoter"] as const;
  return [
    ...(hasBefore ? [{ kind: "outline" as const, colour: "control" as const, text: names.before }] : []),
    ...colours.map((colour, index) => ({
      kind: "box" as const,
      colour,
      text: hasBefore ? `${names.since}, ${classes[index]}` : (classes[index] as string),
    })),
  ];
}

type Links = { answers: Answers | null; answersBefore: Answers | null };

function tableOf(bars: Bar[], { metric, formats, words, names }: Told, { answers, answersBefore }: Links): ChartTable {
  const hasBefore = bars.some(({ before }) => before !== null);
  const [all, allBefore] = [sumOf(bars, "since"), sumOf(bars, "before")];
  const cells = (bar: Bar, n: number, sum: number, of: Answers | null) => [
    {
      text: formats.number(n),
      value: n,
      ...(of && n > 0 && { answers: { ...of, metric, class: classAt(metric, bar.step) } }),
    },
    {
      text: formats.percent(sum === 0 ? null : n / sum),
      value: sum === 0 ? null : Math.round((10_000 * n) / sum) / 100,
    },
  ];
  const share = (name: string) => `${name}, %`;
  return {
    columns: [
      words.score,
      ...(hasBefore ? [names.before, share(names.before)] : []),
      ...(hasBefore ? [names.since, share(names.since)] : [words.base, words.share]),
    ],
    rows: bars.map((bar) => [
      { text: bar.name, value: bar.name },
      ...(bar.before === null ? [] : cells(bar, bar.before, allBefore, answersBefore)),
      ...cells(bar, bar.since, all, answers),
    ]),
    ...(all < smallestBase && { small: new Set(bars.keys()) }),
  };
}
