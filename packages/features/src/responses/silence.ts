import type { StoredResponse } from "./store.ts";

/** The shortest silence that can be set. What waits is looked at as often, so that a changed setting soon holds. */
export const leastSilenceMs = 10 * 60_000;

export const firstLookAt = (savedAt: Date) => new Date(savedAt.getTime() + leastSilenceMs);

/** Whether its respondent may no longer change an answer. What silence finished is not closed to them: a save may be late. */
export const isClosed = ({ status, finishedBySilence }: StoredResponse) => status === "finished" && !finishedBySilence;
