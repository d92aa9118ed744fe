export { addToScores } from "./add-to-scores.ts";
export { answeredQuestions, versionReader } from "./count-answers.ts";
export { readDimensionValues } from "./dimension-values.ts";
export {
  type AnswerPlace,
  type DayTally,
  type PlacedSamples,
  readDays,
  readPlaced,
  readSample,
  readSamplesByPlace,
  readSamplesByTouchpoint,
  type Sample,
  type Side,
  type Span,
} from "./read-samples.ts";
export { readScores, type ScoreQuestion, type ScoreView } from "./read-scores.ts";
export { rebuildScores } from "./rebuild-scores.ts";
export type { Bucket } from "./store.ts";
