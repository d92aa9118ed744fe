import { frameWords } from "../frame-words.ts";
import { useWords } from "../words.ts";
import styles from "./ScoreChip.module.css";

export type ScoreClass = "promoter" | "passive" | "detractor" | "satisfied" | "neutral" | "dissatisfied";

const shapeOf: Record<ScoreClass, string> = {
  promoter: "good",
  satisfied: "good",
  passive: "middle",
  neutral: "middle",
  detractor: "bad",
  dissatisfied: "bad",
};

/** A score with the shape of its class: circle, outline, square. Colour never stands alone. */
export function ScoreChip({ score, scoreClass }: { score: number | null; scoreClass: ScoreClass | null }) {
  const words = useWords(frameWords).classes;
  const text = score === null ? "–" : String(Math.round(score));
  return (
    <span className={`${styles.chip} ${styles[scoreClass ? shapeOf[scoreClass] : "none"]}`}>
      {text}
      {scoreClass && <span className="visually-hidden">, {words[scoreClass]}</span>}
    </span>
  );
}
