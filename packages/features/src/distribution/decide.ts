import { decideInvitation, type Policy } from "@otklik/domain/targeting/decide-invitation";
import { readSettings } from "../accounts/index.ts";
import { lockContact, usableAddresses } from "../contacts/index.ts";
import type { Context } from "../context.ts";
import { findSurvey } from "../surveys/index.ts";
import { segmentsOf } from "../touchpoints/index.ts";
import { linksOf, tokenHashes } from "./links.ts";
import {
  type CustomerEventRow,
  type DecisionRow,
  type DistributionRow,
  insertDecision,
  insertInvitation,
  ledgerOf,
} from "./store.ts";

export type Occasion = {
  contactId: string;
  distribution: DistributionRow;
  /** The event that reached this distribution; null when the invitation is asked for directly. */
  event: CustomerEventRow | null;
  context: Record<string, unknown>;
  /** Asked for by name; otherwise the distribution's channels are tried in order. */
  channel?: string;
  locale?: string;
  isTest?: boolean;
};

export type DecisionView = {
  distributionId: string;
  outcome: "invited" | "deferred" | "refused";
  reason?: string;
  nextEligibleAt?: string;
  invitationId?: string;
  channel?: string;
  sendAt?: string;
};

/** Decides, keeps the decision with its reason, and plans the invitation. The contact stays locked until the commit. */
export async function decide(ctx: Context, occasion: Occasion): Promise<DecisionRow> {
  const { contactId, distribution, event, context } = occasion;
  const candidate = await lockCandidate(ctx, contactId);
  const now = ctx.ports.now();
  const policy = await policyOf(ctx, occasion);
  const decided = decideInvitation(candidate, policy, event?.properties ?? context, now);
  const invited = decided.outcome === "invited" ? decided : null;
  const decision: Omit<DecisionRow, "workspaceId"> = {
    id: ctx.ports.crypto.uuidv7(),
    customerEventId: event?.id ?? null,
    contactId,
    distributionId: distribution.id,
    outcome: decided.outcome,
    reason: decided.outcome === "invited" ? null : decided.reason,
    nextEligibleAt: decided.outcome === "invited" ? null : decided.nextEligibleAt,
    invitationId: invited ? await plan(ctx, occasion, invited, candidate.person) : null,
    channel: invited?.channel ?? null,
    sendAt: invited?.sendAt ?? null,
    at: now,
  };
  await insertDecision(ctx, decision);
  if (decision.outcome === "deferred" && decision.nextEligibleAt) {
    await ctx.emit({ name: "decision.deferred", decisionId: decision.id, nextEligibleAt: decision.nextEligibleAt });
  }
  return { workspaceId: ctx.workspaceId, ...decision };
}

export function decisionView({
  distributionId,
  outcome,
  reason,
  nextEligibleAt,
  invitationId,
  channel,
  sendAt,
}: DecisionRow): DecisionView {
  return {
    distributionId,
    outcome,
    ...(reason && { reason }),
    ...(nextEligibleAt && { nextEligibleAt: nextEligibleAt.toISOString() }),
    ...(invitationId && { invitationId }),
    ...(channel && { channel }),
    ...(sendAt && { sendAt: sendAt.toISOString() }),
  };
}

/** The contact as targeting sees them, locked first, so that two touchpoints at once cannot both find them rested. */
async function lockCandidate(ctx: Context, contactId: string) {
  const person = await lockContact(ctx, contactId);
  const addresses = await usableAddresses(ctx, contactId);
  const hasMail = ctx.ports.mailer !== null && addresses.some(({ kind }) => kind === "email");
  return {
    contactId,
    person,
    isErased: !person || person.erasedAt !== null,
    hasUnsubscribed: Boolean(person?.unsubscribedAt),
    reachableBy: [...(hasMail ? ["email"] : []), "link"],
    ledger: await ledgerOf(ctx, contactId),
  };
}

async function policyOf(ctx: Context, { distribution, channel, event }: Occasion): Promise<Policy> {
  const settings = await readSettings(ctx);
  // A link is handed to whoever asked for it, at once: it can neither wait for an event nor be deferred.
  const offered = channel ? [channel] : distribution.channels.filter((one) => one !== "link");
  return {
    distributionId: distribution.id,
    surveyId: distribution.surveyId,
    isActive: distribution.active,
    channels: offered,
    filters: event ? (distribution.trigger?.where ?? []) : [],
    sampling: event ? distribution.sampling : 1,
    restDays: distribution.kind === "relational" ? settings.relationalRestDays : settings.transactionalRestDays,
    recontactDays: distribution.recontactDays,
    whenBudgetSpent: channel === "link" ? "refuse" : distribution.whenBudgetSpent,
    delaySeconds: event ? distribution.delaySeconds : 0,
  };
}

/** Makes the invitation and leaves the job that sends it; a link is handed over by whoever asked. */
export async function plan(
  ctx: Context,
  occasion: Occasion,
  { channel, sendAt }: { channel: string; sendAt: Date },
  person: Awaited<ReturnType<typeof lockContact>>,
): Promise<string> {
  const { distribution, contactId, event, context } = occasion;
  const survey = await findSurvey(ctx, distribution.surveyId);
  const id = ctx.ports.crypto.uuidv7();
  const now = ctx.ports.now();
  const invitation = {
    id,
    contactId,
    distributionId: distribution.id,
    surveyId: distribution.surveyId,
    surveyVersion: survey?.publishedVersion as number,
    touchpointId: distribution.touchpointId,
    channel,
    locale: occasion.locale ?? person?.locale ?? null,
    segments: await segmentsOf(ctx, [event?.properties ?? context, person?.attributes]),
    context,
    isTest: occasion.isTest || ctx.actor.isTest || person?.isTest === true,
    sendAt,
    createdAt: now,
    ...(channel === "link" ? { status: "sent", sentAt: now } : { status: "scheduled" }),
  };
  await insertInvitation(ctx, invitation, tokenHashes(ctx.ports.crypto, id));
  if (channel !== "link") await ctx.emit({ name: "invitation.scheduled", invitationId: id, sendAt });
  return id;
}

/** The personal link of an invitation that the caller delivers. */
export function invitationUrl(ctx: Context, invitationId: string): string {
  return linksOf(ctx.ports, invitationId).answer;
}
