import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useFilters } from "../../filters.ts";
import { type Formats, useFormats } from "../../formats.ts";
import type { Search } from "../../search.ts";
import { useWorkspace } from "../../session.ts";
import { useWords } from "../../words.ts";
import styles from "./Headline.module.css";
import { headlineOf, strictVerdict } from "./headline.ts";
import type { ComparedTouchpoint } from "./queries.ts";
import { type OverviewWords, overviewWords } from "./words.ts";

/** What changed, in one sentence: the touchpoint that moved more than chance among many, or that none did. */
export function Headline({ touchpoints }: { touchpoints: ComparedTouchpoint[] }) {
  const words = useWords(overviewWords);
  const answered = touchpoints.filter(({ n, before }) => n > 0 || before.n > 0);
  if (answered.length === 0) return null;
  const { first, changedToo, steady, learning } = headlineOf(answered);
  const rest = [
    changedToo > 0 && words.othersToo(changedToo),
    first && steady > 0 && words.others(steady),
    !first && (steady > 0 ? words.steady(steady) : words.onlyLearning(learning)),
    learning > 0 && (first || steady > 0) && words.learning(learning),
  ].filter(Boolean);
  return (
    <section aria-label={words.whatChanged} className={styles.headline}>
      {first && <Band touchpoint={first} among={answered.length} />}
      {rest.length > 0 && <p className={styles.rest}>{rest.join(" ")}</p>}
    </section>
  );
}

function Band({ touchpoint, among }: { touchpoint: ComparedTouchpoint; among: number }) {
  const words = useWords(overviewWords);
  const formats = useFormats();
  const { slug } = useWorkspace();
  const { range } = useFilters();
  const isFall = strictVerdict(touchpoint) === "fell";
  const tell = isFall ? words.fell : words.rose;
  return (
    <div className={styles.band} data-fall={isFall || undefined}>
      <Step isFall={isFall} />
      <div className={styles.told}>
        <p className={styles.sentence}>
          {tell(touchpoint.touchpoint.name, sizeOf(touchpoint, words, formats), words.against(range.days))}
        </p>
        <p className={styles.reason}>
          {words.strict(among)} {words.beforeAndNow(level(touchpoint.before, formats), level(touchpoint, formats))}
        </p>
      </div>
      <Button
        renderRoot={(props) => (
          <Link
            {...props}
            to="/$workspace/responses/{-$responseId}"
            params={{ workspace: slug, responseId: undefined }}
            search={(was: Search) => ({ ...was, touchpoint: touchpoint.touchpoint.key })}
          />
        )}
      >
        {words.see}
      </Button>
    </div>
  );
}

/** "20 points (7…33)", without signs: fell and rose say the direction. */
function sizeOf({ strictDifference }: ComparedTouchpoint, words: OverviewWords, formats: Formats): string {
  if (!strictDifference) return "";
  const { value, low, high } = strictDifference;
  const [near, far] = [Math.abs(low), Math.abs(high)].sort((a, b) => a - b) as [number, number];
  const size = Math.round(Math.abs(value));
  return `${words.points(size, formats.number(size))} ${formats.range("nps", { low: near, high: far })}`;
}

function level(
  side: { score: number | null; interval: { low: number; high: number } | null },
  formats: Formats,
): string {
  return `${formats.score("nps", side.score)} ${formats.plusMinus("nps", side)}`.trim();
}

function Step({ isFall }: { isFall: boolean }) {
  return (
    <svg
      width="34"
      height="26"
      viewBox="0 0 34 26"
      aria-hidden="true"
      className={styles.step}
      transform={isFall ? undefined : "scale(1 -1)"}
    >
      <path
        d="M1 6h14l5 13h13"
        fill="none"
        stroke="currentColor"
        strokeWidth="2.5"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
