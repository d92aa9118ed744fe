import type { CaseStatus } from "./case-states.ts";

/** What was done to a case, as the audit keeps it: codes and ids only. A field that is not there did not change. */
export type CaseChangeDetails = {
  from?: CaseStatus;
  to?: CaseStatus;
  ownerFrom?: string | null;
  ownerTo?: string | null;
  priorityFrom?: string;
  priorityTo?: string;
  /** The change that this one took back. */
  undoes?: string;
  /** What the customer changed in the answer that the case is about. */
  answer?: AnswerChange[];
};

/** `unhappy`, `happier`: another score, in the worst band of its scale or not. */
export type AnswerChange = "unhappy" | "happier" | "comment" | "callback";

export type RecordedChange = { id: string; action: string; details: CaseChangeDetails };

/** The newest change that still holds and could be taken back; null: nothing is left to undo. Oldest first in, as recorded. */
export function lastUndoable<Change extends RecordedChange>(changes: readonly Change[]): Change | null {
  const undone = new Set(changes.map(({ details }) => details.undoes));
  return changes.findLast((change) => changesSomething(change) && !undone.has(change.id)) ?? null;
}

function changesSomething({ action, details }: RecordedChange): boolean {
  if (action === "case.undo") return false;
  return (
    details.from !== details.to || details.ownerFrom !== details.ownerTo || details.priorityFrom !== details.priorityTo
  );
}
