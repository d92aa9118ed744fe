import type { ReactNode } from "react";
import { Icon } from "../../ui/Icon.tsx";
import { useWords } from "../../words.ts";
import styles from "./Settings.module.css";
import type { Saving } from "./useSetting.ts";
import { settingsWords } from "./words.ts";

/** A section's title, one sentence about it, and its settings. */
export function Section({ title, lead, children }: { title: string; lead?: string; children: ReactNode }) {
  return (
    <section className={styles.section} aria-label={title}>
      <h2>{title}</h2>
      {lead && <p className={styles.lead}>{lead}</p>}
      {children}
    </section>
  );
}

/** Whether it is saved: said beside the field, and aloud. */
function SavedMark({ state }: Pick<Saving, "state">) {
  const words = useWords(settingsWords);
  return (
    <span className={styles.mark} role="status">
      {state === "saving" && words.saving}
      {state === "saved" && (
        <>
          <Icon name="check" size={12} /> {words.saved}
        </>
      )}
    </span>
  );
}

/** One setting: its control, what it costs or changes, and whether it is saved. */
export function Setting({ saving, cost, children }: { saving: Saving; cost?: ReactNode; children: ReactNode }) {
  const words = useWords(settingsWords);
  return (
    <div className={styles.setting}>
      <div className={styles.control}>
        {children}
        <SavedMark state={saving.state} />
      </div>
      {saving.fault && (
        <p className={styles.fault} role="alert">
          {saving.fault}
        </p>
      )}
      {cost && <p className={styles.cost}>{cost}</p>}
      {!saving.mayChange && <p className={styles.cost}>{words.mayNot}</p>}
    </div>
  );
}
