import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { api, ask } from "../../api.ts";
import { useFormats } from "../../formats.ts";
import { frameWords } from "../../frame-words.ts";
import { useWorkspace } from "../../session.ts";
import { Card } from "../../ui/Card.tsx";
import { ScoreChip, type ScoreClass } from "../../ui/ScoreChip.tsx";
import { AsyncState, Loading } from "../../ui/States.tsx";
import { useWords } from "../../words.ts";
import { answersOf, type Scores, type Shift, type Windows } from "./queries.ts";
import styles from "./Shift.module.css";
import { ToAnswers } from "./ToAnswers.tsx";
import { oneShiftWords } from "./words.ts";

type Props = {
  shift: Shift;
  windows: Windows;
  terms: Scores["terms"];
  /** Answers since. */
  n: number;
  /** Keys of the touchpoints that it is of, where it is of several. */
  within: readonly string[] | null;
};

/** What people write since: terms that are used more, and the newest comments of those who made it move. */
export function Voices({ shift, windows, terms, n, within }: Props) {
  const words = useWords(oneShiftWords).voices;
  const formats = useFormats();
  const since = answersOf(shift, windows, { side: "since" });
  return (
    <Card
      title={words.title}
      note={words.note(formats.day(shift.onset))}
      right={
        <ToAnswers className={styles.all} search={since}>
          {words.all(formats.number(n))}
        </ToAnswers>
      }
    >
      {terms.data.length > 0 && (
        <ul className={styles.terms} data-hint={terms.reason !== null || undefined}>
          {terms.data.map(({ text, search, since: uses }) => (
            <li key={text}>
              <ToAnswers search={since && { ...since, from: shift.onset, q: search }}>
                {text} <b aria-hidden="true">×{uses}</b>
                <span className="visually-hidden">, {words.count(uses)}</span>
              </ToAnswers>
            </li>
          ))}
        </ul>
      )}
      {terms.reason && (
        <p className={styles.quiet}>
          {terms.reason === "tooFewComments" ? words.tooFewComments(terms.comments.since) : words.nothingStandsOut}
        </p>
      )}
      <Newest shift={shift} windows={windows} within={within} />
    </Card>
  );
}

const shown = 5;
const read = 100;

/** Comments of the class that grew, which is the worst one in a fall. */
function Newest({ shift, windows, within }: Pick<Props, "shift" | "windows" | "within">) {
  const words = useWords(oneShiftWords).voices;
  const channels = useWords(frameWords).channels;
  const formats = useFormats();
  const { slug } = useWorkspace();
  const since = answersOf(shift, windows, { side: "since" });
  const worse = shift.metric === "nps" ? "detractor" : "dissatisfied";
  const better = shift.metric === "nps" ? "promoter" : "satisfied";
  const { from, to } = windows.since;
  const asked = { from, to, ...since, class: shift.direction === "down" ? worse : better };
  const query = {
    ...Object.fromEntries(Object.entries(asked).filter((entry): entry is [string, string] => Boolean(entry[1]))),
    limit: String(read),
    flag: "none",
  };
  const newest = useQuery({
    queryKey: ["responses", "behind", query],
    queryFn: () => ask(api.v1.responses.$get({ query })),
  });
  return (
    <AsyncState query={newest} what={words.theAnswers} loading={<Loading lines={4} height={200} />}>
      {({ data }) => {
        const isHere = ({ touchpointKey }: { touchpointKey: string }) => !within || within.includes(touchpointKey);
        const written = data.filter((one) => one.comment && isHere(one)).slice(0, shown);
        if (written.length === 0) return <p className={styles.quiet}>{words.nobody}</p>;
        return (
          <ul className={styles.list}>
            {written.map((one) => (
              <li key={one.id}>
                <Link
                  className={styles.answer}
                  to="/$workspace/responses/{-$responseId}"
                  params={{ workspace: slug, responseId: one.id }}
                  search={() => since ?? { from, to }}
                >
                  <ScoreChip score={one.score} scoreClass={one.class as ScoreClass | null} />
                  <span>
                    {one.comment}
                    <small>
                      {[
                        channels[one.channel as keyof typeof channels] ?? one.channel,
                        formats.dayTime(one.occurredAt),
                        one.caseId && words.caseThere,
                      ]
                        .filter(Boolean)
                        .join(" · ")}
                    </small>
                  </span>
                </Link>
              </li>
            ))}
          </ul>
        );
      }}
    </AsyncState>
  );
}
