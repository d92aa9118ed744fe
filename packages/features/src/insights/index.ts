export { type ComparisonView, compareScores, compareTouchpoints, type TouchpointComparison } from "./compare-scores.ts";
export { type Contradictions, readContradictions } from "./contradictions.ts";
export {
  type DistributionUsage,
  type FunnelView,
  readDistributionUsage,
  readFunnel,
} from "./distribution-funnel.ts";
export { type QuestionResults, readQuestionResults } from "./question-results.ts";
export { type RateView, readResponseRate } from "./response-rate.ts";
export { readShiftDetails, type ShiftDetails } from "./shift-details.ts";
export { type QuestionResult, readSurveyResults, type SurveyResults } from "./survey-results.ts";
export { readSurveyUsage, type SurveyUsage } from "./survey-usage.ts";
export type { Windows } from "./windows.ts";
