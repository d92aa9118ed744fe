import { useFormats } from "../../../formats.ts";
import type { Search } from "../../../search.ts";
import { useWords } from "../../../words.ts";
import { ToList } from "../ToList.tsx";
import styles from "./Questions.module.css";
import { questionWords } from "./words.ts";

export type BarRow = {
  id: string;
  label: string;
  n: number;
  /** Said beside the count in place of a share. */
  said?: string;
  /** 0 to 1: how long the bar is; the share unless said. */
  length?: number;
  /** The filter that lists these answers. */
  change?: Search;
};

type Props = { rows: BarRow[]; of: number; saidIs?: string };

/** A row an answer: what it says, how many gave it, and a bar of their share. */
export function Bars({ rows, of, saidIs }: Props) {
  const words = useWords(questionWords);
  const formats = useFormats();
  return (
    <table className={styles.bars}>
      <thead className="visually-hidden">
        <tr>
          <th scope="col">{words.option}</th>
          <th scope="col">{saidIs ?? words.share}</th>
          <th scope="col">{words.n}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ id, label, n, said, length, change }) => (
          <tr key={id}>
            <th scope="row">{change && n > 0 ? <ToList change={change}>{label}</ToList> : label}</th>
            <td>
              <span className={styles.bar} aria-hidden="true">
                <i style={{ width: `${100 * (length ?? (of === 0 ? 0 : n / of))}%` }} />
              </span>
              <span className={styles.said}>{said ?? formats.percent(of === 0 ? null : n / of, 0)}</span>
            </td>
            <td>{formats.number(n)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
