export const invitationStatuses = [
  "scheduled",
  "deferred",
  "refused",
  "sending",
  "sent",
  "delivered",
  "opened",
  "started",
  "completed",
  "bounced",
  "failed",
  "unknown",
  "expired",
] as const;
export type InvitationStatus = (typeof invitationStatuses)[number];

const order: Record<InvitationStatus, number> = {
  scheduled: 0,
  deferred: 0,
  sending: 1,
  unknown: 2,
  sent: 3,
  delivered: 4,
  opened: 5,
  started: 6,
  completed: 7,
  refused: 9,
  bounced: 9,
  failed: 9,
  expired: 9,
};

/** How far a respondent's own doings move an invitation: only forward, and whatever the mail server said. */
export function furtherStatus(status: InvitationStatus, reached: "opened" | "started" | "completed"): InvitationStatus {
  return order[reached] > order[status] || order[status] === 9 ? reached : status;
}

/** Whether its link may still be answered: everything but an invitation that was withdrawn before it was sent. */
export function canBeAnswered(status: InvitationStatus): boolean {
  return status !== "refused" && status !== "expired";
}
