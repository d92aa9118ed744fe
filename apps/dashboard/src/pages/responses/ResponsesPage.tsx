import { Button } from "@mantine/core";
import { holds, isHeldBack } from "@otklik/domain/survey/answer-flags";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { api, ask } from "../../api.ts";
import { useFilters } from "../../filters.ts";
import { useFormats } from "../../formats.ts";
import { frameWords } from "../../frame-words.ts";
import { useKeys } from "../../keys.ts";
import type { Search } from "../../search.ts";
import { useWorkspace } from "../../session.ts";
import { shiftWords } from "../../shifts/words.ts";
import { Card } from "../../ui/Card.tsx";
import { FilterBar, Pick } from "../../ui/FilterBar.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { LiveMark } from "../../ui/LiveMark.tsx";
import { PageHead } from "../../ui/PageHead.tsx";
import { AsyncState, Empty, EmptyByFilter, Loading } from "../../ui/States.tsx";
import { useWords } from "../../words.ts";
import { BulkTags } from "./BulkTags.tsx";
import { ClassBar } from "./ClassBar.tsx";
import { ExportButton } from "./ExportButton.tsx";
import { useHold } from "./hold.ts";
import {
  knownMetric,
  type ListQuery,
  metrics,
  type Tab,
  useListQuery,
  useSummary,
  useTouchpointNames,
} from "./list-query.ts";
import { ResponseDrawer } from "./ResponseDrawer.tsx";
import { ResponseList } from "./ResponseList.tsx";
import styles from "./ResponsesPage.module.css";
import type { Row } from "./rows.ts";
import { SavedViews } from "./SavedViews.tsx";
import { SummaryTab } from "./SummaryTab.tsx";
import { useSelection } from "./selection.ts";
import { responsesWords } from "./words.ts";

const tabs: readonly Tab[] = ["list", "summary", "flagged", "quarantine"];
// A tab is where the search says, not where the path begins.
const whole = { exact: true, includeSearch: true, explicitUndefined: true };

export function ResponsesPage() {
  const { pages } = useWords(frameWords);
  const words = useWords(responsesWords);
  const { slug } = useWorkspace();
  const { responseId } = useParams({ strict: false });
  const search = useSearch({ strict: false }) as Search;
  const tab = tabs.find((name) => name === search.tab) ?? "list";
  const query = useListQuery(tab);
  const summary = useSummary(query);
  const nameOf = useTouchpointNames();
  const close = useClose(responseId);
  const total = summary.data ? totalOf(summary.data, query) : null;
  return (
    <>
      <PageHead title={pages.responses}>
        <LiveMark />
        {tab !== "summary" && <ExportButton query={query} total={total} />}
      </PageHead>
      <nav className={styles.tabs} aria-label={words.tabs.label}>
        {tabs.map((name) => (
          <Link
            key={name}
            to="/$workspace/responses/{-$responseId}"
            params={{ workspace: slug, responseId: undefined }}
            search={(was: Search) => ({ ...was, tab: name === "list" ? undefined : name })}
            activeOptions={whole}
            aria-current={name === tab ? "page" : undefined}
          >
            {words.tabs[name]}
            {name === "quarantine" && <HeldCount query={query} />}
          </Link>
        ))}
      </nav>
      <FilterBar fields={["period", "touchpoint", "survey", "channel", "segment"]}>
        <MetricFilter />
        <TagFilter />
        <SavedViews />
        <AnswerChip />
        <SearchField />
      </FilterBar>
      <div className={styles.classes}>
        <AsyncState query={summary} what={words.what} loading={<Loading lines={1} />}>
          {(data) => <ClassBar summary={data} />}
        </AsyncState>
      </div>
      <div className={styles.split} data-open={responseId ? true : undefined}>
        <div className={styles.left}>
          {tab === "summary" ? (
            <AsyncState query={summary} what={words.what} loading={<Loading lines={8} height={480} />}>
              {(data) =>
                data.total === 0 ? (
                  <Nothing tab={tab} query={query} />
                ) : (
                  <SummaryTab query={query} summary={data} nameOf={nameOf} />
                )
              }
            </AsyncState>
          ) : (
            <Listed
              key={JSON.stringify(query)}
              tab={tab}
              query={query}
              total={total}
              openId={responseId}
              nameOf={nameOf}
            />
          )}
        </div>
        {responseId && <ResponseDrawer id={responseId} close={close} nameOf={nameOf} />}
      </div>
    </>
  );
}

