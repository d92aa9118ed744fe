/** What one answer adds to its series. `scaled` is the CSI index × 10⁹, 0 for other metrics. */
export type CountedAnswer = {
  questionId: string;
  scaleVersion: number;
  bucket: number;
  scaled: bigint;
};

/** Where and when a response counts, and with which answers. */
export type CountedResponse = {
  surveyId: string;
  touchpointId: string;
  channel: string;
  /** Dimension id → value. */
  segments: Record<string, string>;
  at: Date;
  answers: CountedAnswer[];
};

type OfResponse = {
  responseId: string;
  surveyId: string;
  touchpointKey: string;
  channel: string;
  /** Happens only if the same statement inserts the response: a repeat of it changes nothing. */
  ifInserted: boolean;
  /** The log must not name the answer: its order would tell the answer's. */
  isAnonymous: boolean;
};

/** Everything that can happen. What follows stands in flow.ts. */
export type HouseEvent =
  | (OfResponse & {
      name: "response.created" | "response.updated";
      /** What the scores held of it, and what they shall hold; null: nothing. */
      before: CountedResponse | null;
      after: CountedResponse | null;
      needsCase: boolean;
      /** Words of the respondent's that were not there before. */
      hasNewComment: boolean;
      /** Whether detectors take it up, for the first and only time. */
      feedsDetector: boolean;
    })
  | (OfResponse & { name: "response.finished" })
  /** Saved for the first time without being finished: silence shall finish it. */
  | { name: "response.unfinished"; lookAt: Date }
  /** Anonymous answers that the database's own order still tells apart. */
  | { name: "answers.unmixed"; lookAt: Date }
  | (OfResponse & { name: "callback.requested" })
  | { name: "invitation.scheduled"; invitationId: string; sendAt: Date }
  | { name: "invitation.scanned"; invitationId: string }
  | { name: "invitation.sent"; invitationId: string; touchpointKey: string; channel: string }
  | { name: "invitation.failed"; invitationId: string; touchpointKey: string; channel: string; reason: string }
  | { name: "decision.deferred"; decisionId: string; nextEligibleAt: Date }
  | { name: "contact.unsubscribed"; contactId: string }
  /** `known`: names and addresses, by which they are found where no id stands. Never logged. */
  | { name: "contact.erased"; contactId: string; known: string[] }
  | { name: "workspace.zone-changed" }
  | {
      name: "shift.detected" | "shift.cleared";
      shiftId: string;
      metric: string;
      direction: "down" | "up";
      level: string;
      touchpointKey: string | null;
      channel: string | null;
      /** False where it is found to have happened in a past that is told anew: nobody is alerted. */
      isNews: boolean;
    }
  | { name: "responses.imported" }
  /** What scores are held against, or what is watched, is set otherwise. */
  | { name: "alarms.changed" }
  | { name: "alert.planned"; shiftId: string; state: "detected" | "cleared"; userId: string; dueAt: Date }
  | { name: "digest.planned"; workspaceId: string; userId: string; dueAt: Date }
  | { name: "detectors.refreshed"; workspaceId: string; nextAt: Date }
  | { name: "case.due"; caseId: string; touchpointId: string | null; wasContacted: boolean }
  | { name: "case.opened"; caseId: string; dueAt: Date }
  | { name: "case.assigned" | "case.overdue" | "case.resolved"; caseId: string };

export type EventName = HouseEvent["name"];
export type EventNamed<Name extends EventName> = Extract<HouseEvent, { name: Name }>;

/** What the log keeps of an event: ids, keys and codes only. */
export function loggedPayload(event: HouseEvent): Record<string, unknown> {
  switch (event.name) {
    case "response.created":
    case "response.updated":
    case "response.finished":
    case "callback.requested":
      return {
        ...(!event.isAnonymous && { responseId: event.responseId }),
        surveyId: event.surveyId,
        touchpointKey: event.touchpointKey,
        channel: event.channel,
      };
    case "invitation.scheduled":
    case "invitation.scanned":
      return { invitationId: event.invitationId };
    case "invitation.sent":
      return { invitationId: event.invitationId, touchpointKey: event.touchpointKey, channel: event.channel };
    case "invitation.failed":
      return {
        invitationId: event.invitationId,
        touchpointKey: event.touchpointKey,
        channel: event.channel,
        reason: event.reason,
      };
    case "decision.deferred":
      return { decisionId: event.decisionId };
    case "contact.unsubscribed":
    case "contact.erased":
      return { contactId: event.contactId };
    case "response.unfinished":
    case "answers.unmixed":
    case "workspace.zone-changed":
    case "responses.imported":
    case "alarms.changed":
    case "detectors.refreshed":
      return {};
    case "alert.planned":
      return { shiftId: event.shiftId, state: event.state };
    case "digest.planned":
      return {};
    case "shift.detected":
    case "shift.cleared": {
      const { name: _, isNews: __, ...payload } = event;
      return payload;
    }
    case "case.due":
    case "case.opened":
    case "case.assigned":
    case "case.overdue":
    case "case.resolved":
      return { caseId: event.caseId };
  }
}
