import { invitations } from "@otklik/db/schema/index";
import { and, asc, eq, gte, lt } from "drizzle-orm";
import type { Context } from "../context.ts";

/** Invitations that were sent in this window, in that order, and when each was answered. Tests are left out. */
export async function invitationsSent({ tx, workspaceId }: Context, { from, to }: { from: Date; to: Date }) {
  const { touchpointId, channel, distributionId, sentAt, postedAt, id, isTest } = invitations;
  const rows = await tx
    .select({ touchpointId, channel, distributionId, sentAt, postedAt })
    .from(invitations)
    .where(and(eq(invitations.workspaceId, workspaceId), gte(sentAt, from), lt(sentAt, to), eq(isTest, false)))
    .orderBy(asc(sentAt), asc(id));
  return rows.flatMap((row) => (row.sentAt ? [{ ...row, sentAt: row.sentAt }] : []));
}
