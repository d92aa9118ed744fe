import type { NotTaken } from "@otklik/domain/survey/surveyjs/reading";
import { useWords } from "../../words.ts";
import { authoringWords } from "./authoring-words.ts";
import styles from "./ImportDialog.module.css";

/** What of a document was not taken over, or not as it was, and why. */
export function NotTakenList({ notTaken }: { notTaken: NotTaken[] }) {
  const words = useWords(authoringWords).import;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
    <ul className={styles.list} tabIndex={0}>
      {notTaken.map(({ pointer, reason, detail }) => (
        <li key={`${pointer} ${reason} ${detail}`}>
          {detail && <code>{detail}</code>} {words.reasons[reason]} <small>{pointer}</small>
        </li>
      ))}
    </ul>
  );
}
