import { Button } from "@mantine/core";
import { holds, isHeldBack } from "@otklik/domain/survey/answer-flags";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { api, ask } from "../../api.ts";
import { useFilters } from "../../filters.ts";
import { useFormats } from "../../formats.ts";
import { frameWords } from "../../frame-words.ts";
import { useKeys } from "../../keys.ts";
import type { Search } from "../../search.ts";
import { useWorkspace } from "../../session.ts";
import { Card } from "../../ui/Card.tsx";
import { FilterBar } from "../../ui/FilterBar.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { LiveMark } from "../../ui/LiveMark.tsx";
import { PageHead } from "../../ui/PageHead.tsx";
import { AsyncState, Empty, EmptyByFilter, Loading } from "../../ui/States.tsx";
import { useWords } from "../../words.ts";
import { BulkTags } from "./BulkTags.tsx";
import { ClassBar } from "./ClassBar.tsx";
import { Contradictions } from "./contradictions/Contradictions.tsx";
import { ExportButton } from "./ExportButton.tsx";
import { useHold } from "./hold.ts";
import { AnswerChip, MetricFilter, SearchField, TagFilter, ThemeFilter } from "./ListFilters.tsx";
import { type ListQuery, type Tab, useListQuery, useSummary, useTouchpointNames } from "./list-query.ts";
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
  const inSurroundings = (list: ReactNode) =>
    tab !== "flagged" ? (
      list
    ) : (
      <Contradictions query={query} nameOf={nameOf}>
        {list}
      </Contradictions>
    );
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
        <ThemeFilter />
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
            inSurroundings(
              <Listed
                key={JSON.stringify(query)}
                tab={tab}
                query={query}
                total={total}
                openId={responseId}
                nameOf={nameOf}
              />,
            )
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
