import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { keptFilters } from "../../filters.ts";
import { type Formats, useFormats } from "../../formats.ts";
import { frameWords } from "../../frame-words.ts";
import { useCoalesced, useLive } from "../../live.ts";
import type { Search } from "../../search.ts";
import { useWorkspace } from "../../session.ts";
import { Card } from "../../ui/Card.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { NewPill } from "../../ui/NewPill.tsx";
import { ScoreChip, type ScoreClass } from "../../ui/ScoreChip.tsx";
import { AsyncState, Empty, Loading } from "../../ui/States.tsx";
import { useWords } from "../../words.ts";
import styles from "./Lists.module.css";
import { useCallFirst } from "./queries.ts";
import { type OverviewWords, overviewWords } from "./words.ts";

type Queue = NonNullable<ReturnType<typeof useCallFirst>["queue"]["data"]>;
type Waiting = Queue["data"][number];

/** Whom to call: unhappy customers by what is at stake. */
export function CallFirst() {
  const words = useWords(overviewWords);
  const formats = useFormats();
  const { queue, open } = useCallFirst();
  const { slug } = useWorkspace();
  const [waiting, show] = useWaitingCases();
  return (
    <Card
      title={words.callFirst}
      note={words.byStake}
      className={styles.card}
      right={
        open !== null && open > 0 && waiting === 0 ? (
          <Link
            to="/$workspace/cases/{-$caseId}"
            params={{ workspace: slug, caseId: undefined }}
            search={(was: Search) => keptFilters(was)}
          >
            {words.allOpen(open, formats.number(open))}
          </Link>
        ) : undefined
      }
    >
      <div className={styles.waiting}>
        <NewPill count={waiting} show={show} />
      </div>
      <AsyncState query={queue} what={words.theCases} loading={<Loading lines={4} height={200} />}>
        {({ data }) =>
          data.length === 0 ? (
            <Empty title={words.noCases} text={words.noCasesText} />
          ) : (
            <ul className={`${styles.list} ${styles.calls}`}>
              {data.map((one, index) => (
                <Row key={one.id} waiting={one} isFirst={index === 0} />
              ))}
            </ul>
          )
        }
      </AsyncState>
    </Card>
  );
}

/** New cases wait, so that no row moves under the pointer; what was resolved elsewhere shows at once. */
function useWaitingCases(): [number, () => void] {
  const queries = useQueryClient();
  const [waiting, setWaiting] = useState(0);
  const refresh = () => {
    setWaiting(0);
    void queries.invalidateQueries({ queryKey: ["cases"] });
  };
  const again = useCoalesced(() => void queries.invalidateQueries({ queryKey: ["cases"] }));
  useLive(({ name }) => {
    if (name === "case.opened") setWaiting((n) => n + 1);
    if (name === "case.resolved" || name === "case.assigned") again();
  });
  return [waiting, refresh];
}

function Row({ waiting: one, isFirst }: { waiting: Waiting; isFirst: boolean }) {
  const words = useWords(overviewWords);
  const formats = useFormats();
  const { slug } = useWorkspace();
  const name = one.contactName ?? words.someone;
  // Whoever answered without a name has no number either: there is a case to read, nobody to call.
  const canCall = one.contactId !== null;
  return (
    <li className={styles.call}>
      <ScoreChip score={one.score} scoreClass={one.class as ScoreClass | null} />
      <span className={styles.who}>
        <b>{name}</b>
        <span data-grey={one.value === null || undefined}>
          {one.value === null ? words.valueUnknown : words.aYear(formats.money(one.value))}
        </span>
      </span>
      <span className={styles.quote}>
        {one.comment ?? <span className={styles.grey}>{words.noComment} ·</span>}
        {one.touchpointName && <span className={styles.grey}> {one.touchpointName}</span>}
      </span>
      <Due waiting={one} />
      <Button
        renderRoot={(props) => (
          <Link
            {...props}
            to="/$workspace/cases/{-$caseId}"
            params={{ workspace: slug, caseId: one.id }}
            search={(was: Search) => keptFilters(was)}
          />
        )}
        variant={isFirst ? "filled" : "default"}
        leftSection={canCall && <Icon name="call" size={14} />}
        aria-label={canCall ? words.callWhom(name) : undefined}
        className={styles.do}
      >
        {canCall ? words.call : words.open}
      </Button>
    </li>
  );
}

function Due({ waiting: { dueAt, wantsCall, channel } }: { waiting: Waiting }) {
  const words = useWords(overviewWords);
  const channels = useWords(frameWords).channels;
  const formats = useFormats();
  const now = useMinute();
  const left = Date.parse(dueAt) - now;
  return (
    <span className={styles.due}>
      {left < 0 ? (
        <b className={styles.late}>! {words.overdue(formats.span(left))}</b>
      ) : (
        <b>{words.due(formats.span(left))}</b>
      )}
      <span className={styles.grey}>
        {wantsCall ? wishOf(wantsCall, words, formats) : (channels[channel as keyof typeof channels] ?? channel)}
      </span>
    </span>
  );
}

/** "wants a call 17–19", with the day where it is another one. */
function wishOf({ from, to }: NonNullable<Waiting["wantsCall"]>, words: OverviewWords, formats: Formats): string {
  if (!from || !to || Number.isNaN(Date.parse(from)) || Number.isNaN(Date.parse(to))) return words.wantsCall;
  const hour = (at: string) => formats.time(at).replace(/^0?(\d+):00$/, "$1");
  const isToday = formats.day(from) === formats.day(new Date());
  return words.wantsCallAt(`${isToday ? "" : `${formats.day(from)}, `}${hour(from)}`, hour(to));
}

/** The time, to the minute. */
function useMinute(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
