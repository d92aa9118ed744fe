import { rowsOf } from "@otklik/db/database";
import { responses } from "@otklik/db/schema/index";
import { and, asc, eq, inArray, isNotNull, sql } from "drizzle-orm";
import type { Context } from "../context.ts";
import { type StoredResponse, selectResponses } from "./store.ts";

type Finished = { responseId: string; surveyId: string; touchpointKey: string; channel: string };

/** Finishes answers that were last saved by then, the oldest first. What somebody is saving at this moment is left. */
export async function finishUnsaidSince({ tx, workspaceId }: Context, since: Date, limit: number): Promise<Finished[]> {
  const result = await tx.execute(sql`
    with silent as (
      select id from responses
      where workspace_id = ${workspaceId} and last_saved_at <= ${since.toISOString()}::timestamptz
      order by last_saved_at
      limit ${limit}
      for update skip locked
    )
    update responses r
    set status = 'finished', finished_by_silence = true, last_saved_at = null
    from silent, touchpoints t
    where r.workspace_id = ${workspaceId} and r.id = silent.id and t.workspace_id = r.workspace_id and t.id = r.touchpoint_id
    returning r.id as "responseId", r.survey_id as "surveyId", t.key as "touchpointKey", r.channel`);
  return rowsOf<Finished>(result);
}

/** Of these answers, those that are in the scores. */
export async function countedAmong(ctx: Context, finished: readonly Finished[]): Promise<StoredResponse[]> {
  const ids = finished.map(({ responseId }) => responseId);
  const isOne = and(inArray(responses.id, ids), eq(responses.isCounted, true));
  return ids.length === 0 ? [] : selectResponses(ctx, isOne, { limit: ids.length });
}

/** When the unfinished answer that has waited longest was last saved; null: none waits. */
export async function oldestUnfinished({ tx, workspaceId }: Context): Promise<Date | null> {
  const [row] = await tx
    .select({ at: responses.lastSavedAt })
    .from(responses)
    .where(and(eq(responses.workspaceId, workspaceId), isNotNull(responses.lastSavedAt)))
    .orderBy(asc(responses.lastSavedAt))
    .limit(1);
  return row?.at ?? null;
}

/** Nobody in this workspace saves a new answer until this transaction ends. */
export async function lockWriting({ tx, workspaceId }: Context): Promise<void> {
  await tx.execute(sql`select 1 from workspace_counters where workspace_id = ${workspaceId} for update`);
}
