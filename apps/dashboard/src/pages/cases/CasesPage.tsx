import { useMediaQuery } from "@mantine/hooks";
import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useEffect, useMemo, useRef, useState } from "react";
import { frameWords } from "../../frame-words.ts";
import { useKeys } from "../../keys.ts";
import { useCoalesced, useLive } from "../../live.ts";
import type { Search } from "../../search.ts";
import { Key } from "../../ui/Key.tsx";
import { PageHead } from "../../ui/PageHead.tsx";
import { AsyncState, Loading } from "../../ui/States.tsx";
import { useWords } from "../../words.ts";
import styles from "./Cases.module.css";
import { neighbour } from "./due.ts";
import { Back, OpenedCase } from "./OpenedCase.tsx";
import { Queue } from "./Queue.tsx";
import {
  caseQuery,
  type QueuedCase,
  queueQuery,
  type Sort,
  summaryQuery,
  type View,
  views,
  type Wanted,
} from "./queries.ts";
import { useSendingNotes } from "./use-notes.ts";
import { casesWords } from "./words.ts";

const casePath = "/$workspace/cases/{-$caseId}";

/** The desk: a queue by what is at stake, one case with its history, and what is known. */
export function CasesPage() {
  const words = useWords(casesWords);
  const frame = useWords(frameWords);
  const { workspace = "", caseId = null } = useParams({ strict: false }) as { workspace?: string; caseId?: string };
  const wanted = useWanted();
  const isWide = useMediaQuery("(min-width: 761px)", true, { getInitialValueInEffect: false });
  const queries = useQueryClient();
  const navigate = useNavigate();

  const queue = useInfiniteQuery(queueQuery(wanted));
  const summary = useQuery(summaryQuery(wanted.touchpoint));
  const listed = useMemo(() => queue.data?.pages.flatMap(({ data }) => data) ?? [], [queue.data]);
  const ids = listed.map(({ id }) => id);
  // Where nothing was chosen the first one is, and stays so when it leaves the list under the hands of whoever works on it.
  const first = useRef({ of: "", id: null as string | null });
  const list = JSON.stringify(wanted);
  if (first.current.of !== list || first.current.id === null) first.current = { of: list, id: ids[0] ?? null };
  const chosen = caseId ?? (isWide ? first.current.id : null);

  // The place of a case that has left the list, for J and K to go on from.
  const lastIndex = useRef(0);
  const index = chosen === null ? -1 : ids.indexOf(chosen);
  if (index >= 0) lastIndex.current = index;
  const next = neighbour(ids, chosen, lastIndex.current, 1);
  const previous = neighbour(ids, chosen, lastIndex.current, -1);
  const go = (id: string | null) =>
    id &&
    void navigate({
      to: casePath,
      params: { workspace, caseId: id },
      search: (was: Search) => was,
      replace: caseId !== null,
    });
  useKeys([
    { keys: "J", does: words.keys.next, run: () => go(next), isOff: next === null },
    { keys: "K", does: words.keys.previous, run: () => go(previous), isOff: previous === null },
  ]);
  useEffect(() => {
    if (next) void queries.prefetchQuery(caseQuery(next));
  }, [next, queries]);
  useEffect(() => {
    if (chosen && isWide)
      document.querySelector(`[data-case="${CSS.escape(chosen)}"]`)?.scrollIntoView({ block: "nearest" });
    if (chosen) scrollTo({ top: 0 });
  }, [chosen, isWide]);

  const news = useNews(listed, wanted.view);
  useSendingNotes();

  const showsQueue = isWide || caseId === null;
  return (
    <>
      <PageHead title={frame.pages.cases}>
        <span className={styles.hint}>
          <Key>J</Key> <Key>K</Key> {words.nextPrevious} <Key>?</Key> {words.allKeys}
        </span>
      </PageHead>
      <div className={styles.desk}>
        {showsQueue && (
          <Queue
            wanted={wanted}
            query={queue}
            listed={listed}
            summary={summary.data}
            chosen={chosen}
            news={news.count}
            showNew={news.show}
          />
        )}
        {chosen !== null ? (
          <Chosen key={chosen} id={chosen} hasBack={!isWide} />
        ) : (
          isWide &&
          queue.isPending && (
            <div className={styles.loadingCase}>
              <Loading lines={6} height={600} />
            </div>
          )
        )}
      </div>
    </>
  );
}

function Chosen({ id, hasBack }: { id: string; hasBack: boolean }) {
  const words = useWords(casesWords);
  const query = useQuery(caseQuery(id));
  const around = (content: React.ReactNode) => (
    <div className={styles.loadingCase}>
      {hasBack && <Back />}
      {content}
    </div>
  );
  if (query.data === undefined)
    return around(
      <AsyncState query={query} what={words.theCase} loading={<Loading lines={6} height={600} />}>
        {() => null}
      </AsyncState>,
    );
  return <OpenedCase found={query.data} hasBack={hasBack} />;
}

function useWanted(): Wanted {
  const { view, sort, q, touchpoint } = useSearch({ strict: false }) as Search;
  return {
    view: views.find((one) => one === view) ?? "open",
    sort: (sort === "opened" || (!sort && view === "done") ? "opened" : "stake") satisfies Sort,
    q: q || undefined,
    touchpoint: touchpoint || undefined,
  };
}

/** What came in since the queue was read waits; rows that others changed are brought up to date where they stand. */
function useNews(listed: QueuedCase[], view: View) {
  const queries = useQueryClient();
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const isListed = new Set(listed.map(({ id }) => id));
  // A new case is nobody's, waits for nobody and is not done: only the open ones are fewer than they could be.
  const waiting = view === "open" ? [...opened].filter((id) => !isListed.has(id)) : [];
  const recount = useCoalesced(() => void queries.invalidateQueries({ queryKey: ["cases", "summary"] }));
  useLive(({ name, data }) => {
    if (!name.startsWith("case.")) return;
    const id = String(data.caseId);
    recount();
    if (name === "case.opened") setOpened((was) => new Set(was).add(id));
    else if (queries.getQueryData(caseQuery(id).queryKey) !== undefined || isListed.has(id))
      void queries.fetchQuery({ ...caseQuery(id), staleTime: 0 }).then(
        (file) => replaceRow(queries, file),
        () => {},
      );
  });
  const show = () => {
    setOpened(new Set());
    void queries.invalidateQueries({ queryKey: ["cases"] });
  };
  return { count: waiting.length, show };
}

type Pages = { pages: { data: QueuedCase[]; nextCursor: string | null }[]; pageParams: unknown[] };

function replaceRow(queries: ReturnType<typeof useQueryClient>, row: QueuedCase): void {
  queries.setQueriesData<Pages>(
    { queryKey: ["cases", "queue"] },
    (was) =>
      was && {
        ...was,
        pages: was.pages.map((page) => ({ ...page, data: page.data.map((one) => (one.id === row.id ? row : one)) })),
      },
  );
}
