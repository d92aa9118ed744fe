import { useFormats } from "../../formats.ts";
import { useShiftTexts } from "../../shifts/texts.ts";
import { Card } from "../../ui/Card.tsx";
import { useWords } from "../../words.ts";
import type { HistoryEntry, Shift } from "./queries.ts";
import styles from "./Shift.module.css";
import { oneShiftWords } from "./words.ts";

type Props = {
  shift: Shift;
  history: readonly HistoryEntry[];
  /** When its size was no longer preliminary. */
  finalAt: string | null;
};

/** What became of a shift, and what people said of it. */
export function History({ shift, history, finalAt }: Props) {
  const words = useWords(oneShiftWords).history;
  const formats = useFormats();
  const final = finalAt ? [{ id: "final", kind: "final" as const, at: finalAt }] : [];
  const entries = [...history, ...final].sort((a, b) => (a.at < b.at ? -1 : 1));
  return (
    <Card title={words.title}>
      <ol className={styles.story}>
        {entries.map((entry) => (
          <li key={entry.id} data-kind={entry.kind}>
            <i aria-hidden="true" />
            {entry.kind === "final" ? <span>{words.final}</span> : <Told shift={shift} entry={entry} />}
            <time dateTime={entry.at}>
              {formats.day(entry.at)}, {formats.time(entry.at)}
            </time>
          </li>
        ))}
        {shift.status === "open" && (
          <li data-kind="waiting">
            <i aria-hidden="true" />
            <span>{words.waiting}</span>
          </li>
        )}
      </ol>
    </Card>
  );
}

function Told({ shift, entry }: { shift: Shift; entry: HistoryEntry }) {
  const all = useWords(oneShiftWords);
  const words = all.history;
  const texts = useShiftTexts();
  const { kind, by, note, mark, part, told } = entry;
  const who = by.name ?? (by.kind === "key" ? words.key : words.system);
  const says = {
    detected: () => words.detected,
    joined: () => words.joined(part ? texts.name(part) : "–"),
    acknowledged: () => words.acknowledged(who),
    explained: () => words.explained(who),
    closed: () => words.closed(who),
    newNormal: () => words.newNormal(who),
    reopened: () => (entry.status === "open" ? words.reopened(who) : words.takenBack(who)),
    returned: () => words.returned,
    mailed: () => words.mailed(told?.members ?? 0),
  }[kind];
  return (
    <span>
      {says()}
      {kind === "detected" && <small>{texts.chance(shift.falseAlarmDays)}</small>}
      {mark && <small>{words.linked(all.kinds[mark.kind], mark.title)}</small>}
      {note && <small className={styles.said}>{note}</small>}
    </span>
  );
}

/** The series that moved with the one it is named after. */
export function Together({ shift }: { shift: Shift }) {
  const words = useWords(oneShiftWords).together;
  const formats = useFormats();
  const { name: nameOf } = useShiftTexts();
  if (shift.parts.length < 2) return null;
  return (
    <Card title={words.title} note={words.note}>
      <ul className={styles.parts}>
        {shift.parts.map((part) => (
          <li key={`${nameOf(part)} ${part.series.level} ${part.against}`}>
            <span>
              {nameOf(part)}
              {part.against === "target" && <small>{words.target}</small>}
            </span>
            <time dateTime={part.onset}>{words.began(formats.day(part.onset))}</time>
          </li>
        ))}
      </ul>
    </Card>
  );
}
