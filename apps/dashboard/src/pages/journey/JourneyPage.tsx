import { Button } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { farFromTarget } from "@otklik/domain/journey/cell-class";
import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { api, ask } from "../../api.ts";
import { saveCsv } from "../../charts/save-file.ts";
import { useFilters } from "../../filters.ts";
import { type Metric, useFormats } from "../../formats.ts";
import { frameWords } from "../../frame-words.ts";
import { useCoalesced, useLive } from "../../live.ts";
import type { Search } from "../../search.ts";
import { useWorkspace } from "../../session.ts";
import { Card } from "../../ui/Card.tsx";
import { FilterBar, Pick } from "../../ui/FilterBar.tsx";
import { Key } from "../../ui/Key.tsx";
import { LiveMark } from "../../ui/LiveMark.tsx";
import { PageHead } from "../../ui/PageHead.tsx";
import { AsyncState, Empty, EmptyByFilter, Loading } from "../../ui/States.tsx";
import { useWords } from "../../words.ts";
import styles from "./Journey.module.css";
import { type Column, groupsOf, type JourneyMap, readMap } from "./journey-map.ts";
import { MapList } from "./MapList.tsx";
import { MapTable } from "./MapTable.tsx";
import { mapCsv } from "./map-csv.ts";
import { journeyWords, signs } from "./words.ts";

const metrics: readonly Metric[] = ["nps", "csi", "ces", "csat"];
const [usualMetric, ...otherMetrics] = metrics;
const classes = ["--", "-", "0", "+", "++", "few"] as const;
/** A map of a busy day is counted again at most so often. */
const refreshMs = 250;

export function JourneyPage() {
  const pages = useWords(frameWords).pages;
  const words = useWords(journeyWords);
  const search = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  const { filters, range } = useFilters();
  const isNarrow = useMediaQuery("(max-width: 760px)", undefined, { getInitialValueInEffect: false });
  const metric = metrics.find((one) => one === search.metric) ?? "nps";
  const journey = search.journey ?? "default";
  const change = (next: Search, replace = false) =>
    void navigate({ to: ".", search: (was: Search) => ({ ...was, ...next }), replace, resetScroll: false });

  const question = {
    metric,
    from: range.from,
    to: range.to,
    ...(filters.segment && { segment: filters.segment }),
    ...(filters.survey && { survey: filters.survey }),
  };
  const map = useQuery({
    queryKey: ["journeys", "map", journey, question],
    queryFn: () => readMap(journey, question),
    placeholderData: keepPreviousData,
  });
  const journeys = useQuery({ queryKey: ["journeys"], queryFn: () => ask(api.v1.journeys.$get()) });
  const queries = useQueryClient();
  const refresh = useCoalesced(() => void queries.invalidateQueries({ queryKey: ["journeys", "map"] }), refreshMs);
  useLive(({ name }) => {
    if (name === "score.changed" || name.startsWith("case.")) refresh();
  });

  const [, ...more] = journeys.data?.data ?? [];
  const Drawn = isNarrow ? MapList : MapTable;
  return (
    <>
      <PageHead title={pages.journey}>
        <LiveMark />
      </PageHead>
      <FilterBar fields={["period", "survey", "segment"]} note={map.data && <SaveCsv map={map.data} />}>
        <Pick
          label={words.metric}
          usual={(usualMetric as Metric).toUpperCase()}
          chosen={metric === usualMetric ? undefined : metric}
          choices={otherMetrics.map((value) => ({ value, label: value.toUpperCase() }))}
          choose={(value) => change({ metric: value })}
        />
        {more.length > 0 && (
          <Pick
            label={words.journey}
            usual={journeys.data?.data[0]?.name ?? ""}
            chosen={search.journey}
            choices={more.map(({ id, name }) => ({ value: id, label: name }))}
            choose={(value) => change({ journey: value, cell: undefined })}
          />
        )}
      </FilterBar>
      <Card
        title={words.title(metric.toUpperCase())}
        note={words.note}
        right={
          !isNarrow && (
            <span>
              {words.hint.move} <Key>enter</Key> {words.hint.open}
            </span>
          )
        }
      >
        <AsyncState query={map} what={pages.journey} loading={<Loading lines={9} height={560} />}>
          {(found) =>
            groupsOf(found).length === 0 ? (
              <NoTouchpoints />
            ) : isFilteredOut(found) && (filters.segment || filters.survey || filters.from || filters.to) ? (
              <EmptyByFilter />
            ) : (
              <>
                <Drawn
                  map={found}
                  open={search.cell ?? null}
                  onOpen={(cell) => change({ cell: cell ?? undefined }, cell === null)}
                />
                <Legend metric={metric} />
              </>
            )
          }
        </AsyncState>
      </Card>
    </>
  );
}

const isFilteredOut = (map: JourneyMap) =>
  groupsOf(map).every(({ touchpoints }) => touchpoints.every(({ all }) => all.n === 0));

function SaveCsv({ map }: { map: JourneyMap }) {
  const words = useWords(journeyWords);
  const channels = useWords(frameWords).channels;
  const columnName = (column: Column) => (column === "all" ? words.all : channels[column]);
  const save = () => {
    const told = { heads: words.csvHeads, noStage: words.noStage, classes: words.classes, columnName };
    saveCsv(mapCsv(map, told), `${map.metric}-journey`);
  };
  return (
    <Button variant="default" onClick={save}>
      {words.csv}
    </Button>
  );
}

function Legend({ metric }: { metric: Metric }) {
  const words = useWords(journeyWords);
  const { locale } = useFormats();
  const far = new Intl.NumberFormat(locale).format(farFromTarget[metric]);
  return (
    <ul className={styles.legend} aria-label={words.legendTitle}>
      {classes.map((one) => {
        const said = words.legend[one];
        return (
          <li key={one}>
            <i data-class={one} aria-hidden="true">
              {signs[one]}
            </i>
            {typeof said === "function" ? said(far) : said}
          </li>
        );
      })}
    </ul>
  );
}

function NoTouchpoints() {
  const words = useWords(journeyWords).empty;
  const { slug } = useWorkspace();
  return (
    <Empty
      title={words.title}
      text={words.text}
      action={
        <Button
          renderRoot={(props) => (
            <Link
              {...props}
              to="/$workspace/settings/{-$section}"
              params={{ workspace: slug, section: "touchpoints" }}
            />
          )}
        >
          {words.action}
        </Button>
      }
    />
  );
}
