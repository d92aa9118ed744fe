export { addToScores } from "./add-to-scores.ts";
export { type ScoreQuestion, type ScoreView, readScores } from "./read-scores.ts";
export { rebuildScores } from "./rebuild-scores.ts";
export { type Bucket } from "./store.ts";