const totalOf = ({ total, byClass }: { total: number; byClass: Record<string, number> }, query: ListQuery) =>
  query.class === undefined ? total : (byClass[query.class] ?? 0);

type ListedProps = {
  tab: Tab;
  query: ListQuery;
  total: number | null;
  openId: string | undefined;
  nameOf(key: string): string;
};

/** The list, made anew for another question or when what is new shall be shown. */
function Listed({ tab, query, total, openId, nameOf }: ListedProps) {
  const selection = useSelection();
  const isChoosing = selection.isAll || selection.ids.size > 0;
  const queries = useQueryClient();
  const [generation, setGeneration] = useState(0);
  const reload = () => {
    queries.removeQueries({ queryKey: ["responses", "page"] });
    setGeneration((was) => was + 1);
  };
  return (
    <Card className={styles.list}>
      {isChoosing && <BulkTags query={query} selection={selection} total={total} />}
      <ResponseList
        selection={selection}
        key={`${generation} ${JSON.stringify(query)}`}
        query={query}
        openId={openId}
        nameOf={nameOf}
        reload={reload}
        empty={<Nothing tab={tab} query={query} />}
        side={tab === "quarantine" ? (row) => <Release row={row} /> : undefined}
      />
    </Card>
  );
}

function Release({ row }: { row: Row }) {
  const words = useWords(responsesWords).held;
  const { release } = useHold();
  if (!isHeldBack(row.flags)) {
    return (
      <span className={styles.counts}>
        <Icon name="check" size={14} />
        {words.counts}
      </span>
    );
  }
  return (
    <Button variant="default" className={styles.release} onClick={() => void release(row.id)}>
      {words.release}
    </Button>
  );
}

/** Nothing to list: none at all, none in this period, or none that the filters let through. */
function Nothing({ tab, query }: { tab: Tab; query: ListQuery }) {
  const words = useWords(responsesWords);
  const { count, set, range } = useFilters();
  const { slug } = useWorkspace();
  const { from, to, flag = "none" } = query;
  const isFiltered = count > 0;
  const without = useQuery({
    queryKey: ["responses", "summary", { from, to, flag }],
    queryFn: () => ask(api.v1.responses.summary.$get({ query: { from: range.from, to: range.to, flag } })),
    enabled: isFiltered,
  });
  const any = useQuery({
    queryKey: ["responses", "any"],
    queryFn: () => ask(api.v1.responses.$get({ query: { limit: "1" } })),
    enabled: !isFiltered && tab !== "quarantine",
  });
  if (isFiltered) return <EmptyByFilter without={without.data?.total ?? null} />;
  if (tab === "flagged") return <Empty title={words.emptyFlagged.title} text={words.emptyFlagged.text} />;
  if (tab === "quarantine") return <Empty title={words.emptyQuarantine.title} text={words.emptyQuarantine.text} />;
  if (!any.data) return <Loading lines={3} height={120} />;
  if (any.data.data.length > 0) {
    return (
      <Empty
        title={words.emptyPeriod.title}
        text={words.emptyPeriod.text}
        action={<Button onClick={() => set({ period: "365d" })}>{words.emptyPeriod.action}</Button>}
      />
    );
  }
  return (
    <Empty
      title={words.empty.title}
      text={words.empty.text}
      action={
        <Button renderRoot={(props) => <Link {...props} to="/$workspace/surveys" params={{ workspace: slug }} />}>
          {words.empty.action}
        </Button>
      }
    />
  );
}

