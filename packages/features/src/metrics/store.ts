import { type Db, rowsOf } from "@otklik/db/database";
import { scoreCells, series } from "@otklik/db/schema/index";
import type { Metric } from "@otklik/domain/survey/definition";
import { and, eq, isNotNull, type SQL, sql } from "drizzle-orm";

/** Where an answer counts. `dimensionId` null: everybody there; `touchpointId` and `channel` null: the whole series. */
export type Place = {
  surveyId: string;
  questionId: string;
  scaleVersion: number;
  touchpointId: string | null;
  channel: string | null;
  dimensionId: string | null;
  dimensionValue: string | null;
};

/** The id of the cell at this place, made if it is new. */
export async function ensureCell(tx: Db, workspaceId: string, place: Place, newId: string): Promise<string> {
  const [found] = await tx
    .select({ id: series.id })
    .from(series)
    .where(
      and(
        eq(series.workspaceId, workspaceId),
        eq(series.surveyId, place.surveyId),
        eq(series.questionId, place.questionId),
        eq(series.scaleVersion, place.scaleVersion),
      ),
    );
  if (!found) throw new Error("a published metric question has a series");
  const { touchpointId, channel, dimensionId, dimensionValue } = place;
  const row = { workspaceId, id: newId, seriesId: found.id, touchpointId, channel, dimensionId, dimensionValue };
  // "do update" with nothing new, because "do nothing" would not return the row that was already there.
  const [cell] = await tx
    .insert(scoreCells)
    .values(row)
    .onConflictDoUpdate({
      target: [
        scoreCells.workspaceId,
        scoreCells.seriesId,
        scoreCells.touchpointId,
        scoreCells.channel,
        scoreCells.dimensionId,
        scoreCells.dimensionValue,
      ],
      set: { channel },
    })
    .returning({ id: scoreCells.id });
  return cell?.id as string;
}

/** The values that answers were counted by, of every declared dimension. */
export async function listDimensionValues(
  tx: Db,
  workspaceId: string,
): Promise<{ dimensionId: string; value: string }[]> {
  const rows = await tx
    .selectDistinct({ dimensionId: scoreCells.dimensionId, value: scoreCells.dimensionValue })
    .from(scoreCells)
    .where(and(eq(scoreCells.workspaceId, workspaceId), isNotNull(scoreCells.dimensionId)))
    .orderBy(scoreCells.dimensionValue);
  return rows as { dimensionId: string; value: string }[];
}

export type Bucket = "hour" | "day" | "week" | "month";

export type Window = {
  metric: Metric;
  surveyId?: string;
  questionId?: string;
  touchpointKey?: string;
  /** Of these touchpoints only, by id. */
  touchpointIds?: readonly string[];
  channel?: string;
  segment?: { dimensionId: string; value: string };
  from?: Date;
  to?: Date;
  bucket?: Bucket;
  /** Whether counts are kept apart by touchpoint, and there by channel. */
  byTouchpoint?: boolean;
  byChannel?: boolean;
  /** By each value of each dimension: whoever has no value is left out, whoever has several counts in each. */
  bySegment?: boolean;
};

/** Summed counts of one series, of the whole window (`start` null) or of one bucket. Sums are text: they outgrow doubles. */
export type CountRow = {
  series_id: string;
  /** Null unless the window asks for counts by touchpoint, and by channel. */
  touchpoint_id: string | null;
  channel: string | null;
  /** Null unless the window asks for counts by segment. */
  dimension_id: string | null;
  dimension_value: string | null;
  start: string | null;
  n: string;
  sum: string;
  sum_squares: string;
} & Record<`c${number}`, string>;

