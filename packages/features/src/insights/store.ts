import { rowsOf } from "@otklik/db/database";
import type { Share } from "@otklik/domain/metrics/share-comparison";
import { leastGroup } from "@otklik/domain/survey/anonymity";
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

export type OfferRow = {
  id: string;
  surveyId: string;
  surveyName: string;
  active: boolean;
  touchpoint: { key: string; name: string };
};

/** Every distribution with what it offers, and where; in the order of the touchpoints. */
export async function listOffers({ tx, workspaceId }: Context): Promise<OfferRow[]> {
  const rows = rowsOf<Omit<OfferRow, "touchpoint"> & { key: string; name: string }>(
    await tx.execute(sql`
      select d.id, d.survey_id as "surveyId", s.draft ->> 'name' as "surveyName", d.active, t.key, t.name
      from distributions d
      join surveys s on s.workspace_id = d.workspace_id and s.id = d.survey_id
      join touchpoints t on t.workspace_id = d.workspace_id and t.id = d.touchpoint_id
      where d.workspace_id = ${workspaceId}
      order by t.position, t.id, d.id`),
  );
  return rows.map(({ key, name, ...offer }) => ({ ...offer, touchpoint: { key, name } }));
}

const isAt = (column: SQL, { from, to }: Span) =>
  sql`${column} >= ${from.toISOString()}::timestamptz and ${column} < ${to.toISOString()}::timestamptz`;

/** Answers of real customers that the scores hold, by survey. */
export async function countAnswersBySurvey({ tx, workspaceId }: Context, span: Span): Promise<Map<string, number>> {
  const rows = rowsOf<{ id: string; n: number }>(
    await tx.execute(sql`
      select survey_id as id, count(*)::int as n from responses
      where workspace_id = ${workspaceId} and is_counted and ${isAt(sql`occurred_at`, span)}
      group by survey_id`),
  );
  return new Map(rows.map(({ id, n }) => [id, n]));
}

export type AnswerFilter = {
  surveyId: string;
  from?: Date;
  to?: Date;
  touchpointId?: string;
  channel?: string;
  segment?: { dimensionId: string; value: string };
};

/** Tests are left out, and so is what a mail scanner may have answered. */
function isAnswer({ workspaceId }: Context, filter: AnswerFilter): SQL {
  const { surveyId, from, to, touchpointId, channel, segment } = filter;
  const wanted: SQL[] = [
    sql`r.workspace_id = ${workspaceId} and r.survey_id = ${surveyId}`,
    sql`not r.is_test and not 'quarantined' = any(r.flags)`,
  ];
  if (from) wanted.push(sql`r.occurred_at >= ${from.toISOString()}::timestamptz`);
  if (to) wanted.push(sql`r.occurred_at < ${to.toISOString()}::timestamptz`);
  if (touchpointId) wanted.push(sql`r.touchpoint_id = ${touchpointId}`);
  if (channel) wanted.push(sql`r.channel = ${channel}`);
  if (segment) wanted.push(sql`r.segments ->> ${segment.dimensionId} = ${segment.value} and r.anonymous is null`);
  wanted.push(sql`(r.anonymous is null or (
    select count(*) from responses a
    where a.workspace_id = ${workspaceId} and a.survey_id = ${surveyId} and a.anonymous is not null) >= ${leastGroup})`);
  return sql.join(wanted, sql` and `);
}

export async function countResponses(
  ctx: Context,
  filter: AnswerFilter,
): Promise<{ finished: number; partial: number }> {
  const [row] = rowsOf<{ finished: number; partial: number }>(
    await ctx.tx.execute(sql`
      select count(*) filter (where r.status = 'finished' and not 'provisional' = any(r.flags))::int as finished,
        count(*) filter (where r.status = 'partial' or 'provisional' = any(r.flags))::int as partial
      from responses r where ${isAnswer(ctx, filter)}`),
  );
  return row ?? { finished: 0, partial: 0 };
}

const hasText = (questionId: string) => sql`r.is_counted and btrim(r.answers ->> ${questionId}) <> ''`;

