import { Button } from "@mantine/core";
import { useState } from "react";
import { useFormats } from "../../formats.ts";
import { useKeys } from "../../keys.ts";
import { Key } from "../../ui/Key.tsx";
import { useWords } from "../../words.ts";
import { ExplainDialog } from "./ExplainDialog.tsx";
import type { Mark, Shift } from "./queries.ts";
import styles from "./Shift.module.css";
import { spanText, useNames, useSentence } from "./texts.ts";
import { useShiftActions } from "./use-shift-actions.ts";
import { shiftWords } from "./words.ts";

/** What shifted, in one sentence; how sure that is; and what is to be said of it. */
export function ShiftHead({ shift, marks }: { shift: Shift; marks: readonly Mark[] }) {
  const words = useWords(shiftWords);
  const formats = useFormats();
  const nameOf = useNames();
  const sentence = useSentence()(shift);
  const [isExplained, setExplained] = useState(false);
  const isDown = shift.direction === "down";
  return (
    <section aria-label={sentence}>
      <p className={styles.say}>{sentence}</p>
      <div className={styles.meta}>
        <span className={styles.tag} data-tone={isDown ? "worse" : "better"} data-status={shift.status}>
          <span aria-hidden="true">{isDown ? "▼" : "▲"}</span> {words.status[shift.status]}
        </span>
        <span className={styles.tag}>{words.metrics[shift.metric]}</span>
        <span className={styles.tag}>{nameOf(shift)}</span>
        {shift.isPreliminary && (
          <span className={styles.tag} title={words.preliminaryText}>
            {words.preliminary}
          </span>
        )}
        <span className={styles.chance}>
          {words.chance(spanText(shift.falseAlarmDays, words, formats))}{" "}
          <button
            type="button"
            className={styles.plainLink}
            aria-expanded={isExplained}
            aria-controls="how-computed"
            onClick={() => setExplained(!isExplained)}
          >
            {words.how}
          </button>
        </span>
        <Actions shift={shift} marks={marks} />
      </div>
      <p id="how-computed" className={styles.howText} hidden={!isExplained}>
        {words.howText} {shift.isPreliminary && words.preliminaryText}
      </p>
    </section>
  );
}

function Actions({ shift, marks }: { shift: Shift; marks: readonly Mark[] }) {
  const words = useWords(shiftWords);
  const actions = useShiftActions(shift);
  const [isExplaining, setExplaining] = useState(false);
  const { status } = shift;
  const isOver = status === "closed" || status === "newNormal";
  useKeys([
    { keys: "A", does: words.acknowledge, run: actions.acknowledge, isOff: status !== "open" || actions.isBusy },
  ]);
  if (isOver)
    return (
      <span className={styles.actions}>
        <Button variant="default" disabled={actions.isBusy} onClick={actions.reopen}>
          {words.reopen}
        </Button>
      </span>
    );
  return (
    <span className={styles.actions}>
      <Button variant="default" disabled={actions.isBusy} onClick={actions.close}>
        {words.close}
      </Button>
      <Button variant="default" disabled={actions.isBusy} onClick={actions.accept}>
        {words.accept}
      </Button>
      <Button variant="default" disabled={actions.isBusy} onClick={() => setExplaining(true)}>
        {words.explain}
      </Button>
      {status === "open" && (
        <Button disabled={actions.isBusy} onClick={actions.acknowledge} rightSection={<Key>A</Key>}>
          {words.acknowledge}
        </Button>
      )}
      {isExplaining && (
        <ExplainDialog shift={shift} marks={marks} actions={actions} close={() => setExplaining(false)} />
      )}
    </span>
  );
}