const counted = ["n", ...Array.from({ length: 11 }, (_, step) => `c${step}`), "sum", "sum_squares"];
const columns = sql.raw(counted.map((column) => `r.${column}`).join(", "));
// Numeric sums are slow and zero for everything but a CSI.
const sumsOfSteps = sql.raw(
  [
    ...counted.slice(0, -2).map((column) => `sum(${column})::text as ${column}`),
    "'0' as sum",
    "'0' as sum_squares",
  ].join(", "),
);
const sums = sql.raw(counted.map((column) => `sum(${column})::text as ${column}`).join(", "));

export const instant = (date: Date | undefined): SQL =>
  date ? sql`${date.toISOString()}::timestamptz` : sql`null::timestamptz`;

/** Start of a bucket as an instant. Hours are cut in absolute time, or the hour that a clock repeats would be one. */
export function bucketStart(bucket: Bucket | undefined, at: SQL, zone: SQL): SQL {
  return bucket ? sql`date_trunc(${sql.raw(`'${bucket}'`)}, ${at}, ${zone})` : sql`null::timestamptz`;
}

/** Where whole hours and days begin and end inside a window, as instants and dates of the workspace's zone. */
export type Edges = {
  first_hour: string;
  end_hour: string;
  first_day: string;
  end_day: string;
  first_date: string;
  end_date: string;
  /** Hours before the first whole day, and from the last one on. */
  has_hours_before: boolean;
  has_hours_after: boolean;
};

/** The first whole hour and day from the window's start on, and the last before its end, in the workspace's zone. */
export async function edgesOf(tx: Db, workspaceId: string, { from, to }: Pick<Window, "from" | "to">): Promise<Edges> {
  const [edges] = rowsOf<Edges>(
    await tx.execute(sql`
      select first_hour::text, end_hour::text, first_day::text, end_day::text,
        (first_day at time zone zone)::date::text as first_date, (end_day at time zone zone)::date::text as end_date,
        first_hour < least(first_day, end_hour) as has_hours_before,
        greatest(end_day, least(first_day, end_hour)) < end_hour as has_hours_after
      from (
        select zone, first_hour, greatest(end_hour, first_hour) as end_hour, first_day, end_day
        from (
          select zone,
            coalesce(case when date_trunc('hour', f, zone) = f then f else date_trunc('hour', f, zone) + interval '1 hour' end, '-infinity') as first_hour,
            coalesce(date_trunc('hour', t, zone), 'infinity') as end_hour,
            coalesce(case when date_trunc('day', f, zone) = f then f
              else (date_trunc('day', f at time zone zone) + interval '1 day') at time zone zone end, '-infinity') as first_day,
            coalesce(date_trunc('day', t, zone), 'infinity') as end_day
          from (select time_zone as zone, ${instant(from)} as f, ${instant(to)} as t from workspace_counters where workspace_id = ${workspaceId}) as asked
        ) as cut
      ) as edge`),
  );
  if (!edges) throw new Error("the workspace is gone");
  return edges;
}

