import { enteredBy } from "../../api.ts";
import { keptPlace } from "../../kept-texts.ts";

/** Texts that a person has begun and not yet sent; kept in this browser as they are typed. */
export type Draft = { note?: string; rootCause?: string; outcome?: string };

const draftOf = (caseId: string) => keptPlace(enteredBy(), `case-draft.${caseId}`);

export function readDraft(caseId: string): Draft {
  return readJson<Draft>(draftOf(caseId)) ?? {};
}

export function keepDraft(caseId: string, change: Draft): void {
  const kept = Object.entries({ ...readDraft(caseId), ...change }).filter(([, text]) => text);
  if (kept.length === 0) localStorage.removeItem(draftOf(caseId));
  else localStorage.setItem(draftOf(caseId), JSON.stringify(Object.fromEntries(kept)));
}

/** A note that could not be sent yet. `key` makes that it is written once, however often it is sent. */
export type WaitingNote = { key: string; caseId: string; body: string; kind: "note" | "call" };

/** Of one person: nobody sends a note under the name of somebody else who used this browser. */
const placeOf = (workspaceId: string) => keptPlace(enteredBy(), `waiting-notes.${workspaceId}`);
const watchers = new Set<() => void>();
const none: WaitingNote[] = [];
let last: { text: string | null; notes: WaitingNote[] } = { text: null, notes: none };

/** In the order in which they were written. The same list as long as nothing has changed. */
export function waitingNotes(workspaceId: string): WaitingNote[] {
  const text = localStorage.getItem(placeOf(workspaceId));
  if (text !== last.text) last = { text, notes: readJson<WaitingNote[]>(placeOf(workspaceId)) ?? none };
  return text === null ? none : last.notes;
}

export function letWait(workspaceId: string, note: WaitingNote): void {
  write(workspaceId, [...waitingNotes(workspaceId), note]);
}

export function letGo(workspaceId: string, key: string): void {
  write(
    workspaceId,
    waitingNotes(workspaceId).filter((note) => note.key !== key),
  );
}

export function watchWaiting(watcher: () => void): () => void {
  watchers.add(watcher);
  addEventListener("storage", watcher);
  return () => {
    watchers.delete(watcher);
    removeEventListener("storage", watcher);
  };
}

function write(workspaceId: string, notes: WaitingNote[]): void {
  if (notes.length === 0) localStorage.removeItem(placeOf(workspaceId));
  else localStorage.setItem(placeOf(workspaceId), JSON.stringify(notes));
  for (const watcher of watchers) watcher();
}

function readJson<T>(place: string): T | null {
  try {
    return JSON.parse(localStorage.getItem(place) ?? "null") as T | null;
  } catch {
    return null;
  }
}
