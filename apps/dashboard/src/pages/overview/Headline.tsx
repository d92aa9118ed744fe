import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useFilters } from "../../filters.ts";
import { useFormats } from "../../formats.ts";
import { useWorkspace } from "../../session.ts";
import { isWorse, type Shift, useStandingShifts } from "../../shifts/shifts.ts";
import { useShiftTexts } from "../../shifts/texts.ts";
import { useAcknowledge } from "../../shifts/use-acknowledge.ts";
import { watchingQuery } from "../../shifts/watching.ts";
import { shiftWords } from "../../shifts/words.ts";
import { useWords } from "../../words.ts";
import styles from "./Headline.module.css";
import { firstToTell, mostChanged, steadyOf } from "./headline.ts";
import type { ComparedTouchpoint } from "./queries.ts";
import { overviewWords } from "./words.ts";

/** What changed, in one sentence: the shift that nobody has looked at yet. Without one, a grey line. */
export function Headline({ touchpoints }: { touchpoints: ComparedTouchpoint[] }) {
  const words = useWords(overviewWords);
  const { shifts } = useStandingShifts();
  if (!shifts) return null;
  const open = shifts.filter(({ status }) => status === "open");
  const first = firstToTell(open);
  return (
    <section aria-label={words.whatChanged} className={styles.headline}>
      {first && <Band shift={first} />}
      <Rest shifts={shifts} open={open.length} touchpoints={touchpoints} />
    </section>
  );
}

function Band({ shift }: { shift: Shift }) {
  const words = useWords(overviewWords);
  const shared = useWords(shiftWords);
  const texts = useShiftTexts();
  const { slug } = useWorkspace();
  const acknowledge = useAcknowledge();
  const { metric, before, after, isPreliminary, falseAlarmDays } = shift;
  const levels = [texts.levelWithin(metric, before), texts.levelWithin(metric, after)] as const;
  return (
    <div className={styles.band} data-fall={isWorse(shift) || undefined}>
      <Step isFall={shift.direction === "down"} />
      <div className={styles.told}>
        <p className={styles.sentence}>{texts.sentence(shift)}</p>
        <p className={styles.reason}>
          {texts.chance(falseAlarmDays)} {words.beforeAndSince(shared.metrics[metric], ...levels)}
          {isPreliminary && ` ${words.preliminary}`}
        </p>
      </div>
      <div className={styles.actions}>
        <Button variant="default" onClick={() => void acknowledge(shift)}>
          {shared.acknowledge}
        </Button>
        <Button
          renderRoot={(props) => (
            <Link
              {...props}
              to="/$workspace/shifts/$shiftId"
              params={{ workspace: slug, shiftId: shift.id }}
              search={{}}
            />
          )}
        >
          {words.see}
        </Button>
      </div>
    </div>
  );
}

type RestProps = { shifts: Shift[]; open: number; touchpoints: ComparedTouchpoint[] };

/** Everything else, in grey: further shifts, how many series are steady, how many cannot tell yet. */
function Rest({ shifts, open, touchpoints }: RestProps) {
  const words = useWords(overviewWords);
  const formats = useFormats();
  const { slug } = useWorkspace();
  const { range } = useFilters();
  const { data } = useQuery(watchingQuery());
  const watched = data && data.data.length > 0 ? data : null;
  const steady = steadyOf(watched?.data ?? [], shifts);
  const known = shifts.length - open;
  // Two periods side by side are no shift: when and whether it began is not known. Said only where there is none to tell.
  const most = open === 0 ? mostChanged(touchpoints) : null;
  const said = [
    open === 0 && (known > 0 ? words.noNewShift : watched && words.noShift),
    watched && steady > 0 && (shifts.length > 0 ? words.othersSteady : words.watched)(steady, formats.number(steady)),
    watched && watched.learning > 0 && words.learning(watched.learning),
    most?.strictDifference &&
      words.compared(
        most.touchpoint.name,
        `${formats.signed("nps", most.strictDifference.value)} ${formats.range("nps", most.strictDifference, { isDifference: true })}`,
        words.against(range.days),
      ),
  ].filter(Boolean);
  const more = open > 1 ? words.moreOpen(open - 1) : known > 0 ? words.known(known) : null;
  if (said.length === 0 && !more) return null;
  return (
    <p className={styles.rest}>
      {said.join(" ")}{" "}
      {more && (
        <Link to="/$workspace/shifts" params={{ workspace: slug }} search={{}}>
          {more}
        </Link>
      )}
    </p>
  );
}

function Step({ isFall }: { isFall: boolean }) {
  return (
    <svg
      width="34"
      height="26"
      viewBox="0 0 34 26"
      aria-hidden="true"
      className={styles.step}
      transform={isFall ? undefined : "scale(1 -1)"}
    >
      <path
        d="M1 6h14l5 13h13"
        fill="none"
        stroke="currentColor"
        strokeWidth="2.5"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
