import { Menu } from "@mantine/core";
import type { QuestionType } from "@otklik/domain/survey/definition";
import { type KeyboardEvent, useState } from "react";
import { Icon } from "../../../ui/Icon.tsx";
import { useUndo } from "../../../ui/Undo.tsx";
import { useWords } from "../../../words.ts";
import { useEditing, useFirstWords } from "./editing.ts";
import { offeredTypes } from "./new-question.ts";
import { addEnding, addPage, addQuestion, moveEnding, moveEntry, remove } from "./operations.ts";
import { outlineOf } from "./outline.ts";
import styles from "./QuestionList.module.css";
import { sentenceWords } from "./sentence-words.ts";
import { pageNumber, sentenceOf, shortened } from "./sentences.ts";
import { useDragOrder } from "./use-drag-order.ts";
import { builderWords } from "./words.ts";

/** The whole survey in order: questions, the cuts between pages, and the endings. */
export function QuestionList() {
  const words = useWords(builderWords);
  const sentences = useWords(sentenceWords);
  const { draft, change, chosen, choose } = useEditing();
  const [told, setTold] = useState("");
  const entries = outlineOf(draft);
  const questionNumber = (id: string) => draft.questions.findIndex((question) => question.id === id) + 1;
  const named = (id: string) => {
    const at = questionNumber(id);
    if (at > 0) return words.edit.question(at);
    return draft.pages?.some((page) => page.id === id)
      ? words.edit.page(pageNumber(draft, id))
      : shortened(draft.endings.find((ending) => ending.id === id)?.prompt ?? words.edit.ending, 30);
  };
  const mover = (ids: string[], move: typeof moveEntry) => (id: string, to: number) => {
    const moved = move(draft, id, to);
    if (moved === draft) return setTold(words.list.stays(named(id)));
    change(moved);
    setTold(words.list.moved(named(id), to + 1, ids.length));
  };
  const ids = entries.map(({ id }) => id);
  const endings = draft.endings.map(({ id }) => id);
  return (
    <nav className={styles.list} aria-label={words.list.title}>
      {draft.questions.length === 0 && <p className={styles.empty}>{words.list.empty}</p>}
      <Lines ids={ids} move={mover(ids, moveEntry)} named={named}>
        {(id) => {
          const entry = entries.find((one) => one.id === id);
          if (entry?.kind !== "question")
            return (
              <span className={styles.page}>
                {named(id)}
                {entry?.page.title ? ` · ${entry.page.title}` : ""}
              </span>
            );
          const { prompt, type, when, next } = entry.question;
          return (
            <>
              <span className={styles.number}>{questionNumber(id)}</span>
              <span className={styles.prompt}>
                <span>{prompt.trim() === "" ? <i>{words.list.untitled}</i> : prompt}</span>
                <small>
                  {words.types[type]}
                  {when && ` · ${words.list.condition(sentenceOf(draft, when, sentences))}`}
                  {next && ` · ${words.list.jump}`}
                </small>
              </span>
            </>
          );
        }}
      </Lines>
      <AddMenu />
      <h2>{words.list.endings}</h2>
      <Lines ids={endings} move={mover(endings, moveEnding)} named={named}>
        {(id) => (
          <span className={styles.prompt}>
            <span>{draft.endings.find((ending) => ending.id === id)?.prompt || <i>{words.list.untitled}</i>}</span>
          </span>
        )}
      </Lines>
      <ul className={styles.lines}>
        <li className={styles.line} data-chosen={chosen === null || undefined}>
          <button
            type="button"
            className={styles.main}
            aria-current={chosen === null || undefined}
            onClick={() => choose(null)}
          >
            <span className={styles.page}>{words.list.values}</span>
          </button>
        </li>
      </ul>
      <p id="builder-move-hint" className="visually-hidden">
        {words.list.hint}
      </p>
      <p role="status" className="visually-hidden">
        {told}
      </p>
    </nav>
  );
}

type LinesProps = {
  ids: string[];
  named(id: string): string;
  move(id: string, to: number): void;
  children(id: string): React.ReactNode;
};

function Lines({ ids, named, move, children }: LinesProps) {
  const words = useWords(builderWords).list;
  const { draft, change, problems, chosen, choose, undo } = useEditing();
  const tell = useUndo();
  const { list, handle, lineOf } = useDragOrder(ids, move);
  const press = (id: string) => (event: KeyboardEvent) => {
    const at = ids.indexOf(id);
    const step = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : 0;
    if (step !== 0) {
      event.preventDefault();
      if (event.altKey) move(id, at + step);
      else list.current?.querySelectorAll<HTMLElement>("[data-main]")[at + step]?.focus();
    }
    if (event.key === "Delete") {
      event.preventDefault();
      const name = named(id);
      change(remove(draft, id));
      const next = ids[at + 1] ?? ids[at - 1];
      if (next) choose(next);
      requestAnimationFrame(() => list.current?.querySelector<HTMLElement>("[aria-current]")?.focus());
      tell(words.deleted(name), undo);
    }
  };
  return (
    <ol className={styles.lines} ref={list}>
      {ids.map((id) => {
        const isProblem = problems.some(({ place }) => place === id);
        return (
          <li key={id} className={styles.line} data-chosen={chosen === id || undefined} {...lineOf(id)}>
            <span className={styles.handle} aria-hidden="true" title={words.move(named(id))} {...handle(id)}>
              <Icon name="grip" size={14} />
            </span>
            <button
              type="button"
              data-main
              className={styles.main}
              aria-current={chosen === id || undefined}
              aria-describedby="builder-move-hint"
              onClick={() => choose(id)}
              onKeyDown={press(id)}
            >
              {children(id)}
              {isProblem && (
                <span className={styles.problem}>
                  <Icon name="warning" size={14} />
                  <span className="visually-hidden">{words.problem}</span>
                </span>
              )}
            </button>
          </li>
        );
      })}
    </ol>
  );
}

const groups = Object.entries(offeredTypes) as [keyof typeof offeredTypes, readonly QuestionType[]][];

/** Everything that can be added, in plain words; behind what is chosen. */
function AddMenu() {
  const words = useWords(builderWords);
  const first = useFirstWords();
  const { draft, change, chosen, choose } = useEditing();
  const isInList = outlineOf(draft).some(({ id }) => id === chosen);
  const after = isInList ? chosen : (draft.questions.at(-1)?.id ?? null);
  const add = (edited: { draft: typeof draft; id: string } | null) => {
    if (!edited) return;
    change(edited.draft);
    choose(edited.id);
  };
  return (
    <Menu position="bottom-start" shadow="md" width={300} returnFocus={false}>
      <Menu.Target>
        <button type="button" className={styles.add}>
          <Icon name="plus" size={14} /> {words.list.add}
        </button>
      </Menu.Target>
      <Menu.Dropdown mah={420} style={{ overflowY: "auto" }}>
        {groups.map(([group, types]) => [
          <Menu.Label key={group}>{words.groups[group]}</Menu.Label>,
          ...types.map((type) => (
            <Menu.Item key={type} onClick={() => add(addQuestion(draft, type, after, first))}>
              {words.types[type]}
            </Menu.Item>
          )),
        ])}
        <Menu.Label>{words.list.more}</Menu.Label>
        {chosen !== null && (
          <Menu.Item onClick={() => add(addPage(draft, chosen))} disabled={!addPage(draft, chosen)}>
            {words.list.page}
          </Menu.Item>
        )}
        <Menu.Item onClick={() => add(addEnding(draft, first.ending))}>{words.list.ending}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
