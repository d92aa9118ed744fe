type Difference = { value: number; low: number; high: number };
type Compared = { verdict: string; strictDifference: Difference | null };

/** Whether a difference is more than chance among many: its strict interval leaves zero out. */
export function strictVerdict({ verdict, strictDifference }: Compared): "fell" | "rose" | null {
  if (verdict === "learning" || !strictDifference) return null;
  if (strictDifference.high < 0) return "fell";
  return strictDifference.low > 0 ? "rose" : null;
}

export type Headline<T> = {
  /** What is told in one sentence: the largest fall, and only without one the largest rise. */
  first: T | null;
  /** How many more changed, stayed within chance, or have too few answers. */
  changedToo: number;
  steady: number;
  learning: number;
};

/** What changed among touchpoints, sorted into the one that is told and the rest that is counted. */
export function headlineOf<T extends Compared>(touchpoints: readonly T[]): Headline<T> {
  const changed = touchpoints.filter((one) => strictVerdict(one) !== null);
  const learning = touchpoints.filter(({ verdict }) => verdict === "learning").length;
  const lowestFirst = [...changed].sort((a, b) => changeOf(a) - changeOf(b));
  const lowest = lowestFirst[0];
  const first = lowest && strictVerdict(lowest) === "fell" ? lowest : (lowestFirst.at(-1) ?? null);
  return {
    first,
    changedToo: Math.max(0, changed.length - 1),
    steady: touchpoints.length - changed.length - learning,
    learning,
  };
}

const changeOf = ({ strictDifference }: Compared) => strictDifference?.value ?? 0;
