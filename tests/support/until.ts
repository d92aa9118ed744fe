import { setTimeout as sleep } from "node:timers/promises";

/** Asks again and again until the answer is neither null, undefined nor false, and says what was waited for in vain. */
export async function until<T>(
  what: string,
  ask: () => T | Promise<T>,
  longestMs = 15_000,
): Promise<Exclude<T, null | undefined | false>> {
  for (const deadline = performance.now() + longestMs; ; await sleep(15)) {
    const answer = await ask();
    if (answer !== null && answer !== undefined && answer !== false) {
      return answer as Exclude<T, null | undefined | false>;
    }
    if (performance.now() > deadline) throw new Error(`Waited ${longestMs} ms for ${what}.`);
  }
}
