import type { ResponseClass } from "@otklik/domain/survey/read-response";
import type { RefusalReason } from "@otklik/domain/targeting/decide-invitation";
import type { HistoryRow } from "./store.ts";

export const historyKinds = ["event", "decision", "invitation", "response", "case"] as const;
export type HistoryKind = (typeof historyKinds)[number];

type Place = { touchpointKey: string; touchpointName: string };
type Happened =
  | { kind: "event"; name: string; eventId: string; properties: Record<string, unknown> }
  | (Place & {
      kind: "decision";
      distributionId: string;
      distributionKind: "transactional" | "relational";
      surveyName: string;
      outcome: "invited" | "deferred" | "refused";
      reason: RefusalReason | null;
      nextEligibleAt: string | null;
      /** The contact whose rest is the reason; null: another reason, or nothing came of it. */
      lastContactAt: string | null;
      invitationId: string | null;
    })
  | (Place & {
      kind: "invitation";
      distributionId: string;
      surveyName: string;
      channel: string;
      status: string;
      reason: string | null;
      sendAt: string;
      sentAt: string | null;
      openedAt: string | null;
    })
  | (Place & {
      kind: "response";
      surveyId: string;
      surveyName: string;
      channel: string;
      score: number | null;
      class: ResponseClass | null;
      comment: string | null;
      status: "partial" | "finished";
    })
  | {
      kind: "case";
      touchpointKey: string | null;
      touchpointName: string | null;
      status: string;
      reason: string;
      score: number | null;
      resolvedAt: string | null;
    };
export type HistoryEntry = Happened & { id: string; at: string };

export const entryOf = ({ kind, id, at, details }: HistoryRow) =>
  ({ ...details, kind, id, at: at.toISOString() }) as HistoryEntry;
