import type { Fields } from "./fields.ts";

/** What was typed and not sent, as it stands on this device. `saved`: the server has it as well. */
export type Draft = { fields: Fields; after: string | null; search: string; at: number; saved: boolean };
/** An answer that was sent while nobody could be reached. `body` is the form, `at` when it was given (ms since 1970). */
export type Waiting = { url: string; body: string; at: number };

const draftsLastMs = 24 * 3_600_000;
const queue = "otklik:waiting";
const draftOf = (path: string) => `otklik:draft:${path}`;

/** Null: there is none, or it is a day old: the device may be somebody else's by now. */
export function readDraft(path: string): Draft | null {
  const draft = read<Draft>(draftOf(path));
  return draft && Date.now() - draft.at < draftsLastMs ? draft : null;
}

export const keepDraft = (path: string, draft: Draft): boolean => write(draftOf(path), draft);
export const dropDraft = (path: string): void => remove(draftOf(path));

export const waitingAnswers = (): Waiting[] => read<Waiting[]>(queue) ?? [];

/** False where this browser keeps nothing. */
export function queueAnswer(answer: Waiting): boolean {
  return write(queue, [...waitingAnswers().filter(({ body }) => body !== answer.body), answer]);
}

export function dropAnswer({ body }: Waiting): void {
  const left = waitingAnswers().filter((one) => one.body !== body);
  if (left.length > 0) write(queue, left);
  else remove(queue);
}

// A browser may have no storage, or refuse it: then nothing is kept, and the page goes on.
function read<Value>(key: string): Value | null {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "null");
  } catch {
    return null;
  }
}

function write(key: string, value: unknown): boolean {
  try {
    localStorage.setItem(key, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

function remove(key: string): void {
  try {
    localStorage.removeItem(key);
  } catch {}
}
