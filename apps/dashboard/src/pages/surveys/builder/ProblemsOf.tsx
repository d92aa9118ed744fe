import { usePreferences } from "../../../preferences.tsx";
import styles from "./Editor.module.css";
import { useEditing } from "./editing.ts";
import { wordsOfProblem } from "./problem-words.ts";
import type { Place } from "./problems.ts";

/** What is wrong with the thing that is being edited, above it. */
export function ProblemsOf({ place }: { place: Place }) {
  const { draft, problems } = useEditing();
  const { language } = usePreferences();
  const own = problems.filter((problem) => problem.place === place && !(place === null && problem.field === "name"));
  if (own.length === 0) return null;
  return (
    <ul className={styles.problems}>
      {own.map((problem) => (
        <li key={`${problem.pointer}${"gap" in problem ? problem.gap : problem.detail}`}>
          {wordsOfProblem(draft, problem, language)}
        </li>
      ))}
    </ul>
  );
}
