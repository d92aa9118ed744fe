import { smallestBase } from "@otklik/domain/metrics/verdict";
import { Link } from "@tanstack/react-router";
import { useFormats } from "../../formats.ts";
import type { Search } from "../../search.ts";
import { useWorkspace } from "../../session.ts";
import { shiftAt } from "../../shifts/shift-at.ts";
import { arrowOf, isWorse, useStandingShifts } from "../../shifts/shifts.ts";
import { Card } from "../../ui/Card.tsx";
import { AsyncState, Empty, Loading } from "../../ui/States.tsx";
import { Whisker, type WhiskerTone } from "../../ui/Whisker.tsx";
import { useWords } from "../../words.ts";
import type { ComparedTouchpoint, TouchpointQuery } from "./queries.ts";
import styles from "./WorstTouchpoints.module.css";
import { overviewWords } from "./words.ts";

/** What is worst: every touchpoint on one scale; a row leads to its answers. */
export function WorstTouchpoints({ query }: { query: TouchpointQuery }) {
  const words = useWords(overviewWords);
  return (
    <Card title={words.worst} right={words.worstNote}>
      <AsyncState query={query} what={words.theTouchpoints} loading={<Loading lines={8} height={240} />}>
        {({ data }) => (data.length === 0 ? <NoTouchpoints /> : <Rows touchpoints={data} />)}
      </AsyncState>
    </Card>
  );
}

function Rows({ touchpoints }: { touchpoints: ComparedTouchpoint[] }) {
  const words = useWords(overviewWords);
  const formats = useFormats();
  const { slug } = useWorkspace();
  const { shifts } = useStandingShifts();
  const scale = scaleFor(touchpoints);
  return (
    <ul className={styles.rows}>
      {touchpoints.map((one) => {
        const shift = shiftAt(shifts ?? [], { metric: "nps", touchpointKey: one.touchpoint.key, column: "all" });
        const isLearning = one.n < smallestBase;
        return (
          <li key={one.touchpoint.key}>
            <Link
              className={styles.row}
              to="/$workspace/responses/{-$responseId}"
              params={{ workspace: slug, responseId: undefined }}
              search={(was: Search) => ({ ...was, metric: "nps", touchpoint: one.touchpoint.key })}
            >
              <span className={styles.name}>
                {one.touchpoint.name}
                {isLearning && <small>{one.n === 0 ? words.noAnswers : words.tooFew(smallestBase - one.n)}</small>}
                {shift && (
                  <span className={isWorse(shift) ? styles.worse : styles.better}>
                    <span aria-hidden="true"> {arrowOf(shift)}</span>
                    <span className="visually-hidden">, {words.changed[isWorse(shift) ? "fell" : "rose"]}</span>
                  </span>
                )}
              </span>
              <Whisker
                value={one.score}
                low={one.interval?.low ?? null}
                high={one.interval?.high ?? null}
                {...scale}
                zero={scale.min < 0 ? 0 : null}
                target={one.target}
                tone={toneOf(one)}
              />
              <span className={styles.value} data-grey={isLearning || undefined}>
                <b>{formats.score("nps", one.score)}</b> <small>{formats.plusMinus("nps", one)}</small>
                <span className="visually-hidden">, {words.answers(one.n, formats.number(one.n))}</span>
              </span>
            </Link>
          </li>
        );
      })}
    </ul>
  );
}

function NoTouchpoints() {
  const words = useWords(overviewWords);
  const { slug } = useWorkspace();
  return (
    <Empty
      title={words.noTouchpoints}
      text={words.noTouchpointsText}
      action={
        <Link to="/$workspace/settings/{-$section}" params={{ workspace: slug, section: "touchpoints" }}>
          {words.toTouchpoints}
        </Link>
      }
    />
  );
}

/** Colour only where the whole interval is below the target. */
function toneOf({ interval, target, n }: ComparedTouchpoint): WhiskerTone {
  return n >= smallestBase && interval && target !== null && interval.high < target ? "worse" : "plain";
}

/** One scale for all rows, in whole twenties. */
function scaleFor(touchpoints: ComparedTouchpoint[]): { min: number; max: number } {
  const values = touchpoints.flatMap(({ interval, target }) => [interval?.low ?? null, interval?.high ?? null, target]);
  const known = values.filter((value) => value !== null);
  if (known.length === 0) return { min: 0, max: 100 };
  const min = Math.max(-100, Math.floor(Math.min(0, ...known) / 20) * 20);
  const max = Math.min(100, Math.ceil(Math.max(...known) / 20) * 20);
  return { min, max: Math.max(min + 20, max) };
}
