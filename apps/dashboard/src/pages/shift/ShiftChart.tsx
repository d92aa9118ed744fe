import { useNavigate } from "@tanstack/react-router";
import type { ChartConfiguration } from "chart.js";
import { useMemo } from "react";
import { tooltipIn } from "../../charts/axes.ts";
import { ChartFrame, type ChartTable } from "../../charts/ChartFrame.tsx";
import { type Colours, useColours } from "../../charts/colours.ts";
import type { MarkOptions } from "../../charts/marks.ts";
import { verticalAxis } from "../../charts/trend.ts";
import { spanText } from "../../charts/trend-told.ts";
import { chartWords } from "../../charts/words.ts";
import { type Formats, useFormats } from "../../formats.ts";
import type { Search } from "../../search.ts";
import { useWorkspace } from "../../session.ts";
import { isWorse } from "../../shifts/shifts.ts";
import { useShiftTexts, writtenAs } from "../../shifts/texts.ts";
import { shiftWords } from "../../shifts/words.ts";
import { useWords } from "../../words.ts";
import { daysText, levelText } from "./level-text.ts";
import { type Band, type LevelsOptions, levels as levelsPlugin } from "./levels-plugin.ts";
import { answersOf, type Mark, nothingElse, type Scores, type Shift, type Windows } from "./queries.ts";
import { type OneShiftWords, oneShiftWords } from "./words.ts";

type Dot = Scores["levels"]["data"][number];
type Props = { shift: Shift; windows: Windows; levels: Scores["levels"]; marks: readonly Mark[] };

/** The score around a shift: a dot for every few days, the two levels, when it began and when it was found. */
export function ShiftChart({ shift, windows, levels, marks }: Props) {
  const words = useWords(oneShiftWords);
  const base = useWords(chartWords);
  const formats = useFormats();
  const colours = useColours();
  const navigate = useNavigate();
  const { slug } = useWorkspace();
  const metrics = useWords(shiftWords).metrics;
  const metric = metrics[shift.metric];
  const name = useShiftTexts().name(shift);
  const dots = useMemo(() => levels.data.filter(({ n }) => n > 0), [levels]);
  const config = useMemo(() => {
    const place = answersOf(shift, windows, { side: "since" });
    const open = ({ from, to }: Dot) =>
      place &&
      void navigate({
        to: "/$workspace/responses/{-$responseId}",
        params: { workspace: slug, responseId: undefined },
        search: (): Search => ({ ...place, from, to }),
      });
    return chartConfig({ shift, windows, dots, marks }, { words, base, formats, metric, colours, open });
  }, [shift, windows, dots, marks, words, base, formats, metric, colours, navigate, slug]);
  const table = useMemo(
    () => tableOf(dots, { shift, windows }, { words, base, formats, metric }),
    [dots, shift, windows, words, base, formats, metric],
  );
  const n = dots.reduce((sum, dot) => sum + dot.n, 0);
  const [first, last] = [dots[0], dots.at(-1)];
  return (
    <ChartFrame
      title={words.chart.title}
      note={words.chart.note(levels.daysEach)}
      sentence={words.chart.sentence(
        metric,
        name,
        levelText(shift.metric, shift.before, formats),
        formats.day(shift.onset),
        levelText(shift.metric, shift.after, formats),
      )}
      table={table}
      caption={{
        title: `${name}, ${metric}`,
        under: [
          ...(first && last ? [spanText(first.from, new Date(Date.parse(last.to) - 1), formats)] : []),
          base.answers(n, formats.number(n)),
          words.chart.note(levels.daysEach),
        ],
        legend: [
          { kind: "dot", colour: "text2", text: base.before },
          { kind: "dot", colour: isWorse(shift) ? "detractor" : "promoter", text: base.since },
          { kind: "band", colour: "band", text: base.interval },
        ],
      }}
      fileName={`shift-${shift.id.slice(-6)}`}
      config={config}
      height={290}
    />
  );
}

type Drawn = { shift: Shift; windows: Windows; dots: Dot[]; marks: readonly Mark[] };
/** `metric`: what it is called. */
type Told = { words: OneShiftWords; base: (typeof chartWords)["en"]; formats: Formats; metric: string };
type How = Told & { colours: Colours; open(dot: Dot): void };

const middleOf = ({ from, to }: Dot) => (Date.parse(from) + Date.parse(to)) / 2;
/** In pixels: the area of a dot is the number of its answers. */
const radiusOf = ({ n }: Dot) => Math.min(14, 0.9 * Math.sqrt(n));

