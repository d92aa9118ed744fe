import type { ReactNode } from "react";
import { useFormats } from "../../../formats.ts";
import { Card } from "../../../ui/Card.tsx";
import { AsyncState, Loading } from "../../../ui/States.tsx";
import { useWords } from "../../../words.ts";
import type { ListQuery } from "../list-query.ts";
import { ToList } from "../ToList.tsx";
import styles from "./Questions.module.css";
import { type QuestionResult, type QuestionResults as Results, useQuestionResults } from "./queries.ts";
import { SpreadView } from "./SpreadView.tsx";
import { questionWords } from "./words.ts";

type Props = {
  survey: string;
  query: ListQuery;
  /** Types that the page shows better itself. */
  without?: readonly string[];
  /** What a page adds to a question's card. */
  below?(question: QuestionResult): ReactNode;
};

/** Every question of a survey: who was asked it, who answered, where people left, and what they said. */
export function QuestionResults({ survey, query, without = [], below }: Props) {
  const words = useWords(questionWords);
  const results = useQuestionResults(survey, query);
  return (
    <section aria-label={words.title} className={styles.section}>
      <AsyncState query={results} what={words.what} loading={<Loading lines={8} height={360} />}>
        {(data) => (
          <>
            <Flow results={data} />
            <div className={styles.cards}>
              {data.questions
                .filter(({ type }) => !without.includes(type))
                .map((question) => (
                  <QuestionCard key={question.key} question={question} survey={survey} below={below} />
                ))}
            </div>
          </>
        )}
      </AsyncState>
    </section>
  );
}

function Flow({ results: { questions, read, responses } }: { results: Results }) {
  const words = useWords(questionWords);
  const formats = useFormats();
  const first = questions[0]?.asked ?? 0;
  return (
    <Card
      title={words.flow.caption}
      note={read < responses.total ? words.cut(formats.number(read), formats.number(responses.total)) : undefined}
      className={styles.flowCard}
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys */}
      <section className={styles.scroll} tabIndex={0} aria-label={words.flow.caption}>
        <table className={styles.flow}>
          <thead>
            <tr>
              <th scope="col">{words.flow.question}</th>
              <td className={styles.flowBar} />
              <th scope="col">{words.flow.asked}</th>
              <th scope="col">{words.flow.answered}</th>
              <th scope="col">{words.flow.skipped}</th>
              <th scope="col">{words.flow.left}</th>
            </tr>
          </thead>
          <tbody>
            {questions.map(({ id, type, prompt, asked, answered, left }) => (
              <tr key={`${id} ${type}`}>
                <th scope="row">{prompt}</th>
                <td className={styles.flowBar} aria-hidden="true">
                  <span className={styles.bar}>
                    <i style={{ width: `${first === 0 ? 0 : (100 * answered) / Math.max(first, asked)}%` }} />
                  </span>
                </td>
                <td>{formats.number(asked)}</td>
                <td>{formats.number(answered)}</td>
                <td>{formats.number(Math.max(0, asked - answered - left))}</td>
                <td>{formats.number(left)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p className={styles.note}>{words.noTime}</p>
    </Card>
  );
}

function QuestionCard({ question, survey, below }: Pick<Props, "survey" | "below"> & { question: QuestionResult }) {
  const words = useWords(questionWords);
  const formats = useFormats();
  const { prompt, asked, answered, terms } = question;
  return (
    <Card title={prompt} note={words.ofAsked(formats.number(answered), formats.number(asked))}>
      <SpreadView question={question} survey={survey} />
      {terms && answered > 0 && <Terms terms={terms} survey={survey} />}
      {below?.(question)}
    </Card>
  );
}

function Terms({ terms, survey }: { terms: NonNullable<QuestionResult["terms"]>; survey: string }) {
  const words = useWords(questionWords);
  const formats = useFormats();
  const { comments, data, reason } = terms;
  const [unhappy, others] = [formats.number(comments.unhappy), formats.number(comments.others)];
  if (data.length === 0) return <p className={styles.note}>{reason && words[reason]}</p>;
  return (
    <div className={styles.terms}>
      <h3>
        {words.terms} <span>{words.termsNote(unhappy, others)}</span>
      </h3>
      <ul>
        {data.map(({ text, search, these, others: use }) => (
          <li key={text}>
            <ToList change={{ survey, q: search }}>{text}</ToList>
            <span>{words.termUse(formats.number(these), formats.number(use))}</span>
          </li>
        ))}
      </ul>
      {!data.some(({ isSure }) => isSure) && <p className={styles.note}>{words.hints}</p>}
    </div>
  );
}
