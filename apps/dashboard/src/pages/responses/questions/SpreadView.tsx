import { type Formats, useFormats } from "../../../formats.ts";
import type { Search } from "../../../search.ts";
import { useWords } from "../../../words.ts";
import { type BarRow, Bars } from "./Bars.tsx";
import styles from "./Questions.module.css";
import type { QuestionResult, SpreadOf } from "./queries.ts";
import { questionWords } from "./words.ts";

type Props = { question: QuestionResult; survey: string };

/** How the answers to one question are spread. */
export function SpreadView({ question, survey }: Props) {
  const words = useWords(questionWords);
  const formats = useFormats();
  const { spread, answered, id } = question;
  const by = (value: string | number | boolean): Search => ({ survey, answer: `${id}:${value}` });
  if (answered === 0) return <p className={styles.note}>{words.nobody}</p>;
  switch (spread.kind) {
    case "numbers":
      return <Numbers spread={spread} by={by} answered={answered} />;
    case "choices":
      return (
        <>
          <Bars rows={choiceRows(spread, by, words.other)} of={answered} />
          {question.type === "multipleChoice" && <p className={styles.note}>{words.respondents}</p>}
        </>
      );
    case "items":
      return (
        <Bars
          rows={spread.items.map(({ mean, ...item }) => ({ ...item, ...meanBar(mean, 10, formats) }))}
          of={answered}
          saidIs={words.meanRating}
        />
      );
    case "ranks":
      return (
        <Bars
          rows={[...spread.choices]
            .sort((a, b) => (a.meanRank ?? Number.POSITIVE_INFINITY) - (b.meanRank ?? Number.POSITIVE_INFINITY))
            .map(({ meanRank, ...choice }) => ({
              ...choice,
              said: meanRank === null ? "–" : formats.score("ces", meanRank),
              length: meanRank === null ? 0 : (spread.choices.length - meanRank + 1) / spread.choices.length,
            }))}
          of={answered}
          saidIs={words.meanRank}
        />
      );
    case "matrix":
      return <Matrix spread={spread} caption={question.prompt} />;
    case "days":
      return (
        <Bars
          rows={spread.months.map(({ month, n }) => ({ id: month, label: monthIn(month, formats.locale), n }))}
          of={answered}
        />
      );
    case "yesNo":
      return (
        <Bars
          rows={[
            { id: "yes", label: words.yes, n: spread.yes, change: question.type === "consent" ? by(true) : undefined },
            { id: "no", label: words.no, n: spread.no, change: question.type === "consent" ? by(false) : undefined },
          ]}
          of={answered}
        />
      );
    case "texts":
      return spread.languages.length > 1 ? (
        <Bars
          rows={spread.languages.map(({ language, n }) => ({ id: language, label: words.languages[language], n }))}
          of={answered}
        />
      ) : null;
  }
}

function Numbers({
  spread,
  by,
  answered,
}: {
  spread: SpreadOf<"numbers">;
  by(value: number): Search;
  answered: number;
}) {
  const words = useWords(questionWords);
  const formats = useFormats();
  const { counts, mean, quartiles } = spread;
  const said = (value: number) => formats.score("ces", value);
  return (
    <>
      {counts && (
        <Bars
          rows={counts.map(({ value, n }) => ({
            id: String(value),
            label: formats.number(value),
            n,
            change: by(value),
          }))}
          of={answered}
        />
      )}
      {mean !== null && quartiles && (
        <p className={styles.note}>
          {[
            words.mean(said(mean)),
            words.quartiles(said(quartiles.low), said(quartiles.median), said(quartiles.high)),
            words.range(formats.number(quartiles.min), formats.number(quartiles.max)),
          ].join(" · ")}
        </p>
      )}
    </>
  );
}

function Matrix({ spread: { columns, rows }, caption }: { spread: SpreadOf<"matrix">; caption: string }) {
  const words = useWords(questionWords);
  const formats = useFormats();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
    <section className={styles.scroll} tabIndex={0} aria-label={caption}>
      <table className={styles.matrix}>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            <td />
            {columns.map(({ id, label }) => (
              <th key={id} scope="col">
                {label}
              </th>
            ))}
            <th scope="col">{words.n}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, label, n, counts }) => (
            <tr key={id}>
              <th scope="row">{label}</th>
              {columns.map((column, at) => (
                <td key={column.id}>{formats.percent(n === 0 ? null : (counts[at] ?? 0) / n, 0)}</td>
              ))}
              <td>{formats.number(n)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const choiceRows = ({ choices, other }: SpreadOf<"choices">, by: (id: string) => Search, own: string): BarRow[] => [
  ...choices.map((choice) => ({ ...choice, change: by(choice.id) })),
  ...(other > 0 ? [{ id: " other", label: own, n: other }] : []),
];

const meanBar = (mean: number | null, most: number, formats: Formats) => ({
  said: mean === null ? "–" : formats.score("ces", mean),
  length: mean === null ? 0 : Math.min(1, mean / most),
});

const monthIn = (month: string, locale: string) =>
  new Intl.DateTimeFormat(locale, { month: "short", year: "numeric", timeZone: "UTC" }).format(
    Date.parse(`${month}-15T00:00:00Z`),
  );
