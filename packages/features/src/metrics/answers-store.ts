import { type Db, rowsOf } from "@otklik/db/database";
import { type SQL, sql } from "drizzle-orm";
import { bucketStart, cellFilter, type Edges, instant, isOneOf, type Window } from "./store.ts";

/** One counted response, as recounting needs it. */
export type CountedRow = {
  id: string;
  survey_id: string;
  survey_version: number;
  touchpoint_id: string;
  channel: string;
  answers: Record<string, unknown>;
  segments: Record<string, string>;
  hour: string;
  start: string | null;
};

/** Counted answers inside the hours that a window cuts, with the bucket each belongs to. */
export async function answersInCutHours(
  tx: Db,
  workspaceId: string,
  window: Window,
  edges: Edges,
): Promise<CountedRow[]> {
  return answersWithin(tx, workspaceId, window, cutHours(window, edges));
}

/** A part of a window, [from, to); null where it is as open as the window. */
export type Part = { from: string | null; to: string | null };

/**
 * The counted answers of some series in parts of a window that hold few of them, and in the hours it cuts. Looked for in
 * the hours that counted one only: beside many other answers these few would take a walk through all.
 */
export async function fewAnswersIn(
  tx: Db,
  workspaceId: string,
  window: Window,
  { edges, parts, seriesIds }: { edges: Edges; parts: Part[]; seriesIds: string[] },
): Promise<CountedRow[]> {
  const hours = sql`
    select distinct r.hour
    from jsonb_to_recordset(${JSON.stringify(parts)}::text::jsonb) as part ("from" timestamptz, "to" timestamptz)
    cross join score_cells c
    join series s on s.workspace_id = c.workspace_id and s.id = c.series_id
    join score_hours r on r.workspace_id = c.workspace_id and r.cell_id = c.id and r.n > 0
      and r.hour >= greatest(part."from", ${edges.first_hour}::timestamptz)
      and r.hour < least(part."to", ${edges.end_hour}::timestamptz)
    where c.workspace_id = ${workspaceId} and ${isOneOf(sql`c.series_id`, seriesIds)} and ${cellFilter(workspaceId, window)}`;
  const surveys = sql`select survey_id from series where workspace_id = ${workspaceId} and ${isOneOf(sql`id`, seriesIds)}`;
  const within = sql`select hour, hour + interval '1 hour' from (${hours}) as filled union all ${cutHours(window, edges)}`;
  return answersWithin(tx, workspaceId, window, within, sql`r.survey_id in (${surveys})`);
}

/** What is left of a window inside its first and its last hour. */
function cutHours({ from, to }: Window, edges: Edges): SQL {
  return sql`(values
    (coalesce(${instant(from)}, '-infinity'), least(${edges.first_hour}::timestamptz, coalesce(${instant(to)}, 'infinity'))),
    (${edges.end_hour}::timestamptz, coalesce(${instant(to)}, 'infinity')))`;
}

async function answersWithin(
  tx: Db,
  workspaceId: string,
  window: Window,
  times: SQL,
  further: SQL = sql`true`,
): Promise<CountedRow[]> {
  const { surveyId, touchpointKey, touchpointIds, channel, segment } = window;
  const zone = sql`(select time_zone from workspace_counters where workspace_id = ${workspaceId})`;
  const wanted: SQL[] = [further];
  if (surveyId) wanted.push(sql`r.survey_id = ${surveyId}`);
  if (channel) wanted.push(sql`r.channel = ${channel}`);
  if (touchpointIds) wanted.push(isOneOf(sql`r.touchpoint_id`, touchpointIds));
  if (touchpointKey)
    wanted.push(
      sql`r.touchpoint_id = (select id from touchpoints where workspace_id = ${workspaceId} and key = ${touchpointKey})`,
    );
  if (segment) wanted.push(sql`r.segments ->> ${segment.dimensionId} = ${segment.value}`);
  // "offset 0" keeps the planner from walking through all answers once: it cannot know how short the times are.
  const result = await tx.execute(sql`
    select r.id, r.survey_id, r.survey_version, r.touchpoint_id, r.channel, r.answers, r.segments, null as hour,
      to_char(${bucketStart(window.bucket, sql`r.occurred_at`, zone)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as start
    from (${times}) as part (begins, ends)
    cross join lateral (
      select * from responses r
      where r.workspace_id = ${workspaceId} and r.occurred_at >= part.begins and r.occurred_at < part.ends
        and r.is_counted and ${sql.join(wanted, sql` and `)}
      offset 0
    ) as r`);
  return rowsOf<CountedRow>(result);
}

/** The counted responses after this id, in its order, each with its hour in the workspace's zone. */
export async function countedAfter(tx: Db, workspaceId: string, id: string, limit: number): Promise<CountedRow[]> {
  const result = await tx.execute(sql`
    select r.id, r.survey_id, r.survey_version, r.touchpoint_id, r.channel, r.answers, r.segments, null as start,
      to_char(date_trunc('hour', r.occurred_at, w.time_zone) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as hour
    from responses r join workspace_counters w on w.workspace_id = r.workspace_id
    where r.workspace_id = ${workspaceId} and r.is_counted and r.id > ${id}
    order by r.id limit ${limit}`);
  return rowsOf<CountedRow>(result);
}
