import { rowsOf } from "@otklik/db/database";
import { invitations } from "@otklik/db/schema/index";
import { and, asc, eq, gte, lt, sql } from "drizzle-orm";
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

/** Invitations that are counted together. `day`: of the workspace's zone, since 1970-01-01, when the time to answer was over. */
export type SettledInvitations = {
  touchpointId: string;
  channel: string;
  distributionId: string | null;
  day: number;
  n: number;
  /** Answered in time. */
  hits: number;
};

/** How many were sent in this window and answered in time: there may be millions, so that none of them is read. */
export async function countSettled(
  { tx, workspaceId }: Context,
  { from, to, hoursToAnswer }: { from: Date; to: Date; hoursToAnswer: number },
): Promise<SettledInvitations[]> {
  return rowsOf<SettledInvitations>(
    await tx.execute(sql`
      select i.touchpoint_id as "touchpointId", i.channel, i.distribution_id as "distributionId",
        (settled.at at time zone w.time_zone)::date - date '1970-01-01' as day,
        count(*)::int as n, (count(*) filter (where i.posted_at <= settled.at))::int as hits
      from invitations i
      join workspace_counters w on w.workspace_id = i.workspace_id
      cross join lateral (select i.sent_at + make_interval(hours => ${hoursToAnswer}::int) as at) settled
      where i.workspace_id = ${workspaceId} and not i.is_test
        and i.sent_at >= ${from.toISOString()}::timestamptz and i.sent_at < ${to.toISOString()}::timestamptz
      group by 1, 2, 3, 4`),
  );
}
