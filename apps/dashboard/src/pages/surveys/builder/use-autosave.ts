import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { ApiProblem, api, ask } from "../../../api.ts";
import type { Draft } from "../draft.ts";
import { bodyOf } from "../saving.ts";

/** Whether what is on the screen is kept. `held`: it cannot be until something is mended. `stale`: somebody else saved. */
export type Keeping = {
  is: "saved" | "waiting" | "saving" | "held" | "failed" | "stale";
  /** When the draft was last kept. */
  at: Date;
  error: ApiProblem | null;
  /** So many times it was kept since the page was opened: what shows the kept draft is shown anew. */
  revision: number;
};

const restMs = 700;
const againMs = 5000;

export type Kept = { id: string; updatedAt: string };

/** Keeps a draft a moment after it was last changed, and never over what somebody else has saved since. */
export function useAutosave(kept: Kept, draft: Draft, canKeep: boolean) {
  const queries = useQueryClient();
  const [keeping, setKeeping] = useState<Keeping>({
    is: "saved",
    at: new Date(kept.updatedAt),
    error: null,
    revision: 0,
  });
  const seen = useRef(kept.updatedAt);
  const saved = useRef(draft);
  const newest = useRef({ draft, canKeep });
  newest.current = { draft, canKeep };
  const running = useRef<Promise<boolean> | null>(null);
  const isStale = useRef(false);

  const send = useCallback(
    async (over: boolean): Promise<boolean> => {
      const { draft: sent, canKeep: isSound } = newest.current;
      if (sent === saved.current && !over) return true;
      if (!isSound || (isStale.current && !over)) return false;
      setKeeping((known) => ({ ...known, is: "saving", error: null }));
      try {
        const survey = await ask(
          api.v1.surveys[":id"].$put(
            { param: { id: kept.id }, json: bodyOf(sent) },
            over ? {} : { headers: { "if-match": `"${seen.current}"` } },
          ),
        );
        seen.current = survey.updatedAt as string;
        saved.current = sent;
        isStale.current = false;
        const is = newest.current.draft === sent ? "saved" : "waiting";
        setKeeping(({ revision }) => ({ is, at: new Date(seen.current), error: null, revision: revision + 1 }));
        void queries.invalidateQueries({ queryKey: ["surveys"], refetchType: "none" });
        return true;
      } catch (thrown) {
        const error = thrown instanceof ApiProblem ? thrown : new ApiProblem(0, { detail: String(thrown) });
        isStale.current = error.code === "survey.changed-meanwhile";
        setKeeping((known) => ({ ...known, is: isStale.current ? "stale" : "failed", error }));
        return false;
      }
    },
    [kept.id, queries],
  );

  /** Keeps what is there now; true once it is kept. One request at a time, so that they cannot overtake one another. */
  const keep = useCallback(
    async (over = false): Promise<boolean> => {
      while (running.current) await running.current;
      running.current = send(over);
      const isKept = await running.current;
      running.current = null;
      return isKept && newest.current.draft !== saved.current ? keep() : isKept;
    },
    [send],
  );

  useEffect(() => {
    if (draft === saved.current) {
      setKeeping((known) => (known.is === "waiting" || known.is === "held" ? { ...known, is: "saved" } : known));
      return;
    }
    if (isStale.current) return;
    setKeeping((known) => (known.is === "saving" ? known : { ...known, is: canKeep ? "waiting" : "held" }));
    if (!canKeep) return;
    const timer = setTimeout(() => void keep(), restMs);
    return () => clearTimeout(timer);
  }, [draft, canKeep, keep]);

  useEffect(() => {
    if (keeping.is !== "failed" || (keeping.error && keeping.error.status > 0 && keeping.error.status < 500)) return;
    const timer = setTimeout(() => void keep(), againMs);
    return () => clearTimeout(timer);
  }, [keeping, keep]);

  // Whoever closes the tab is asked; whoever goes to another page of ours has it kept behind them.
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (newest.current.draft !== saved.current) event.preventDefault();
    };
    addEventListener("beforeunload", warn);
    return () => {
      removeEventListener("beforeunload", warn);
      if (newest.current.draft !== saved.current) void keep();
    };
  }, [keep]);

  /** What the others saved takes the place of ours; what is given is it. */
  const take = useCallback((theirs: Draft, updatedAt: string) => {
    seen.current = updatedAt;
    saved.current = theirs;
    isStale.current = false;
    setKeeping(({ revision }) => ({ is: "saved", at: new Date(updatedAt), error: null, revision: revision + 1 }));
  }, []);

  return { keeping, keep, take, seen };
}
