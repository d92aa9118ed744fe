import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useSyncExternalStore } from "react";
import { ApiProblem, api, ask, enteredWorkspace } from "../../api.ts";
import { useLiveState } from "../../live.ts";
import { useUndo } from "../../ui/Undo.tsx";
import { useWords } from "../../words.ts";
import { keepDraft, letGo, letWait, type WaitingNote, waitingNotes, watchWaiting } from "./kept.ts";
import { casesWords } from "./words.ts";

const againMs = 15_000;

const send = ({ key, caseId, body, kind }: WaitingNote) =>
  ask(
    api.v1.cases[":id"].notes.$post(
      { param: { id: caseId }, json: { body, kind } },
      { headers: { "idempotency-key": key } },
    ),
  );

/** Not refused but unheard, or by somebody who has to sign in again: it is worth sending again. */
const isUnheard = (error: unknown) =>
  error instanceof ApiProblem && (error.status === 0 || error.status === 401 || error.status >= 500);

/** Notes that wait in this browser for the server to be reachable. */
export function useWaitingNotes(): WaitingNote[] {
  const workspaceId = enteredWorkspace() ?? "";
  return useSyncExternalStore(watchWaiting, () => waitingNotes(workspaceId));
}

/** Writes notes; what cannot be sent waits here. */
export function useNotes() {
  const words = useWords(casesWords);
  const workspaceId = enteredWorkspace() ?? "";
  const queries = useQueryClient();
  const tell = useUndo();
  const refresh = () => queries.invalidateQueries({ queryKey: ["cases"] });

  const takeBack = async (caseId: string, noteId: string) => {
    await ask(api.v1.cases[":id"].notes[":noteId"].$delete({ param: { id: caseId, noteId } }));
    await refresh();
  };
  /** Returns whether it was sent. `more`: what else is taken back with it. */
  const add = async (note: Omit<WaitingNote, "key">, said: string, more?: () => unknown): Promise<boolean> => {
    const waiting = { ...note, key: crypto.randomUUID() };
    try {
      const { id } = await send(waiting);
      tell(said, async () => {
        await more?.();
        await takeBack(note.caseId, id).catch(() => {});
      });
      await refresh();
      return true;
    } catch (error) {
      if (isUnheard(error)) {
        letWait(workspaceId, waiting);
        tell(words.done.waits);
        return false;
      }
      if (note.kind === "note") keepDraft(note.caseId, { note: note.body });
      tell(words.done.failed(error instanceof ApiProblem ? error.detail : String(error)));
      return false;
    }
  };
  return { add };
}

/** Sends what waits: at once when the connection is back, and again from time to time. */
export function useSendingNotes(): void {
  const workspaceId = enteredWorkspace() ?? "";
  const state = useLiveState();
  const queries = useQueryClient();
  const tell = useUndo();
  const words = useWords(casesWords);
  const waiting = useWaitingNotes();
  const isSending = useRef(false);
  const hasWaiting = waiting.length > 0;

  useEffect(() => {
    if (!hasWaiting) return;
    const sendAll = async () => {
      if (isSending.current) return;
      isSending.current = true;
      try {
        for (const note of waitingNotes(workspaceId)) {
          await send(note).catch((error: unknown) => {
            if (isUnheard(error)) throw error;
            keepDraft(note.caseId, { note: note.body });
          });
          letGo(workspaceId, note.key);
        }
        tell(words.done.noted);
        await queries.invalidateQueries({ queryKey: ["cases"] });
      } catch {
        // Still out of reach: it goes on waiting.
      } finally {
        isSending.current = false;
      }
    };
    if (state === "live") void sendAll();
    const timer = setInterval(sendAll, againMs);
    addEventListener("online", sendAll);
    return () => {
      clearInterval(timer);
      removeEventListener("online", sendAll);
    };
  }, [hasWaiting, state, workspaceId, queries, tell, words]);
}
