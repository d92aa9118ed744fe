import { Button, Popover } from "@mantine/core";
import { type InfiniteData, type UseInfiniteQueryResult, useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { type FormEvent, useRef, useState } from "react";
import { api, ask } from "../../api.ts";
import { useFormats } from "../../formats.ts";
import { frameWords } from "../../frame-words.ts";
import { useKeys } from "../../keys.ts";
import type { Search } from "../../search.ts";
import { useWorkspace } from "../../session.ts";
import { Icon } from "../../ui/Icon.tsx";
import { NewPill } from "../../ui/NewPill.tsx";
import { ScoreChip, type ScoreClass } from "../../ui/ScoreChip.tsx";
import { Empty, Failure, Loading } from "../../ui/States.tsx";
import { useWords } from "../../words.ts";
import styles from "./Queue.module.css";
import { type QueuedCase, type View, views, type Wanted } from "./queries.ts";
import { useMoments } from "./texts.ts";
import { useNow } from "./use-now.ts";
import { casesWords } from "./words.ts";

type Summary = { views: Record<View, number> } | undefined;
type Props = {
  wanted: Wanted;
  query: UseInfiniteQueryResult<InfiniteData<unknown>>;
  listed: QueuedCase[];
  summary: Summary;
  chosen: string | null;
  news: number;
  showNew(): void;
};

const casePath = "/$workspace/cases/{-$caseId}";

/** Cases in the order in which they should be taken up. */
export function Queue({ wanted, query, listed, summary, chosen, news, showNew }: Props) {
  const words = useWords(casesWords);
  const formats = useFormats();
  const { slug } = useWorkspace();
  const rest = summary && !wanted.q ? summary.views[wanted.view] - listed.length : 0;
  return (
    <section className={styles.queue} aria-label={words.queue}>
      <h2 className="visually-hidden">{words.queue}</h2>
      <nav className={styles.tabs} aria-label={words.queue}>
        {views.map((view) => (
          <Link
            key={view}
            to={casePath}
            params={{ workspace: slug, caseId: undefined }}
            search={(was: Search) => ({ ...was, view: view === "open" ? undefined : view })}
            activeOptions={{ includeSearch: true, explicitUndefined: true }}
          >
            {words.views[view]}
            {summary && view !== "done" && <span> {formats.number(summary.views[view])}</span>}
          </Link>
        ))}
      </nav>
      <Narrow wanted={wanted} />
      <NewPill count={news} show={showNew} />
      {query.isPending && <Loading lines={8} height={480} />}
      {query.isError && listed.length === 0 && (
        <Failure what={words.theQueue} error={query.error} retry={() => void query.refetch()} />
      )}
      {query.isSuccess && listed.length === 0 && <NoCases wanted={wanted} summary={summary} />}
      <ul className={styles.rows}>
        {listed.map((one) => (
          <li key={one.id}>
            <Row one={one} isChosen={one.id === chosen} />
          </li>
        ))}
      </ul>
      {query.hasNextPage && (
        <Button
          variant="subtle"
          className={styles.more}
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {rest > 0 ? words.more(rest) : words.moreUncounted}
        </Button>
      )}
    </section>
  );
}

function Row({ one, isChosen }: { one: QueuedCase; isChosen: boolean }) {
  const words = useWords(casesWords);
  const frame = useWords(frameWords);
  const formats = useFormats();
  const { slug } = useWorkspace();
  const now = useNow();
  const moments = useMoments(now);
  const isDone = one.status === "resolved";
  const due = isDone ? { isOver: false, text: moments.when(one.resolvedAt ?? one.openedAt) } : moments.due(one.dueAt);
  const channel = frame.channels[one.channel as keyof typeof frame.channels];
  return (
    <Link
      to={casePath}
      params={{ workspace: slug, caseId: one.id }}
      search={(was: Search) => was}
      className={styles.row}
      aria-current={isChosen ? "true" : undefined}
      data-case={one.id}
      data-done={isDone || undefined}
    >
      <ScoreChip score={one.score} scoreClass={one.class as ScoreClass | null} />
      <span className={styles.lines}>
        <span className={styles.who}>
          <b>{one.contactName ?? words.somebody}</b>
          <span className={styles.due} data-over={due.isOver || undefined}>
            {due.isOver && "! "}
            {due.text}
          </span>
        </span>
        <span className={styles.comment}>{one.comment ?? words.noComment}</span>
        <span className={styles.where}>
          <span>{[one.touchpointName, channel].filter(Boolean).join(" · ")}</span>
          <span>{one.value === null ? words.unknown : formats.money(one.value)}</span>
        </span>
      </span>
    </Link>
  );
}

/** In which order, and which of them. */
function Narrow({ wanted }: { wanted: Wanted }) {
  const words = useWords(casesWords);
  const frame = useWords(frameWords);
  const navigate = useNavigate();
  const [isOpen, setOpen] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const touchpoints = useQuery({
    queryKey: ["touchpoints"],
    queryFn: () => ask(api.v1.touchpoints.$get()),
    enabled: isOpen || wanted.touchpoint !== undefined,
  });
  const set = (change: Search) => void navigate({ to: ".", search: (was: Search) => ({ ...was, ...change }) });
  useKeys([
    {
      keys: "/",
      does: frame.keys.filter,
      run: () => {
        setOpen(true);
        requestAnimationFrame(() => field.current?.focus());
      },
    },
  ]);
  const apply = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = (name: string) => String(new FormData(event.currentTarget).get(name) ?? "").trim() || undefined;
    set({ q: given("q"), touchpoint: given("touchpoint"), sort: given("sort") });
    setOpen(false);
  };
  const touchpointName = touchpoints.data?.data.find(({ key }) => key === wanted.touchpoint)?.name ?? wanted.touchpoint;
  const narrowed = [wanted.q && `“${wanted.q}”`, touchpointName].filter(Boolean).join(" · ");
  return (
    <div className={styles.order}>
      <span className={styles.said}>{narrowed || words.sorts[wanted.sort]}</span>
      {narrowed && (
        <button type="button" className={styles.clear} onClick={() => set({ q: undefined, touchpoint: undefined })}>
          {words.clear}
        </button>
      )}
      <Popover opened={isOpen} onChange={setOpen} position="bottom-end" width={280} trapFocus withinPortal>
        <Popover.Target>
          <button
            type="button"
            className={styles.narrow}
            aria-label={words.narrow}
            aria-expanded={isOpen}
            onClick={() => setOpen((was) => !was)}
          >
            <Icon name="filter" size={14} />
          </button>
        </Popover.Target>
        <Popover.Dropdown>
          <form className={styles.form} onSubmit={apply} key={JSON.stringify(wanted)}>
            <label>
              {words.search}
              <input ref={field} name="q" defaultValue={wanted.q} placeholder={words.find} maxLength={200} />
            </label>
            <label>
              {words.touchpoint}
              <select name="touchpoint" defaultValue={wanted.touchpoint ?? ""} key={touchpoints.dataUpdatedAt}>
                <option value="">{words.allTouchpoints}</option>
                {touchpoints.data?.data.map(({ key, name }) => (
                  <option key={key} value={key}>
                    {name}
                  </option>
                ))}
              </select>
            </label>
            <label>
              {words.sortTitle}
              <select name="sort" defaultValue={wanted.sort}>
                {(["stake", "opened"] as const).map((sort) => (
                  <option key={sort} value={sort}>
                    {words.sorts[sort]}
                  </option>
                ))}
              </select>
            </label>
            <Button type="submit">{frame.filters.apply}</Button>
          </form>
        </Popover.Dropdown>
      </Popover>
    </div>
  );
}

