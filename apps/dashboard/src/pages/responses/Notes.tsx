import { Button, Textarea } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, type KeyboardEvent, useState } from "react";
import { api, ask } from "../../api.ts";
import { useFormats } from "../../formats.ts";
import { Key } from "../../ui/Key.tsx";
import { useWords } from "../../words.ts";
import styles from "./Notes.module.css";
import { responsesWords } from "./words.ts";

type Note = { id: string; body: string; authorKind: string; authorName: string | null; at: string };

/** What colleagues said about an answer, and a place to say more. */
export function Notes({ id, notes, reread }: { id: string; notes: Note[]; reread(): Promise<void> }) {
  const words = useWords(responsesWords).drawer;
  const formats = useFormats();
  const [text, setText] = useState("");
  const add = useMutation({
    mutationFn: (body: string) => ask(api.v1.responses[":id"].notes.$post({ param: { id }, json: { body } })),
    onSuccess: async () => {
      setText("");
      await reread();
    },
  });
  const send = (event?: FormEvent) => {
    event?.preventDefault();
    if (text.trim() !== "" && !add.isPending) add.mutate(text);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) send();
  };
  return (
    <>
      {notes.length === 0 ? (
        <p className={styles.none}>{words.noNotes}</p>
      ) : (
        <ol className={styles.notes}>
          {notes.map((note) => (
            <li key={note.id}>
              <p>{note.body}</p>
              <small>
                {note.authorName ?? words.byKey} · <time dateTime={note.at}>{formats.dayTime(note.at)}</time>
              </small>
            </li>
          ))}
        </ol>
      )}
      <form onSubmit={send} className={styles.form}>
        <Textarea
          aria-label={words.addNote}
          placeholder={words.notePlaceholder}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          autosize
          minRows={2}
          maxRows={8}
          maxLength={10_000}
          error={add.isError ? words.noteFailed : undefined}
        />
        <Button
          type="submit"
          variant="default"
          loading={add.isPending}
          disabled={text.trim() === ""}
          rightSection={<Key>mod+Enter</Key>}
        >
          {words.addNote}
        </Button>
      </form>
    </>
  );
}
