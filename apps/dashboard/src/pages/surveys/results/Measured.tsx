import { useMemo } from "react";
import { usePlaceText } from "../../../charts/place-text.ts";
import { ScoreBars } from "../../../charts/ScoreBars.tsx";
import { TrendChart } from "../../../charts/TrendChart.tsx";
import { useFilters } from "../../../filters.ts";
import { type Metric, useFormats } from "../../../formats.ts";
import { Card } from "../../../ui/Card.tsx";
import { ShareBar } from "../../../ui/ShareBar.tsx";
import { Learning } from "../../../ui/States.tsx";
import { Whisker } from "../../../ui/Whisker.tsx";
import { useWords } from "../../../words.ts";
import { words as pageWords } from "../words.ts";
import styles from "./Measured.module.css";
import type { MetricResult } from "./queries.ts";

/** Below this, a score is shown without a verdict. */
const smallestBase = 30;

/** A question that measures: its score, its answers by value, and how it went. */
export function Measured({ question, id }: { question: MetricResult; id: string }) {
  const all = useWords(pageWords);
  const words = all.results;
  const formats = useFormats();
  const { range } = useFilters();
  const answers = useMemo(() => ({ survey: id }), [id]);
  const filtered = usePlaceText("survey");
  const place = [question.prompt, filtered].filter(Boolean).join(" · ");
  const { type: metric, score, scaleVersion } = question;
  const others = score.series.filter(({ included, n }) => !included && n > 0);
  const missing = Math.max(0, smallestBase - score.n);
  return (
    <section className={styles.question} aria-label={question.prompt}>
      <div className={styles.charts}>
        <Card title={question.prompt}>
          <p className={styles.score} data-learning={missing > 0 || undefined}>
            <span>{all.metrics[metric]}</span>
            <b>{formats.score(metric, score.score)}</b>
            <span>
              {[formats.plusMinus(metric, score), all.answers(score.n, formats.number(score.n))]
                .filter(Boolean)
                .join(", ")}
            </span>
          </p>
          {metric === "nps" && score.n > 0 && <Bands score={score} />}
          {score.n > 0 && missing > 0 && <Learning have={score.n} missing={missing} />}
          <p className={styles.note}>{asides(metric, score, words, formats)}</p>
          {score.n === 0 && score.hasHidden && <p>{words.hidden}</p>}
          {score.n === 0 && !score.hasHidden && scaleVersion > 1 && <p>{words.newScale(scaleVersion)}</p>}
          <p className={styles.note}>
            {others.length > 0
              ? words.otherScale(
                  formats.number(others.reduce((sum, { n }) => sum + n, 0)),
                  others.map((one) => words.scale(one.scaleVersion)).join(", "),
                )
              : scaleVersion > 1 && score.n > 0
                ? words.thisScale(scaleVersion)
                : null}
          </p>
          {question.items.length > 0 && <Parts question={question} />}
        </Card>
        {score.n > 0 && (
          <ScoreBars
            title={words.distribution}
            metric={metric}
            counts={score.counts}
            answers={answers}
            place={place}
            height={140}
            fileName={`${question.id}-scores`}
          />
        )}
      </div>
      {score.bucket && score.buckets && score.n > 0 && (
        <TrendChart
          title={`${all.metrics[metric]} ${words.by}`}
          metric={metric}
          buckets={score.buckets}
          bucket={score.bucket}
          from={range.from}
          to={range.to}
          answers={answers}
          place={place}
          height={300}
          fileName={`${question.id}-trend`}
        />
      )}
    </section>
  );
}

function Bands({ score }: { score: MetricResult["score"] }) {
  const words = useWords(pageWords).results.bands;
  const formats = useFormats();
  const { detractors = 0, passives = 0, promoters = 0, n } = score;
  const said = (part: number, name: (share: string) => string) => name(formats.percent(part / n, 0));
  return (
    <>
      <ShareBar detractors={detractors} passives={passives} promoters={promoters} />
      <p className={styles.bands}>
        <span>{said(detractors, words.detractors)}</span>
        <span>{said(passives, words.passives)}</span>
        <span>{said(promoters, words.promoters)}</span>
      </p>
    </>
  );
}

type Words = (typeof pageWords)["en"]["results"];

function asides(metric: Metric, score: MetricResult["score"], words: Words, formats: ReturnType<typeof useFormats>) {
  if (metric === "ces" && score.topBoxShare !== null && score.topBoxShare !== undefined)
    return words.easy(formats.percent(score.topBoxShare / 100));
  if ((metric === "csat" || metric === "csi") && score.mean !== null)
    return words.mean(formats.score("ces", score.mean));
  return null;
}

function Parts({ question }: { question: MetricResult }) {
  const words = useWords(pageWords).results;
  const formats = useFormats();
  const { min, max } = question.scale;
  return (
    <table className={styles.parts}>
      <caption>
        {words.parts} <span>{words.partsNote}</span>
      </caption>
      <thead>
        <tr>
          <th scope="col">{words.part}</th>
          <td className={styles.whisker} />
          <th scope="col">{words.rating}</th>
          <th scope="col">{words.base}</th>
          <th scope="col">{words.weight}</th>
        </tr>
      </thead>
      <tbody>
        {question.items.map(({ id, label, weight, mean, n, interval }) => (
          <tr key={id}>
            <th scope="row">{label}</th>
            <td className={styles.whisker} aria-hidden="true">
              <Whisker value={mean} low={interval?.low ?? null} high={interval?.high ?? null} min={min} max={max} />
            </td>
            <td>
              <b>{formats.score("ces", mean)}</b> {formats.plusMinus("ces", { score: mean, interval })}
            </td>
            <td>{formats.number(n)}</td>
            <td>{formats.percent(weight, 0)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
