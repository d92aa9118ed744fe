import { rowsOf } from "@otklik/db/database";
import { sql } from "drizzle-orm";
import type { Context } from "../context.ts";
import type { PageRequest } from "../page.ts";

export type HistoryRow = {
  kind: "event" | "decision" | "invitation" | "response" | "case";
  id: string;
  at: Date;
  details: Record<string, unknown>;
};

/** All that happened to a contact, newest first, one more than asked for. */
export async function historyOf(
  { tx, workspaceId }: Context,
  contactId: string,
  { limit, after }: PageRequest,
): Promise<HistoryRow[]> {
  const older = after
    ? sql`where (at, id) < (${new Date(after.at).toISOString()}::timestamptz, ${after.id}::uuid)`
    : sql``;
  const mine = (alias: string) => sql.raw(`${alias}.workspace_id`);
  const result = await tx.execute(sql`
    select kind, id, (extract(epoch from at) * 1000)::float8 as at, details::text as details from (
      select 'event' as kind, e.id, e.occurred_at as at, jsonb_build_object('name', e.name, 'eventId', e.event_id, 'properties', e.properties) as details
      from customer_events e where ${mine("e")} = ${workspaceId} and e.contact_id = ${contactId}
      union all
      select 'decision', d.id, d.at, jsonb_build_object('distributionId', d.distribution_id, 'outcome', d.outcome, 'reason', d.reason,
        'nextEligibleAt', d.next_eligible_at, 'invitationId', d.invitation_id)
      from decisions d where ${mine("d")} = ${workspaceId} and d.contact_id = ${contactId}
      union all
      select 'invitation', i.id, i.created_at, jsonb_build_object('channel', i.channel, 'status', i.status, 'reason', i.reason, 'sendAt', i.send_at, 'sentAt', i.sent_at)
      from invitations i where ${mine("i")} = ${workspaceId} and i.contact_id = ${contactId}
      union all
      select 'response', r.id, r.occurred_at, jsonb_build_object('surveyId', r.survey_id, 'touchpointKey', t.key, 'channel', r.channel, 'score', r.score,
        'class', r.class, 'comment', r.comment, 'status', r.status)
      from responses r join touchpoints t on t.workspace_id = r.workspace_id and t.id = r.touchpoint_id
      where ${mine("r")} = ${workspaceId} and r.contact_id = ${contactId}
      union all
      select 'case', c.id, c.opened_at, jsonb_build_object('status', c.status, 'reason', c.reason, 'score', c.score, 'resolvedAt', c.resolved_at)
      from cases c where ${mine("c")} = ${workspaceId} and c.contact_id = ${contactId}
    ) as history ${older}
    order by at desc, id desc
    limit ${limit + 1}`);
  return rowsOf<{ kind: HistoryRow["kind"]; id: string; at: number; details: string }>(result).map((row) => ({
    ...row,
    at: new Date(row.at),
    details: JSON.parse(row.details) as Record<string, unknown>,
  }));
}
