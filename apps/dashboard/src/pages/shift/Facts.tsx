import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useFormats } from "../../formats.ts";
import type { Search } from "../../search.ts";
import { useWorkspace } from "../../session.ts";
import { isWorse } from "../../shifts/shifts.ts";
import { writtenAs } from "../../shifts/texts.ts";
import { shiftWords } from "../../shifts/words.ts";
import { useWords } from "../../words.ts";
import { daysText } from "./level-text.ts";
import { answersOf, answersSince, type Details, type Shift } from "./queries.ts";
import styles from "./Shift.module.css";
import { ToAnswers } from "./ToAnswers.tsx";
import { oneShiftWords } from "./words.ts";

const msInDay = 86_400_000;

/** Before, since, the difference, and what is at stake. */
export function Facts({ shift, details }: { shift: Shift; details: Details }) {
  const words = useWords(oneShiftWords);
  const shared = useWords(shiftWords);
  const formats = useFormats();
  const { windows } = details;
  const as = writtenAs(shift.metric);
  const { before, after, difference, isPreliminary } = shift;
  const count = { responseRate: words.invitations, followUp: words.unhappy }[shift.metric as string] ?? words.answers;
  const counted = (n: number) => count(n, formats.number(n));
  const length = Math.round((Date.parse(windows.before.to) - Date.parse(windows.before.from)) / msInDay);
  return (
    <section className={styles.facts} aria-label={words.difference}>
      <Fact
        label={words.before(length, formats.day(new Date(Date.parse(windows.before.to) - 1)))}
        value={formats.score(as, before.score)}
        small={formats.plusMinus(as, before)}
      >
        <ToAnswers search={answersOf(shift, windows, { side: "before" })}>{counted(before.n)}</ToAnswers>
      </Fact>
      <Fact
        label={words.since[windows.since.begins](daysText(windows.since.from, windows.since.to, formats))}
        value={formats.score(as, after.score)}
        small={formats.plusMinus(as, after)}
        tone={isWorse(shift) ? "worse" : "better"}
      >
        <ToAnswers search={answersOf(shift, windows, { side: "since" })}>
          {counted(answersSince(shift, details))}
        </ToAnswers>
        , {isPreliminary ? shared.preliminary : words.final}
      </Fact>
      <Fact
        label={words.difference}
        value={difference ? formats.signed(as, difference.value) : "–"}
        small={difference ? formats.range(as, difference, { isDifference: true }) : ""}
      >
        {isPreliminary ? words.estimate : difference && words.confidence(formats.percent(difference.confidence, 0))}
      </Fact>
      {shift.metric !== "responseRate" && <Stake shift={shift} cases={details.cases} />}
    </section>
  );
}

function Stake({ shift, cases }: { shift: Shift; cases: Details["cases"] }) {
  const words = useWords(oneShiftWords);
  const formats = useFormats();
  const { slug } = useWorkspace();
  const { touchpointKey } = shift.series;
  const { opened, stillOpen, valueAtRisk, unknownValues } = cases;
  const isKnown = stillOpen > unknownValues;
  const value = stillOpen === 0 ? "–" : isKnown ? formats.money(valueAtRisk) : words.nothingKnown;
  return (
    <Fact label={words.atStake} value={value} isText={stillOpen > 0 && !isKnown}>
      {words.cases(opened, formats.day(shift.onset))},{" "}
      {stillOpen > 0 ? words.stillOpen(stillOpen) : words.nothingAtStake}
      {isKnown && unknownValues > 0 && ` · ${words.unknownValues(unknownValues)}`}
      {" · "}
      {/* Cases cannot be asked for by when their answers came: this counts no others than it says. */}
      <Link
        to="/$workspace/cases/{-$caseId}"
        params={{ workspace: slug, caseId: undefined }}
        search={(): Search => ({ touchpoint: touchpointKey })}
      >
        {words.allCases[touchpointKey ? "here" : "everywhere"]}
      </Link>
    </Fact>
  );
}

type FactProps = {
  label: string;
  value: string;
  small?: string;
  tone?: "worse" | "better";
  /** Words where a number would stand. */
  isText?: boolean;
  children: ReactNode;
};

function Fact({ label, value, small, tone, isText, children }: FactProps) {
  return (
    <div>
      <span className={styles.label}>{label}</span>
      <span className={styles.value} data-tone={tone} data-text={isText || undefined}>
        {value} {small && <small>{small}</small>}
      </span>
      <span className={styles.note}>{children}</span>
    </div>
  );
}
