import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { csvOf } from "../../charts/csv.ts";
import { saveCsv } from "../../charts/save-file.ts";
import { useFilters } from "../../filters.ts";
import { useFormats } from "../../formats.ts";
import { useWorkspace } from "../../session.ts";
import { useShiftTexts } from "../../shifts/texts.ts";
import { leastPerDay, type WatchedSeries, type Watching, watchingQuery } from "../../shifts/watching.ts";
import { shiftWords } from "../../shifts/words.ts";
import { Card } from "../../ui/Card.tsx";
import { FilterBar } from "../../ui/FilterBar.tsx";
import { PageHead } from "../../ui/PageHead.tsx";
import { AsyncState, Empty, Loading } from "../../ui/States.tsx";
import { useWords } from "../../words.ts";
import { levelsOf } from "./series-list.ts";
import { WatchedTable } from "./WatchedTable.tsx";
import styles from "./WatchingPage.module.css";
import { watchingWords } from "./watching-words.ts";

/** How large a fall each series can see at its present volume, or what it still needs to see any. */
export function WatchingPage() {
  const words = useWords(watchingWords);
  const texts = useShiftTexts();
  const metrics = useWords(shiftWords).metrics;
  const formats = useFormats();
  const { alarms } = useWorkspace().settings;
  const { filters, set } = useFilters();
  const query = useQuery(watchingQuery());
  const wanted = (filters.q ?? "").trim().toLowerCase();
  const matches = (one: WatchedSeries) => `${texts.name(one)} ${metrics[one.metric]}`.toLowerCase().includes(wanted);
  const shown = query.data?.data.filter(matches) ?? [];
  return (
    <>
      <PageHead title={words.title} />
      <FilterBar fields={[]} note={shown.length > 0 && <SaveCsv series={shown} />}>
        <input
          type="search"
          className={styles.search}
          aria-label={words.search}
          placeholder={words.search}
          value={filters.q ?? ""}
          maxLength={200}
          onChange={({ currentTarget }) => set({ q: currentTarget.value || undefined })}
        />
      </FilterBar>
      <Card className={styles.card}>
        <AsyncState query={query} what={words.what} loading={<Loading lines={9} height={560} />}>
          {(watching) =>
            watching.data.length === 0 ? (
              <Empty title={words.none.title} text={words.none.text(formats.number(alarms.minimumBase))} />
            ) : (
              <>
                <Said watching={watching} />
                {shown.length === 0 ? (
                  <Empty
                    title={words.notFound.title(filters.q ?? "")}
                    action={
                      <Button variant="default" onClick={() => set({ q: undefined })}>
                        {words.notFound.action}
                      </Button>
                    }
                  />
                ) : (
                  levelsOf(shown).map(([level, series]) => <WatchedTable key={level} level={level} series={series} />)
                )}
              </>
            )
          }
        </AsyncState>
      </Card>
    </>
  );
}

/** What the numbers mean, who sees too little, and of when they are. */
function Said({ watching: { data, falseAlarmsPerYear, refreshedOn } }: { watching: Watching }) {
  const words = useWords(watchingWords);
  const formats = useFormats();
  const { slug } = useWorkspace();
  const limit = new Intl.NumberFormat(formats.locale, { maximumFractionDigits: 1 }).format(falseAlarmsPerYear);
  const few = data.filter(({ perDay }) => perDay !== null && perDay < leastPerDay).length;
  return (
    <div className={styles.said}>
      <p>
        {words.lead(falseAlarmsPerYear, limit)} {words.deadZoneNote}
      </p>
      {few > 0 && <p>{words.weekly(few, formats.number(few))}</p>}
      <p>
        {refreshedOn && `${words.refreshed(formats.day(`${refreshedOn}T12:00:00Z`))} `}
        <Link to="/$workspace/settings/{-$section}" params={{ workspace: slug, section: "alarms" }} search={{}}>
          {words.settings}
        </Link>
      </p>
    </div>
  );
}

function SaveCsv({ series }: { series: WatchedSeries[] }) {
  const words = useWords(watchingWords);
  const { metrics } = useWords(shiftWords);
  const texts = useShiftTexts();
  const rounded = (value: number | null | undefined) => (value == null ? null : Math.round(value * 100) / 100);
  const save = () => {
    const rows = series.map((one) => [
      words.levels[one.series.level],
      texts.name(one),
      metrics[one.metric],
      words.states[one.status],
      rounded(one.perDay),
      rounded(one.expected),
      rounded(one.deadZone),
      ...[one.seenWithin?.days7, one.seenWithin?.days14, one.seenWithin?.days30].map(rounded),
      one.n,
      one.answersNeeded,
      one.daysNeeded,
    ]);
    saveCsv(csvOf(words.csvHeads, rows), "watched");
  };
  return (
    <Button variant="default" onClick={save}>
      {words.csv}
    </Button>
  );
}
