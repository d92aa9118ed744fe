import { responseNotes, responses, responseTags, touchpoints } from "@otklik/db/schema/index";
import type { ResponseRow as NewResponseRow } from "@otklik/db/write-changes";
import { holds, type ResponseFlag } from "@otklik/domain/survey/answer-flags";
import type { Metric } from "@otklik/domain/survey/definition";
import { inAnyCase } from "@otklik/domain/values/any-case";
import { and, asc, count, desc, eq, gte, inArray, lt, lte, ne, type SQL, sql } from "drizzle-orm";
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

export async function findSubmission(ctx: Context, submissionId: string): Promise<StoredResponse | null> {
  return (await select(ctx, eq(responses.submissionId, submissionId)))[0] ?? null;
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
  return (await select(ctx, eq(responses.submissionId, submissionId), { forUpdate: true }))[0] ?? null;
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
  return (await select(ctx, eq(responses.invitationId, invitationId)))[0] ?? null;
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

export type ResponseFilter = {
  touchpoint?: string;
  survey?: string;
  channel?: string;
  scoreMin?: number;
  scoreMax?: number;
  class?: string;
  /** Those that hold an answer to a question of this metric. */
  metric?: Metric;
  from?: Date;
  to?: Date;
  /** What came in later is left out. */
  receivedUntil?: Date;
  contact?: string;
  /** A question that was answered by this: a number, a choice's id, one of several, true or false. */
  answer?: { question: string; value: string };
  /** Looked for in comments. */
  q?: string;
  segment?: { dimensionId: string; value: string };
  tag?: string;
  status?: "partial" | "finished";
  /** Any of these; `none`: answers that nothing holds back. */
  flag?: (ResponseFlag | "none")[];
};

function matching(workspaceId: string, filter: ResponseFilter): SQL | undefined {
  return and(
    eq(responses.workspaceId, workspaceId),
    // By its id, not by the joined key: the planner then walks the index by time and stops after a page.
    filter.touchpoint !== undefined
      ? sql`${responses.touchpointId} = (select id from touchpoints where workspace_id = ${workspaceId} and key = ${filter.touchpoint})`
      : undefined,
    filter.survey !== undefined ? eq(responses.surveyId, filter.survey) : undefined,
    filter.channel !== undefined ? eq(responses.channel, filter.channel) : undefined,
    filter.scoreMin !== undefined ? gte(responses.score, filter.scoreMin) : undefined,
    filter.scoreMax !== undefined ? lte(responses.score, filter.scoreMax) : undefined,
    filter.class !== undefined ? eq(responses.class, filter.class) : undefined,
    filter.metric !== undefined
      ? sql`exists (select from series s where s.workspace_id = ${workspaceId} and s.survey_id = ${responses.surveyId}
          and s.metric = ${filter.metric} and jsonb_exists(${responses.answers}, s.question_id))`
      : undefined,
    filter.from ? gte(responses.occurredAt, filter.from) : undefined,
    filter.to ? lt(responses.occurredAt, filter.to) : undefined,
    filter.receivedUntil ? lte(responses.receivedAt, filter.receivedUntil) : undefined,
    filter.contact !== undefined ? eq(responses.contactId, filter.contact) : undefined,
    filter.q !== undefined ? sql`${responses.comment} ~ ${inAnyCase(filter.q)}` : undefined,
    filter.segment ? sql`${responses.segments} ->> ${filter.segment.dimensionId} = ${filter.segment.value}` : undefined,
    filter.tag !== undefined
      ? sql`exists (select from response_tags t where t.workspace_id = ${workspaceId} and t.response_id = ${responses.id} and t.tag = ${filter.tag})`
      : undefined,
    filter.answer && gaveAnswer(filter.answer),
    filter.status !== undefined ? eq(responses.status, filter.status) : undefined,
    filter.flag && hasFlag(filter.flag),
  );
}

const isCounting = sql`not ${responses.flags} && array[${sql.join(
  holds.map((flag) => sql`${flag}`),
  sql`, `,
)}]`;

function gaveAnswer({ question, value }: { question: string; value: string }): SQL {
  const given = sql`${responses.answers} -> ${question}::text`;
  return sql`case jsonb_typeof(${given}) when 'array' then jsonb_exists(${given}, ${value}) else ${given} #>> '{}' = ${value} end`;
}

function hasFlag(wanted: (ResponseFlag | "none")[]): SQL {
  const one = wanted.map((flag) => (flag === "none" ? isCounting : sql`${flag} = any(${responses.flags})`));
  return sql`(${sql.join(one, sql` or `)})`;
}

/** Newest first, one more than asked for. */
export async function listResponses(
  ctx: Context,
  filter: ResponseFilter,
  { limit, after }: PageRequest,
): Promise<StoredResponse[]> {
  return select(ctx, and(matching(ctx.workspaceId, filter), olderThan(after)), { limit: limit + 1 });
}

// As one row: taken apart by "or", every page would read the index from its beginning.
const olderThan = (after: PageRequest["after"]) =>
  after
    ? sql`(${responses.occurredAt}, ${responses.id}) < (${new Date(after.at).toISOString()}::timestamptz, ${after.id}::uuid)`
    : undefined;

type VersionCount = { surveyId: string; version: number; n: number; finished: number };

/** Which versions of which surveys were answered by what matches, and how often; `finished`: by a respondent's own Send. */
export async function surveysAnswered({ tx, workspaceId }: Context, filter: ResponseFilter): Promise<VersionCount[]> {
  return tx
    .select({
      surveyId: responses.surveyId,
      version: responses.surveyVersion,
      n: count(),
      finished: sql<number>`count(*) filter (where ${isFinished})::int`,
    })
    .from(responses)
    .where(matching(workspaceId, filter))
    .groupBy(responses.surveyId, responses.surveyVersion);
}

const isFinished = sql<boolean>`(${responses.status} = 'finished' and not ${responses.finishedBySilence})`;

export type ScannedAnswer = Pick<
  typeof responses.$inferSelect,
  "id" | "occurredAt" | "answers" | "attributes" | "class"
> & { version: number; isFinished: boolean };

/** What was answered and no more, newest first. */
export async function scanAnswers(
  { tx, workspaceId }: Context,
  filter: ResponseFilter,
  { limit, after }: PageRequest,
): Promise<ScannedAnswer[]> {
  return tx
    .select({
      id: responses.id,
      occurredAt: responses.occurredAt,
      version: responses.surveyVersion,
      isFinished,
      answers: responses.answers,
      attributes: responses.attributes,
      class: responses.class,
    })
    .from(responses)
    .where(and(matching(workspaceId, filter), olderThan(after)))
    .orderBy(desc(responses.occurredAt), desc(responses.id))
    .limit(limit);
}

export type AnswerCount = { touchpointKey: string; channel: string; class: string | null; n: number };

/** How many match, by touchpoint, channel and class. */
export async function countResponses(ctx: Context, filter: ResponseFilter): Promise<AnswerCount[]> {
  return ctx.tx
    .select({ touchpointKey: touchpoints.key, channel: responses.channel, class: responses.class, n: count() })
    .from(responses)
    .innerJoin(touchpoints, isAt)
    .where(matching(ctx.workspaceId, filter))
    .groupBy(touchpoints.key, responses.channel, responses.class);
}

export type TagCount = { tag: string; n: number };

/** The tags of what matches, the most used first. */
export async function countTags(
  { tx, workspaceId }: Context,
  filter: ResponseFilter,
  limit: number,
): Promise<TagCount[]> {
  return tx
    .select({ tag: responseTags.tag, n: count() })
    .from(responseTags)
    .innerJoin(
      responses,
      and(eq(responses.workspaceId, responseTags.workspaceId), eq(responses.id, responseTags.responseId)),
    )
    .where(and(eq(responseTags.workspaceId, workspaceId), matching(workspaceId, filter)))
    .groupBy(responseTags.tag)
    .orderBy(desc(count()), asc(responseTags.tag))
    .limit(limit);
}

/** Every tag of the workspace, the most used first. */
export async function listTags({ tx, workspaceId }: Context, limit: number): Promise<TagCount[]> {
  return tx
    .select({ tag: responseTags.tag, n: count() })
    .from(responseTags)
    .where(eq(responseTags.workspaceId, workspaceId))
    .groupBy(responseTags.tag)
    .orderBy(desc(count()), asc(responseTags.tag))
    .limit(limit);
}

/** Tags by response, in order. */
export async function tagsOf({ tx, workspaceId }: Context, responseIds: string[]): Promise<Map<string, string[]>> {
  if (responseIds.length === 0) return new Map();
  const rows = await tx
    .select({ responseId: responseTags.responseId, tag: responseTags.tag })
    .from(responseTags)
    .where(and(eq(responseTags.workspaceId, workspaceId), inArray(responseTags.responseId, responseIds)))
    .orderBy(asc(responseTags.tag));
  const tags = new Map<string, string[]>();
  for (const { responseId, tag } of rows) tags.set(responseId, [...(tags.get(responseId) ?? []), tag]);
  return tags;
}

export async function replaceTags({ tx, workspaceId }: Context, responseId: string, tags: string[]): Promise<void> {
  await tx
    .delete(responseTags)
    .where(and(eq(responseTags.workspaceId, workspaceId), eq(responseTags.responseId, responseId)));
  if (tags.length > 0) await tx.insert(responseTags).values(tags.map((tag) => ({ workspaceId, responseId, tag })));
}

export type NoteRow = Omit<typeof responseNotes.$inferSelect, "workspaceId">;

export async function insertNote({ tx, workspaceId }: Context, row: NoteRow): Promise<void> {
  await tx.insert(responseNotes).values({ workspaceId, ...row });
}

/** Notes about these answers, oldest first. */
export async function notesOf({ tx, workspaceId }: Context, responseIds: string[]): Promise<NoteRow[]> {
  if (responseIds.length === 0) return [];
  return tx
    .select()
    .from(responseNotes)
    .where(and(eq(responseNotes.workspaceId, workspaceId), inArray(responseNotes.responseId, responseIds)))
    .orderBy(asc(responseNotes.id));
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
  const rows = await select({ tx, workspaceId }, eq(responses.contactId, contactId), { limit: 100_000 });
  for (const row of rows) {
    await tx
      .update(responses)
      .set({ comment: null, attributes: {}, answers: keep(row) as StoredResponse["answers"], bodyDigest: "" })
      .where(and(eq(responses.workspaceId, workspaceId), eq(responses.id, row.id)));
  }
}
