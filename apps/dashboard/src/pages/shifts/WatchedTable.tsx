import { useFormats } from "../../formats.ts";
import type { Series } from "../../shifts/shifts.ts";
import { countedBy, useShiftTexts } from "../../shifts/texts.ts";
import { leastPerDay, type WatchedSeries } from "../../shifts/watching.ts";
import { shiftWords } from "../../shifts/words.ts";
import { useWords } from "../../words.ts";
import styles from "./WatchingPage.module.css";
import { watchingWords } from "./watching-words.ts";

const spans = [7, 14, 30] as const;

/** The series of one level. On a narrow screen the sentence says what the columns do. */
export function WatchedTable({ level, series }: { level: Series["level"]; series: WatchedSeries[] }) {
  const words = useWords(watchingWords);
  const { columns } = words;
  return (
    <table className={styles.table}>
      <caption>{words.levels[level]}</caption>
      <thead>
        <tr>
          <th scope="col" rowSpan={2}>
            {columns.series}
          </th>
          <th scope="col" rowSpan={2} className={styles.number}>
            {columns.perDay}
          </th>
          <th scope="col" rowSpan={2} className={styles.number}>
            {columns.expected}
          </th>
          <th scope="colgroup" colSpan={spans.length} className={styles.number}>
            {columns.smallest}
          </th>
        </tr>
        <tr>
          {spans.map((days) => (
            <th key={days} scope="col" className={styles.number}>
              {columns.days(days)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {series.map((one) => (
          <tr key={one.id}>
            <Name one={one} />
            {one.status === "learning" ? <Learns one={one} /> : <Sees one={one} />}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Name({ one }: { one: WatchedSeries }) {
  const words = useWords(watchingWords);
  const { metrics } = useWords(shiftWords);
  const texts = useShiftTexts();
  const isSeldom = one.perDay !== null && one.perDay < leastPerDay;
  return (
    <th scope="row">
      {texts.name(one)} <span className={styles.metric}>{metrics[one.metric]}</span>
      {isSeldom && <span className={styles.tag}>{words.seldom}</span>}
      {one.status === "watching" && <small>{texts.sight(one)}</small>}
    </th>
  );
}

function Sees({ one }: { one: WatchedSeries }) {
  const words = useWords(watchingWords);
  const texts = useShiftTexts();
  const { locale } = useFormats();
  const pace = new Intl.NumberFormat(locale, { maximumFractionDigits: (one.perDay ?? 0) < 10 ? 1 : 0 });
  return (
    <>
      <td className={styles.number}>{one.perDay === null ? "–" : pace.format(one.perDay)}</td>
      <td className={styles.number}>
        {texts.level(one.metric, one.expected)}{" "}
        <small>{one.deadZone !== null && words.deadZone(texts.level(one.metric, one.deadZone))}</small>
      </td>
      {spans.map((days) => {
        const fall = one.seenWithin?.[`days${days}`] ?? null;
        return (
          <td key={days} className={styles.number} data-none={fall === null || undefined}>
            {fall === null ? words.noFall : texts.level(one.metric, fall)}
          </td>
        );
      })}
    </>
  );
}

function Learns({ one: { metric, n, answersNeeded, daysNeeded } }: { one: WatchedSeries }) {
  const words = useWords(watchingWords);
  const formats = useFormats();
  // Right after an alarm there may be answers enough already: how many are missing is known when they have been counted.
  if (n === 0 && metric !== "followUp" && metric !== "responseRate") {
    return (
      <td colSpan={2 + spans.length} className={styles.learns}>
        <span className={styles.track} aria-hidden="true" />
        <span>{words.nothingCounted}</span>
      </td>
    );
  }
  const pace = daysNeeded === null ? words.nobodyKnows : words.inDays(daysNeeded, formats.number(daysNeeded));
  return (
    <td colSpan={2 + spans.length} className={styles.learns}>
      <span className={styles.track} aria-hidden="true">
        <i style={{ width: `${Math.round((100 * n) / Math.max(1, n + answersNeeded))}%` }} />
      </span>
      <span>
        {words.learning[countedBy(metric)](answersNeeded)} <small>({pace})</small>
      </span>
    </td>
  );
}
