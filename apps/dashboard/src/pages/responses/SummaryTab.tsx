import { useQueries } from "@tanstack/react-query";
import { api, ask } from "../../api.ts";
import { ScoreBars } from "../../charts/ScoreBars.tsx";
import { useFormats } from "../../formats.ts";
import { frameWords } from "../../frame-words.ts";
import { Card } from "../../ui/Card.tsx";
import { Failure, Loading } from "../../ui/States.tsx";
import { useWords } from "../../words.ts";
import type { ListQuery, Summary } from "./list-query.ts";
import { QuestionResults } from "./questions/QuestionResults.tsx";
import { Shares } from "./Shares.tsx";
import styles from "./SummaryTab.module.css";
import { ToList } from "./ToList.tsx";
import { Themes } from "./themes/Themes.tsx";
import { responsesWords } from "./words.ts";

/** Questions whose scores have a chart of their own here. */
const shownAbove = ["nps", "csat", "ces"];
const metrics = ["nps", "csi", "csat", "ces"] as const;

type Props = { query: ListQuery; summary: Summary; nameOf(touchpointKey: string): string };

/** How the answers are spread: over the scale, the touchpoints, the channels and the tags. */
export function SummaryTab({ query, summary, nameOf }: Props) {
  const words = useWords(responsesWords);
  const { channels } = useWords(frameWords);
  return (
    <>
      <Charts query={query} />
      {query.survey && <QuestionResults survey={query.survey} query={query} without={shownAbove} />}
      <div className={styles.cards}>
        <Card title={words.summary.byTouchpoint}>
          <Shares
            name={words.summary.name.touchpoint}
            rows={summary.byTouchpoint.map(({ touchpointKey, ...of }) => ({
              ...of,
              key: touchpointKey,
              label: nameOf(touchpointKey),
              change: { touchpoint: touchpointKey },
            }))}
          />
        </Card>
        <Card title={words.summary.byChannel}>
          <Shares
            name={words.summary.name.channel}
            rows={summary.byChannel.map(({ channel, ...of }) => ({
              ...of,
              key: channel,
              label: channels[channel as keyof typeof channels] ?? channel,
              change: { channel },
            }))}
          />
        </Card>
        <Themes query={query} />
        <Card title={words.summary.topTags}>
          {summary.topTags.length === 0 ? (
            <p className={styles.none}>{words.summary.noTags}</p>
          ) : (
            <ul className={styles.tags}>
              {summary.topTags.map(({ tag, n }) => (
                <li key={tag}>
                  <ToList change={{ tag }}>{tag}</ToList> <Count n={n} />
                </li>
              ))}
            </ul>
          )}
        </Card>
      </div>
    </>
  );
}

function Charts({ query }: { query: ListQuery }) {
  const words = useWords(responsesWords);
  const { flag: _flag, class: _class, q: _q, tag: _tag, theme: _theme, answer: _answer, ...scored } = query;
  const scores = useQueries({
    queries: metrics.map((metric) => ({
      queryKey: ["scores", metric, scored],
      queryFn: () => ask(api.v1.scores[":metric"].$get({ param: { metric }, query: scored })),
    })),
  });
  const isNarrowed = ["class", "q", "tag", "theme", "answer"].some((name) => query[name] !== undefined);
  const failed = scores.find(({ error, data }) => error && data === undefined);
  if (failed)
    return (
      <Card className={styles.chart}>
        <Failure what={words.summary.whatChart} error={failed.error} retry={() => void failed.refetch()} />
      </Card>
    );
  if (scores.some(({ data }) => data === undefined))
    return (
      <Card className={query.survey ? styles.chart : styles.waiting}>
        <Loading height={226} />
      </Card>
    );
  return (
    <div className={styles.charts}>
      {metrics.map((metric, at) => {
        const score = scores[at]?.data;
        if (!score || score.n === 0) return null;
        return (
          <ScoreBars
            key={metric}
            title={words.summary.scores[metric]}
            note={isNarrowed ? words.summary.note : <Count n={score.n} />}
            metric={metric}
            counts={score.counts}
            fileName={`responses-${metric}`}
          />
        );
      })}
    </div>
  );
}

function Count({ n }: { n: number }) {
  const words = useWords(responsesWords);
  const formats = useFormats();
  return <span className={styles.count}>{words.answers(n, formats.number(n))}</span>;
}
