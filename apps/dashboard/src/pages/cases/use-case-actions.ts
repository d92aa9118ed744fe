import type { CaseStatus } from "@otklik/domain/cases/case-states";
import { useQueryClient } from "@tanstack/react-query";
import { ApiProblem, api, ask } from "../../api.ts";
import { useWorkspace } from "../../session.ts";
import { useUndo } from "../../ui/Undo.tsx";
import { useWords } from "../../words.ts";
import { keepDraft } from "./kept.ts";
import { type CaseFile, caseQuery, type QueuedCase } from "./queries.ts";
import { useNotes } from "./use-notes.ts";
import { casesWords } from "./words.ts";

export type CallOutcome = "reached" | "noReply" | "message" | "later";

/** What a call that ended so makes of its case; null: it stays as it is. */
const statusAfter: Record<CallOutcome, CaseStatus | null> = {
  reached: "contacted",
  noReply: null,
  message: null,
  later: "waiting",
};

/** Everything that can be done with a case. Each says what was done and can be taken back. */
export function useCaseActions(found: CaseFile) {
  const words = useWords(casesWords);
  const { user } = useWorkspace();
  const tell = useUndo();
  const queries = useQueryClient();
  const notes = useNotes();
  const { id } = found;
  const param = { id };
  const name = found.contactName ?? words.somebody;

  const show = (changed: QueuedCase) => {
    queries.setQueryData<CaseFile>(caseQuery(id).queryKey, (was) => was && { ...was, ...changed });
    return queries.invalidateQueries({ queryKey: ["cases"] });
  };
  const whyNot = (error: unknown) => {
    if (!(error instanceof ApiProblem)) throw error;
    if (error.status === 0) return words.done.offline;
    return error.code === "case.changed-since" ? words.done.changedSince : error.detail;
  };
  /** Does it and says so, or says why not. Returns whether it was done. */
  const act = async (work: () => Promise<QueuedCase>, said: string, undo: () => unknown): Promise<boolean> => {
    try {
      const changed = await work();
      tell(said, undo);
      await show(changed);
      return true;
    } catch (error) {
      tell(words.done.failed(whyNot(error)));
      return false;
    }
  };
  const undo = async () => {
    try {
      await show(await ask(api.v1.cases[":id"].undo.$post({ param })));
      tell(words.done.undone);
    } catch (error) {
      tell(words.done.failed(whyNot(error)));
    }
  };
  const patch = (json: { status?: CaseStatus; assigneeId?: string | null }) =>
    ask(api.v1.cases[":id"].$patch({ param, json }));

  return {
    assign: (to: { id: string; name: string } | null) => {
      const said = !to
        ? words.done.freed(name)
        : to.id === user.id
          ? words.done.taken(name)
          : words.done.given(name, to.name);
      return act(() => patch({ assigneeId: to?.id ?? null }), said, undo);
    },
    take: () => act(() => patch({ assigneeId: user.id }), words.done.taken(name), undo),
    setStatus: (status: CaseStatus) =>
      act(() => patch({ status }), words.done.status(name, words.statuses[status]), undo),
    resolve: async (rootCause: string, outcome: string) => {
      const json = { rootCause, outcome };
      const isDone = await act(
        () => ask(api.v1.cases[":id"].resolve.$post({ param, json })),
        words.done.resolved(name),
        undo,
      );
      if (isDone) keepDraft(id, { rootCause: "", outcome: "" });
      return isDone;
    },
    reopen: () => act(() => ask(api.v1.cases[":id"].reopen.$post({ param })), words.done.reopened(name), undo),
    addNote: (body: string) => notes.add({ caseId: id, body, kind: "note" }, words.done.noted),
    logCall: async (outcome: CallOutcome, text: string) => {
      const said = words.composer.outcomes[outcome];
      const status = statusAfter[outcome];
      const moves = status !== null && status !== found.status && found.status !== "resolved";
      const body = text ? `${said}\n${text}` : said;
      // First, because only what has happened may be taken back with the note.
      const hasMoved = moves && (await patch({ status }).then(show, () => null)) !== null;
      await notes.add({ caseId: id, body, kind: "call" }, words.done.called, hasMoved ? undo : undefined);
    },
  };
}

export type CaseActions = ReturnType<typeof useCaseActions>;
