import { responses, touchpoints } from "@otklik/db/schema/index";
import type { ResponseRow as NewResponseRow } from "@otklik/db/write-changes";
import { and, desc, eq, gte, ilike, inArray, lt, lte, or, type SQL, sql } from "drizzle-orm";
import type { Context } from "../context.ts";
import type { PageRequest } from "../page.ts";

export type StoredResponse = typeof responses.$inferSelect & { touchpointKey: string };
export type { NewResponseRow };

const withKey = { response: responses, touchpointKey: touchpoints.key };
const isAt = and(eq(touchpoints.workspaceId, responses.workspaceId), eq(touchpoints.id, responses.touchpointId));

async function select(
  { tx, workspaceId }: Pick<Context, "tx" | "workspaceId">,
  where: SQL | undefined,
  { forUpdate = false, limit = 1 } = {},
): Promise<StoredResponse[]> {
  const query = tx
    .select(withKey)
    .from(responses)
    .innerJoin(touchpoints, isAt)
    .where(and(eq(responses.workspaceId, workspaceId), where))
    .orderBy(desc(responses.occurredAt), desc(responses.id))
    .limit(limit);
  const rows = await (forUpdate ? query.for("update", { of: responses }) : query);
  return rows.map(({ response, touchpointKey }) => ({ ...response, touchpointKey }));
}

export async function findResponse(ctx: Context, id: string): Promise<StoredResponse | null> {
  return (await select(ctx, eq(responses.id, id)))[0] ?? null;
}

/** One caller at a time for a submission that may not be there yet; then what is there of it. */
export async function lockSubmission(ctx: Context, submissionId: string): Promise<StoredResponse | null> {
  await ctx.tx.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(${`${ctx.workspaceId} submission ${submissionId}`}, 0))`,
  );
  return (await select(ctx, eq(responses.submissionId, submissionId), { forUpdate: true }))[0] ?? null;
}

/** Of these submissions, the finished ones with the digest of what finished them. */
export async function finishedDigests(
  { tx, workspaceId }: Context,
  submissionIds: string[],
): Promise<Map<string, string>> {
  if (submissionIds.length === 0) return new Map();
  const rows = await tx
    .select({ submissionId: responses.submissionId, bodyDigest: responses.bodyDigest })
    .from(responses)
    .where(
      and(
        eq(responses.workspaceId, workspaceId),
        inArray(responses.submissionId, submissionIds),
        eq(responses.status, "finished"),
      ),
    );
  return new Map(rows.map(({ submissionId, bodyDigest }) => [submissionId, bodyDigest]));
}

export async function responseTo(ctx: Context, invitationId: string): Promise<StoredResponse | null> {
  return (await select(ctx, eq(responses.invitationId, invitationId)))[0] ?? null;
}

export async function updateResponse(
  { tx, workspaceId }: Context,
  id: string,
  changes: Partial<typeof responses.$inferInsert>,
): Promise<void> {
  await tx
    .update(responses)
    .set(changes)
    .where(and(eq(responses.workspaceId, workspaceId), eq(responses.id, id)));
}

export type ResponseFilter = {
  touchpoint?: string;
  survey?: string;
  channel?: string;
  scoreMin?: number;
  scoreMax?: number;
  class?: string;
  from?: Date;
  to?: Date;
  contact?: string;
  /** Looked for in comments. */
  q?: string;
  segment?: { dimensionId: string; value: string };
};

/** Newest first, one more than asked for. */
export async function listResponses(
  ctx: Context,
  filter: ResponseFilter,
  { limit, after }: PageRequest,
): Promise<StoredResponse[]> {
  const wanted: (SQL | undefined)[] = [
    filter.touchpoint !== undefined ? eq(touchpoints.key, filter.touchpoint) : undefined,
    filter.survey !== undefined ? eq(responses.surveyId, filter.survey) : undefined,
    filter.channel !== undefined ? eq(responses.channel, filter.channel) : undefined,
    filter.scoreMin !== undefined ? gte(responses.score, filter.scoreMin) : undefined,
    filter.scoreMax !== undefined ? lte(responses.score, filter.scoreMax) : undefined,
    filter.class !== undefined ? eq(responses.class, filter.class) : undefined,
    filter.from ? gte(responses.occurredAt, filter.from) : undefined,
    filter.to ? lt(responses.occurredAt, filter.to) : undefined,
    filter.contact !== undefined ? eq(responses.contactId, filter.contact) : undefined,
    filter.q !== undefined ? ilike(responses.comment, `%${filter.q.replace(/[\\%_]/g, "\\$&")}%`) : undefined,
    filter.segment ? sql`${responses.segments} ->> ${filter.segment.dimensionId} = ${filter.segment.value}` : undefined,
    after
      ? or(
          lt(responses.occurredAt, new Date(after.at)),
          and(eq(responses.occurredAt, new Date(after.at)), lt(responses.id, after.id)),
        )
      : undefined,
  ];
  return select(ctx, and(...wanted), { limit: limit + 1 });
}

/** The bare score and class stay, so that counts and rebuild agree; the words go. */
export async function forgetWords(
  { tx, workspaceId }: Pick<Context, "tx" | "workspaceId">,
  contactId: string,
  keep: (row: StoredResponse) => Record<string, unknown>,
): Promise<void> {
  const rows = await select({ tx, workspaceId }, eq(responses.contactId, contactId), { limit: 100_000 });
  for (const row of rows) {
    await tx
      .update(responses)
      .set({ comment: null, attributes: {}, answers: keep(row) as StoredResponse["answers"], bodyDigest: "" })
      .where(and(eq(responses.workspaceId, workspaceId), eq(responses.id, row.id)));
  }
}
