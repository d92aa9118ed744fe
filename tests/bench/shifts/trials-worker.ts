import { parentPort } from "node:worker_threads";
import { type Question, tryOnce } from "./trials.ts";

export type Batch = { question: Question; seed: number; from: number; to: number };

parentPort?.on("message", ({ question, seed, from, to }: Batch) => {
  const figures = Float64Array.from({ length: to - from }, (_, at) => tryOnce(question, seed, from + at));
  parentPort?.postMessage(figures, [figures.buffer]);
});
