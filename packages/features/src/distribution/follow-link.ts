import { canBeAnswered, furtherStatus, type InvitationStatus } from "@otklik/domain/distribution/invitation-states";
import { unsubscribeContact } from "../contacts/index.ts";
import { type Context, respondent } from "../context.ts";
import type { House } from "../house.ts";
import { Problem } from "../problem.ts";
import { findInvitation, findLinkToken, findSlug, lockInvitation, updateInvitation } from "./store.ts";

export type FoundLink = { workspaceId: string; id: string };

const tokenShape = /^[A-Za-z0-9_-]{43}$/;
const deadLink = () =>
  new Problem("not-found", "link.not-found", "This link leads nowhere. It may have been cut off in the message.");

/** The invitation that a personal link belongs to. */
export async function findInvitationLink(house: House, token: string): Promise<FoundLink> {
  return findLink(house, token, "answer");
}

/** The invitation whose contact an unsubscribe link belongs to. */
export async function findUnsubscribeLink(house: House, token: string): Promise<FoundLink> {
  return findLink(house, token, "unsubscribe");
}

async function findLink(house: House, token: string, purpose: "answer" | "unsubscribe"): Promise<FoundLink> {
  const row = tokenShape.test(token)
    ? await findLinkToken(house.database.db, house.ports.crypto.digest(token), purpose)
    : null;
  if (!row) throw deadLink();
  return { workspaceId: row.workspaceId, id: row.invitationId };
}

/** The distribution that an open link belongs to. */
export async function findOpenLink(house: House, slug: string): Promise<FoundLink> {
  const { db } = house.database;
  // A name that a person chose is in lower case, however it was typed from a poster; ours are not.
  const row = /^[A-Za-z0-9_-]{1,64}$/.test(slug)
    ? ((await findSlug(db, slug)) ?? (await findSlug(db, slug.toLowerCase())))
    : null;
  if (!row) throw deadLink();
  return { workspaceId: row.workspaceId, id: row.distributionId };
}

/** Marks that the page was opened. The only thing that looking at a survey changes. */
export async function markOpened(ctx: Context, invitationId: string): Promise<void> {
  if ((await findInvitation(ctx, invitationId))?.openedAt) return;
  // Looked at again under its lock: the answer may have come meanwhile, and a withdrawn invitation stays withdrawn.
  const invitation = await lockInvitation(ctx, invitationId);
  if (!invitation || invitation.openedAt || !canBeAnswered(invitation.status as InvitationStatus)) return;
  const status = furtherStatus(invitation.status as InvitationStatus, "opened");
  await updateInvitation(ctx, invitationId, { status, openedAt: ctx.ports.now() });
}

/** Marks that something followed the link no person can see. Answers around this moment are kept apart. */
export async function markScanned(ctx: Context, invitationId: string): Promise<void> {
  const invitation = await lockInvitation(ctx, invitationId);
  if (!invitation) return;
  await updateInvitation(ctx, invitationId, { scannedAt: ctx.ports.now() });
  if (invitation.postedAt) await ctx.emit({ name: "invitation.scanned", invitationId });
}

export async function unsubscribeByLink(house: House, { workspaceId, id }: FoundLink): Promise<void> {
  await house.inWorkspace(workspaceId, respondent, async (ctx) => {
    const invitation = await lockInvitation(ctx, id);
    if (invitation) await unsubscribeContact(ctx, invitation.contactId);
  });
}
