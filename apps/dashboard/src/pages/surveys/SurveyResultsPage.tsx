import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { api, ask } from "../../api.ts";
import { useFilters } from "../../filters.ts";
import { useFormats } from "../../formats.ts";
import { frameWords } from "../../frame-words.ts";
import { useWorkspace } from "../../session.ts";
import { Card } from "../../ui/Card.tsx";
import { FilterBar } from "../../ui/FilterBar.tsx";
import { PageHead } from "../../ui/PageHead.tsx";
import { AsyncState, Empty, EmptyByFilter, Loading } from "../../ui/States.tsx";
import { useWords } from "../../words.ts";
import { QuestionResults } from "../responses/questions/QuestionResults.tsx";
import { Measured } from "./results/Measured.tsx";
import { NewestComments } from "./results/NewestComments.tsx";
import { type Question, type Results, type TextResult, useResults } from "./results/queries.ts";
import styles from "./SurveyResultsPage.module.css";
import { SurveyVersions } from "./SurveyVersions.tsx";
import { words as pageWords } from "./words.ts";

/** What was answered to a survey, question by question. */
export function SurveyResultsPage() {
  const frame = useWords(frameWords);
  const words = useWords(pageWords);
  const { surveyId: id = "" } = useParams({ strict: false });
  const query = useResults(id);
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
  const texts = results.questions.filter((question): question is TextResult => question.type === "text");
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
          <QuestionResults
            survey={id}
            query={listed}
            without={shownAbove}
            below={({ id: asked, type }) => {
              // A question that was a number in an earlier version has that one's answers above.
              const text = type === "text" ? texts.find((question) => question.id === asked) : undefined;
              return text && <NewestComments question={text} survey={id} />;
            }}
          />
        </>
      )}
      <SurveyVersions id={id} />
    </>
  );
}

function Answer({ question, id }: { question: Question; id: string }) {
  if (question.type === "text") return null;
  if (question.type === "callback") return <Callbacks question={question} />;
  return <Measured question={question} id={id} />;
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