/** Whole days from day rows, the hours beside them from hour rows. What is left of a window lies inside single hours. */
export async function countsIn(tx: Db, workspaceId: string, window: Window, edges: Edges): Promise<CountRow[]> {
  const { first_hour, end_hour, first_day, end_day, first_date, end_date } = edges;
  const zone = sql`(select time_zone from workspace_counters where workspace_id = ${workspaceId})`;
  const placed = sql.raw("cell.series_id, cell.touchpoint_id, cell.channel, cell.dimension_id, cell.dimension_value");
  const rows = (table: SQL, start: SQL, within: SQL) => sql`
    select ${placed}, ${bucketStart(window.bucket, start, zone)} as start, ${columns}
    from cell join ${table} r on r.workspace_id = ${workspaceId} and r.cell_id = cell.id
    where ${within}`;
  const hours = (within: SQL) => rows(sql`score_hours`, sql`r.hour`, within);
  // As values, not as a join: the planner then sees how short a range is and follows the index.
  const parts: SQL[] =
    window.bucket === "hour"
      ? [hours(sql`r.hour >= ${first_hour}::timestamptz and r.hour < ${end_hour}::timestamptz`)]
      : [
          rows(
            sql`score_days`,
            sql`(r.day::timestamp at time zone ${zone})`,
            sql`r.day >= ${first_date}::date and r.day < ${end_date}::date`,
          ),
          ...(edges.has_hours_before
            ? [
                hours(
                  sql`r.hour >= ${first_hour}::timestamptz and r.hour < least(${first_day}::timestamptz, ${end_hour}::timestamptz)`,
                ),
              ]
            : []),
          ...(edges.has_hours_after
            ? [
                hours(
                  sql`r.hour >= greatest(${end_day}::timestamptz, least(${first_day}::timestamptz, ${end_hour}::timestamptz)) and r.hour < ${end_hour}::timestamptz`,
                ),
              ]
            : []),
        ];
  const result = await tx.execute(sql`
    with cell as (
      select c.id, c.series_id, ${window.byTouchpoint ? sql`c.touchpoint_id` : sql`null::uuid as touchpoint_id`},
        ${window.byChannel ? sql`c.channel` : sql`null::text as channel`},
        ${window.bySegment ? sql`c.dimension_id, c.dimension_value` : sql`null::uuid as dimension_id, null::text as dimension_value`}
      from score_cells c
      join series s on s.workspace_id = c.workspace_id and s.id = c.series_id
      where c.workspace_id = ${workspaceId} and s.metric = ${window.metric} and ${cellFilter(workspaceId, window)}
    ),
    counted as (${sql.join(parts, sql` union all `)})
    select series_id, touchpoint_id, channel, dimension_id, dimension_value, ${sql.raw("to_char(start at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')")} as start, ${window.metric === "csi" ? sums : sumsOfSteps}
    from counted
    group by series_id, touchpoint_id, channel, dimension_id, dimension_value, counted.start`);
  return rowsOf<CountRow>(result);
}

export function cellFilter(workspaceId: string, window: Window): SQL {
  const { surveyId, questionId, touchpointKey, touchpointIds, channel, segment, bySegment } = window;
  const wanted: SQL[] = [
    segment
      ? sql`c.dimension_id = ${segment.dimensionId} and c.dimension_value = ${segment.value}`
      : bySegment
        ? sql`c.dimension_id is not null`
        : sql`c.dimension_id is null`,
  ];
  const isSomewhere = touchpointKey || touchpointIds || window.byTouchpoint || window.byChannel;
  const isWhole = !segment && !bySegment && !channel && !isSomewhere;
  wanted.push(isWhole ? sql`c.touchpoint_id is null` : sql`c.touchpoint_id is not null`);
  if (surveyId) wanted.push(sql`s.survey_id = ${surveyId}`);
  if (questionId) wanted.push(sql`s.question_id = ${questionId}`);
  if (channel) wanted.push(sql`c.channel = ${channel}`);
  if (touchpointIds) wanted.push(isOneOf(sql`c.touchpoint_id`, touchpointIds));
  if (touchpointKey) {
    wanted.push(
      sql`c.touchpoint_id = (select id from touchpoints where workspace_id = ${workspaceId} and key = ${touchpointKey})`,
    );
  }
  return sql.join(wanted, sql` and `);
}

/** Whether an id is one of these, however many they are. */
export const isOneOf = (column: SQL, ids: readonly string[]): SQL =>
  sql`${column} = any(array(select jsonb_array_elements_text(${JSON.stringify(ids)}::text::jsonb)::uuid))`;

