import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useFormats } from "../../formats.ts";
import { useWorkspace } from "../../session.ts";
import { arrowOf, isWorse, type Shift } from "../../shifts/shifts.ts";
import { useShiftTexts } from "../../shifts/texts.ts";
import { useAcknowledge } from "../../shifts/use-acknowledge.ts";
import { shiftWords } from "../../shifts/words.ts";
import { useWords } from "../../words.ts";
import styles from "./ShiftsPage.module.css";
import { shiftsWords } from "./words.ts";

/** One shift in a line: what, how much, since when, how sure, and what became of it. */
export function ShiftRow({ shift }: { shift: Shift }) {
  const words = useWords(shiftsWords);
  const shared = useWords(shiftWords);
  const texts = useShiftTexts();
  const formats = useFormats();
  const { slug } = useWorkspace();
  const acknowledge = useAcknowledge();
  const { value, range } = texts.size(shift);
  const { status, isPreliminary, metric, series } = shift;
  return (
    <li className={styles.row} data-open={status === "open" || undefined}>
      <span className={styles.arrow} data-worse={isWorse(shift) || undefined}>
        <span aria-hidden="true">{arrowOf(shift)}</span>
        <span className="visually-hidden">{words[shift.direction]}</span>
      </span>
      <span className={styles.name}>
        <Link
          data-shift={shift.id}
          to="/$workspace/shifts/$shiftId"
          params={{ workspace: slug, shiftId: shift.id }}
          search={{}}
        >
          {texts.name(shift)}
        </Link>
        <small>
          {shared.metrics[metric]} · {shared.levels[series.level]}
        </small>
      </span>
      <span className={styles.size}>
        <b>{isPreliminary ? shared.about(value) : value}</b> <span>{range}</span>
        {isPreliminary && <small className={styles.tag}>{shared.preliminary}</small>}
      </span>
      <span className={styles.since}>{words.since(formats.day(shift.onset))}</span>
      <span className={styles.once}>{texts.once(shift.falseAlarmDays)}</span>
      <span className={styles.state}>
        <span className={styles.status} data-status={status}>
          {shared.statuses[status]}
        </span>
        {status === "open" && (
          <Button
            variant="default"
            size="compact-sm"
            aria-label={`${shared.acknowledge}: ${texts.subject(shift)}`}
            onClick={() => void acknowledge(shift)}
          >
            {shared.acknowledge}
          </Button>
        )}
      </span>
    </li>
  );
}
