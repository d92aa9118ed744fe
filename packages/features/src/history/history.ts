import type { ResponseClass } from "@otklik/domain/survey/read-response";
import type { RefusalReason } from "@otklik/domain/targeting/decide-invitation";
import { type ContactView, readContact } from "../contacts/index.ts";
import type { Context } from "../context.ts";
import { type Page, type PageRequest, pageOf } from "../page.ts";
import { notesOf, noteView, type ResponseNote } from "../responses/index.ts";
import { type FiledResponse, readFiledResponses } from "./response-files.ts";
import { historyOf } from "./store.ts";

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

/** What happened with a contact, newest first: events, decisions with reasons, invitations, answers, cases. */
export async function readTimeline(
  ctx: Context,
  contactId: string,
  { kinds = historyKinds, ...request }: PageRequest & { kinds?: readonly HistoryKind[] },
): Promise<Page<HistoryEntry>> {
  const contact = await readContact(ctx, contactId);
  const rows = await historyOf(ctx, contact.id, kinds, request);
  const page = pageOf(rows, request.limit, ({ at, id }) => ({ at, id }));
  return {
    ...page,
    data: page.data.map(
      ({ kind, id, at, details }) => ({ ...details, kind, id, at: at.toISOString() }) as HistoryEntry,
    ),
  };
}

const everything = 10_000;

/** All that is kept about a person, for them to read or take elsewhere. */
export async function exportContact(
  ctx: Context,
  contactId: string,
): Promise<{
  contact: ContactView;
  timeline: HistoryEntry[];
  responses: (FiledResponse & { notes: ResponseNote[] })[];
}> {
  const contact = await readContact(ctx, contactId);
  const timeline = await readTimeline(ctx, contact.id, { limit: everything, after: null });
  const { data } = await readFiledResponses(ctx, { contact: contact.id }, { limit: everything, after: null });
  const ids = data.map(({ id }) => id);
  const notes = Map.groupBy(await notesOf(ctx, ids), ({ responseId }) => responseId);
  const responses = data.map((one) => ({ ...one, notes: (notes.get(one.id) ?? []).map(noteView) }));
  return { contact, timeline: timeline.data, responses };
}
