import { classOf } from "@otklik/domain/metrics/contribution";
import { ScoreBars } from "../../charts/ScoreBars.tsx";
import { useFormats } from "../../formats.ts";
import { useShiftTexts, writtenAs } from "../../shifts/texts.ts";
import { useWords } from "../../words.ts";
import { answersOf, nothingElse, type Scores, type Shift, type Windows } from "./queries.ts";
import styles from "./Shift.module.css";
import { ToAnswers } from "./ToAnswers.tsx";
import { oneShiftWords } from "./words.ts";

type Props = { shift: Shift; windows: Windows; counts: Scores["counts"] };

const classes = { nps: ["detractor", "passive", "promoter"], other: ["dissatisfied", "neutral", "satisfied"] } as const;

/** How often each score was given before and since, and what that did to the classes. */
export function ScoresAround({ shift, windows, counts }: Props) {
  const words = useWords(oneShiftWords).scores;
  const formats = useFormats();
  const name = useShiftTexts().name(shift);
  const since = answersOf(shift, windows, { side: "since" });
  const before = answersOf(shift, windows, { side: "before" });
  const metric = writtenAs(shift.metric);
  const share = (side: Record<string, number>, wanted: string) => {
    const all = Object.values(side).reduce((sum, n) => sum + n, 0);
    const scoreAt = (step: string) => Number(step) * (metric === "csi" ? 10 : 1);
    const of = Object.entries(side).filter(([step]) => classOf(metric, scoreAt(step)) === wanted);
    return all === 0 ? null : of.reduce((sum, [, n]) => sum + n, 0) / all;
  };
  return (
    <ScoreBars
      title={metric === "nps" ? words.title.nps : words.title.other}
      note={words.note}
      metric={metric}
      counts={counts.since}
      before={counts.before}
      place={name}
      answers={since && { ...nothingElse, ...since }}
      answersBefore={before && { ...nothingElse, ...before }}
      height={170}
      fileName={`shift-${shift.id.slice(-6)}-scores`}
    >
      <ul className={styles.shares}>
        {classes[metric === "nps" ? "nps" : "other"].map((one) => (
          <li key={one}>
            <ToAnswers search={since && { ...since, class: one }}>
              {words.shares[one](
                formats.percent(share(counts.before, one), 0),
                formats.percent(share(counts.since, one), 0),
              )}
            </ToAnswers>
          </li>
        ))}
      </ul>
    </ScoreBars>
  );
}
