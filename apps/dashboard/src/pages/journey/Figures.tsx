import { type Metric, useFormats } from "../../formats.ts";
import { useWords } from "../../words.ts";
import styles from "./Journey.module.css";
import type { MapTouchpoint } from "./journey-map.ts";
import { journeyWords } from "./words.ts";

export function Target({ metric, target }: { metric: Metric; target: number | null }) {
  const words = useWords(journeyWords);
  const formats = useFormats();
  return <small>{target === null ? words.noTarget : words.target(formats.score(metric, target))}</small>;
}

/** Open cases and what is at stake in them, as two cells of the table. */
export function Stakes({ touchpoint }: { touchpoint: MapTouchpoint }) {
  const formats = useFormats();
  return (
    <>
      <td className={styles.right}>{touchpoint.openCases === 0 ? "–" : formats.number(touchpoint.openCases)}</td>
      <td className={styles.right}>
        <AtRisk touchpoint={touchpoint} />
      </td>
    </>
  );
}

/** The sum of what is known; what nobody knows is counted beside it and never taken for nothing. */
export function AtRisk({ touchpoint: { openCases, valueAtRisk, unknownValues } }: { touchpoint: MapTouchpoint }) {
  const words = useWords(journeyWords);
  const formats = useFormats();
  if (openCases === 0) return "–";
  if (valueAtRisk === null) return words.unknown;
  return (
    <>
      {formats.money(Math.round(valueAtRisk))}
      {unknownValues > 0 && <small>{words.unknownToo(unknownValues)}</small>}
    </>
  );
}
