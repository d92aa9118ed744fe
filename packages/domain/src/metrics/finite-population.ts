/**
 * What a standard error shrinks by when n of all customers answered: √((M − n)/(M − 1)), 0..1 (METRICS §1).
 * 1 for a population without end, 0 when everybody has answered.
 */
export function finitePopulationFactor(n: number, population: number): number {
  if (population === Number.POSITIVE_INFINITY) return 1;
  return n >= population ? 0 : Math.sqrt((population - n) / (population - 1));
}
