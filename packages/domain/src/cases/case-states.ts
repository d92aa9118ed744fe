export type CaseStatus = "new" | "assigned" | "contacted" | "waiting" | "resolved";
export type CaseAction = "assign" | "unassign" | "contact" | "wait" | "resolve" | "reopen";

/** What each action makes of a case; an action that is not in a status's row is refused there. */
const table: Record<CaseStatus, Partial<Record<CaseAction, CaseStatus>>> = {
  new: { assign: "assigned", contact: "contacted", wait: "waiting", resolve: "resolved" },
  assigned: { assign: "assigned", unassign: "new", contact: "contacted", wait: "waiting", resolve: "resolved" },
  contacted: { assign: "contacted", unassign: "contacted", contact: "contacted", wait: "waiting", resolve: "resolved" },
  waiting: { assign: "waiting", unassign: "waiting", contact: "contacted", wait: "waiting", resolve: "resolved" },
  resolved: { reopen: "assigned" },
};

/** The status after an action; null where the action is not allowed. A case that nobody owns reopens as new. */
export function nextStatus(status: CaseStatus, action: CaseAction, hasOwner: boolean): CaseStatus | null {
  const next = table[status][action] ?? null;
  return action === "reopen" && next !== null && !hasOwner ? "new" : next;
}

const actionTo: Record<CaseStatus, CaseAction> = {
  new: "unassign",
  assigned: "assign",
  contacted: "contact",
  waiting: "wait",
  resolved: "resolve",
};

/** The action that someone who sets a status by hand has in mind. */
export function actionTowards(status: CaseStatus): CaseAction {
  return actionTo[status];
}

/** Lower is more urgent. A wish to be called outranks a bad score; the lowest scores outrank the merely bad. */
export function casePriority(input: { wantsCall: boolean; share: number | null }): "urgent" | "high" | "normal" {
  if (input.wantsCall) return "urgent";
  return input.share !== null && input.share <= 0.3 ? "high" : "normal";
}
