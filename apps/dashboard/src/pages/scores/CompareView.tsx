import { Link } from "@tanstack/react-router";
import { lazy, Suspense, useMemo } from "react";
import type { Answers } from "../../charts/answers-of.ts";
import { usePlaceText } from "../../charts/place-text.ts";
import { type Formats, type Metric, useFormats } from "../../formats.ts";
import { useWorkspace } from "../../session.ts";
import { Card } from "../../ui/Card.tsx";
import { AsyncState, Loading } from "../../ui/States.tsx";
import { useWords } from "../../words.ts";
import { ComparedRows } from "./ComparedRows.tsx";
import { type Compared, useCompared } from "./queries.ts";
import styles from "./Scores.module.css";
import { SideChoice } from "./SideChoice.tsx";
import { useSideNames } from "./side-names.ts";
import { hindranceOf, type Sides, useFixedDays, useQuestion, useSides } from "./sides.ts";
import { type ScoresWords, scoresWords } from "./words.ts";

const ScoreBars = lazy(() => import("../../charts/ScoreBars.tsx").then((chart) => ({ default: chart.ScoreBars })));
const barsHeight = 200;

/** Two sides of one score, fixed before anybody looks: how far apart they are, and how sure that is. */
export function CompareView({ metric }: { metric: Metric }) {
  const words = useWords(scoresWords).compare;
  const { slug } = useWorkspace();
  const sides = useSides();
  useFixedDays(sides);
  const question = useQuestion(sides);
  const compared = useCompared(metric, question);
  const hindrance = hindranceOf(sides);
  return (
    <>
      <Card className={styles.choice}>
        <SideChoice sides={sides} />
      </Card>
      {hindrance ? (
        <Card>
          <p className={styles.note}>{words[hindrance]}</p>
        </Card>
      ) : (
        <AsyncState query={compared} what={words.whatItIs} loading={<Loading lines={6} height={420} />}>
          {(data) => <Verdict metric={metric} sides={sides} compared={data} question={question} />}
        </AsyncState>
      )}
      <p className={styles.once}>
        {words.once}{" "}
        <Link to="/$workspace/shifts" params={{ workspace: slug }} search={{}}>
          {words.toShifts}
        </Link>
      </p>
    </>
  );
}

type Question = ReturnType<typeof useQuestion>;
type VerdictProps = { metric: Metric; sides: Sides; compared: Compared; question: Question };

function Verdict({ metric, sides, compared, question }: VerdictProps) {
  const words = useWords(scoresWords).compare;
  const formats = useFormats();
  const names = useSideNames(sides);
  const place = usePlaceText(sides.by === "period" ? undefined : sides.by);
  const links = useMemo(() => answersOf(metric, sides, question), [metric, sides, question]);
  const { verdict, difference } = compared;
  const tone = verdict === "rose" ? "better" : verdict === "fell" ? "worse" : undefined;
  // As written, an end may round to the 0 that it does not reach.
  const isClose = [difference?.low, difference?.high].some(
    (end) => end !== undefined && formats.signed(metric, end) === formats.signed(metric, 0),
  );
  return (
    <>
      <Card className={styles.verdict}>
        <p className={styles.say} data-tone={tone}>
          {tone && <span aria-hidden="true">{verdict === "rose" ? "▲" : "▼"} </span>}
          {sentenceOf(compared, { metric, sides, names, words, formats })}
        </p>
        <p className={styles.note}>{reasonOf(compared, { isClose, words })}</p>
        <ComparedRows metric={metric} names={names} compared={compared} links={links} />
      </Card>
      {compared.after.n + compared.before.n > 0 && (
        <Suspense fallback={<Loading height={barsHeight} />}>
          <ScoreBars
            title={words.scores}
            note={words.scoresNote(names.first, names.second)}
            metric={metric}
            counts={compared.after.counts}
            before={compared.before.counts}
            names={{ before: names.second, since: names.first }}
            place={place}
            answers={links.first}
            answersBefore={links.second}
            height={barsHeight}
            fileName={`${metric}-compared`}
          />
        </Suspense>
      )}
    </>
  );
}

/** Where the answers of each side are listed. */
function answersOf(metric: Metric, { by, other }: Sides, question: Question): { first: Answers; second: Answers } {
  if (!question) return { first: {}, second: {} };
  const { from, to, beforeFrom, beforeTo } = question;
  const second = { metric, period: undefined, from: beforeFrom, to: beforeTo };
  return {
    first: { metric, period: undefined, from, to },
    second: by === "period" ? second : { ...second, [by]: other },
  };
}

type Telling = {
  metric: Metric;
  sides: Sides;
  names: { first: string; second: string };
  words: ScoresWords["compare"];
  formats: Formats;
};

function sentenceOf(compared: Compared, { metric, sides, names, words, formats }: Telling): string {
  const { verdict, difference, missing = 0, before, after } = compared;
  if (verdict === "learning") return words.learning(missing, before.n < after.n ? names.second : names.first);
  if (!difference) return words.cannotTell("").trim();
  const covers = formats.range(metric, difference, { isDifference: true });
  const isPeriod = sides.by === "period";
  if (verdict === "noVisibleChange") return isPeriod ? words.noChange(covers) : words.noDifference(covers);
  if (verdict === "cannotTell") return words.cannotTell(covers);
  const [near, far] = [Math.abs(difference.low), Math.abs(difference.high)].sort((a, b) => a - b) as [number, number];
  const size = formats.score(metric, Math.abs(difference.value));
  const range = formats.range(metric, { low: near, high: far });
  const isMore = verdict === "rose";
  if (!isPeriod) return (isMore ? words.higher : words.lower)(names.first, names.second, size, range);
  if (metric === "ces") return (isMore ? words.easier : words.harder)(size, range);
  return (isMore ? words.rose : words.fell)(size, range);
}

function reasonOf(
  { verdict }: Compared,
  { isClose, words }: { isClose: boolean; words: ScoresWords["compare"] },
): string {
  if (verdict === "learning") return words.learningNote;
  if (verdict === "cannotTell") return words.wide;
  return verdict === "noVisibleChange" ? words.narrow : isClose ? words.justClear : words.clear;
}
