import { rowsOf } from "@otklik/db/database";
import { quotaAnswers, quotaCounts } from "@otklik/db/schema/index";
import { and, asc, eq, inArray, sql } from "drizzle-orm";
import type { Context } from "../context.ts";

const ofSurvey = (workspaceId: string, surveyId: string) =>
  and(eq(quotaCounts.workspaceId, workspaceId), eq(quotaCounts.surveyId, surveyId));

/** How many count in each of a survey's quotas; none in those that are not named. */
export async function countsOfQuotas(
  { tx, workspaceId }: Pick<Context, "tx" | "workspaceId">,
  surveyId: string,
): Promise<Map<string, number>> {
  const rows = await tx
    .select({ id: quotaCounts.quotaId, n: quotaCounts.n })
    .from(quotaCounts)
    .where(ofSurvey(workspaceId, surveyId));
  return new Map(rows.map(({ id, n }) => [id, n]));
}

/** The counts of these quotas, which nobody else changes until this transaction ends. Locked in one order, so that two never wait for each other. */
export async function lockQuotas(
  { tx, workspaceId }: Context,
  surveyId: string,
  quotaIds: string[],
): Promise<Map<string, number>> {
  const sorted = [...quotaIds].sort();
  await tx
    .insert(quotaCounts)
    .values(sorted.map((quotaId) => ({ workspaceId, surveyId, quotaId })))
    .onConflictDoNothing();
  const rows = await tx
    .select({ id: quotaCounts.quotaId, n: quotaCounts.n })
    .from(quotaCounts)
    .where(and(ofSurvey(workspaceId, surveyId), inArray(quotaCounts.quotaId, sorted)))
    .orderBy(asc(quotaCounts.quotaId))
    .for("update");
  return new Map(rows.map(({ id, n }) => [id, n]));
}

export async function addToQuotas(
  { tx, workspaceId }: Context,
  surveyId: string,
  quotaIds: string[],
  n: 1 | -1,
): Promise<void> {
  await tx
    .update(quotaCounts)
    .set({ n: sql`${quotaCounts.n} + ${n}` })
    .where(and(ofSurvey(workspaceId, surveyId), inArray(quotaCounts.quotaId, quotaIds)));
}

type Noted = { responseId: string; surveyId: string; quotaIds: string[]; isCounted: boolean };

/** Keeps which quotas an answer fills: attributes that they speak of may change. Those that were not kept for it before. */
export async function noteQuotas(
  { tx, workspaceId }: Context,
  { responseId, surveyId, quotaIds, isCounted }: Noted,
): Promise<string[]> {
  const rows = await tx
    .insert(quotaAnswers)
    .values(quotaIds.map((quotaId) => ({ workspaceId, responseId, surveyId, quotaId, isCounted })))
    .onConflictDoNothing()
    .returning({ quotaId: quotaAnswers.quotaId });
  return rows.map(({ quotaId }) => quotaId);
}

const isOf = ({ workspaceId }: Context, responseId: string) =>
  and(eq(quotaAnswers.workspaceId, workspaceId), eq(quotaAnswers.responseId, responseId));

/** The quotas that an answer has been kept to fill. */
export async function quotasNotedFor(
  ctx: Context,
  responseId: string,
): Promise<{ quotaId: string; isCounted: boolean }[]> {
  return ctx.tx
    .select({ quotaId: quotaAnswers.quotaId, isCounted: quotaAnswers.isCounted })
    .from(quotaAnswers)
    .where(isOf(ctx, responseId));
}

/** Forgets which quotas an answer fills; their counts are the caller's. */
export async function leaveQuotas(ctx: Context, responseId: string): Promise<void> {
  await ctx.tx.delete(quotaAnswers).where(isOf(ctx, responseId));
}

/** Takes an answer out of its quotas, or puts it in, over their limits too: a person has decided. */
export async function countInQuotas(ctx: Context, responseId: string, isCounted: boolean): Promise<void> {
  const { tx } = ctx;
  const isIts = isOf(ctx, responseId);
  const rows = await tx
    .select()
    .from(quotaAnswers)
    .where(and(isIts, eq(quotaAnswers.isCounted, !isCounted)));
  const [first] = rows;
  if (!first) return;
  const ids = rows.map(({ quotaId }) => quotaId);
  await lockQuotas(ctx, first.surveyId, ids);
  await tx
    .update(quotaAnswers)
    .set({ isCounted })
    .where(and(isIts, inArray(quotaAnswers.quotaId, ids)));
  await addToQuotas(ctx, first.surveyId, ids, isCounted ? 1 : -1);
}

/** Counts the quotas of a workspace anew; the number of rows that did not agree. Nobody else counts meanwhile. */
export async function recountQuotas({ tx, workspaceId }: Context): Promise<number> {
  await tx.execute(
    sql`select from quota_counts where workspace_id = ${workspaceId} order by survey_id, quota_id for update`,
  );
  const [row] = rowsOf<{ n: number }>(
    await tx.execute(sql`
      with noted as (
        update quota_answers a set is_counted = r.is_counted
        from responses r
        where a.workspace_id = ${workspaceId} and r.workspace_id = a.workspace_id and r.id = a.response_id
          and a.is_counted <> r.is_counted
        returning a.response_id
      ),
      told as (
        select a.survey_id, a.quota_id, count(*)::int as n
        from quota_answers a join responses r on r.workspace_id = a.workspace_id and r.id = a.response_id
        where a.workspace_id = ${workspaceId} and r.is_counted
        group by a.survey_id, a.quota_id
      ),
      righted as (
        update quota_counts c set n = coalesce(t.n, 0)
        from quota_counts k left join told t on t.survey_id = k.survey_id and t.quota_id = k.quota_id
        where c.workspace_id = ${workspaceId} and k.workspace_id = c.workspace_id
          and k.survey_id = c.survey_id and k.quota_id = c.quota_id and c.n <> coalesce(t.n, 0)
        returning c.quota_id
      )
      select ((select count(*) from noted) + (select count(*) from righted))::int as n`),
  );
  return row?.n ?? 0;
}