function chartConfig({ shift, windows, dots, marks }: Drawn, how: How): ChartConfiguration {
  const { words, base, formats, metric, colours, open } = how;
  const as = writtenAs(shift.metric);
  const onset = Date.parse(shift.onset);
  const tone = isWorse(shift) ? colours.detractor : colours.promoter;
  const starts = dots.map(({ from }) => Date.parse(from));
  const [min, max] = [starts[0] ?? onset, Date.parse(dots.at(-1)?.to ?? shift.detectedAt)];
  const options = levelsOf({ shift, windows, dots, marks }, { ...how, span: { min, max } });
  const { min: low, max: high, step } = verticalAxis(as, [...dots, ...options.bands.map(asPoint)], []);
  const shown = marks.filter(({ at }) => Date.parse(at) >= min && Date.parse(at) <= max);
  const day = new Intl.DateTimeFormat(formats.locale, { timeZone: formats.timeZone, day: "numeric", month: "short" });
  return {
    type: "line",
    plugins: [levelsPlugin],
    data: {
      datasets: [
        {
          data: dots.map((dot) => ({ x: middleOf(dot), y: dot.score as number })),
          showLine: false,
          clip: false,
          pointRadius: dots.map(radiusOf),
          pointHoverRadius: dots.map((dot) => radiusOf(dot) + 2),
          pointHitRadius: 8,
          pointBackgroundColor: dots.map((dot) => (middleOf(dot) > onset ? tone : colours.text2)),
          pointBorderColor: colours.card,
          pointBorderWidth: 1,
        },
      ],
    },
    options: {
      interaction: { mode: "nearest", intersect: false, axis: "x" },
      onClick: (_, [hit]) => {
        const dot = hit && dots[hit.index];
        if (dot) open(dot);
      },
      onHover: (event, hits) => {
        const target = event.native?.target as HTMLElement | null;
        if (target)
          target.style.cursor = hits.length > 0 && answersOf(shift, windows, { side: "since" }) ? "pointer" : "";
      },
      layout: { padding: { top: 34, right: 8, bottom: shown.length > 0 ? 20 : 0 } },
      scales: {
        x: {
          type: "linear",
          min,
          max,
          grid: { drawOnChartArea: false, tickColor: colours.control, tickLength: 4 },
          border: { color: colours.line },
          afterBuildTicks: (axis) => {
            axis.ticks = starts.map((value) => ({ value }));
          },
          ticks: {
            color: colours.text2,
            maxRotation: 0,
            autoSkipPadding: 24,
            callback: (value) => day.format(new Date(Number(value))).replace(/\.$/, ""),
          },
        },
        y: {
          min: low,
          max: high,
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
        levels: options,
        ...(shown.length > 0 && { marks: marksOf(shown, words, colours) }),
        tooltip: {
          ...tooltipIn(colours),
          callbacks: {
            title: ([item]) => (item && dots[item.dataIndex] ? dotText(dots[item.dataIndex] as Dot, formats) : ""),
            label: ({ dataIndex }) => {
              const dot = dots[dataIndex] as Dot;
              const level = levelText(shift.metric, dot, formats);
              return `${metric} ${level}, ${base.answers(dot.n, formats.number(dot.n))}`;
            },
          },
        },
      },
    },
  };
}

const asPoint = ({ score, low, high }: Band) => ({ from: "", n: 0, score, interval: { low, high } });

function levelsOf({ shift, windows, dots }: Drawn, how: How & { span: { min: number; max: number } }): LevelsOptions {
  const { words, formats, colours, span } = how;
  const { before, after, onsetRange } = shift;
  const chart = words.chart;
  const onset = Date.parse(shift.onset);
  const bandOf = (level: Shift["before"], place: Pick<Band, "from" | "to" | "label" | "isSince">): Band[] =>
    level.score === null
      ? []
      : [
          {
            ...place,
            score: level.score,
            low: level.interval?.low ?? level.score,
            high: level.interval?.high ?? level.score,
          },
        ];
  return {
    bars: dots.flatMap((dot) => (dot.interval ? [{ x: middleOf(dot), ...dot.interval }] : [])),
    bands: [
      ...bandOf(before, {
        from: span.min,
        to: onset,
        label: chart.before(levelText(shift.metric, before, formats)),
        isSince: false,
      }),
      ...bandOf(after, {
        from: Date.parse(windows.since.from),
        to: Math.min(span.max, Date.parse(windows.since.to)),
        label: chart.since[windows.since.begins](levelText(shift.metric, after, formats)),
        isSince: true,
      }),
    ],
    onset: {
      at: onset,
      from: Date.parse(onsetRange.from),
      to: Date.parse(onsetRange.to),
      label: `${shift.direction === "down" ? "▼" : "▲"} ${chart.began(formats.day(shift.onset), daysText(onsetRange.from, onsetRange.to, formats))}`,
    },
    alarm: {
      at: Date.parse(shift.detectedAt),
      label: chart.alarm(`${formats.day(shift.detectedAt)}, ${formats.time(shift.detectedAt)}`),
    },
    colours,
    tone: isWorse(shift) ? colours.detractor : colours.promoter,
  };
}

function dotText({ from, to }: Pick<Dot, "from" | "to">, formats: Formats): string {
  const [first, last] = [formats.day(from), formats.day(new Date(Date.parse(to) - 1))];
  return first === last ? first : `${first} – ${last}`;
}

function marksOf(marks: readonly Mark[], { kinds }: OneShiftWords, colours: Colours): MarkOptions {
  return {
    list: marks.map(({ kind, title, at, endedAt }) => ({
      kind: kind === "incident" ? "incident" : "release",
      at: Date.parse(at),
      ...(endedAt && { until: Date.parse(endedAt) }),
      label: `${kinds[kind]} ${title}`,
    })),
    target: null,
    colours,
  };
}

function tableOf(
  dots: readonly Dot[],
  { shift, windows }: Pick<Drawn, "shift" | "windows">,
  { words, base, formats, metric }: Told,
): ChartTable {
  const as = writtenAs(shift.metric);
  const place = answersOf(shift, windows, { side: "since" });
  const level = (value: number | null) => ({
    text: formats.score(as, value),
    value: value === null ? null : Math.round(value * 10_000) / 10_000,
  });
  const day = (at: string | Date) => ({ text: formats.day(at), value: new Date(at).toISOString() });
  const { from, to, low, high } = words.chart;
  return {
    columns: [from, to, metric, low, high, base.base],
    rows: dots.map((dot) => [
      day(dot.from),
      day(new Date(Date.parse(dot.to) - 1)),
      level(dot.score),
      level(dot.interval?.low ?? null),
      level(dot.interval?.high ?? null),
      {
        text: formats.number(dot.n),
        value: dot.n,
        ...(place && { answers: { ...nothingElse, ...place, from: dot.from, to: dot.to } }),
      },
    ]),
  };
}
