import { rowsOf } from "@otklik/db/database";
import { responses, responseTags, touchpoints } from "@otklik/db/schema/index";
import { leastGroup } from "@otklik/domain/survey/anonymity";
import { holds, type ResponseFlag } from "@otklik/domain/survey/answer-flags";
import type { Metric } from "@otklik/domain/survey/definition";
import { inAnyCase } from "@otklik/domain/values/any-case";
import { and, asc, count, desc, eq, gte, inArray, isNotNull, isNull, lt, lte, or, type SQL, sql } from "drizzle-orm";
import type { Context } from "../context.ts";
import type { PageRequest } from "../page.ts";
import { isAt, type StoredResponse, selectResponses } from "./store.ts";

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
  /** Looked for in what was written, in notes, tags and names; "in quotes", or, -without. */
  q?: string;
  /** Lists of words and phrases: one of each list stands in what was written, whatever its ending. */
  about?: readonly (readonly string[])[];
  segment?: { dimensionId: string; value: string };
  tag?: string;
  status?: "partial" | "finished";
  /** Any of these; `none`: answers that nothing holds back. */
  flag?: (ResponseFlag | "none")[];
  /** No others than these, by id. */
  among?: readonly string[];
  /** Whose anonymous answers may be told, where that was asked beforehand. */
  tellable?: readonly string[];
};

export function matching(workspaceId: string, filter: ResponseFilter): SQL | undefined {
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
    filter.q !== undefined
      ? sql`${responses.id} in (select found_responses(${filter.q}, ${inAnyCase(filter.q)}))`
      : undefined,
    ...(filter.about ?? []).map(
      (keywords) =>
        sql`${responses.id} in (select responses_about(array(select jsonb_array_elements_text(${JSON.stringify(keywords)}::jsonb))))`,
    ),
    // One by one, anonymous answers are never told to be of a group.
    filter.segment
      ? sql`${responses.segments} ->> ${filter.segment.dimensionId} = ${filter.segment.value} and ${responses.anonymous} is null`
      : undefined,
    filter.among && inArray(responses.id, [...filter.among]),
    filter.tellable ? isOfThese(filter.tellable) : isOfMany(workspaceId),
    filter.tag !== undefined
      ? sql`exists (select from response_tags t where t.workspace_id = ${workspaceId} and t.response_id = ${responses.id} and t.tag = ${filter.tag})`
      : undefined,
    filter.answer && gaveAnswer(filter.answer),
    filter.status !== undefined ? eq(responses.status, filter.status) : undefined,
    filter.flag && hasFlag(filter.flag),
  );
}

/** Not one of fewer than five answers to an anonymous survey. */
const isOfMany = (workspaceId: string) => sql`(${responses.anonymous} is null or ${responses.surveyId} in (
  select a.survey_id from responses a where a.workspace_id = ${workspaceId} and a.anonymous is not null
  group by a.survey_id having count(*) >= ${leastGroup}))`;

const isOfThese = (surveyIds: readonly string[]) =>
  surveyIds.length === 0
    ? isNull(responses.anonymous)
    : or(isNull(responses.anonymous), inArray(responses.surveyId, [...surveyIds]));

/** Surveys with five anonymous answers at least. */
export async function tellableSurveys({ tx, workspaceId }: Context): Promise<string[]> {
  const rows = await tx
    .select({ id: responses.surveyId })
    .from(responses)
    .where(and(eq(responses.workspaceId, workspaceId), isNotNull(responses.anonymous)))
    .groupBy(responses.surveyId)
    .having(sql`count(*) >= ${leastGroup}`);
  return rows.map(({ id }) => id);
}

/** Whether an answer may be shown: not if it is one of fewer than five to an anonymous survey. */
export async function isTellable({ tx, workspaceId }: Context, { id }: StoredResponse): Promise<boolean> {
  const rows = await tx
    .select({ id: responses.id })
    .from(responses)
    .where(and(eq(responses.workspaceId, workspaceId), eq(responses.id, id), isOfMany(workspaceId)));
  return rows.length > 0;
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
  return selectResponses(ctx, and(matching(ctx.workspaceId, filter), olderThan(after)), { limit: limit + 1 });
}

const idBytes = 16;

/** The ids of a search, newest first, as they stand in memory: 16 bytes each, where a row of its own would take 200. */
export type FoundIds = Uint8Array;

/** Searches once for what will be read in many pages: each page would else search all over again. */
export async function findAll({ tx, workspaceId }: Context, filter: ResponseFilter): Promise<FoundIds> {
  const [row] = rowsOf<{ ids: Uint8Array | null }>(
    await tx.execute(sql`
      select string_agg(uuid_send(${responses.id}), ''::bytea order by ${responses.occurredAt} desc, ${responses.id} desc) as ids
      from ${responses} where ${matching(workspaceId, filter)}`),
  );
  return row?.ids ?? new Uint8Array();
}

export const foundIn = (found: FoundIds) => found.byteLength / idBytes;

/** Those of the found that still match, from the how-manieth on. */
export async function listFound(
  ctx: Context,
  { q: _, about: __, ...filter }: ResponseFilter,
  { found, from, limit }: { found: FoundIds; from: number; limit: number },
): Promise<StoredResponse[]> {
  const bytes = found.subarray(from * idBytes, (from + limit) * idBytes);
  const ids =
    Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0"))
      .join("")
      .match(/.{32}/g) ?? [];
  if (ids.length === 0) return [];
  return selectResponses(ctx, and(matching(ctx.workspaceId, filter), inArray(responses.id, ids)), { limit });
}

// As one row: taken apart by "or", every page would read the index from its beginning.
const olderThan = (after: PageRequest["after"]) =>
  after
    ? sql`(${responses.occurredAt}, ${responses.id}) < (${new Date(after.at).toISOString()}::timestamptz, ${after.id}::uuid)`
    : undefined;

/** Ids of what matches, so many at most. */
export async function idsMatching(
  { tx, workspaceId }: Context,
  filter: ResponseFilter,
  limit: number,
): Promise<string[]> {
  const rows = await tx.select({ id: responses.id }).from(responses).where(matching(workspaceId, filter)).limit(limit);
  return rows.map(({ id }) => id);
}

/** How many of those that match hold words that somebody wrote. */
export async function countWritten({ tx, workspaceId }: Context, filter: ResponseFilter): Promise<number> {
  const [row] = await tx
    .select({ n: count() })
    .from(responses)
    .where(
      and(
        matching(workspaceId, filter),
        sql`exists (select from response_words w where w.workspace_id = ${workspaceId} and w.response_id = ${responses.id})`,
      ),
    );
  return row?.n ?? 0;
}

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

export type ScoredComment = { id: string; text: string; class: string };

/** The newest comments whose authors were happy or unhappy by their own score; those in between tell a model nothing. */
export async function newestScoredComments({ tx, workspaceId }: Context, limit: number): Promise<ScoredComment[]> {
  const rows = await tx
    .select({ id: responses.id, text: responses.comment, class: responses.class })
    .from(responses)
    .where(
      and(
        matching(workspaceId, { flag: ["none"] }),
        isNotNull(responses.comment),
        inArray(responses.class, ["promoter", "satisfied", "detractor", "dissatisfied"]),
      ),
    )
    .orderBy(desc(responses.occurredAt), desc(responses.id))
    .limit(limit);
  return rows as ScoredComment[];
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
