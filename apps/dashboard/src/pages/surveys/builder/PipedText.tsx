import { Button, NativeSelect, Popover, Textarea, TextInput } from "@mantine/core";
import { hasWords } from "@otklik/domain/survey/answer-text";
import { type FormEvent, useRef, useState } from "react";
import { useWords } from "../../../words.ts";
import styles from "./Editor.module.css";
import { useEditing } from "./editing.ts";
import { sentenceWords } from "./sentence-words.ts";
import { nameOfQuestion } from "./sentences.ts";
import { builderWords } from "./words.ts";

type Props = {
  label: string;
  value: string;
  /** Which questions were asked by the time this is said. */
  before: number;
  onChange(text: string): void;
  autoFocus?: boolean;
  description?: string;
};

/** A text in which something known can be said: an answer, a name, what a link carried. */
export function PipedText({ label, value, before, onChange, autoFocus, description }: Props) {
  const { draft } = useEditing();
  const field = useRef<HTMLTextAreaElement>(null);
  const insert = (name: string) => {
    const { selectionStart = value.length, selectionEnd = value.length } = field.current ?? {};
    onChange(value.slice(0, selectionStart) + name + value.slice(selectionEnd));
    const at = selectionStart + name.length;
    requestAnimationFrame(() => {
      field.current?.focus();
      field.current?.setSelectionRange(at, at);
    });
  };
  return (
    <div className={styles.piped}>
      <Textarea
        ref={field}
        label={label}
        description={description}
        value={value}
        lang={draft.locale}
        maxLength={2000}
        autosize
        minRows={1}
        maxRows={12}
        autoFocus={autoFocus}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      />
      <Insert before={before} insert={insert} of={label} />
    </div>
  );
}

function Insert({ before, insert, of }: { before: number; insert(name: string): void; of: string }) {
  const words = useWords(builderWords).insert;
  const sentences = useWords(sentenceWords);
  const { draft } = useEditing();
  const [isOpen, setOpen] = useState(false);
  const options = [
    ...draft.questions
      .slice(0, before)
      .filter(hasWords)
      .map(({ id }) => ({ value: `answer:${id}`, label: words.answerTo(nameOfQuestion(draft, id, sentences)) })),
    { value: "contact.name", label: words.name },
    { value: "contact.", label: words.contact },
    { value: "context.", label: words.context },
    ...(draft.computed ?? []).map(({ id }) => ({ value: `computed:${id}`, label: words.computed(id) })),
  ];
  const [what, setWhat] = useState(options[0]?.value ?? "contact.name");
  const [key, setKey] = useState("");
  const [fallback, setFallback] = useState("");
  const chosen = options.some(({ value }) => value === what) ? what : "contact.name";
  const needsKey = chosen.endsWith(".");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // It is inside no other form, but React hands events on to where it was drawn.
    event.stopPropagation();
    const name = needsKey ? chosen + key.trim().replace(/[\s{}|]+/g, "") : chosen;
    if (name.endsWith(".")) return;
    insert(`{{${name}${fallback.trim() ? `|${fallback.trim().replace(/[{}|]/g, "")}` : ""}}}`);
    setOpen(false);
    setKey("");
    setFallback("");
  };
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-end" width={300} shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <button
          type="button"
          className={styles.insert}
          aria-label={`${words.open}: ${of}`}
          onClick={() => setOpen(!isOpen)}
        >
          {words.open} ▸
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <form className={styles.insertForm} onSubmit={submit}>
          <NativeSelect
            label={words.what}
            data={options}
            value={chosen}
            onChange={({ currentTarget }) => setWhat(currentTarget.value)}
          />
          {needsKey && (
            <TextInput
              label={words.key}
              value={key}
              maxLength={100}
              onChange={({ currentTarget }) => setKey(currentTarget.value)}
            />
          )}
          <TextInput
            label={words.fallback}
            value={fallback}
            maxLength={200}
            onChange={({ currentTarget }) => setFallback(currentTarget.value)}
          />
          <Button type="submit">{words.insert}</Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
