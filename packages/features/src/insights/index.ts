export { type ComparisonView, compareScores, compareTouchpoints, type TouchpointComparison } from "./compare-scores.ts";
export { type RateView, readResponseRate } from "./response-rate.ts";
export type { Windows } from "./windows.ts";
