import { createContext, useCallback, useContext, useMemo, useState } from "react";
import { usePreferences } from "../../../preferences.tsx";
import type { Draft } from "../draft.ts";
import { begin, type History, record, redo, undo } from "./history.ts";
import { type Place, type Problem, problemsIn } from "./problems.ts";
import { firstWords } from "./words.ts";

/** What every part of the builder works with: the draft, how to change it, and what is looked at. */
export type Editing = {
  draft: Draft;
  /** `mark` names the field, so that letters typed into it in a row are one step back. */
  change(next: Draft | ((draft: Draft) => Draft), mark?: string): void;
  problems: Problem[];
  chosen: Place;
  choose(place: Place): void;
  undo(): void;
  redo(): void;
  canUndo: boolean;
  canRedo: boolean;
};

const Current = createContext<Editing | null>(null);
export const EditingProvider = Current.Provider;

export function useEditing(): Editing {
  const editing = useContext(Current);
  if (!editing) throw new Error("only inside the builder");
  return editing;
}

export function useEditingOf(start: Draft, chosen: Place, choose: (place: Place) => void): Editing {
  const [history, setHistory] = useState<History<Draft>>(() => begin(start));
  const draft = history.present;
  const change = useCallback<Editing["change"]>(
    (next, mark) =>
      setHistory((known) => record(known, typeof next === "function" ? next(known.present) : next, mark ?? null)),
    [],
  );
  const problems = useMemo(() => problemsIn(draft), [draft]);
  return {
    draft,
    change,
    problems,
    chosen,
    choose,
    undo: () => setHistory(undo),
    redo: () => setHistory(redo),
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
  };
}

/** What a new question begins with: in the survey's language where we write it, else in English. */
export function useFirstWords() {
  const { draft } = useEditing();
  const own = usePreferences().language;
  const language = draft.locale.startsWith("ru") ? "ru" : draft.locale.startsWith("en") ? "en" : own;
  return firstWords[language];
}
