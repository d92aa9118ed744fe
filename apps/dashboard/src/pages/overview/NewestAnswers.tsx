import { Link } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { keptFilters } from "../../filters.ts";
import { useFormats } from "../../formats.ts";
import { frameWords } from "../../frame-words.ts";
import type { Search } from "../../search.ts";
import { useWorkspace } from "../../session.ts";
import { Card } from "../../ui/Card.tsx";
import { NewPill } from "../../ui/NewPill.tsx";
import { ScoreChip, type ScoreClass } from "../../ui/ScoreChip.tsx";
import { AsyncState, Loading } from "../../ui/States.tsx";
import { useWords } from "../../words.ts";
import styles from "./Lists.module.css";
import type { useNewest } from "./queries.ts";
import { overviewWords } from "./words.ts";

type Newest = ReturnType<typeof useNewest>;
type Answer = NonNullable<Newest["data"]>["data"][number];

type Props = {
  query: Newest;
  /** Touchpoint key → name. */
  names: ReadonlyMap<string, string>;
  waiting: number;
  show(): void;
};

/** What customers said last. New answers wait until they are asked for. */
export function NewestAnswers({ query, names, waiting, show }: Props) {
  const words = useWords(overviewWords);
  const { slug } = useWorkspace();
  return (
    <Card
      title={words.newest}
      className={styles.card}
      right={
        waiting === 0 && (
          <Link
            to="/$workspace/responses/{-$responseId}"
            params={{ workspace: slug, responseId: undefined }}
            search={(was: Search) => keptFilters(was)}
          >
            {words.allAnswers}
          </Link>
        )
      }
    >
      <div className={styles.waiting}>
        <NewPill count={waiting} show={show} />
      </div>
      <AsyncState query={query} what={words.theAnswers} loading={<Loading lines={5} height={230} />}>
        {({ data }) =>
          data.length === 0 ? (
            <p className={styles.grey}>{words.nobody}</p>
          ) : (
            <ul className={styles.list}>
              {data.map((answer) => (
                <Row
                  key={answer.id}
                  answer={answer}
                  touchpoint={names.get(answer.touchpointKey) ?? answer.touchpointKey}
                />
              ))}
            </ul>
          )
        }
      </AsyncState>
    </Card>
  );
}

function Row({ answer, touchpoint }: { answer: Answer; touchpoint: string }) {
  const words = useWords(overviewWords);
  const channels = useWords(frameWords).channels;
  const formats = useFormats();
  const { slug } = useWorkspace();
  useTicking();
  return (
    <li>
      <Link
        className={styles.answer}
        to="/$workspace/responses/{-$responseId}"
        params={{ workspace: slug, responseId: answer.id }}
        search={(was: Search) => keptFilters(was)}
      >
        <ScoreChip score={answer.score} scoreClass={answer.class as ScoreClass | null} />
        <span className={styles.said}>
          {answer.comment ? <span>{answer.comment}</span> : <span className={styles.grey}>{words.noComment}</span>}
          <small>
            {touchpoint} · {channels[answer.channel as keyof typeof channels] ?? answer.channel}
          </small>
        </span>
        <time className={styles.when} dateTime={answer.occurredAt}>
          {formats.ago(answer.occurredAt)}
        </time>
      </Link>
    </li>
  );
}

function useTicking(): void {
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((n) => n + 1), 10_000);
    return () => clearInterval(timer);
  }, []);
}
