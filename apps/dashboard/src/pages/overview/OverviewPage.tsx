import { Button } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { TrendChart } from "../../charts/TrendChart.tsx";
import { keptFilters, useFilters } from "../../filters.ts";
import { frameWords } from "../../frame-words.ts";
import { useLive } from "../../live.ts";
import type { Search } from "../../search.ts";
import { useWorkspace } from "../../session.ts";
import { useStandingShifts } from "../../shifts/shifts.ts";
import { useTrendMarks } from "../../shifts/trend-marks.ts";
import { watchingQuery } from "../../shifts/watching.ts";
import { Card } from "../../ui/Card.tsx";
import { FilterBar } from "../../ui/FilterBar.tsx";
import { LiveMark } from "../../ui/LiveMark.tsx";
import { PageHead } from "../../ui/PageHead.tsx";
import { AsyncState, Empty, EmptyByFilter, Loading } from "../../ui/States.tsx";
import { useWords } from "../../words.ts";
import { CallFirst } from "./CallFirst.tsx";
import { Headline } from "./Headline.tsx";
import { NewestAnswers } from "./NewestAnswers.tsx";
import styles from "./OverviewPage.module.css";
import {
  useComparison,
  useMovingNumbers,
  useNewest,
  useResponseRate,
  useTouchpointComparison,
  useTrend,
  useUnfiltered,
} from "./queries.ts";
import { RateTile, ScoreTile } from "./Tiles.tsx";
import { WorstTouchpoints } from "./WorstTouchpoints.tsx";
import { overviewWords } from "./words.ts";

/** What changed, how are we, what is worst, whom to call. */
export function OverviewPage() {
  const frame = useWords(frameWords);
  const words = useWords(overviewWords);
  const { filters, range, count } = useFilters();
  const scores = { nps: useComparison("nps"), csi: useComparison("csi"), ces: useComparison("ces") };
  const rate = useResponseRate();
  const touchpoints = useTouchpointComparison();
  const newest = useNewest();
  const { lastAnswerAt, waiting, show } = useArrivals(newest.data?.data[0]?.receivedAt ?? null);
  const isLoading = [useStandingShifts(), useQuery(watchingQuery()), touchpoints, ...Object.values(scores)].some(
    (query) => query.isLoading,
  );
  useMovingNumbers();

  const answered = Object.values(scores).map(({ data }) => data?.after.n);
  const isEmpty = answered.every((n) => n === 0);
  const isFirstRun = isEmpty && count === 0 && newest.data?.data.length === 0;
  const isFilteredOut = isEmpty && count > 0;
  const unfiltered = useUnfiltered(isFilteredOut);
  const names = useMemo(
    () => new Map((touchpoints.data?.data ?? []).map(({ touchpoint }) => [touchpoint.key, touchpoint.name])),
    [touchpoints.data],
  );
  return (
    <>
      <PageHead title={frame.pages.overview}>
        <LiveMark lastAnswerAt={lastAnswerAt} />
      </PageHead>
      <FilterBar
        fields={[
          "period",
          ...(filters.touchpoint ? (["touchpoint"] as const) : []),
          ...(filters.survey ? (["survey"] as const) : []),
          "channel",
          "segment",
        ]}
        note={words.against(range.days)}
      />
      {isLoading && <Loading lines={6} height={600} />}
      {/* Shown when it is known what stands on top: whatever came later would push everything down. */}
      <div hidden={isLoading}>
        {isFirstRun && <FirstRun />}
        {isFilteredOut && (
          <Card className={styles.first}>
            <EmptyByFilter without={unfiltered.data?.n || null} />
          </Card>
        )}
        {touchpoints.data && <Headline touchpoints={touchpoints.data.data} />}
        <div className={styles.tiles}>
          <ScoreTile metric="nps" query={scores.nps} invited={rate.data?.invited ?? null} />
          <ScoreTile metric="csi" query={scores.csi} invited={null} />
          <ScoreTile metric="ces" query={scores.ces} invited={null} />
          <RateTile query={rate} />
        </div>
        <div className={styles.pair}>
          <Trend target={scores.nps.data?.target ?? null} />
          <WorstTouchpoints query={touchpoints} />
        </div>
        <div className={styles.pair}>
          <CallFirst />
          <NewestAnswers query={newest} names={names} waiting={waiting} show={show} />
        </div>
      </div>
    </>
  );
}

