import { Button } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { holds, signals } from "@otklik/domain/survey/answer-flags";
import { useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from "react";
import { useFilters } from "../../filters.ts";
import { type Formats, useFormats } from "../../formats.ts";
import { frameWords } from "../../frame-words.ts";
import { useKeys } from "../../keys.ts";
import { type LiveEvent, useCoalesced, useLive } from "../../live.ts";
import { useWorkspace } from "../../session.ts";
import { Icon } from "../../ui/Icon.tsx";
import { NewPill } from "../../ui/NewPill.tsx";
import { ScoreChip } from "../../ui/ScoreChip.tsx";
import { Failure, Loading } from "../../ui/States.tsx";
import { useWords } from "../../words.ts";
import { bulkWords } from "./bulk-words.ts";
import type { ListQuery } from "./list-query.ts";
import styles from "./ResponseList.module.css";
import { countNewer, type Row, useRows } from "./rows.ts";
import type { Selection } from "./selection.ts";
import { responsesWords } from "./words.ts";

type Props = {
  query: ListQuery;
  openId: string | undefined;
  nameOf(touchpointKey: string): string;
  /** What is shown while there is nothing to list. */
  empty: ReactNode;
  /** Beside a row, as what can be done with it. */
  side?(row: Row): ReactNode;
  reload(): void;
  /** Rows can be chosen. */
  selection?: Selection;
};

/** Answers, newest first, however many there are: only those in sight are in the page. */
export function ResponseList({ query, openId, nameOf, empty, side, reload, selection }: Props) {
  const words = useWords(responsesWords);
  const choosing = useWords(bulkWords);
  const formats = useFormats();
  const { slug } = useWorkspace();
  const navigate = useNavigate();
  const isNarrow = useMediaQuery("(max-width: 760px)") ?? false;
  const height = isNarrow ? (side ? 140 : 72) : 56;
  const list = useRef<HTMLUListElement>(null);
  const [top, setTop] = useState(0);
  const [looked, setLooked] = useState({ first: 0, last: 0 });
  const rows = useRows(query, looked);
  const virtual = useWindowVirtualizer({
    count: rows.count,
    estimateSize: () => height,
    overscan: 10,
    scrollMargin: top,
  });
  const items = virtual.getVirtualItems();
  const [first, last] = [items[0]?.index ?? 0, items.at(-1)?.index ?? 0];
  useEffect(() => setLooked({ first, last }), [first, last]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows of another height are measured anew
  useEffect(() => virtual.measure(), [height]);
  // Whatever stands above may grow or shrink at any time.
  useLayoutEffect(() => {
    const now = (list.current?.getBoundingClientRect().top ?? 0) + window.scrollY;
    if (Math.abs(now - top) > 1) setTop(now);
  });

  const [at, setAt] = useState(-1);
  const [hasFocus, setFocused] = useState(false);
  const focusNext = useRef(false);
  const open = (row: Row | undefined, replace = false) => {
    if (!row) return;
    void navigate({
      to: "/$workspace/responses/{-$responseId}",
      params: { workspace: slug, responseId: row.id },
      search: (was) => was,
      replace,
      resetScroll: false,
    });
  };
  const step = (by: 1 | -1) => {
    const opened = openId ? items.find(({ index }) => rows.row(index)?.id === openId)?.index : undefined;
    const next = Math.min(rows.count - 1, Math.max(0, (opened ?? at) + by));
    if (rows.count === 0) return;
    virtual.scrollToIndex(next, { align: "auto" });
    setAt(next);
    if (openId) open(rows.row(next), true);
    else focusNext.current = true;
  };
  useEffect(() => {
    if (!focusNext.current) return;
    const link = list.current?.querySelector<HTMLElement>(`[data-index="${at}"] a`);
    if (!link) return;
    focusNext.current = false;
    link.focus({ preventScroll: true });
  });
  useKeys([
    { keys: "J", does: words.keys.next, run: () => step(1) },
    { keys: "K", does: words.keys.previous, run: () => step(-1) },
    {
      keys: "X",
      does: choosing.key,
      run: () => {
        const row = rows.row(at);
        if (row) selection?.toggle(row.id);
      },
      isOff: !selection || at < 0,
    },
    { keys: "Enter", does: words.keys.open, run: () => open(rows.row(at)), isOff: !hasFocus },
  ]);

  const newer = useNewer(query, rows.head, !rows.isLoading);
  if (rows.isLoading) {
    return rows.error ? (
      <Failure what={words.what} error={rows.error} retry={rows.retry} />
    ) : (
      <Loading lines={8} height={480} />
    );
  }
  return (
    <>
      <div className={styles.pill}>
        <NewPill
          count={newer}
          show={() => {
            window.scrollTo({ top: 0 });
            reload();
          }}
        />
      </div>
      {rows.count === 0 ? (
        empty
      ) : (
        <ul
          ref={list}
          aria-label={words.list}
          className={styles.list}
          style={{ height: virtual.getTotalSize() }}
          onFocus={(event) => setFocused(event.target instanceof HTMLAnchorElement)}
          onBlur={() => setFocused(false)}
        >
          {items.map(({ index, start }) => {
            const row = rows.row(index);
            return (
              <li
                key={index}
                data-index={index}
                className={styles.item}
                style={{ height, transform: `translateY(${start - top}px)` }}
              >
                {row && selection && (
                  <label className={styles.choose}>
                    <input
                      type="checkbox"
                      aria-label={choosing.choose}
                      checked={selection.has(row.id)}
                      onChange={() => selection.toggle(row.id)}
                    />
                  </label>
                )}
                {row ? (
                  <ListRow
                    row={row}
                    isOpen={row.id === openId}
                    nameOf={nameOf}
                    formats={formats}
                    slug={slug}
                    onFocus={() => setAt(index)}
                  />
                ) : (
                  <span className={styles.waiting} aria-hidden="true" />
                )}
                {row && side?.(row)}
              </li>
            );
          })}
        </ul>
      )}
      {rows.error ? <Failure what={words.what} error={rows.error} retry={rows.retry} /> : null}
      {rows.isAtEnd && rows.count > 20 && (
        <p className={styles.end}>
          {words.end(words.answers(rows.count, formats.number(rows.count)))}{" "}
          <Button variant="subtle" onClick={() => window.scrollTo({ top: 0 })}>
            {words.toTop}
          </Button>
        </p>
      )}
    </>
  );
}

/** What an answer is marked with, in words: what holds it back goes before what is only strange. */
function useFlagTexts(flags: string[]): string[] {
  const { held, signals: said } = useWords(responsesWords);
  return [
    ...holds.filter((flag) => flags.includes(flag)).map((flag) => held[flag]),
    ...signals.filter((flag) => flags.includes(flag)).map((flag) => said[flag]),
  ];
}

type RowProps = {
  row: Row;
  isOpen: boolean;
  nameOf(touchpointKey: string): string;
  formats: Formats;
  slug: string;
  onFocus(): void;
};

function ListRow({ row, isOpen, nameOf, formats, slug, onFocus }: RowProps) {
  const words = useWords(responsesWords);
  const { channels } = useWords(frameWords);
  const place = [nameOf(row.touchpointKey), channels[row.channel as keyof typeof channels], row.contactName];
  const why = useFlagTexts(row.flags)[0];
  return (
    <Link
      to="/$workspace/responses/{-$responseId}"
      params={{ workspace: slug, responseId: row.id }}
      search={(was) => was}
      resetScroll={false}
      preload={false}
      className={styles.row}
      aria-current={isOpen ? "true" : undefined}
      onFocus={onFocus}
    >
      <ScoreChip score={row.score} scoreClass={row.class} />
      <span className={styles.text}>
        <span className={row.comment === null ? styles.silent : styles.comment}>{row.comment ?? words.noComment}</span>
        <span className={styles.place}>
          <span>{place.filter(Boolean).join(" · ")}</span>
          {why && <em>{why}</em>}
          {row.tags.slice(0, 2).map((tag) => (
            <span key={tag} className={styles.tag}>
              {tag}
            </span>
          ))}
          {row.tags.length > 2 && <span>{words.moreTags(row.tags.length - 2)}</span>}
        </span>
      </span>
      <span className={styles.when}>
        <time dateTime={row.occurredAt}>{formats.ago(row.occurredAt)}</time>
        {row.caseId && (
          <span className={styles.case}>
            <Icon name="cases" size={14} />
            <span className="visually-hidden">, {words.hasCase}</span>
          </span>
        )}
      </span>
    </Link>
  );
}

/** How many answers wait above the list. They are counted by the API, whatever the list is filtered by. */
function useNewer(query: ListQuery, head: Row | null, isReady: boolean): number {
  const { filters } = useFilters();
  const queries = useQueryClient();
  const [newer, setNewer] = useState(0);
  const recount = useCoalesced(() => {
    void countNewer(query, head).then(setNewer, () => {});
    void queries.invalidateQueries({ queryKey: ["responses", "summary"] });
  }, 300);
  const concerns = ({ name, data }: LiveEvent) =>
    (name === "response.created" || name === "response.finished") &&
    (filters.touchpoint === undefined || data.touchpointKey === filters.touchpoint) &&
    (filters.channel === undefined || data.channel === filters.channel) &&
    (filters.survey === undefined || data.surveyId === filters.survey);
  useLive((event) => {
    if (isReady && concerns(event)) recount();
  });
  return newer;
}
