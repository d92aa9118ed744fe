import { useFilters } from "../../filters.ts";
import { useFormats } from "../../formats.ts";
import { ShareBar } from "../../ui/ShareBar.tsx";
import { useWords } from "../../words.ts";
import styles from "./ClassBar.module.css";
import type { Summary } from "./list-query.ts";
import { responsesWords } from "./words.ts";

const classes = ["detractor", "passive", "promoter", "dissatisfied", "neutral", "satisfied"] as const;
type ByClass = Summary["byClass"];

/** Unhappy, in between, happy: whatever the question was. */
export const thirdsOf = (of: ByClass) => ({
  detractors: of.detractor + of.dissatisfied,
  passives: of.passive + of.neutral,
  promoters: of.promoter + of.satisfied,
});

const shapeOf: Record<(typeof classes)[number], string | undefined> = {
  detractor: styles.bad,
  dissatisfied: styles.bad,
  passive: styles.middle,
  neutral: styles.middle,
  promoter: styles.good,
  satisfied: styles.good,
};

/** How many answers there are of each class; a press leaves only these. */
export function ClassBar({ summary }: { summary: Summary }) {
  const words = useWords(responsesWords).classes;
  const formats = useFormats();
  const { filters, set } = useFilters();
  const { total, byClass } = summary;
  const shown = classes.filter((name) => byClass[name] > 0 || filters.class === name);
  return (
    <section aria-label={words.label} className={styles.bar}>
      <ShareBar {...thirdsOf(byClass)} />
      <div className={styles.buttons}>
        <button type="button" aria-pressed={filters.class === undefined} onClick={() => set({ class: undefined })}>
          {words.all} <b>{formats.number(total)}</b>
        </button>
        {shown.map((name) => (
          <button
            key={name}
            type="button"
            aria-pressed={filters.class === name}
            onClick={() => set({ class: filters.class === name ? undefined : name })}
          >
            <i className={shapeOf[name]} aria-hidden="true" />
            {words[name]} <b>{formats.number(byClass[name])}</b>
            <span>{formats.percent(total === 0 ? null : byClass[name] / total, 0)}</span>
          </button>
        ))}
      </div>
    </section>
  );
}
