import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { ApiProblem, api, ask } from "../../../api.ts";
import type { Draft } from "../draft.ts";
import { bodyOf, draftFrom, type StoredSurvey } from "../saving.ts";
import { forgetUnsaved, isSame, keepUnsaved, unsavedOf } from "./unsaved.ts";

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
const putByMs = 300;

/**
 * Keeps a draft a moment after it was last changed, and never over what somebody else has saved since. What cannot be
 * kept is put by in this browser, and offered when the draft is opened again.
 */
export function useAutosave(kept: StoredSurvey, draft: Draft, canKeep: boolean) {
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
  /** Sent without an answer: the server may have taken any of them. */
  const unanswered = useRef<Draft[]>([]);

  const [offered, setOffered] = useState(() => unsavedOf(kept));
  const isOffering = useRef(offered !== null);

  /** Puts by what is not saved; true where nothing would be lost by leaving. What is offered is not written over. */
  const putBy = useCallback((): boolean => {
    const isSaved = newest.current.draft === saved.current;
    if (isOffering.current) return isSaved;
    if (!isSaved) return keepUnsaved(kept.id, { draft: newest.current.draft, at: Date.now(), from: seen.current });
    forgetUnsaved(kept.id);
    return true;
  }, [kept.id]);

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
        unanswered.current = [];
        putBy();
        const is = newest.current.draft === sent ? "saved" : "waiting";
        setKeeping(({ revision }) => ({ is, at: new Date(seen.current), error: null, revision: revision + 1 }));
        void queries.invalidateQueries({ queryKey: ["surveys"], refetchType: "none" });
        return true;
      } catch (thrown) {
        const error = thrown instanceof ApiProblem ? thrown : new ApiProblem(0, { detail: String(thrown) });
        if (error.status === 0 || error.status >= 500) unanswered.current.push(sent);
        isStale.current = error.code === "survey.changed-meanwhile";
        const own = isStale.current ? await ownIn(kept.id, unanswered.current) : null;
        if (own) {
          seen.current = own.updatedAt;
          saved.current = own.draft;
          isStale.current = false;
          unanswered.current = [];
          putBy();
          const is = newest.current.draft === own.draft ? "saved" : "waiting";
          setKeeping(({ revision }) => ({ is, at: new Date(own.updatedAt), error: null, revision: revision + 1 }));
          return send(false);
        }
        setKeeping((known) => ({ ...known, is: isStale.current ? "stale" : "failed", error }));
        return false;
      }
    },
    [kept.id, queries, putBy],
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
    const timer = setTimeout(putBy, draft === saved.current ? 0 : putByMs);
    return () => clearTimeout(timer);
  }, [draft, putBy]);

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
      if (newest.current.draft === saved.current) return;
      putBy();
      event.preventDefault();
    };
    addEventListener("beforeunload", warn);
    return () => {
      removeEventListener("beforeunload", warn);
      if (newest.current.draft === saved.current) return;
      putBy();
      void keep();
    };
  }, [keep, putBy]);

  /** What the others saved takes the place of ours; what is given is it. */
  const take = useCallback((theirs: Draft, updatedAt: string) => {
    seen.current = updatedAt;
    saved.current = theirs;
    isStale.current = false;
    setKeeping(({ revision }) => ({ is: "saved", at: new Date(updatedAt), error: null, revision: revision + 1 }));
  }, []);

  /** What was offered is taken or given up: from here on, what is on the screen is put by. */
  const settle = useCallback(() => {
    isOffering.current = false;
    setOffered(null);
    putBy();
  }, [putBy]);

  return { keeping, keep, take, seen, putBy, offered, settle };
}

/** Our own draft among those sent without an answer, where it is what the server has now; null: somebody else's is. */
async function ownIn(id: string, sent: readonly Draft[]): Promise<{ draft: Draft; updatedAt: string } | null> {
  if (sent.length === 0) return null;
  const stored = await ask(api.v1.surveys[":id"].$get({ param: { id } })).catch(() => null);
  if (!stored) return null;
  const draft = sent.findLast((one) => isSame(draftFrom(stored as unknown as StoredSurvey), one));
  return draft ? { draft, updatedAt: stored.updatedAt as string } : null;
}
