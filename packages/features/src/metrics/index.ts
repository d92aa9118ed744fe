export { addToScores } from "./add-to-scores.ts";
export { readScores, type ScoreQuestion, type ScoreView } from "./read-scores.ts";
export { rebuildScores } from "./rebuild-scores.ts";
export type { Bucket } from "./store.ts";