export async function countComments(ctx: Context, filter: AnswerFilter, questionId: string): Promise<number> {
  const [row] = rowsOf<{ n: number }>(
    await ctx.tx.execute(sql`
      select count(*)::int as n from responses r where ${isAnswer(ctx, filter)} and ${hasText(questionId)}`),
  );
  return row?.n ?? 0;
}

export type NewestComment = {
  responseId: string;
  text: string;
  score: number | null;
  class: string | null;
  touchpointKey: string;
  channel: string;
  at: string;
};

export async function newestComments(
  ctx: Context,
  filter: AnswerFilter,
  questionId: string,
  limit: number,
): Promise<NewestComment[]> {
  return rowsOf<NewestComment>(
    await ctx.tx.execute(sql`
      select r.id as "responseId", r.answers ->> ${questionId} as text, r.score, r.class,
        t.key as "touchpointKey", r.channel,
        to_char(r.occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at
      from responses r
      join touchpoints t on t.workspace_id = r.workspace_id and t.id = r.touchpoint_id
      where ${isAnswer(ctx, filter)} and ${hasText(questionId)}
      order by r.occurred_at desc, r.id desc
      limit ${limit}`),
  );
}

export async function countCallbacks(ctx: Context, filter: AnswerFilter, questionId: string): Promise<number> {
  const [row] = rowsOf<{ n: number }>(
    await ctx.tx.execute(sql`
      select count(*)::int as n from responses r
      where ${isAnswer(ctx, filter)} and r.is_counted and r.answers -> ${questionId} ->> 'wanted' = 'true'`),
  );
  return row?.n ?? 0;
}

/** Ratings of a CSI's items as given to these versions, which ask on one scale: item id → rating → how many. */
export async function countItemRatings(
  ctx: Context,
  filter: AnswerFilter,
  questionId: string,
  versions: number[],
): Promise<Map<string, Map<number, number>>> {
  const rows = rowsOf<{ item: string; rating: number; n: number }>(
    await ctx.tx.execute(sql`
      select rated.key as item, rated.value::int as rating, count(*)::int as n
      from responses r
      cross join lateral jsonb_each_text(
        case when jsonb_typeof(r.answers -> ${questionId}) = 'object' then r.answers -> ${questionId} else '{}' end
      ) as rated
      where ${isAnswer(ctx, filter)} and r.is_counted and rated.value ~ '^-?[0-9]{1,3}$'
        and r.survey_version in (${sql.join(
          versions.map((version) => sql`${version}::int`),
          sql`, `,
        )})
      group by rated.key, rated.value`),
  );
  const ratings = new Map<string, Map<number, number>>();
  for (const { item, rating, n } of rows) ratings.set(item, (ratings.get(item) ?? new Map()).set(rating, n));
  return ratings;
}

const answersOfInvitations = sql`
  left join responses r on r.workspace_id = i.workspace_id and r.invitation_id = i.id
    and not 'quarantined' = any(r.flags)`;

// Of an invitation to an anonymous survey only that it was used is known, and not when.
const hasAnswered = sql`(r.is_counted or (r.id is null and i.status = 'completed' and i.posted_at is null))`;

type InvitationCounts = Record<
  | "invited"
  | "waiting"
  | "sent"
  | "reported"
  | "delivered"
  | "opened"
  | "started"
  | "answered"
  | "failed"
  | "bounced"
  | "unknown"
  | "withdrawn",
  number
>;

