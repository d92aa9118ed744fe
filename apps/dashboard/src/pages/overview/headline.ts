type Difference = { value: number; low: number; high: number };
type Compared = { verdict: string; strictDifference: Difference | null };

/** Whether a difference is more than chance among many: its strict interval leaves zero out. */
export function strictVerdict({ verdict, strictDifference }: Compared): "fell" | "rose" | null {
  if (verdict === "learning" || !strictDifference) return null;
  if (strictDifference.high < 0) return "fell";
  return strictDifference.low > 0 ? "rose" : null;
}

/** What differs between two periods by more than chance: the largest fall, and only without one the largest rise. */
export function mostChanged<T extends Compared>(touchpoints: readonly T[]): T | null {
  const changed = touchpoints.filter((one) => strictVerdict(one) !== null);
  const lowestFirst = [...changed].sort((a, b) => changeOf(a) - changeOf(b));
  const lowest = lowestFirst[0];
  return lowest && strictVerdict(lowest) === "fell" ? lowest : (lowestFirst.at(-1) ?? null);
}

const changeOf = ({ strictDifference }: Compared) => strictDifference?.value ?? 0;

type Placed = { metric: string; series: object };
type Moved = Pick<Placed, "metric"> & { parts: readonly Pick<Placed, "series">[] };

/** How many series are watched and have not moved. What moved may be learning anew by now, and is then watched no more. */
export function steadyOf(
  watched: readonly (Placed & { status: "watching" | "learning" })[],
  shifts: readonly Moved[],
): number {
  const keyOf = ({ metric, series }: Placed) => JSON.stringify([metric, series]);
  const moved = new Set(shifts.flatMap(({ metric, parts }) => parts.map(({ series }) => keyOf({ metric, series }))));
  return watched.filter((one) => one.status === "watching" && !moved.has(keyOf(one))).length;
}

type Found = { direction: "down" | "up"; detectedAt: string };

/** The shift that is told first: what fell before what rose, the newest of those. */
export function firstToTell<T extends Found>(shifts: readonly T[]): T | null {
  const falls = shifts.filter(({ direction }) => direction === "down");
  return [...(falls.length > 0 ? falls : shifts)].sort((a, b) => b.detectedAt.localeCompare(a.detectedAt))[0] ?? null;
}
