import { rowsOf } from "@otklik/db/database";
import type { Metric } from "@otklik/domain/survey/definition";
import { type SQL, sql } from "drizzle-orm";
import type { Context } from "../context.ts";
import type { Span } from "../metrics/index.ts";
import type { ShiftPlace } from "../shifts/index.ts";

/** `at` is the table whose touchpoint it is, `r` the answer. */
function isThere({ touchpointIds, channel, segment }: ShiftPlace, at: SQL): SQL {
  const wanted: SQL[] = [sql`true`];
  if (touchpointIds)
    wanted.push(
      sql`${at}.touchpoint_id = any(array(select jsonb_array_elements_text(${JSON.stringify(touchpointIds)}::text::jsonb)::uuid))`,
    );
  if (channel) wanted.push(sql`r.channel = ${channel}`);
  if (segment) wanted.push(sql`r.segments ->> ${segment.dimensionId} = ${segment.value} and r.anonymous is null`);
  return sql.join(wanted, sql` and `);
}

const isWithin = (column: SQL, { from, to }: Span): SQL =>
  sql`${column} >= ${from.toISOString()}::timestamptz and ${column} < ${to.toISOString()}::timestamptz`;

/** Of a survey that asks for this metric. */
const isAskedFor = (workspaceId: string, metric: Metric): SQL =>
  sql`r.survey_id in (select survey_id from series where workspace_id = ${workspaceId} and metric = ${metric})`;

type Behind = { metric: Metric; place: ShiftPlace; span: Span };

/** Comments of the answers that a score is made of, the newest first. */
export async function newestTexts(
  { tx, workspaceId }: Context,
  { metric, place, span }: Behind,
  limit: number,
): Promise<string[]> {
  const rows = rowsOf<{ comment: string }>(
    await tx.execute(sql`
      select r.comment from responses r
      where r.workspace_id = ${workspaceId} and r.is_counted and btrim(r.comment) <> ''
        and ${isWithin(sql`r.occurred_at`, span)} and ${isThere(place, sql`r`)}
        and ${isAskedFor(workspaceId, metric)}
      order by r.occurred_at desc, r.id desc
      limit ${limit}`),
  );
  return rows.map(({ comment }) => comment);
}

/** When so many of these answers had come; null: fewer have. */
export async function momentOfAnswer(
  { tx, workspaceId }: Context,
  { metric, place, span }: Behind,
  nth: number,
): Promise<Date | null> {
  const [row] = rowsOf<{ at: string | Date }>(
    await tx.execute(sql`
      select r.occurred_at as at from responses r
      where r.workspace_id = ${workspaceId} and r.is_counted
        and ${isWithin(sql`r.occurred_at`, span)} and ${isThere(place, sql`r`)} and ${isAskedFor(workspaceId, metric)}
      order by r.occurred_at, r.id
      offset ${nth - 1} limit 1`),
  );
  return row ? new Date(row.at) : null;
}

export type CasesSince = { opened: number; stillOpen: number; knownMinor: number; unknown: number };

/** Cases of these answers, by when they were given; what may be lost is of those that are still open, once for each customer. */
export async function countCasesSince(
  { tx, workspaceId }: Context,
  { place, span }: Omit<Behind, "metric">,
): Promise<CasesSince> {
  const [row] = rowsOf<{ opened: number; still_open: number; known: string; unknown: number }>(
    await tx.execute(sql`
      with here as (
        select c.id, c.contact_id, c.value_minor, c.status <> 'resolved' as is_open
        from cases c
        left join responses r on r.workspace_id = c.workspace_id and r.id = c.subject_id and c.subject_type = 'response'
        where c.workspace_id = ${workspaceId} and ${isWithin(sql`coalesce(r.occurred_at, c.opened_at)`, span)} and ${isThere(place, sql`c`)}
      ), customers as (
        select max(value_minor) as value from here where is_open group by coalesce(contact_id, id)
      )
      select count(*)::int as opened, (count(*) filter (where is_open))::int as still_open,
        (select coalesce(sum(value), 0)::text from customers) as known,
        (select count(*)::int from customers where value is null) as unknown
      from here`),
  );
  const { opened = 0, still_open = 0, known = "0", unknown = 0 } = row ?? {};
  return { opened, stillOpen: still_open, knownMinor: Number(known), unknown };
}
