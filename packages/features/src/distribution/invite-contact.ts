import { type GivenContact, lockContact, upsertContact } from "../contacts/index.ts";
import type { Context, Work } from "../context.ts";
import type { EventNamed } from "../events.ts";
import type { Follower } from "../flow.ts";
import { type Page, type PageRequest, pageOf } from "../page.ts";
import { invalid, Problem } from "../problem.ts";
import { type DecisionView, decide, decisionView, invitationUrl } from "./decide.ts";
import {
  decisionsAbout,
  findCustomerEvent,
  findDecision,
  findDistribution,
  findInvitation,
  wasDecidedAgain,
} from "./store.ts";

export type InviteInput = {
  distributionId: string;
  contact: GivenContact;
  channel?: string;
  context?: Record<string, unknown>;
};

/** Invites a contact now, unless a rule forbids it. A link is returned, not sent. */
export async function inviteContact(ctx: Context, input: InviteInput): Promise<DecisionView & { url?: string }> {
  const distribution = await findDistribution(ctx, input.distributionId);
  if (!distribution)
    throw invalid("invitation.invalid", [
      { pointer: "/distributionId", detail: `No distribution ${input.distributionId}.` },
    ]);
  const { contactId } = await upsertContact(ctx, input.contact, "/contact");
  const channel = input.channel ?? (distribution.channels.every((one) => one === "link") ? "link" : undefined);
  const decision = await decide(ctx, { contactId, distribution, event: null, context: input.context ?? {}, channel });
  const url = decision.invitationId && channel === "link" ? { url: invitationUrl(ctx, decision.invitationId) } : {};
  return { ...decisionView(decision), ...url };
}

/** Looks again when a deferred contact's budget allows it: the new decision stands beside the old one. */
export const decideAgain: Follower<EventNamed<"decision.deferred">> = {
  queue: "decideAgain",
  sends: true,
  at: ({ nextEligibleAt }) => nextEligibleAt,
  payload: ({ decisionId }) => ({ decisionId }),
  run: (work: Work, { decisionId }) =>
    work.inWorkspace(async (ctx) => {
      const decision = await findDecision(ctx, decisionId as string);
      const distribution = decision && (await findDistribution(ctx, decision.distributionId));
      if (!decision || !distribution) return;
      await lockContact(ctx, decision.contactId);
      // A worker that died after its commit leaves the job: looked at again, the contact would be asked once more.
      if (await wasDecidedAgain(ctx, decision)) return;
      const event = decision.customerEventId ? await findCustomerEvent(ctx, { id: decision.customerEventId }) : null;
      await decide(ctx, { contactId: decision.contactId, distribution, event, context: event?.properties ?? {} });
    }),
};

/** Why this contact was or was not asked, newest first. */
export async function readDecisions(
  ctx: Context,
  contactId: string,
  request: PageRequest,
): Promise<Page<DecisionView & { at: string; eventId: string | null }>> {
  const page = pageOf(await decisionsAbout(ctx, contactId, request), request.limit, ({ decision }) => ({
    at: decision.at,
    id: decision.id,
  }));
  return {
    ...page,
    data: page.data.map(({ decision, eventId }) => ({
      ...decisionView(decision),
      at: decision.at.toISOString(),
      eventId,
    })),
  };
}

export type InvitationView = {
  id: string;
  contactId: string;
  distributionId: string;
  surveyId: string;
  channel: string;
  status: string;
  reason: string | null;
  attempts: number;
  sendAt: string;
  sentAt: string | null;
  openedAt: string | null;
};

/** Where an invitation stands. `unknown`: the mail server was lost after the text had begun; it is never resent by itself. */
export async function readInvitation(ctx: Context, id: string): Promise<InvitationView> {
  const row = await findInvitation(ctx, id);
  if (!row) throw new Problem("not-found", "invitation.not-found", `No invitation ${id}.`);
  const { contactId, distributionId, surveyId, channel, status, reason, attempts, sendAt, sentAt, openedAt } = row;
  return {
    id,
    contactId,
    distributionId,
    surveyId,
    channel,
    status,
    reason,
    attempts,
    sendAt: sendAt.toISOString(),
    sentAt: sentAt?.toISOString() ?? null,
    openedAt: openedAt?.toISOString() ?? null,
  };
}
