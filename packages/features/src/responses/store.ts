import { responseNotes, responses, responseTags, touchpoints } from "@otklik/db/schema/index";
import type { ResponseRow as NewResponseRow } from "@otklik/db/write-changes";
import { and, desc, eq, gte, inArray, ne, type SQL, sql } from "drizzle-orm";
import type { Context } from "../context.ts";

export type StoredResponse = typeof responses.$inferSelect & { touchpointKey: string };
export type { NewResponseRow };

const withKey = { response: responses, touchpointKey: touchpoints.key };
export const isAt = and(eq(touchpoints.workspaceId, responses.workspaceId), eq(touchpoints.id, responses.touchpointId));

export async function selectResponses(
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
  return (await selectResponses(ctx, eq(responses.id, id)))[0] ?? null;
}

export async function findSubmission(ctx: Context, submissionId: string): Promise<StoredResponse | null> {
  return (await selectResponses(ctx, eq(responses.submissionId, submissionId)))[0] ?? null;
}

/** How far these submissions are; of those that nobody began there is nothing. */
export async function statusesOf(
  { tx, workspaceId }: Context,
  submissionIds: string[],
): Promise<Map<string, "partial" | "finished">> {
  const rows = await tx
    .select({ id: responses.submissionId, status: responses.status })
    .from(responses)
    .where(and(eq(responses.workspaceId, workspaceId), inArray(responses.submissionId, submissionIds)));
  return new Map(rows.map(({ id, status }) => [id, status]));
}

/** One caller at a time for a submission that may not be there yet; then what is there of it. */
export async function lockSubmission(ctx: Context, submissionId: string): Promise<StoredResponse | null> {
  await ctx.tx.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(${`${ctx.workspaceId} submission ${submissionId}`}, 0))`,
  );
  return (await selectResponses(ctx, eq(responses.submissionId, submissionId), { forUpdate: true }))[0] ?? null;
}

/** An answer that nobody else may change until this transaction ends; false when there is none. */
export async function lockResponse({ tx, workspaceId }: Context, id: string): Promise<boolean> {
  const rows = await tx
    .select({ id: responses.id })
    .from(responses)
    .where(and(eq(responses.workspaceId, workspaceId), eq(responses.id, id)))
    .for("update");
  return rows.length > 0;
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
  return (await selectResponses(ctx, eq(responses.invitationId, invitationId)))[0] ?? null;
}

/** Whether the contact answered the same survey at the same place, in another attempt, so short a time ago. */
export async function hasJustAnswered(
  { tx, workspaceId }: Context,
  { contact_id, survey_id, touchpoint_id, submission_id, received_at }: NewResponseRow,
  withinMs: number,
): Promise<boolean> {
  if (contact_id === null) return false;
  const rows = await tx
    .select({ id: responses.id })
    .from(responses)
    .where(
      and(
        eq(responses.workspaceId, workspaceId),
        eq(responses.contactId, contact_id),
        eq(responses.surveyId, survey_id),
        eq(responses.touchpointId, touchpoint_id),
        ne(responses.submissionId, submission_id),
        ne(responses.source, "import"),
        gte(responses.receivedAt, new Date(Date.parse(received_at) - withinMs)),
      ),
    )
    .limit(1);
  return rows.length > 0;
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

/**
 * Answers that were held back before detectors had heard them lose their place: let go, they are given another. Those
 * of them that are held back still; the others have been let go at this very moment.
 */
export async function leaveDetectors({ tx, workspaceId }: Context, ids: string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await tx
    .update(responses)
    .set({ feedsDetector: false, detectorSeq: null })
    .where(and(eq(responses.workspaceId, workspaceId), inArray(responses.id, ids), eq(responses.isCounted, false)))
    .returning({ id: responses.id });
  return new Set(rows.map(({ id }) => id));
}

/** What people wrote about an erased contact's answers, and what they filed them under. */
export async function deleteFilings(
  { tx, workspaceId }: Pick<Context, "tx" | "workspaceId">,
  contactId: string,
): Promise<void> {
  const theirs = tx
    .select({ id: responses.id })
    .from(responses)
    .where(and(eq(responses.workspaceId, workspaceId), eq(responses.contactId, contactId)));
  for (const table of [responseNotes, responseTags])
    await tx.delete(table).where(and(eq(table.workspaceId, workspaceId), inArray(table.responseId, theirs)));
}

/** The bare score and class stay, so that counts and rebuild agree; the words go. */
export async function forgetWords(
  { tx, workspaceId }: Pick<Context, "tx" | "workspaceId">,
  contactId: string,
  keep: (row: StoredResponse) => Record<string, unknown>,
): Promise<void> {
  const rows = await selectResponses({ tx, workspaceId }, eq(responses.contactId, contactId), { limit: 100_000 });
  for (const row of rows) {
    await tx
      .update(responses)
      .set({ comment: null, attributes: {}, answers: keep(row) as StoredResponse["answers"], bodyDigest: "" })
      .where(and(eq(responses.workspaceId, workspaceId), eq(responses.id, row.id)));
  }
}
