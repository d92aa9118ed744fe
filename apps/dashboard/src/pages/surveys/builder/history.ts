/** One thing as it was, is, and was before it was taken back. `mark` names the field that the newest change was typed in. */
export type History<T> = { past: readonly T[]; present: T; future: readonly T[]; mark: string | null };

/** So many steps can be taken back. */
const longest = 200;

export const begin = <T>(present: T): History<T> => ({ past: [], present, future: [], mark: null });

/** One step further. Changes of one mark in a row, as letters typed into one field, are one step. */
export function record<T>(history: History<T>, next: T, mark: string | null = null): History<T> {
  if (next === history.present) return history;
  const isSameStep = mark !== null && mark === history.mark && history.past.length > 0;
  const past = isSameStep ? history.past : [...history.past, history.present].slice(-longest);
  return { past, present: next, future: [], mark };
}

export function undo<T>(history: History<T>): History<T> {
  const present = history.past.at(-1);
  if (present === undefined) return history;
  return { past: history.past.slice(0, -1), present, future: [history.present, ...history.future], mark: null };
}

export function redo<T>(history: History<T>): History<T> {
  const [present, ...future] = history.future;
  if (present === undefined) return history;
  return { past: [...history.past, history.present], present, future, mark: null };
}
