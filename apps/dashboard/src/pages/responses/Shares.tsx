import { useFormats } from "../../formats.ts";
import type { Search } from "../../search.ts";
import { ShareBar } from "../../ui/ShareBar.tsx";
import { useWords } from "../../words.ts";
import { thirdsOf } from "./ClassBar.tsx";
import type { Summary } from "./list-query.ts";
import styles from "./SummaryTab.module.css";
import { ToList } from "./ToList.tsx";
import { responsesWords } from "./words.ts";

type ShareRow = Pick<Summary, "byClass"> & { key: string; label: string; n: number; change: Search };

/** A row a group: its answers, and how many of them are unhappy, in between and happy. */
export function Shares({ name, rows }: { name: string; rows: ShareRow[] }) {
  const words = useWords(responsesWords).summary;
  const formats = useFormats();
  return (
    <table className={styles.shares}>
      <thead>
        <tr>
          <th scope="col">{name}</th>
          <th scope="col">{words.name.n}</th>
          <th scope="col">{words.name.shares}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, label, n, byClass, change }) => {
          const thirds = thirdsOf(byClass);
          const share = (part: number) => formats.percent(n === 0 ? null : part / n, 0);
          return (
            <tr key={key}>
              <th scope="row">
                <ToList change={change}>{label}</ToList>
              </th>
              <td>{formats.number(n)}</td>
              <td>
                <ShareBar {...thirds} />
                <span className="visually-hidden">
                  {words.shares(share(thirds.detractors), share(thirds.passives), share(thirds.promoters))}
                </span>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
