import type { Fields } from "./fields.ts";

/** What was typed and not sent, as it stands on this device. `saved`: the server has it as well. */
export type Draft = { fields: Fields; after: string | null; search: string; at: number; saved: boolean };
/**
 * An answer that was sent while nobody could be reached. `body` is the form, `at` when it was given, `again` when to try once more
 * where it was refused that many `tries` (ms since 1970).
 */
export type Waiting = { url: string; body: string; at: number; tries?: number; again?: number };

const draftsLastMs = 24 * 3_600_000;
const patienceMs = 1000;
const store = "kept";
const ofDraft = (path: string) => `draft ${path}`;
const ofAnswer = ({ body }: Waiting) => `waiting ${body}`;

// Not localStorage: a browser that is killed has not written that down for seconds.
let database: IDBDatabase | null = null;
const memory = new Map<string, unknown>();

/** Reads what this device keeps. A browser may refuse to keep anything: then the page goes on without. */
export function openKept(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, patienceMs);
    try {
      const opening = indexedDB.open("otklik", 1);
      opening.onupgradeneeded = () => opening.result.createObjectStore(store);
      opening.onerror = () => resolve();
      opening.onsuccess = () => {
        database = opening.result;
        const reading = database.transaction(store).objectStore(store);
        const keys = reading.getAllKeys();
        const values = reading.getAll();
        values.onsuccess = () => {
          keys.result.forEach((key, at) => {
            memory.set(String(key), values.result[at]);
          });
          resolve();
        };
      };
    } catch {
      resolve();
    }
  });
}

/** Null: there is none, or it is a day old: the device may be somebody else's by now. */
export function readDraft(path: string): Draft | null {
  const draft = memory.get(ofDraft(path)) as Draft | undefined;
  return draft && Date.now() - draft.at < draftsLastMs ? draft : null;
}

export const keepDraft = (path: string, draft: Draft) => void change(ofDraft(path), draft);
export const dropDraft = (path: string) => void change(ofDraft(path));

/** Oldest first. */
export function waitingAnswers(): Waiting[] {
  const found = [...memory].filter(([key]) => key.startsWith("waiting ")).map(([, answer]) => answer as Waiting);
  return found.sort((a, b) => a.at - b.at);
}

/** Resolves once it is written down; false where this browser keeps nothing. */
export const queueAnswer = (answer: Waiting): Promise<boolean> => change(ofAnswer(answer), answer);
export const dropAnswer = (answer: Waiting) => void change(ofAnswer(answer));

function change(key: string, value?: unknown): Promise<boolean> {
  if (value === undefined) memory.delete(key);
  else memory.set(key, value);
  return new Promise((resolve) => {
    try {
      const writing = (database as IDBDatabase).transaction(store, "readwrite");
      if (value === undefined) writing.objectStore(store).delete(key);
      else writing.objectStore(store).put(value, key);
      writing.oncomplete = () => resolve(true);
      writing.onabort = () => resolve(false);
    } catch {
      resolve(false);
    }
  });
}
