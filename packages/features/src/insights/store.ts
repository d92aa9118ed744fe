import { rowsOf } from "@otklik/db/database";
import type { Share } from "@otklik/domain/metrics/share-comparison";
import { type SQL, sql } from "drizzle-orm";
import type { Context } from "../context.ts";
import type { Span } from "../metrics/index.ts";

type Filter = {
  touchpointId?: string;
  surveyId?: string;
  channel?: string;
  segment?: { dimensionId: string; value: string };
};

/**
 * Who was invited in this window, and who of them had answered by its end. Later answers are left out, or an older
 * window, which had longer to be answered, would always look better than the one that has just ended.
 */
export async function countAnswered(
  { tx, workspaceId }: Context,
  { touchpointId, surveyId, channel, segment }: Filter,
  { from, to }: Span,
): Promise<Share> {
  const wanted: SQL[] = [sql`true`];
  if (touchpointId) wanted.push(sql`i.touchpoint_id = ${touchpointId}`);
  if (surveyId) wanted.push(sql`i.survey_id = ${surveyId}`);
  if (channel) wanted.push(sql`i.channel = ${channel}`);
  if (segment) wanted.push(sql`i.segments ->> ${segment.dimensionId} = ${segment.value}`);
  const [row] = rowsOf<{ n: number; hits: number }>(
    await tx.execute(sql`
      select count(*)::int as n, count(r.id)::int as hits
      from invitations i
      left join responses r on r.workspace_id = i.workspace_id and r.invitation_id = i.id
        and r.is_counted and r.occurred_at < ${to.toISOString()}::timestamptz
      where i.workspace_id = ${workspaceId} and not i.is_test
        and i.sent_at >= ${from.toISOString()}::timestamptz and i.sent_at < ${to.toISOString()}::timestamptz
        and i.status not in ('bounced', 'failed', 'refused', 'expired')
        and ${sql.join(wanted, sql` and `)}`),
  );
  return { n: row?.n ?? 0, hits: row?.hits ?? 0 };
}