function NoCases({ wanted, summary }: { wanted: Wanted; summary: Summary }) {
  const words = useWords(casesWords);
  const { slug: workspace } = useWorkspace();
  const navigate = useNavigate();
  const empty = words.empty;
  const to = (path: "/$workspace/responses/{-$responseId}" | typeof casePath, label: string) => (
    <Button variant="default" onClick={() => void navigate({ to: path, params: { workspace }, search: {} })}>
      {label}
    </Button>
  );
  const body = () => {
    if (wanted.q || wanted.touchpoint) {
      const clear = () =>
        void navigate({ to: ".", search: (was: Search) => ({ ...was, q: undefined, touchpoint: undefined }) });
      return (
        <Empty
          {...empty.filtered}
          action={
            <Button variant="default" onClick={clear}>
              {words.clear}
            </Button>
          }
        />
      );
    }
    const isFirst = summary && summary.views.open + summary.views.done === 0;
    if (isFirst && wanted.view !== "mine")
      return (
        <Empty
          title={empty.none.title}
          text={empty.none.text}
          action={to("/$workspace/responses/{-$responseId}", empty.none.action)}
        />
      );
    if (wanted.view === "mine")
      return <Empty title={empty.mine.title} text={empty.mine.text} action={to(casePath, empty.mine.action)} />;
    return <Empty {...empty[wanted.view]} />;
  };
  return <div className={styles.empty}>{body()}</div>;
}