/** How far the invitations made in this window have come by now. */
export async function countInvitations(
  { tx, workspaceId }: Context,
  distributionId: string,
  span: Span,
): Promise<InvitationCounts> {
  const count = (condition: SQL) => sql`count(*) filter (where ${condition})::int`;
  const [row] = rowsOf<InvitationCounts>(
    await tx.execute(sql`
      select count(*)::int as invited,
        ${count(sql`i.status in ('scheduled', 'deferred', 'sending')`)} as waiting,
        ${count(sql`i.sent_at is not null or i.status in ('sent', 'delivered', 'opened', 'started', 'completed')`)} as sent,
        ${count(sql`i.status = 'delivered'`)} as reported,
        ${count(sql`i.status in ('delivered', 'opened', 'started', 'completed')`)} as delivered,
        ${count(sql`i.opened_at is not null or r.id is not null or i.status in ('opened', 'started', 'completed')`)} as opened,
        ${count(sql`r.id is not null or i.status in ('started', 'completed')`)} as started,
        ${count(hasAnswered)} as answered,
        ${count(sql`i.status = 'failed'`)} as failed,
        ${count(sql`i.status = 'bounced'`)} as bounced,
        ${count(sql`i.status = 'unknown'`)} as unknown,
        ${count(sql`i.status in ('refused', 'expired')`)} as withdrawn
      from invitations i ${answersOfInvitations}
      where i.workspace_id = ${workspaceId} and i.distribution_id = ${distributionId} and not i.is_test
        and ${isAt(sql`i.created_at`, span)}`),
  );
  return row as InvitationCounts;
}

export async function countLosses(
  { tx, workspaceId }: Context,
  distributionId: string,
  span: Span,
): Promise<{ status: string; reason: string | null; n: number }[]> {
  return rowsOf(
    await tx.execute(sql`
      select i.status, i.reason, count(*)::int as n from invitations i
      where i.workspace_id = ${workspaceId} and i.distribution_id = ${distributionId} and not i.is_test
        and i.status in ('failed', 'bounced', 'unknown', 'refused', 'expired') and ${isAt(sql`i.created_at`, span)}
      group by i.status, i.reason order by n desc, i.status, i.reason`),
  );
}

export async function countDecisions(
  { tx, workspaceId }: Context,
  distributionId: string,
  span: Span,
): Promise<{ outcome: "invited" | "refused" | "deferred"; reason: string | null; n: number }[]> {
  return rowsOf(
    await tx.execute(sql`
      select d.outcome, d.reason, count(*)::int as n from decisions d
      join contacts c on c.workspace_id = d.workspace_id and c.id = d.contact_id
      where d.workspace_id = ${workspaceId} and d.distribution_id = ${distributionId} and not c.is_test
        and ${isAt(sql`d.at`, span)}
      group by d.outcome, d.reason order by n desc, d.outcome, d.reason`),
  );
}

/** Answers on the page without an invitation: by an open link, a link for one answer or a kiosk. */
export async function countByOpenLink(
  { tx, workspaceId }: Context,
  { surveyId, touchpointKey }: { surveyId: string; touchpointKey: string },
  span: Span,
): Promise<{ started: number; answered: number }> {
  const [row] = rowsOf<{ started: number; answered: number }>(
    await tx.execute(sql`
      select count(*)::int as started, count(*) filter (where r.is_counted and r.status = 'finished')::int as answered
      from responses r
      join touchpoints t on t.workspace_id = r.workspace_id and t.id = r.touchpoint_id
      where r.workspace_id = ${workspaceId} and r.survey_id = ${surveyId} and t.key = ${touchpointKey}
        and r.source = 'page' and r.invitation_id is null and r.anonymous is null and not r.is_test
        and ${isAt(sql`r.occurred_at`, span)}`),
  );
  return row ?? { started: 0, answered: 0 };
}

/** Those invited in this window and those of them who have answered by now, by distribution. */
export async function countByDistribution(
  { tx, workspaceId }: Context,
  span: Span,
): Promise<Map<string, { invited: number; answered: number }>> {
  const rows = rowsOf<{ id: string; invited: number; answered: number }>(
    await tx.execute(sql`
      select i.distribution_id as id, count(*)::int as invited, count(*) filter (where ${hasAnswered})::int as answered
      from invitations i ${answersOfInvitations}
      where i.workspace_id = ${workspaceId} and not i.is_test and ${isAt(sql`i.created_at`, span)}
      group by i.distribution_id`),
  );
  return new Map(rows.map(({ id, ...counts }) => [id, counts]));
}
