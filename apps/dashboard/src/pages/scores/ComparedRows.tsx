import { smallestBase } from "@otklik/domain/metrics/verdict";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { type Answers, responsesPath, searchOf } from "../../charts/answers-of.ts";
import { verticalAxis } from "../../charts/trend.ts";
import { type Metric, useFormats } from "../../formats.ts";
import type { Search } from "../../search.ts";
import { useWorkspace } from "../../session.ts";
import { Whisker } from "../../ui/Whisker.tsx";
import { useWords } from "../../words.ts";
import type { Compared } from "./queries.ts";
import styles from "./Scores.module.css";
import { scoresWords } from "./words.ts";

type Props = {
  metric: Metric;
  names: { first: string; second: string };
  compared: Compared;
  links: { first: Answers; second: Answers };
};

/** Both scores on one scale, and their difference on one around zero, each with its interval and base. */
export function ComparedRows({ metric, names, compared, links }: Props) {
  const words = useWords(scoresWords).compare;
  const formats = useFormats();
  const { after, before, difference, target } = compared;
  const scale = verticalAxis(metric, [after, before].map(asPoint), [target]);
  const reach = difference ? Math.max(Math.abs(difference.low), Math.abs(difference.high)) : 1;
  const row = (name: string, side: Compared["after"], answers: Answers) => (
    <tr data-small={side.n < smallestBase || undefined}>
      <th scope="row">{name}</th>
      <td>
        <ToAnswers answers={answers}>
          <b>{formats.score(metric, side.score)}</b> <small>{formats.plusMinus(metric, side)}</small>
        </ToAnswers>
      </td>
      <td className={styles.whisker} aria-hidden="true">
        <Whisker
          value={side.score}
          low={side.interval?.low ?? null}
          high={side.interval?.high ?? null}
          min={scale.min}
          max={scale.max}
          target={target}
          zero={metric === "nps" ? 0 : null}
          width={260}
        />
      </td>
      <td data-label={words.answers}>
        <ToAnswers answers={answers}>{formats.number(side.n)}</ToAnswers>
      </td>
    </tr>
  );
  const tone = compared.verdict === "rose" ? "better" : compared.verdict === "fell" ? "worse" : "plain";
  return (
    <table className={styles.rows}>
      <thead>
        <tr>
          <td />
          <th scope="col">{words.score}</th>
          <td />
          <th scope="col">{words.answers}</th>
        </tr>
      </thead>
      <tbody>
        {row(names.first, after, links.first)}
        {row(names.second, before, links.second)}
        <tr>
          <th scope="row">
            {words.difference} <small>{words.interval}</small>
          </th>
          <td>
            <b>{difference ? formats.signed(metric, difference.value) : "–"}</b>{" "}
            <small>{difference && formats.range(metric, difference, { isDifference: true })}</small>
          </td>
          <td className={styles.whisker} aria-hidden="true">
            <Whisker
              value={difference?.value ?? null}
              low={difference?.low ?? null}
              high={difference?.high ?? null}
              min={-1.1 * reach}
              max={1.1 * reach}
              zero={0}
              tone={tone}
              width={260}
            />
          </td>
          <td />
        </tr>
      </tbody>
    </table>
  );
}

const asPoint = ({ score, n, interval }: Compared["after"]) => ({ from: "", score, n, interval });

function ToAnswers({ answers, children }: { answers: Answers; children: ReactNode }) {
  const { slug } = useWorkspace();
  return (
    <Link
      to={responsesPath}
      params={{ workspace: slug, responseId: undefined }}
      search={(was: Search) => searchOf(was, answers)}
    >
      {children}
    </Link>
  );
}
