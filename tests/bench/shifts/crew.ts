import { once } from "node:events";
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { quantile } from "../report.ts";
import type { Question } from "./trials.ts";
import type { Batch } from "./trials-worker.ts";

/** Of many runs: mean with its standard error, the value nine of ten stay below, and each run's own. */
export type Outcome = { mean: number; error: number; p90: number; figures: number[] };

/** Asks every question of so many runs, on every processor. */
export async function answerAll(
  questions: { question: Question; runs: number }[],
  seed: number,
): Promise<Map<Question, Outcome>> {
  const batches = questions.flatMap(({ question, runs }) => {
    const size = Math.ceil(runs / 16);
    return Array.from({ length: Math.ceil(runs / size) }, (_, at): Batch => {
      return { question, seed, from: at * size, to: Math.min(runs, (at + 1) * size) };
    });
  });
  const figures = new Map<Question, number[]>(questions.map(({ question }) => [question, []]));
  const work = async () => {
    const worker = new Worker(new URL("./trials-worker.ts", import.meta.url));
    for (let batch = batches.shift(); batch; batch = batches.shift()) {
      worker.postMessage(batch);
      const [found] = (await once(worker, "message")) as [Float64Array];
      figures.get(batch.question)?.push(...found);
    }
    await worker.terminate();
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return new Map([...figures].map(([question, found]) => [question, outcomeOf(found)]));
}

function outcomeOf(figures: number[]): Outcome {
  // Sorted first: which processor was done first must not show in the last digit of a sum.
  const sorted = figures.sort((a, b) => a - b);
  const mean = sorted.reduce((sum, figure) => sum + figure, 0) / sorted.length;
  const variance = sorted.reduce((sum, figure) => sum + (figure - mean) ** 2, 0) / Math.max(1, sorted.length - 1);
  return { mean, error: Math.sqrt(variance / sorted.length), p90: quantile(sorted, 0.9), figures: sorted };
}
