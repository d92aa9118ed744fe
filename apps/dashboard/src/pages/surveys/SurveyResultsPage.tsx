import { Button } from "@mantine/core";
import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useMemo } from "react";
import { api, ask } from "../../api.ts";
import { usePlaceText } from "../../charts/place-text.ts";
import { ScoreBars } from "../../charts/ScoreBars.tsx";
import { TrendChart } from "../../charts/TrendChart.tsx";
import { keptFilters, useFilters } from "../../filters.ts";
import { type Metric, useFormats } from "../../formats.ts";
import { frameWords } from "../../frame-words.ts";
import { useCoalesced, useLive } from "../../live.ts";
import { usePreferences } from "../../preferences.tsx";
import { useWorkspace } from "../../session.ts";
import { Card } from "../../ui/Card.tsx";
import { FilterBar } from "../../ui/FilterBar.tsx";
import { PageHead } from "../../ui/PageHead.tsx";
import { ScoreChip, type ScoreClass } from "../../ui/ScoreChip.tsx";
import { ShareBar } from "../../ui/ShareBar.tsx";
import { AsyncState, Empty, EmptyByFilter, Learning, Loading } from "../../ui/States.tsx";
import { Whisker } from "../../ui/Whisker.tsx";
import { useWords } from "../../words.ts";
import { QuestionResults } from "../responses/questions/QuestionResults.tsx";
import styles from "./SurveyResultsPage.module.css";
import { SurveyVersions } from "./SurveyVersions.tsx";
import { words as pageWords } from "./words.ts";

/** Below this, a score is shown without a verdict. */
const smallestBase = 30;

type Results = Awaited<ReturnType<typeof readResults>>;
type Question = Results["questions"][number];
type MetricResult = Extract<Question, { score: unknown }>;

type Asked = { from: string; to: string; touchpoint?: string; channel?: string; segment?: string; locale: string };
const readResults = (id: string, query: Asked) =>
  ask(
    api.v1.surveys[":id"].results.$get({
      param: { id },
      query: { ...query, channel: query.channel as "email" | undefined, bucket: "auto" },
    }),
  );

/** What was answered to a survey, question by question. */
export function SurveyResultsPage() {
  const frame = useWords(frameWords);
  const words = useWords(pageWords);
  const { language } = usePreferences();
  const { surveyId: id = "" } = useParams({ strict: false });
  const { filters, range } = useFilters();
  const { touchpoint, channel, segment } = filters;
  const asked = { from: range.from, to: range.to, touchpoint, channel, segment, locale: language };
  const query = useQuery({
    queryKey: ["surveys", id, "results", asked],
    queryFn: () => readResults(id, asked),
    placeholderData: keepPreviousData,
  });
  const queries = useQueryClient();
  const refresh = useCoalesced(() => void queries.invalidateQueries({ queryKey: ["surveys", id, "results"] }), 2000);
  useLive(({ name, data }) => {
    if (name.startsWith("response.") && data.surveyId === id) refresh();
  });
  return (
    <>
      <PageHead title={query.data?.name ?? frame.pages.surveys} />
      <FilterBar fields={["period", "touchpoint", "channel", "segment"]} />
      <AsyncState query={query} what={words.results.what} loading={<Loading lines={10} height={700} />}>
        {(results) => <Answered id={id} results={results} />}
      </AsyncState>
    </>
  );
}

/** Types whose cards this page has of its own. */
const shownAbove = ["nps", "csat", "ces", "csi", "callback"];

