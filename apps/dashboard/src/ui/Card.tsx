import type { ReactNode } from "react";
import styles from "./Card.module.css";

type Props = { title?: ReactNode; note?: ReactNode; right?: ReactNode; className?: string; children?: ReactNode };

/** A section of a page with its heading, a note beside it and what can be done with it on the right. */
export function Card({ title, note, right, className, children }: Props) {
  return (
    <section className={[styles.card, className].filter(Boolean).join(" ")}>
      {(title || right) && (
        <div className={styles.head}>
          {title && <h2>{title}</h2>}
          {note && <span className={styles.note}>{note}</span>}
          {right && <span className={styles.right}>{right}</span>}
        </div>
      )}
      {children}
    </section>
  );
}