/** Starts of all buckets of a window, empty ones too; from the first to the last answer where the window is open. */
export async function bucketStarts(
  tx: Db,
  workspaceId: string,
  bucket: Bucket,
  span: { from: Date; to: Date },
): Promise<string[]> {
  const step = sql.raw(`interval '1 ${bucket}'`);
  const unit = sql.raw(`'${bucket}'`);
  const zone = sql`(select time_zone from workspace_counters where workspace_id = ${workspaceId})`;
  const first = sql`date_trunc(${unit}, ${instant(span.from)}, ${zone})`;
  const starts =
    bucket === "hour"
      ? sql`generate_series(${first}, ${instant(span.to)} - interval '1 microsecond', ${step}) as start`
      : sql`(select local at time zone ${zone} as start
             from generate_series(${first} at time zone ${zone}, (${instant(span.to)} - interval '1 microsecond') at time zone ${zone}, ${step}) as local) as starts`;
  const rows = rowsOf<{ start: string }>(
    await tx.execute(
      sql`select to_char(start at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as start from ${starts} order by 1`,
    ),
  );
  return rows.map(({ start }) => start);
}

/** Nobody else counts in this workspace until the transaction ends. */
export async function lockCounts(tx: Db, workspaceId: string): Promise<void> {
  await tx.execute(sql`select 1 from workspace_counters where workspace_id = ${workspaceId} for update`);
}

export type HourRow = { cell_id: string; hour: string; n: number; c: number[]; sum: string; sum_squares: string };

/** How many hour and day rows differ from these recounted hours. */
export async function countDifferences(tx: Db, workspaceId: string, hours: HourRow[]): Promise<number> {
  const same = sql.raw(counted.map((column) => `a.${column} = b.${column}`).join(" and "));
  const [row] = rowsOf<{ n: number }>(
    await tx.execute(sql`
      with fresh_hours as materialized (${freshHours(hours)}), fresh_days as materialized (${freshDays(workspaceId)})
      select (
        (select count(*) from fresh_hours a full join (select * from score_hours where workspace_id = ${workspaceId} and ${sql.raw(anyCount)}) b
           on a.cell_id = b.cell_id and a.hour = b.hour where (${same}) is not true)
        + (select count(*) from fresh_days a full join (select * from score_days where workspace_id = ${workspaceId} and ${sql.raw(anyCount)}) b
           on a.cell_id = b.cell_id and a.day = b.day where (${same}) is not true))::int as n`),
  );
  return row?.n ?? 0;
}

// A row that was counted up and down again holds zeros: the recount has no such row, and that is no difference.
const anyCount = `(${counted.map((column) => `${column} <> 0`).join(" or ")})`;

export async function replaceCounts(tx: Db, workspaceId: string, hours: HourRow[]): Promise<void> {
  const list = sql.raw(counted.join(", "));
  await tx.execute(sql`delete from score_hours where workspace_id = ${workspaceId}`);
  await tx.execute(sql`delete from score_days where workspace_id = ${workspaceId}`);
  await tx.execute(sql`
    insert into score_hours (workspace_id, cell_id, hour, ${list})
    select ${workspaceId}::uuid, cell_id, hour, ${list} from (${freshHours(hours)}) as fresh`);
  await tx.execute(sql`
    with fresh_hours as materialized (${freshHours(hours)})
    insert into score_days (workspace_id, cell_id, day, ${list})
    select ${workspaceId}::uuid, cell_id, day, ${list} from (${freshDays(workspaceId)}) as fresh`);
}

function freshHours(hours: HourRow[]): SQL {
  const steps = sql.raw(Array.from({ length: 11 }, (_, step) => `c[${step + 1}] as c${step}`).join(", "));
  return sql`
    select cell_id, hour, n, ${steps}, sum, sum_squares
    from jsonb_to_recordset(${JSON.stringify(hours)}::text::jsonb) as fresh (cell_id uuid, hour timestamptz, n int, c int[], sum numeric, sum_squares numeric)`;
}

function freshDays(workspaceId: string): SQL {
  const summed = sql.raw(
    counted.map((column) => `sum(${column})${column.startsWith("s") ? "" : "::int"} as ${column}`).join(", "),
  );
  return sql`
    select cell_id, (hour at time zone time_zone)::date as day, ${summed}
    from fresh_hours join workspace_counters on workspace_id = ${workspaceId}
    group by cell_id, day`;
}
