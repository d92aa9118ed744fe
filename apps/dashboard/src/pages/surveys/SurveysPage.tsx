import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { api, ask } from "../../api.ts";
import { useFormats } from "../../formats.ts";
import { frameWords } from "../../frame-words.ts";
import { useWorkspace } from "../../session.ts";
import { Card } from "../../ui/Card.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { PageHead } from "../../ui/PageHead.tsx";
import { useRowKeys } from "../../ui/row-keys.ts";
import { Empty, Failure, Loading } from "../../ui/States.tsx";
import { useWords } from "../../words.ts";
import { SurveyMenu } from "./SurveyMenu.tsx";
import styles from "./SurveysPage.module.css";
import { words as pageWords } from "./words.ts";

type Surveys = Awaited<ReturnType<typeof readUsage>>;
type Survey = Surveys["data"][number];

const readUsage = (cursor: string | undefined) =>
  ask(api.v1.surveys.usage.$get({ query: { limit: "50", ...(cursor && { cursor }) } }));

/** Every survey: what it measures, where it is asked and what it says. */
export function SurveysPage() {
  const frame = useWords(frameWords);
  const words = useWords(pageWords);
  const { slug } = useWorkspace();
  const query = useInfiniteQuery({
    queryKey: ["surveys", "usage"],
    queryFn: ({ pageParam }) => readUsage(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
  useRowKeys("[data-row]", words);
  const surveys = query.data?.pages.flatMap(({ data }) => data);
  const create = (
    <Button
      leftSection={<Icon name="plus" />}
      renderRoot={(props) => <Link to="/$workspace/surveys/new" params={{ workspace: slug }} {...props} />}
    >
      {words.create}
    </Button>
  );
  return (
    <>
      <PageHead title={frame.pages.surveys} />
      {surveys && surveys.length > 0 && (
        <div className={styles.bar}>
          <span>{words.count(surveys.length)}</span>
          {create}
        </div>
      )}
      <Card className={styles.card}>
        {surveys === undefined ? (
          query.error ? (
            <Failure what={words.surveys} error={query.error} retry={() => void query.refetch()} />
          ) : (
            <Loading lines={6} height={300} />
          )
        ) : surveys.length === 0 ? (
          <Empty title={words.empty.title} text={words.empty.text} action={create} />
        ) : (
          <Table surveys={surveys} />
        )}
        {query.hasNextPage && (
          <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {words.more}
          </Button>
        )}
      </Card>
    </>
  );
}

function Table({ surveys }: { surveys: Survey[] }) {
  const words = useWords(pageWords);
  const { columns } = words;
  return (
    <table className={styles.table}>
      <caption className="visually-hidden">{words.list}</caption>
      <thead>
        <tr>
          <th scope="col">{columns.name}</th>
          <th scope="col" className={styles.wide}>
            {columns.metric}
          </th>
          <th scope="col" className={styles.wide}>
            {columns.touchpoints}
          </th>
          <th scope="col" className={`${styles.wide} ${styles.number}`}>
            {columns.version}
          </th>
          <th scope="col" className={`${styles.wide} ${styles.number}`}>
            {columns.answers}
          </th>
          <th scope="col" className={styles.number}>
            {columns.score}
          </th>
          <th scope="col" className={styles.wide}>
            {columns.state}
          </th>
          <td />
        </tr>
      </thead>
      <tbody>
        {surveys.map((survey) => (
          <Row key={survey.id} survey={survey} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ survey }: { survey: Survey }) {
  const words = useWords(pageWords);
  const formats = useFormats();
  const { slug } = useWorkspace();
  const { metric, touchpoints, version, hasChanges } = survey;
  const places = touchpoints.map(({ name }) => name).join(", ") || words.nowhere;
  const params = { workspace: slug, surveyId: survey.id };
  const state = words.states[survey.state];
  return (
    <tr>
      <th scope="row">
        {survey.status === "draft" ? (
          <Link data-row to="/$workspace/surveys/$surveyId/edit" params={params}>
            {survey.name}
          </Link>
        ) : (
          <Link data-row to="/$workspace/surveys/$surveyId/results" params={params}>
            {survey.name}
          </Link>
        )}
        {hasChanges && <span className={styles.note}>{words.changed}</span>}
        <span className={styles.narrow}>
          {state} · {places}
        </span>
      </th>
      <td className={styles.wide}>{metric ? words.metrics[metric] : words.noMetric}</td>
      <td className={styles.wide}>{places}</td>
      <td className={`${styles.wide} ${styles.number}`}>{version ?? "–"}</td>
      <td className={`${styles.wide} ${styles.number}`}>{formats.number(survey.answers)}</td>
      <td className={styles.number}>
        {metric ? (
          <>
            <b>{formats.score(metric, survey.score)}</b> <span>{formats.plusMinus(metric, survey)}</span>
          </>
        ) : (
          "–"
        )}
        <span className={styles.narrow}>
          {metric && `${words.metrics[metric]} · `}
          {words.answers(survey.answers, formats.number(survey.answers))}
        </span>
      </td>
      <td className={styles.wide}>
        <span className={styles.state} data-state={survey.state}>
          {state}
        </span>
      </td>
      <td className={styles.menu}>
        <SurveyMenu id={survey.id} name={survey.name} />
      </td>
    </tr>
  );
}
