import { decideInvitation, type Policy } from "@otklik/domain/targeting/decide-invitation";
import type { Context } from "../context.ts";
import type { Ports } from "../ports.ts";
import { listDimensions, segmentValues } from "../touchpoints/index.ts";
import { insertPast, type PastRows } from "./store.ts";

/** What became of an invitation, as far as it came. */
export type Fate = {
  status: "sent" | "opened" | "completed" | "expired" | "bounced" | "failed" | "unknown";
  /** A code, where it did not arrive. */
  reason?: string;
  openedAt?: Date;
  postedAt?: Date;
};

/** A customer reached a touchpoint, then. */
export type PastOccasion = {
  at: Date;
  event: string;
  properties: Record<string, unknown>;
  contact: {
    id: string;
    locale: string | null;
    attributes: Record<string, unknown>;
    hasUnsubscribed: boolean;
    /** Channels there was an address for. */
    reachableBy: readonly string[];
    /** Contacts made before, over all surveys; those made here are added. */
    ledger: { at: Date; surveyId: string }[];
  };
  distribution: { id: string; surveyVersion: number; touchpointId: string; touchpointKey: string };
  policy: Omit<Policy, "distributionId">;
  /** If they were invited. */
  fate: Fate;
};

/** What was decided: an invitation with its attribution, or none. */
export type AddedOccasion = { invitationId: string; channel: string; segments: Record<string, string> } | null;

/**
 * Many occasions of earlier times at once, in the order of time: decided by the same rules as today's, kept with their
 * reasons, and nothing is sent any more.
 */
export async function addPastOccasions(
  ctx: Context,
  occasions: PastOccasion[],
  portsAt: (time: Date) => Ports,
): Promise<AddedOccasion[]> {
  const dimensions = await listDimensions(ctx);
  const past: PastRows = { events: [], invitations: [], decisions: [], ledger: [] };
  const added: AddedOccasion[] = [];
  for (const { at, event, properties, contact, distribution, policy, fate } of occasions) {
    const { crypto } = portsAt(at);
    const customerEventId = crypto.uuidv7();
    past.events.push({
      id: customerEventId,
      eventId: customerEventId,
      name: event,
      contactId: contact.id,
      properties,
      occurredAt: at,
      receivedAt: at,
    });
    const decided = decideInvitation(
      { ...contact, contactId: contact.id, isErased: false },
      { ...policy, distributionId: distribution.id },
      properties,
      at,
    );
    const decision = {
      id: crypto.uuidv7(),
      customerEventId,
      contactId: contact.id,
      distributionId: distribution.id,
      outcome: decided.outcome,
      reason: null,
      nextEligibleAt: null,
      invitationId: null,
      channel: null,
      sendAt: null,
      at,
    };
    if (decided.outcome !== "invited") {
      past.decisions.push({ ...decision, reason: decided.reason, nextEligibleAt: decided.nextEligibleAt });
      added.push(null);
      continue;
    }
    const { channel, sendAt } = decided;
    const invitationId = crypto.uuidv7();
    const segments = segmentValues(dimensions, [properties, contact.attributes]);
    const { surveyId } = policy;
    past.decisions.push({ ...decision, invitationId, channel, sendAt });
    past.invitations.push({
      id: invitationId,
      contactId: contact.id,
      distributionId: distribution.id,
      surveyId,
      surveyVersion: distribution.surveyVersion,
      touchpointId: distribution.touchpointId,
      channel,
      status: fate.status,
      reason: fate.reason ?? null,
      locale: contact.locale,
      segments,
      context: properties,
      isTest: false,
      attempts: 1,
      sendAt,
      sentAt: fate.reason === undefined ? sendAt : null,
      openedAt: fate.openedAt ?? null,
      scannedAt: null,
      postedAt: fate.postedAt ?? null,
      createdAt: at,
    });
    const isGivenBack = fate.status === "bounced" || fate.status === "failed";
    if (!isGivenBack) {
      past.ledger.push({ invitationId, contactId: contact.id, surveyId, at: sendAt });
      contact.ledger.push({ at: sendAt, surveyId });
    }
    const { touchpointKey } = distribution;
    if (fate.reason === undefined) await ctx.emit({ name: "invitation.sent", invitationId, touchpointKey, channel });
    else await ctx.emit({ name: "invitation.failed", invitationId, touchpointKey, channel, reason: fate.reason });
    added.push({ invitationId, channel, segments });
  }
  await insertPast(ctx, past);
  return added;
}