/** How many answers wait for a person to look at them. */
function HeldCount({ query: { from, to } }: { query: ListQuery }) {
  const formats = useFormats();
  const query = { from, to, flag: holds.join(",") };
  const { data } = useQuery({
    queryKey: ["responses", "summary", query],
    queryFn: () => ask(api.v1.responses.summary.$get({ query })),
  });
  return data && data.total > 0 ? <span className={styles.count}>{formats.number(data.total)}</span> : null;
}

/** The score whose answers are listed: a number that somebody came from counts no others. */
function MetricFilter() {
  const words = useWords(responsesWords);
  const names = useWords(shiftWords).metrics;
  const { metric } = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  return (
    <Pick
      label={words.metric}
      usual={words.allMetrics}
      chosen={knownMetric(metric)}
      choices={metrics.map((one) => ({ value: one, label: names[one] }))}
      choose={(one) =>
        void navigate({ to: ".", search: (was: Search) => ({ ...was, metric: one }), resetScroll: false })
      }
    />
  );
}

function TagFilter() {
  const words = useWords(responsesWords);
  const { filters, set } = useFilters();
  const known = useQuery({ queryKey: ["responses", "tags"], queryFn: () => ask(api.v1.responses.tags.$get()) });
  const tags = known.data?.data ?? [];
  return (
    <Pick
      label={words.tag}
      usual={words.allTags}
      chosen={filters.tag}
      choices={tags.map(({ tag }) => ({ value: tag, label: tag }))}
      choose={(tag) => set({ tag })}
    />
  );
}

/** The single answer that the list is filtered by; a press takes it away. */
function AnswerChip() {
  const words = useWords(responsesWords);
  const { filters, set } = useFilters();
  if (!filters.answer) return null;
  return (
    <Button
      variant="default"
      size="compact-sm"
      rightSection={<Icon name="close" size={12} />}
      aria-label={words.answerOff(filters.answer)}
      onClick={() => set({ answer: undefined })}
    >
      {words.answer(filters.answer)}
    </Button>
  );
}

const typingMs = 300;

/** What is typed is looked for once the typing rests. */
function SearchField() {
  const words = useWords(responsesWords);
  const { filters, set } = useFilters();
  const [text, setText] = useState(filters.q ?? "");
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  // What this field itself has asked for comes back without the space that is still being typed after.
  useEffect(() => setText((typed) => (typed.trim() === (filters.q ?? "") ? typed : (filters.q ?? ""))), [filters.q]);
  useEffect(() => () => clearTimeout(timer.current ?? undefined), []);
  const type = (typed: string) => {
    setText(typed);
    clearTimeout(timer.current ?? undefined);
    timer.current = setTimeout(() => set({ q: typed.trim() || undefined }), typingMs);
  };
  return (
    <label className={styles.search}>
      <Icon name="search" size={14} />
      <input
        type="search"
        value={text}
        placeholder={words.searchIn}
        aria-label={words.search}
        maxLength={200}
        onChange={(event) => type(event.currentTarget.value)}
        onKeyDown={(event) => event.key === "Escape" && event.currentTarget.blur()}
      />
    </label>
  );
}

/** Back to the bare list, and the keyboard to the row it came from. */
function useClose(openId: string | undefined): () => void {
  const words = useWords(responsesWords);
  const { slug } = useWorkspace();
  const navigate = useNavigate();
  const close = () => {
    const row = document.querySelector<HTMLElement>(`li[data-index] a[href*="${CSS.escape(openId ?? "")}"]`);
    void navigate({
      to: "/$workspace/responses/{-$responseId}",
      params: { workspace: slug, responseId: undefined },
      search: (was) => was,
      resetScroll: false,
    }).then(() => row?.focus({ preventScroll: true }));
  };
  useKeys([{ keys: "Escape", does: words.keys.close, run: close, isOff: !openId }]);
  return close;
}
