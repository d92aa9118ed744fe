import { ActionIcon, Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { api, ask } from "../../api.ts";
import { useFormats } from "../../formats.ts";
import { Icon } from "../../ui/Icon.tsx";
import { Empty, Failure, Loading } from "../../ui/States.tsx";
import { useWords } from "../../words.ts";
import { MarkForm } from "./MarkForm.tsx";
import styles from "./Marks.module.css";
import { marksWords } from "./marks-words.ts";
import { Section } from "./Setting.tsx";
import { type Mark, useMarks } from "./useMarks.ts";
import { settingsWords } from "./words.ts";

/** What happened to the company that may explain its scores. */
export function MarksSection() {
  const title = useWords(settingsWords).sections.marks;
  const words = useWords(marksWords);
  const { list, add, change, remove } = useMarks();
  /** The id of the mark that is being changed; "new" while one is being written. */
  const [open, setOpen] = useState<string | null>(null);
  useReturningFocus(open);
  const marks = list.data?.pages.flatMap(({ data }) => data);
  const close = () => setOpen(null);
  return (
    <Section title={title} lead={words.lead}>
      {open === "new" ? (
        <MarkForm mark={null} save={add} close={close} />
      ) : (
        <Button data-opens="new" leftSection={<Icon name="plus" />} onClick={() => setOpen("new")}>
          {words.add}
        </Button>
      )}
      {!marks &&
        (list.error ? <Failure what={words.what} error={list.error} retry={() => void list.refetch()} /> : <Loading />)}
      {marks?.length === 0 && open !== "new" && <Empty title={words.none.title} text={words.none.text} />}
      {marks && marks.length > 0 && (
        <ul className={styles.list}>
          {marks.map((mark) => (
            <li key={mark.id}>
              {open === mark.id ? (
                <MarkForm mark={mark} save={(given) => change(mark, given)} close={close} />
              ) : (
                <Row mark={mark} change={() => setOpen(mark.id)} remove={() => void remove(mark)} />
              )}
            </li>
          ))}
        </ul>
      )}
      {list.hasNextPage && (
        <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {words.more}
        </Button>
      )}
    </Section>
  );
}

/** Whoever closes a form is back at the button that opened it. */
function useReturningFocus(open: string | null): void {
  const was = useRef(open);
  useEffect(() => {
    if (open === null && was.current !== null)
      document.querySelector<HTMLElement>(`[data-opens="${was.current}"]`)?.focus();
    was.current = open;
  }, [open]);
}

function Row({ mark, change, remove }: { mark: Mark; change(): void; remove(): void }) {
  const words = useWords(marksWords);
  const formats = useFormats();
  const touchpoints = useQuery({ queryKey: ["touchpoints"], queryFn: () => ask(api.v1.touchpoints.$get()) });
  const { kind, title, note, touchpointKey, at, endedAt } = mark;
  const place = touchpoints.data?.data.find(({ key }) => key === touchpointKey)?.name ?? touchpointKey;
  const begun = formats.dayTime(at);
  const isOneDay = endedAt !== null && formats.day(at) === formats.day(endedAt);
  return (
    <div className={styles.mark}>
      <span className={styles.told}>
        <b>{title}</b> <span className={styles.kind}>{words.kinds[kind]}</span>
        <small>
          {endedAt ? words.span(begun, isOneDay ? formats.time(endedAt) : formats.dayTime(endedAt)) : begun} ·{" "}
          {place ?? words.everywhere}
        </small>
        {note && <small>{note}</small>}
      </span>
      <Button
        variant="default"
        size="compact-sm"
        data-opens={mark.id}
        aria-label={words.changeOf(title)}
        onClick={change}
      >
        {words.change}
      </Button>
      <ActionIcon variant="subtle" color="gray" aria-label={words.removeOf(title)} onClick={remove}>
        <Icon name="trash" />
      </ActionIcon>
    </div>
  );
}
