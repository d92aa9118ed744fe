import { Button } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
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
import { ActiveSwitch } from "./ActiveSwitch.tsx";
import styles from "./DistributionsPage.module.css";
import { usageQuery } from "./queries.ts";
import { useSentence } from "./sentence.ts";
import { words as pageWords } from "./words.ts";

/** Every way in which a survey is offered, as a sentence with its switch. */
export function DistributionsPage() {
  const frame = useWords(frameWords);
  const words = useWords(pageWords);
  const { slug } = useWorkspace();
  const query = useInfiniteQuery({
    queryKey: ["distributions", "list"],
    queryFn: ({ pageParam }) =>
      ask(api.v1.distributions.$get({ query: { limit: "100", ...(pageParam && { cursor: pageParam }) } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
  const usage = useQuery(usageQuery);
  useRowKeys("[data-row]", words);
  const rows = query.data?.pages.flatMap(({ data }) => data);
  const error = query.error ?? usage.error;
  const create = (
    <Button
      leftSection={<Icon name="plus" />}
      renderRoot={(props) => <Link to="/$workspace/distributions/new" params={{ workspace: slug }} {...props} />}
    >
      {words.create}
    </Button>
  );
  return (
    <>
      <PageHead title={frame.pages.distributions} />
      {rows && rows.length > 0 && (
        <div className={styles.bar}>
          <span>{words.count(rows.length)}</span>
          {create}
        </div>
      )}
      <Card>
        {rows && usage.data ? (
          rows.length === 0 ? (
            <Empty title={words.empty.title} text={words.empty.text} action={create} />
          ) : (
            <ul className={styles.list} aria-label={words.list}>
              {rows.map((row) => (
                <Row key={row.id} row={row} use={usage.data.data.find((one) => one.distributionId === row.id)} />
              ))}
            </ul>
          )
        ) : error ? (
          <Failure
            what={words.what}
            error={error}
            retry={() => {
              void query.refetch();
              void usage.refetch();
            }}
          />
        ) : (
          <Loading lines={6} height={360} />
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

type Row = {
  id: string;
  touchpointKey: string;
  active: boolean;
  channels: string[];
  trigger: { event: string; where?: unknown[] } | null;
  delaySeconds: number;
  sampling: number;
};
type Use = { survey: { name: string }; touchpoint: { name: string }; invited: number; answered: number };

function Row({ row, use }: { row: Row; use: Use | undefined }) {
  const words = useWords(pageWords);
  const formats = useFormats();
  const { slug } = useWorkspace();
  const sentenceOf = useSentence();
  const name = use?.touchpoint.name ?? row.touchpointKey;
  const sentence = sentenceOf(name, row);
  return (
    <li className={styles.row} data-off={!row.active || undefined}>
      <div>
        <Link
          data-row
          to="/$workspace/distributions/$distributionId"
          params={{ workspace: slug, distributionId: row.id }}
        >
          {sentence}
        </Link>
        <span className={styles.note}>
          {use?.survey.name}
          {!row.active && ` · ${words.off}`}
        </span>
      </div>
      <span className={styles.answers}>
        {use && use.invited > 0 ? (
          <>
            {words.answered(formats.number(use.answered), formats.number(use.invited))}
            <span className={styles.note}>
              {formats.percent(use.answered / use.invited)} · {words.answeredNote}
            </span>
          </>
        ) : (
          "–"
        )}
      </span>
      <ActiveSwitch id={row.id} name={name} label={sentence} active={row.active} />
    </li>
  );
}
