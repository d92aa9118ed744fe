import { Button } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { useKeys } from "../../keys.ts";
import { arrowOf, isWorse } from "../../shifts/shifts.ts";
import { useShiftTexts } from "../../shifts/texts.ts";
import { shiftWords } from "../../shifts/words.ts";
import { Key } from "../../ui/Key.tsx";
import { useWords } from "../../words.ts";
import { ExplainDialog } from "./ExplainDialog.tsx";
import type { Mark, Shift } from "./queries.ts";
import styles from "./Shift.module.css";
import { useShiftActions } from "./use-shift-actions.ts";
import { oneShiftWords } from "./words.ts";

/** What shifted, in one sentence; how sure that is; and what is to be said of it. */
export function ShiftHead({ shift, marks }: { shift: Shift; marks: readonly Mark[] }) {
  const words = useWords(oneShiftWords);
  const shared = useWords(shiftWords);
  const texts = useShiftTexts();
  const sentence = texts.sentence(shift);
  const [isExplained, setExplained] = useState(false);
  const stands = useFocusAfter(shift.status);
  return (
    <section aria-label={sentence}>
      <p className={styles.say}>{sentence}</p>
      <div className={styles.meta}>
        <span
          ref={stands}
          tabIndex={-1}
          className={styles.tag}
          data-tone={isWorse(shift) ? "worse" : "better"}
          data-status={shift.status}
        >
          <span aria-hidden="true">{arrowOf(shift)}</span> {shared.statuses[shift.status]}
        </span>
        <span className={styles.tag}>{shared.metrics[shift.metric]}</span>
        <span className={styles.tag}>{texts.name(shift)}</span>
        {shift.isPreliminary && (
          <span className={styles.tag} title={words.preliminaryText}>
            {shared.preliminary}
          </span>
        )}
        <span className={styles.chance}>
          {texts.chance(shift.falseAlarmDays)}{" "}
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

/** The button that was pressed is gone once it has worked: whoever works by keyboard goes on from what came of it. */
function useFocusAfter(status: Shift["status"]) {
  const stands = useRef<HTMLSpanElement>(null);
  const before = useRef(status);
  useEffect(() => {
    const isLost = before.current !== status && document.activeElement === document.body;
    before.current = status;
    if (isLost) stands.current?.focus({ preventScroll: true });
  }, [status]);
  return stands;
}

function Actions({ shift, marks }: { shift: Shift; marks: readonly Mark[] }) {
  const words = useWords(oneShiftWords);
  const { acknowledge } = useWords(shiftWords);
  const actions = useShiftActions(shift);
  const [isExplaining, setExplaining] = useState(false);
  const { status } = shift;
  const isOver = status === "closed" || status === "newNormal";
  useKeys([{ keys: "A", does: acknowledge, run: actions.acknowledge, isOff: status !== "open" || actions.isBusy }]);
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
      <Button variant="default" title={words.closeText} disabled={actions.isBusy} onClick={actions.close}>
        {words.close}
      </Button>
      <Button variant="default" title={words.acceptText} disabled={actions.isBusy} onClick={actions.accept}>
        {words.accept}
      </Button>
      <Button variant="default" disabled={actions.isBusy} onClick={() => setExplaining(true)}>
        {words.explain}
      </Button>
      {status === "open" && (
        <Button disabled={actions.isBusy} onClick={actions.acknowledge} rightSection={<Key>A</Key>}>
          {acknowledge}
        </Button>
      )}
      {isExplaining && (
        <ExplainDialog shift={shift} marks={marks} actions={actions} close={() => setExplaining(false)} />
      )}
    </span>
  );
}
