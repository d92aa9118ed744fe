import { furtherStatus, type InvitationStatus } from "@otklik/domain/distribution/invitation-states";
import { chooseLocale } from "@otklik/domain/survey/texts";
import { readSettings } from "../accounts/index.ts";
import { lockContact, suppressAddress, traitsOf, usableAddresses } from "../contacts/index.ts";
import { type Context, TryLater, type Work } from "../context.ts";
import { databaseCode } from "../database-code.ts";
import type { EventNamed } from "../events.ts";
import type { Follower } from "../flow.ts";
import type { Mail, MailOutcome } from "../ports.ts";
import { findVersion } from "../surveys/index.ts";
import { brandNameOf, composeInvitation } from "./compose-invitation.ts";
import { touchpointKeyOf } from "./distributions.ts";
import { linksOf } from "./links.ts";
import { findDistribution, type InvitationRow, lockInvitation, returnToBudget, updateInvitation } from "./store.ts";

type Claimed = { mail: Mail; addressKey: string };

/**
 * Delivers an invitation at most once: claim and commit `sending`, hand it to the mail server, commit what became of
 * it. A crash in between shows as `unknown` and is never resent by itself.
 */
export const sendInvitation: Follower<EventNamed<"invitation.scheduled">> = {
  queue: "sendInvitation",
  sends: true,
  at: ({ sendAt }) => sendAt,
  payload: ({ invitationId }) => ({ invitationId }),
  run: async (work: Work, payload) => {
    const invitationId = payload.invitationId as string;
    const { mailer } = work.ports;
    // Before the claim: claimed and not handed over, it would look as if it had been lost on the way.
    if (!mailer) throw new TryLater("mail.not-configured");
    const claimed = await work.inWorkspace((ctx) => claim(ctx, invitationId));
    if (!claimed) return;
    await work.keepLease().catch(async (error) => {
      // Nothing was handed over: unless the job is somebody else's by now, it is simply tried again.
      if (databaseCode(error) !== null)
        await work.inWorkspace((ctx) => updateInvitation(ctx, invitationId, { status: "scheduled" }));
      throw error;
    });
    const outcome = await mailer.send(claimed.mail);
    await work.inWorkspace((ctx) => settle(ctx, invitationId, claimed, outcome, work.isLastAttempt));
    if (outcome.status === "retry" && !work.isLastAttempt) throw new TryLater(outcome.reason);
  },
};

async function claim(ctx: Context, invitationId: string): Promise<Claimed | null> {
  const found = await lockInvitation(ctx, invitationId);
  if (!found) return null;
  if (found.status === "sending") {
    await finish(ctx, found, { status: "unknown", reason: "interrupted" });
    return null;
  }
  if (found.status !== "scheduled") return null;

  const contact = await lockContact(ctx, found.contactId);
  const address = (await usableAddresses(ctx, found.contactId)).find(({ kind }) => kind === "email");
  const distribution = await findDistribution(ctx, found.distributionId);
  const objection =
    contact?.erasedAt || !contact
      ? "erased"
      : contact.unsubscribedAt
        ? "unsubscribed"
        : !address
          ? "unreachable"
          : !distribution?.active && !found.isTest
            ? "inactive"
            : null;
  if (objection || !address || !contact) {
    await updateInvitation(ctx, invitationId, { status: "refused", reason: objection });
    await returnToBudget(ctx, invitationId);
    return null;
  }
  await updateInvitation(ctx, invitationId, { status: "sending", attempts: found.attempts + 1 });
  return {
    mail: await compose(ctx, found, { name: contact.name, address: address.address }, traitsOf(contact)),
    addressKey: address.value,
  };
}

async function compose(
  ctx: Context,
  invitation: InvitationRow,
  to: Mail["to"],
  traits: ReturnType<typeof traitsOf>,
): Promise<Mail> {
  const version = await findVersion(ctx, invitation.surveyId, invitation.surveyVersion);
  const settings = await readSettings(ctx);
  const distribution = await findDistribution(ctx, invitation.distributionId);
  if (!version || !distribution) throw new Error("the invitation's survey version or distribution is missing");
  const { definition } = version;
  const locale = chooseLocale(definition, [invitation.locale, settings.locale]);
  const links = linksOf(ctx.ports, invitation.id);
  const address = settings.senderAddress ?? ctx.ports.mailFrom;
  const content = composeInvitation(definition, settings, {
    locale,
    name: to.name,
    contact: traits,
    context: invitation.context,
    links,
    budgetDays: distribution.kind === "relational" ? settings.relationalRestDays : settings.transactionalRestDays,
  });
  if (!content) throw new Error("a published survey asks something");
  return {
    to,
    from: { name: brandNameOf(settings), address },
    replyTo: null,
    ...content,
    messageId: `${invitation.id}@${address.split("@")[1]}`,
    headers: {
      "List-Unsubscribe": `<${links.unsubscribe}>`,
      "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
      "Auto-Submitted": "auto-generated",
    },
  };
}

async function settle(
  ctx: Context,
  invitationId: string,
  { addressKey }: Claimed,
  outcome: MailOutcome,
  isLastAttempt: boolean,
): Promise<void> {
  const invitation = await lockInvitation(ctx, invitationId);
  if (!invitation) return;
  switch (outcome.status) {
    case "sent": {
      // Its link may have been opened, and even answered, before the mail server's yes was written down.
      const status = isOpen(invitation) ? invitation.status : "sent";
      await updateInvitation(ctx, invitationId, { status, reason: null, sentAt: ctx.ports.now() });
      const touchpointKey = await touchpointKeyOf(ctx, invitation.touchpointId);
      return ctx.emit({ name: "invitation.sent", invitationId, touchpointKey, channel: invitation.channel });
    }
    case "retry":
      if (!isLastAttempt) return updateInvitation(ctx, invitationId, { status: "scheduled", reason: outcome.reason });
      return finish(ctx, invitation, { status: "failed", reason: outcome.reason });
    case "refused":
      if (outcome.badAddress) await suppressAddress(ctx, "email", addressKey, "bounced");
      return finish(ctx, invitation, { status: outcome.badAddress ? "bounced" : "failed", reason: outcome.reason });
    case "unknown":
      return finish(ctx, invitation, { status: "unknown", reason: outcome.reason });
  }
}

const isOpen = ({ status }: InvitationRow): boolean => furtherStatus(status as InvitationStatus, "opened") === status;

async function finish(
  ctx: Context,
  invitation: InvitationRow,
  end: { status: "failed" | "bounced" | "unknown"; reason: string },
): Promise<void> {
  if (!isOpen(invitation)) await updateInvitation(ctx, invitation.id, end);
  if (end.status !== "unknown") await returnToBudget(ctx, invitation.id);
  const touchpointKey = await touchpointKeyOf(ctx, invitation.touchpointId);
  await ctx.emit({
    name: "invitation.failed",
    invitationId: invitation.id,
    touchpointKey,
    channel: invitation.channel,
    reason: end.reason,
  });
}
