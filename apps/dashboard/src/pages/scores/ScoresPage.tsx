import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { AnswersOverTime } from "../../charts/AnswersOverTime.tsx";
import { TrendChart } from "../../charts/TrendChart.tsx";
import { keptFilters, useFilters } from "../../filters.ts";
import { type Metric, useFormats } from "../../formats.ts";
import { frameWords } from "../../frame-words.ts";
import type { Search } from "../../search.ts";
import { useWorkspace } from "../../session.ts";
import { useTrendMarks } from "../../shifts/trend-marks.ts";
import { Card } from "../../ui/Card.tsx";
import { FilterBar, Pick } from "../../ui/FilterBar.tsx";
import { PageHead } from "../../ui/PageHead.tsx";
import { AsyncState, Empty, EmptyByFilter, Loading } from "../../ui/States.tsx";
import { useWords } from "../../words.ts";
import { CompareView } from "./CompareView.tsx";
import { metrics, useAsked, useScore, useTarget, type View, views } from "./queries.ts";
import styles from "./Scores.module.css";
import { useSides } from "./sides.ts";
import { useChange } from "./use-change.ts";
import { scoresWords } from "./words.ts";

const chartHeight = 360;

/** One score: over time, answer by answer, and of two sides that are compared. */
export function ScoresPage() {
  const words = useWords(scoresWords);
  const { pages } = useWords(frameWords);
  const { slug } = useWorkspace();
  const { view, metric } = useAsked();
  const change = useChange();
  const { by } = useSides();
  const fields = (["period", "touchpoint", "survey", "channel", "segment"] as const).filter(
    (field) => view !== "compare" || (field !== "period" && field !== by),
  );
  return (
    <>
      <PageHead
        title={pages.scores}
        above={
          <Link to="/$workspace/overview" params={{ workspace: slug }} search={(was: Search) => keptFilters(was)}>
            {pages.overview}
          </Link>
        }
      />
      <Views view={view} />
      <FilterBar fields={fields}>
        <Pick
          label={words.metric}
          usual={words.metrics.nps}
          chosen={metric === "nps" ? undefined : metric}
          choices={metrics.slice(1).map((one) => ({ value: one, label: words.metrics[one] }))}
          choose={(chosen) => change({ metric: chosen })}
        />
      </FilterBar>
      {view === "compare" ? <CompareView metric={metric} /> : <OverTime metric={metric} view={view} />}
    </>
  );
}

type Series = NonNullable<ReturnType<typeof useScore>["data"]>["series"];

/** Where a chart begins anew, or holds more than one series of a question, in words. */
function useSeriesNote(from: string): (series: Series) => string | null {
  const words = useWords(scoresWords).series;
  const formats = useFormats();
  return (series) => {
    const held = series.filter(({ included, n }) => included && n > 0);
    const left = series.filter(({ included, n }) => !included && n > 0);
    const newest = held
      .filter(({ scaleVersion }) => scaleVersion > 1)
      .toSorted((a, b) => (a.beganAt < b.beganAt ? 1 : -1))[0];
    if (left.length > 0) {
      const first = held.map(({ beganAt }) => beganAt).sort()[0] ?? from;
      return words.left(formats.number(left.reduce((sum, { n }) => sum + n, 0)), formats.day(first));
    }
    if (!newest) return null;
    const isMixed = held.some(
      ({ surveyId, questionId, scaleVersion }) =>
        surveyId === newest.surveyId && questionId === newest.questionId && scaleVersion !== newest.scaleVersion,
    );
    if (isMixed) return words.mixed(formats.day(newest.beganAt));
    return newest.beganAt > from ? words.anew(formats.day(newest.beganAt)) : null;
  };
}

function Views({ view }: { view: View }) {
  const words = useWords(scoresWords).views;
  const { slug } = useWorkspace();
  return (
    <nav className={styles.views} aria-label={words.label}>
      {views.map((name) => (
        <Link
          key={name}
          to="/$workspace/scores"
          params={{ workspace: slug }}
          // The days of a comparison are fixed anew whenever one comes to it.
          search={({ days: _, against: __, ...was }: Search) => ({ ...was, view: name === "trend" ? undefined : name })}
          activeOptions={{ exact: true, includeSearch: true, explicitUndefined: true }}
          aria-current={name === view ? "page" : undefined}
        >
          {words[name]}
        </Link>
      ))}
    </nav>
  );
}

function OverTime({ metric, view }: { metric: Metric; view: "trend" | "answers" }) {
  const words = useWords(scoresWords);
  const { filters, range, count } = useFilters();
  const score = useScore(metric);
  const target = useTarget(metric);
  const { touchpoint, channel, segment } = filters;
  const place = useMemo(() => ({ touchpoint, channel, segment }), [touchpoint, channel, segment]);
  const { marks, baseline } = useTrendMarks(metric, place, range);
  const name = words.metrics[metric];
  const seriesNote = useSeriesNote(range.from);
  const loading = (
    <Card title={view === "trend" ? name : words.answersTitle[metric]}>
      <Loading height={chartHeight} />
    </Card>
  );
  return (
    <AsyncState query={score} what={words.what} loading={loading}>
      {({ n, bucket, buckets, series }) => {
        if (n === 0 || !bucket || !buckets)
          return <Card>{count > 0 ? <EmptyByFilter /> : <Empty {...words.nobody} />}</Card>;
        const shown = { metric, bucket, buckets, from: range.from, to: range.to, height: chartHeight };
        if (view === "answers") return <AnswersOverTime title={words.answersTitle[metric]} {...shown} />;
        return (
          <TrendChart
            title={`${name} ${words.trend[bucket]}`}
            note={[words.band, seriesNote(series)].filter(Boolean).join(" · ")}
            {...shown}
            target={target}
            baseline={filters.survey ? null : baseline}
            marks={marks}
          />
        );
      }}
    </AsyncState>
  );
}
