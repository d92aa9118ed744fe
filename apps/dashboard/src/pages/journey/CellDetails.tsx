import { Button } from "@mantine/core";
import { farFromTarget } from "@otklik/domain/journey/cell-class";
import { smallestBase } from "@otklik/domain/metrics/verdict";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { lazy, Suspense, useMemo, useState } from "react";
import { api, ask } from "../../api.ts";
import { keptFilters, type Range, useFilters } from "../../filters.ts";
import { type Metric, useFormats } from "../../formats.ts";
import type { Search } from "../../search.ts";
import { useWorkspace } from "../../session.ts";
import { arrowOf, isWorse, type Shift } from "../../shifts/shifts.ts";
import { useShiftTexts } from "../../shifts/texts.ts";
import { useTrendMarks } from "../../shifts/trend-marks.ts";
import { AsyncState, Loading } from "../../ui/States.tsx";
import { useWords } from "../../words.ts";
import styles from "./Journey.module.css";
import type { Column, MapCell, MapTouchpoint } from "./journey-map.ts";
import { journeyWords } from "./words.ts";

const TrendChart = lazy(() => import("../../charts/TrendChart.tsx").then((chart) => ({ default: chart.TrendChart })));
const trendHeight = 180;

export type CellPlace = { metric: Metric; touchpoint: MapTouchpoint; column: Column; columnName: string };

type Props = { place: CellPlace; cell: MapCell; shift: Shift | null; titleId: string };

/** What is known of a cell, and the ways on: its answers, its trend, the cases at its touchpoint. */
export function CellDetails({ place, cell, shift, titleId }: Props) {
  const { metric, touchpoint, column, columnName } = place;
  const words = useWords(journeyWords);
  const formats = useFormats();
  const { slug } = useWorkspace();
  const { range } = useFilters();
  const [isTrend, setTrend] = useState(false);
  const here = (was: Search): Search => ({
    ...keptFilters(was),
    metric,
    touchpoint: touchpoint.key,
    channel: column === "all" ? undefined : column,
  });
  const score = [metric.toUpperCase(), formats.score(metric, cell.score), formats.plusMinus(metric, cell)];
  return (
    <>
      <h3 id={titleId}>{words.cell.title(touchpoint.name, columnName)}</h3>
      {cell.n > 0 && (
        <p>
          <b>{score.filter(Boolean).join(" ")}</b>, {words.answers(cell.n, formats.number(cell.n))}{" "}
          {words.cell.inDays(range.days)}.
        </p>
      )}
      <p className={styles.verdict}>
        <Verdict metric={metric} cell={cell} target={touchpoint.target} />
      </p>
      {shift && <Shifted shift={shift} from={range.from} />}
      <div className={styles.actions}>
        {shift && (
          <Button
            data-autofocus
            renderRoot={(props) => (
              <Link
                {...props}
                to="/$workspace/shifts/$shiftId"
                params={{ workspace: slug, shiftId: shift.id }}
                search={{}}
              />
            )}
          >
            {words.shift.open}
          </Button>
        )}
        <Button
          data-autofocus={shift ? undefined : true}
          variant={shift ? "default" : "filled"}
          renderRoot={(props) => (
            <Link
              {...props}
              to="/$workspace/responses/{-$responseId}"
              params={{ workspace: slug, responseId: undefined }}
              search={here}
            />
          )}
        >
          {words.cell.seeAnswers}
        </Button>
        <Button variant="default" aria-expanded={isTrend} onClick={() => setTrend(!isTrend)}>
          {words.cell.trend}
        </Button>
        {touchpoint.openCases > 0 && (
          <Button
            variant="default"
            renderRoot={(props) => (
              <Link
                {...props}
                to="/$workspace/cases/{-$caseId}"
                params={{ workspace: slug, caseId: undefined }}
                search={(was: Search) => ({ ...here(was), channel: undefined })}
              />
            )}
          >
            {words.cell.seeCases(touchpoint.openCases)}
          </Button>
        )}
      </div>
      {isTrend && <CellTrend place={place} range={range} />}
    </>
  );
}

function Shifted({ shift, from }: { shift: Shift; from: string }) {
  const words = useWords(journeyWords).shift;
  const texts = useShiftTexts();
  return (
    <>
      <p>
        <b className={styles.shifted} data-worse={isWorse(shift) || undefined}>
          <span aria-hidden="true">{arrowOf(shift)} </span>
          {texts.sentence(shift)}
        </b>
      </p>
      {shift.onset > from && <p className={styles.verdict}>{words.mixed}</p>}
    </>
  );
}

function Verdict({ metric, cell, target }: { metric: Metric; cell: MapCell; target: number | null }) {
  const words = useWords(journeyWords).cell;
  const formats = useFormats();
  if (cell.n === 0) return words.nobody;
  if (cell.class === "few") return words.few(smallestBase - cell.n);
  if (target === null) return words.noTarget;
  const far = new Intl.NumberFormat(formats.locale).format(farFromTarget[metric]);
  return words.verdict[cell.class](formats.score(metric, target), far);
}

function CellTrend({ place, range }: { place: CellPlace; range: Range }) {
  const { metric, touchpoint, column, columnName } = place;
  const words = useWords(journeyWords).cell;
  const { segment } = useFilters().filters;
  const at = useMemo(
    () => ({ touchpoint: touchpoint.key, channel: column === "all" ? undefined : column, segment }),
    [touchpoint.key, column, segment],
  );
  const { marks, baseline } = useTrendMarks(metric, at, range);
  const query = { from: range.from, to: range.to, bucket: "auto" as const, ...at };
  const trend = useQuery({
    queryKey: ["scores", metric, query],
    queryFn: () => ask(api.v1.scores[":metric"].$get({ param: { metric }, query })),
  });
  const loading = <Loading height={trendHeight} />;
  return (
    <div className={styles.trend}>
      <AsyncState query={trend} what={words.trend} loading={loading}>
        {({ bucket, buckets }) => (
          <Suspense fallback={loading}>
            <TrendChart
              title={words.trendOf(metric.toUpperCase(), words.title(touchpoint.name, columnName))}
              metric={metric}
              bucket={bucket ?? "day"}
              buckets={buckets ?? []}
              from={range.from}
              to={range.to}
              target={touchpoint.target}
              baseline={baseline}
              marks={marks}
              answers={at}
              place={[words.title(touchpoint.name, columnName), segment?.replace(":", ": ")].filter(Boolean).join(", ")}
              height={trendHeight}
              fileName={`${metric}-${touchpoint.key}-${column}`}
            />
          </Suspense>
        )}
      </AsyncState>
    </div>
  );
}
