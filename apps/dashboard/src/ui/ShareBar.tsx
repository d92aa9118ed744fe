import styles from "./ShareBar.module.css";

type Props = { detractors: number; passives: number; promoters: number };

/** Three shares of a whole, as counts. The words with the percentages stand beside it. */
export function ShareBar({ detractors, passives, promoters }: Props) {
  const total = detractors + passives + promoters;
  const part = (n: number, name: string) =>
    n > 0 && <i className={styles[name]} style={{ flexGrow: n / total, flexBasis: 0 }} />;
  return (
    <div className={styles.bar} aria-hidden="true">
      {total > 0 && part(detractors, "detractors")}
      {total > 0 && part(passives, "passives")}
      {total > 0 && part(promoters, "promoters")}
    </div>
  );
}
