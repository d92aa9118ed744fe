import { Button } from "@mantine/core";
import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useFilters } from "../../filters.ts";
import { useFormats } from "../../formats.ts";
import { frameWords } from "../../frame-words.ts";
import { useKeys } from "../../keys.ts";
import { useLive } from "../../live.ts";
import type { Search } from "../../search.ts";
import { useWorkspace } from "../../session.ts";
import { readShifts, type Shift } from "../../shifts/shifts.ts";
import { useShiftTexts } from "../../shifts/texts.ts";
import { useAcknowledge } from "../../shifts/use-acknowledge.ts";
import { examplesOf, sightOf, type Watching, watchingQuery } from "../../shifts/watching.ts";
import { shiftWords } from "../../shifts/words.ts";
import { Card } from "../../ui/Card.tsx";
import { FilterBar, Pick } from "../../ui/FilterBar.tsx";
import { LiveMark } from "../../ui/LiveMark.tsx";
import { NewPill } from "../../ui/NewPill.tsx";
import { PageHead } from "../../ui/PageHead.tsx";
import { useRowKeys } from "../../ui/row-keys.ts";
import { Empty, Failure, Loading } from "../../ui/States.tsx";
import { useWords } from "../../words.ts";
import { ShiftRow } from "./ShiftRow.tsx";
import styles from "./ShiftsPage.module.css";
import { shiftsWords } from "./words.ts";

const statuses = ["open", "acknowledged", "explained", "closed", "newNormal"] as const;
const notOpen = statuses.slice(1).join(",");

/** What has moved for good: what nobody has looked at first, then the rest, newest first. */
export function ShiftsPage() {
  const frame = useWords(frameWords);
  const words = useWords(shiftsWords);
  const { status, touchpoint } = useSearch({ strict: false }) as Search;
  const { shifts, open, rest } = useShiftList(status, touchpoint);
  const { waiting, show } = useArrivals();
  useRowActions(shifts ?? []);
  const failed = open.error ?? rest.error;
  return (
    <>
      <PageHead title={frame.pages.shifts}>
        <LiveMark />
      </PageHead>
      <FilterBar fields={["touchpoint"]}>
        <StatusPick status={status} />
      </FilterBar>
      <NewPill count={waiting} show={show} />
      <Card className={styles.card}>
        <h2 className="visually-hidden">{words.list}</h2>
        {shifts === null ? (
          failed ? (
            <Failure what={words.what} error={failed} retry={show} />
          ) : (
            <Loading lines={4} height={220} />
          )
        ) : shifts.length === 0 ? (
          <NoShifts isFiltered={Boolean(status ?? touchpoint)} />
        ) : (
          <ul className={styles.rows}>
            {shifts.map((shift) => (
              <ShiftRow key={shift.id} shift={shift} />
            ))}
          </ul>
        )}
        {rest.hasNextPage && (
          <Button
            variant="default"
            className={styles.more}
            loading={rest.isFetchingNextPage}
            onClick={() => void rest.fetchNextPage()}
          >
            {words.more}
          </Button>
        )}
      </Card>
      <Watched />
    </>
  );
}

