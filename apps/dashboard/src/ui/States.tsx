import { Button } from "@mantine/core";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ApiProblem } from "../api.ts";
import { useFilters } from "../filters.ts";
import { useFormats } from "../formats.ts";
import { frameWords } from "../frame-words.ts";
import { useWords } from "../words.ts";
import styles from "./States.module.css";

/** Same-size blocks once it takes longer than 300 ms. They do not shimmer. */
export function Loading({ lines = 3, height }: { lines?: number; height?: number }) {
  return (
    <div
      className={styles.blocks}
      style={height ? { minHeight: height, alignContent: "start" } : undefined}
      aria-busy="true"
    >
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: blocks are all alike
        <i key={line} />
      ))}
    </div>
  );
}

/** Nothing yet, and the one step that changes it. */
export function Empty({ title, text, action }: { title: string; text?: ReactNode; action?: ReactNode }) {
  return (
    <div className={styles.state}>
      <h2>{title}</h2>
      {text && <p>{text}</p>}
      {action && <div className={styles.actions}>{action}</div>}
    </div>
  );
}

/** Nothing that the filters let through; says how much there is without them and leads back. */
export function EmptyByFilter({ without }: { without?: number | null }) {
  const words = useWords(frameWords).filteredOut;
  const formats = useFormats();
  const { count, clear } = useFilters();
  return (
    <Empty
      title={words.title(count)}
      text={without !== null && without !== undefined ? words.without(formats.number(without)) : undefined}
      action={
        <Button variant="default" onClick={clear}>
          {words.clear}
        </Button>
      }
    />
  );
}

/** A number without a verdict: how many answers are missing until there can be one. `perDay`: answers a day now. */
export function Learning({ have, missing, perDay }: { have: number; missing: number; perDay?: number }) {
  const words = useWords(frameWords).learning;
  const share = Math.round((100 * have) / Math.max(1, have + missing));
  return (
    <div className={styles.learning}>
      <div className={styles.track} aria-hidden="true">
        <i style={{ width: `${share}%` }} />
      </div>
      <span>
        <b>{words.label(missing)}</b> {words.note}
        {perDay !== undefined && perDay > 0 && ` ${words.pace(Math.ceil(missing / perDay))}`}
      </span>
    </div>
  );
}

/** What failed, what still holds, what to do, and the number by which support finds it. */
export function Failure({ what, error, retry }: { what: string; error: unknown; retry?(): void }) {
  const all = useWords(frameWords);
  const words = all.failed;
  const problem = error instanceof ApiProblem ? error : null;
  const why =
    problem?.status === 0
      ? words.offline
      : problem?.status === 403
        ? words.forbidden
        : problem && problem.status < 500
          ? problem.detail
          : words.holds;
  return (
    <div className={styles.state} role="alert">
      <h2>
        <span className={styles.mark} aria-hidden="true">
          !
        </span>
        {words.title(what)}
      </h2>
      <p>{why}</p>
      <div className={styles.actions}>
        {retry && (
          <Button variant="default" onClick={retry}>
            {all.retry}
          </Button>
        )}
        {problem?.requestId && <span>{words.reference(problem.requestId.slice(0, 8))}</span>}
      </div>
    </div>
  );
}

type AsyncProps<T> = {
  query: UseQueryResult<T>;
  /** What it is, for the sentence that says it failed: "The trend". */
  what: string;
  loading?: ReactNode;
  children(data: T): ReactNode;
};

/** What a query shows while it has nothing, when it failed, and once it has something. Old data stays through failures. */
export function AsyncState<T>({ query, what, loading, children }: AsyncProps<T>) {
  if (query.data !== undefined) return children(query.data);
  if (query.error) return <Failure what={what} error={query.error} retry={() => void query.refetch()} />;
  return loading ?? <Loading />;
}

/** A whole page that could not be shown. */
export function FailurePage({ error, retry }: { error: unknown; retry(): void }) {
  return (
    <main className={styles.page}>
      <Failure what="Otklik" error={error} retry={retry} />
    </main>
  );
}