/** Answers that came in since the list was read: their number, and when the last one came. */
function useArrivals(newestAt: string | null) {
  const { filters } = useFilters();
  const queries = useQueryClient();
  const [waiting, setWaiting] = useState(0);
  const [heardAt, setHeardAt] = useState<string | null>(null);
  const show = () => {
    setWaiting(0);
    void queries.invalidateQueries({ queryKey: ["responses"] });
  };
  useLive(({ name, data }) => {
    if (name !== "response.created") return;
    if (typeof data.at === "string") setHeardAt(data.at);
    const isElsewhere =
      (filters.channel && filters.channel !== data.channel) ||
      (filters.touchpoint && filters.touchpoint !== data.touchpointKey);
    if (!isElsewhere) setWaiting((n) => n + 1);
  });
  return { lastAnswerAt: heardAt ?? newestAt, waiting, show };
}

function Trend({ target }: { target: number | null }) {
  const words = useWords(overviewWords);
  const { filters, range } = useFilters();
  const trend = useTrend();
  const { touchpoint, channel, segment } = filters;
  const place = useMemo(() => ({ touchpoint, channel, segment }), [touchpoint, channel, segment]);
  const { marks, baseline } = useTrendMarks("nps", place, { from: trend.from, to: range.to });
  const waits = (
    <Card title={words.trendName}>
      <Loading height={292} />
    </Card>
  );
  if (trend.error && !trend.data)
    return (
      <Card title={words.trendName}>
        <AsyncState query={trend} what={words.theTrend}>
          {() => null}
        </AsyncState>
      </Card>
    );
  if (!trend.data?.bucket) return waits;
  const { bucket, buckets = [], n } = trend.data;
  if (n === 0)
    return (
      <Card title={words.trendName}>
        <p className={styles.nobody}>{words.nobody}</p>
      </Card>
    );
  const isOpen = Date.parse(range.to) > Date.now();
  return (
    <TrendChart
      title={words.trend[bucket]}
      note={isOpen ? words.trendNote[bucket] : words.trendBand}
      metric="nps"
      buckets={buckets}
      bucket={bucket}
      from={trend.from}
      to={range.to}
      target={target}
      baseline={filters.survey ? null : baseline}
      marks={marks}
      height={292}
    >
      <Closer />
    </TrendChart>
  );
}

/** From the trend to the other views of the score. */
function Closer() {
  const words = useWords(overviewWords).closer;
  const { slug } = useWorkspace();
  const to = (view?: "answers" | "compare", text = "") => (
    <Link
      to="/$workspace/scores"
      params={{ workspace: slug }}
      search={(was: Search) => ({ ...keptFilters(was), view })}
    >
      {text}
    </Link>
  );
  return (
    <p className={styles.closer}>
      {to(undefined, words.scores)}
      {to("answers", words.answers)}
      {to("compare", words.compare)}
    </p>
  );
}

function FirstRun() {
  const words = useWords(overviewWords).first;
  const { slug } = useWorkspace();
  return (
    <Card className={styles.first}>
      <Empty
        title={words.title}
        text={words.text}
        action={
          <>
            <Button
              renderRoot={(props) => <Link {...props} to="/$workspace/surveys/new" params={{ workspace: slug }} />}
            >
              {words.action}
            </Button>
            <a href="/docs">{words.api}</a>
          </>
        }
      />
    </Card>
  );
}