function useShiftList(status: string | undefined, touchpoint: string | undefined) {
  const open = useQuery({
    queryKey: ["shifts", "list", "open", { touchpoint }],
    queryFn: () => readShifts({ status: "open", touchpoint, limit: "200" }),
    enabled: !status,
  });
  const asked = { status: status ?? notOpen, touchpoint };
  const rest = useInfiniteQuery({
    queryKey: ["shifts", "list", asked],
    queryFn: ({ pageParam }) => readShifts({ ...asked, limit: "50", ...(pageParam && { cursor: pageParam }) }),
    initialPageParam: "",
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
  const isThere = rest.data && (status || open.data);
  const shifts = isThere
    ? [...(status ? [] : (open.data?.data ?? [])), ...rest.data.pages.flatMap((page) => page.data)]
    : null;
  return { shifts, open, rest };
}

/** A new shift waits behind the pill, so that no row jumps under a hand. */
function useArrivals() {
  const queries = useQueryClient();
  const [waiting, setWaiting] = useState(0);
  useLive(({ name }) => {
    if (name === "shift.detected") setWaiting((n) => n + 1);
    if (name === "shift.cleared") void queries.invalidateQueries({ queryKey: ["shifts", "list"] });
  });
  const show = () => {
    setWaiting(0);
    void queries.invalidateQueries({ queryKey: ["shifts"] });
  };
  return { waiting, show };
}

function useRowActions(shifts: Shift[]): void {
  const words = useWords(shiftsWords);
  const { acknowledge } = useWords(shiftWords);
  const send = useAcknowledge();
  useRowKeys("[data-shift]", words);
  useKeys([
    {
      keys: "A",
      does: acknowledge,
      run: () => {
        const row = document.activeElement?.closest("li")?.querySelector<HTMLElement>("[data-shift]");
        const shift = shifts.find(({ id }) => id === row?.dataset.shift);
        if (shift?.status === "open") void send(shift);
      },
    },
  ]);
}

function StatusPick({ status }: { status: string | undefined }) {
  const words = useWords(shiftsWords);
  const names = useWords(shiftWords).statuses;
  const navigate = useNavigate();
  const choose = (chosen: string | undefined) =>
    void navigate({ to: ".", search: (was: Search) => ({ ...was, status: chosen }), resetScroll: false });
  return (
    <Pick
      label={words.status}
      usual={words.allStatuses}
      chosen={status}
      choices={statuses.map((value) => ({ value, label: names[value] }))}
      choose={choose}
    />
  );
}

function NoShifts({ isFiltered }: { isFiltered: boolean }) {
  const words = useWords(shiftsWords);
  const navigate = useNavigate();
  const { clear } = useFilters();
  const { data } = useQuery(watchingQuery());
  const showAll = () => {
    clear();
    void navigate({ to: ".", search: {} });
  };
  if (isFiltered)
    return (
      <Empty
        title={words.filteredOut.title}
        text={words.filteredOut.text}
        action={
          <Button variant="default" onClick={showAll}>
            {words.filteredOut.action}
          </Button>
        }
      />
    );
  return <Empty title={words.none.title} text={data && <Prospect watching={data} />} />;
}

/** What would be seen if something happened. */
function Prospect({ watching }: { watching: Watching }) {
  const { none } = useWords(shiftsWords);
  const { daysAbout } = useWords(shiftWords);
  const texts = useShiftTexts();
  const formats = useFormats();
  const { alarms } = useWorkspace().settings;
  if (watching.watching === 0) return none.nothingYet(formats.number(alarms.minimumBase));
  const { whole } = examplesOf(watching.data);
  const sight = whole && sightOf(whole);
  const said = none.watched(watching.watching, formats.number(watching.watching));
  return sight ? `${said} ${none.sees(texts.points("nps", sight.fall), daysAbout(sight.days))}` : said;
}

/** "Watching 42 series · 2 learning · limit: 12 false alarms a year". */
function Watched() {
  const words = useWords(shiftsWords);
  const formats = useFormats();
  const { slug } = useWorkspace();
  const { data } = useQuery(watchingQuery());
  const limit = new Intl.NumberFormat(formats.locale, { maximumFractionDigits: 1 });
  return (
    <p className={styles.foot}>
      {data &&
        [
          words.watching(data.watching, formats.number(data.watching)),
          data.learning > 0 && words.learning(data.learning, formats.number(data.learning)),
          words.limit(data.falseAlarmsPerYear, limit.format(data.falseAlarmsPerYear)),
        ]
          .filter(Boolean)
          .join(" · ")}
      <Link to="/$workspace/shifts/watching" params={{ workspace: slug }}>
        {words.seeing}
      </Link>
    </p>
  );
}