function Answered({ id, results }: { id: string; results: Results }) {
  const all = useWords(pageWords);
  const words = all.results;
  const formats = useFormats();
  const { slug } = useWorkspace();
  const { count, filters, range } = useFilters();
  const { touchpoint, channel, segment } = filters;
  const asked = Object.fromEntries(
    Object.entries({ from: range.from, to: range.to, touchpoint, channel, segment }).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    ),
  );
  const usage = useQuery({
    queryKey: ["surveys", "usage", "all"],
    queryFn: () => ask(api.v1.surveys.usage.$get({ query: { limit: "200" } })),
  });
  const use = usage.data?.data.find((one) => one.id === id);
  const edit = (
    <Button
      variant="default"
      renderRoot={(props) => (
        <Link to="/$workspace/surveys/$surveyId/edit" params={{ workspace: slug, surveyId: id }} {...props} />
      )}
    >
      {all.form.edit}
    </Button>
  );
  if (results.version === null)
    return (
      <Card>
        <Empty title={words.draft.title} text={words.draft.text} action={edit} />
      </Card>
    );
  const { finished, partial } = results.responses;
  const listed = { ...asked, flag: "none" };
  const isSilent = use?.state === "noDistribution" || use?.state === "off";
  const offer = (
    <Button
      variant={finished + partial === 0 ? "filled" : "default"}
      renderRoot={(props) => (
        <Link to="/$workspace/distributions/new" params={{ workspace: slug }} search={{ survey: id }} {...props} />
      )}
    >
      {words.offer}
    </Button>
  );
  return (
    <>
      <div className={styles.line}>
        <span>
          <b>{formats.number(finished)}</b> {words.finished} · <b>{formats.number(partial)}</b> {words.partial} ·{" "}
          {all.version(results.version)}
        </span>
        {results.quotas.map(({ id: quota, n, limit }) => (
          <span key={quota}>
            {words.quota(quota, formats.number(n), formats.number(limit))}
            {n >= limit && ` · ${words.quotaFull}`}
          </span>
        ))}
        {isSilent && <span>{use?.state === "off" ? words.allOff : words.notOffered}</span>}
        <span className={styles.actions}>
          {isSilent && offer}
          {edit}
        </span>
      </div>
      {finished + partial === 0 ? (
        <Card>{count > 0 ? <EmptyByFilter /> : <Empty title={words.none.title} text={words.none.text} />}</Card>
      ) : (
        <>
          {results.questions.map((question) => (
            <Answer key={question.id} question={question} id={id} />
          ))}
          <QuestionResults survey={id} query={listed} without={shownAbove} />
        </>
      )}
      <SurveyVersions id={id} />
    </>
  );
}

function Answer({ question, id }: { question: Question; id: string }) {
  if (question.type === "text") return <Comments question={question} id={id} />;
  if (question.type === "callback") return <Callbacks question={question} />;
  return <Measured question={question} id={id} />;
}

function Measured({ question, id }: { question: MetricResult; id: string }) {
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
          <p className={styles.note}>
            {others.length > 0
              ? words.otherScale(
                  formats.number(others.reduce((sum, { n }) => sum + n, 0)),
                  others.map((one) => words.scale(one.scaleVersion)).join(", "),
                )
              : scaleVersion > 1
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

function Comments({ question, id }: { question: Extract<Question, { type: "text" }>; id: string }) {
  const words = useWords(pageWords).results;
  const frame = useWords(frameWords);
  const formats = useFormats();
  const { slug } = useWorkspace();
  const { comments, newest } = question;
  return (
    <Card
      title={question.prompt}
      note={words.comments(comments, formats.number(comments))}
      className={styles.text}
      right={
        <Link
          to="/$workspace/responses/{-$responseId}"
          params={{ workspace: slug }}
          search={(was) => ({ ...keptFilters(was), survey: id })}
        >
          {words.allAnswers}
        </Link>
      }
    >
      <ul className={styles.comments}>
        {newest.map(({ responseId, text, score, class: scoreClass, channel, at }) => (
          <li key={responseId}>
            <ScoreChip score={score} scoreClass={scoreClass as ScoreClass | null} />
            <Link
              to="/$workspace/responses/{-$responseId}"
              params={{ workspace: slug, responseId }}
              search={(was) => ({ ...keptFilters(was), survey: id })}
            >
              {text}
            </Link>
            <span>
              {frame.channels[channel as keyof typeof frame.channels] ?? channel} · {formats.ago(at)}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Callbacks({ question }: { question: Extract<Question, { type: "callback" }> }) {
  const words = useWords(pageWords).results;
  const formats = useFormats();
  const { slug } = useWorkspace();
  return (
    <Card
      title={question.prompt}
      className={styles.text}
      right={
        <Link to="/$workspace/cases/{-$caseId}" params={{ workspace: slug }}>
          {words.toCases}
        </Link>
      }
    >
      {words.wanted(question.wanted, formats.number(question.wanted))}
    </Card>
  );
}
