import { Button } from "@mantine/core";
import { getHotkeyHandler } from "@mantine/hooks";
import { useState } from "react";
import { Icon } from "../../ui/Icon.tsx";
import { Key } from "../../ui/Key.tsx";
import { useWords } from "../../words.ts";
import styles from "./Case.module.css";
import { keepDraft, readDraft } from "./kept.ts";
import type { ComposerTab } from "./OpenedCase.tsx";
import type { CallOutcome, CaseActions } from "./use-case-actions.ts";
import { useWaitingNotes } from "./use-notes.ts";
import { casesWords } from "./words.ts";

const outcomes: readonly CallOutcome[] = ["reached", "noReply", "message", "later"];
type Props = { caseId: string; actions: CaseActions; tab: ComposerTab; setTab(tab: ComposerTab): void };

/** Where notes are written and calls are logged. What is typed survives a reload. */
export function Composer({ caseId, actions, tab, setTab }: Props) {
  const words = useWords(casesWords).composer;
  const [text, setText] = useState(() => readDraft(caseId).note ?? "");
  const [outcome, setOutcome] = useState<CallOutcome | null>(null);
  const [isBusy, setBusy] = useState(false);
  const waiting = useWaitingNotes().length;
  const isCall = tab === "call";
  const canSend = !isBusy && (isCall ? outcome !== null : text.trim() !== "");
  const type = (typed: string) => {
    setText(typed);
    keepDraft(caseId, { note: typed });
  };
  const send = async () => {
    if (!canSend) return;
    setBusy(true);
    const written = text.trim();
    type("");
    await (isCall && outcome ? actions.logCall(outcome, written) : actions.addNote(written));
    setOutcome(null);
    setBusy(false);
    // A refused note is a draft again.
    setText(readDraft(caseId).note ?? "");
    if (isCall) setTab("note");
  };
  return (
    <section className={styles.composer} aria-label={words.label}>
      <div className={styles.tabs}>
        <button type="button" aria-pressed={!isCall} onClick={() => setTab("note")}>
          {words.note} <Key>N</Key>
        </button>
        <button type="button" aria-pressed={isCall} onClick={() => setTab("call")}>
          {words.logCall}
        </button>
      </div>
      {isCall && (
        <fieldset className={styles.outcomes}>
          <legend className="visually-hidden">{words.outcome}</legend>
          {outcomes.map((one) => (
            <label key={one}>
              <input
                type="radio"
                name="outcome"
                value={one}
                checked={outcome === one}
                onChange={() => setOutcome(one)}
                onKeyDown={getHotkeyHandler([["mod+Enter", () => void send()]])}
              />
              <span>{words.outcomes[one]}</span>
            </label>
          ))}
        </fieldset>
      )}
      <textarea
        className={styles.text}
        value={text}
        rows={2}
        maxLength={9_000}
        aria-label={isCall ? words.callHint : words.noteHint}
        placeholder={isCall ? words.callHint : words.noteHint}
        onChange={(event) => type(event.currentTarget.value)}
        onKeyDown={getHotkeyHandler([["mod+Enter", () => void send()]])}
      />
      <div className={styles.foot}>
        <span className={styles.mute} role="status">
          {waiting > 0 ? (
            <>
              <Icon name="note" size={14} /> {words.waiting(waiting)}
            </>
          ) : (
            words.saved
          )}
        </span>
        <Button variant="default" disabled={!canSend} onClick={() => void send()} rightSection={<Key>mod+Enter</Key>}>
          {isCall ? words.log : words.add}
        </Button>
      </div>
    </section>
  );
}
