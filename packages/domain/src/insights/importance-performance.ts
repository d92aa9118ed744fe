export type Quadrant = "fix" | "keep" | "lowPriority" | "possibleOverkill";

/** `importance`: a driver's share, 0..1; `performance`: its mean on 0–100. */
export type Position = { importance: number; performance: number };

/** `cut`: where the lines lie, at the mean of each axis. `quadrants` in the order of the drivers. */
export type ImportancePerformance = { cut: Position; quadrants: Quadrant[] };

/**
 * Martilla & James's (1977) map: what matters and goes badly is to be fixed, what matters and goes well kept. A driver on
 * a line counts as mattering, or as going well. Null without drivers.
 */
export function importancePerformance(drivers: readonly Position[]): ImportancePerformance | null {
  if (drivers.length === 0) return null;
  const cut = { importance: meanOf(drivers, "importance"), performance: meanOf(drivers, "performance") };
  return {
    cut,
    quadrants: drivers.map(({ importance, performance }) => {
      const goesWell = reaches(performance, cut.performance);
      if (reaches(importance, cut.importance)) return goesWell ? "keep" : "fix";
      return goesWell ? "possibleOverkill" : "lowPriority";
    }),
  };
}

function meanOf(drivers: readonly Position[], axis: keyof Position): number {
  return drivers.reduce((sum, driver) => sum + driver[axis], 0) / drivers.length;
}

/** Equal figures have a mean that rounding may put just above them. */
function reaches(value: number, line: number): boolean {
  return value >= line - 1e-12 * Math.abs(line);
}
