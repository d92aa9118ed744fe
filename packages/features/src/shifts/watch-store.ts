import { rowsOf } from "@otklik/db/database";
import { type KeptBaseline, outcomeDays, shiftSeries, shiftWatches } from "@otklik/db/schema/index";
import { unitMoments } from "@otklik/domain/shifts/unit-scale";
import type { CountedCell } from "@otklik/domain/shifts/watch";
import type { Metric } from "@otklik/domain/survey/definition";
import { and, asc, eq, getTableColumns, gte, lt, sql } from "drizzle-orm";
import type { Context } from "../context.ts";

export type WatchRow = typeof shiftWatches.$inferSelect;
/** Without the baselines, which are long and seldom change. */
export type WatchState = Omit<WatchRow, "baselines">;
export type SeriesRow = typeof shiftSeries.$inferSelect;

/** Where a workspace's detectors are, for this transaction alone. */
export async function lockWatch({ tx, workspaceId }: Context): Promise<WatchState> {
  const { baselines: _, ...columns } = getTableColumns(shiftWatches);
  const lock = () =>
    tx.select(columns).from(shiftWatches).where(eq(shiftWatches.workspaceId, workspaceId)).for("update");
  const [row] = await lock();
  if (row) return row;
  await tx.insert(shiftWatches).values({ workspaceId }).onConflictDoNothing();
  const [made] = await lock();
  if (!made) throw new Error("the workspace is gone");
  return made;
}

export async function findBaselines({ tx, workspaceId }: Context): Promise<KeptBaseline[]> {
  const [row] = await tx
    .select({ baselines: shiftWatches.baselines })
    .from(shiftWatches)
    .where(eq(shiftWatches.workspaceId, workspaceId));
  return row?.baselines ?? [];
}

export async function updateWatch({ tx, workspaceId }: Context, change: Partial<WatchRow>): Promise<void> {
  await tx.update(shiftWatches).set(change).where(eq(shiftWatches.workspaceId, workspaceId));
}

/** What others remember of the detectors is void from here on. */
export async function outdateWatch({ tx, workspaceId }: Context): Promise<void> {
  await tx
    .update(shiftWatches)
    .set({ version: sql`${shiftWatches.version} + 1` })
    .where(eq(shiftWatches.workspaceId, workspaceId));
}

export async function listSeries({ tx, workspaceId }: Context): Promise<SeriesRow[]> {
  return tx.select().from(shiftSeries).where(eq(shiftSeries.workspaceId, workspaceId));
}

/** Writes many series at once: new ones, and what the detectors of others have come to. */
export async function saveSeries({ tx, workspaceId }: Context, rows: Omit<SeriesRow, "workspaceId">[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.execute(sql`
    insert into shift_series (
      workspace_id, id, metric, scale_version, scale_min, scale_max, level, touchpoint_id, channel, stage_id, journey_id,
      dimension_id, dimension_value, distribution_id, since, live_on, n, mean, variance, dead_zone, per_day, detector,
      target_detector, target)
    select ${workspaceId}::uuid, s.*
    from jsonb_to_recordset(${JSON.stringify(rows.map(recordOf))}::text::jsonb) as s (
      id uuid, metric text, scale_version int, scale_min int, scale_max int, level text, touchpoint_id uuid, channel text,
      stage_id uuid, journey_id uuid, dimension_id uuid, dimension_value text, distribution_id uuid, since int,
      live_on int, n int, mean float8, variance float8, dead_zone float8, per_day float8, detector float8[],
      target_detector float8[], target float8)
    on conflict (workspace_id, id) do update set
      since = excluded.since, live_on = excluded.live_on, n = excluded.n, mean = excluded.mean,
      variance = excluded.variance, dead_zone = excluded.dead_zone, per_day = excluded.per_day,
      detector = excluded.detector, target_detector = excluded.target_detector, target = excluded.target`);
}

const recordOf = (row: Omit<SeriesRow, "workspaceId">) => ({
  id: row.id,
  metric: row.metric,
  scale_version: row.scaleVersion,
  scale_min: row.scaleMin,
  scale_max: row.scaleMax,
  level: row.level,
  touchpoint_id: row.touchpointId,
  channel: row.channel,
  stage_id: row.stageId,
  journey_id: row.journeyId,
  dimension_id: row.dimensionId,
  dimension_value: row.dimensionValue,
  distribution_id: row.distributionId,
  since: row.since,
  live_on: row.liveOn,
  n: row.n,
  mean: row.mean,
  variance: row.variance,
  dead_zone: row.deadZone,
  per_day: row.perDay,
  detector: row.detector,
  target_detector: row.targetDetector,
  target: row.target,
});

/** One answer that detectors shall take up. Days are those of the workspace's zone, since 1970-01-01. */
export type WaitingAnswer = {
  seq: number;
  survey_id: string;
  survey_version: number;
  touchpoint_id: string;
  channel: string;
  is_counted: boolean;
  answers: Record<string, unknown>;
  segments: Record<string, string>;
  /** Milliseconds since 1970. */
  received_at: number;
  received_on: number;
  occurred_on: number;
};

/** The next answers after this place, in the order that the workspace's lock gave them. */
export async function waitingAnswers(
  { tx, workspaceId }: Context,
  after: number,
  limit: number,
): Promise<WaitingAnswer[]> {
  const rows = rowsOf<WaitingAnswer>(
    await tx.execute(sql`
      select r.detector_seq::float8 as seq, r.survey_id, r.survey_version, r.touchpoint_id, r.channel, r.answers, r.segments, r.is_counted,
        (extract(epoch from r.received_at) * 1000)::float8 as received_at,
        (r.received_at at time zone w.time_zone)::date - date '1970-01-01' as received_on,
        (r.occurred_at at time zone w.time_zone)::date - date '1970-01-01' as occurred_on
      from responses r join workspace_counters w on w.workspace_id = r.workspace_id
      where r.workspace_id = ${workspaceId} and r.detector_seq > ${after}
      order by r.detector_seq limit ${limit}`),
  );
  return rows.map((row) => ({ ...row, answers: parsed(row.answers), segments: parsed(row.segments) }));
}

// The two drivers disagree on whether a raw jsonb column is already parsed.
const parsed = <T>(value: T): T => (typeof value === "string" ? (JSON.parse(value) as T) : value);

/** Whether an answer waits beyond this place. Until this transaction ends nobody can commit another. */
export async function isBehind({ tx, workspaceId }: Context, taken: number): Promise<boolean> {
  await tx.execute(sql`select 1 from workspace_counters where workspace_id = ${workspaceId} for update`);
  const rows = rowsOf(
    await tx.execute(
      sql`select 1 from responses where workspace_id = ${workspaceId} and detector_seq > ${taken} limit 1`,
    ),
  );
  return rows.length > 0;
}

/** Today where the workspace is, since 1970-01-01. */
export async function localDay({ tx, workspaceId }: Context, at: Date): Promise<number> {
  const [row] = rowsOf<{ day: number }>(
    await tx.execute(sql`
      select (${at.toISOString()}::timestamptz at time zone time_zone)::date - date '1970-01-01' as day
      from workspace_counters where workspace_id = ${workspaceId}`),
  );
  if (!row) throw new Error("the workspace is gone");
  return row.day;
}

/** The days of the workspace's zone that these times fall on, since 1970-01-01. */
export async function localDays({ tx, workspaceId }: Context, times: Date[]): Promise<number[]> {
  const rows = rowsOf<{ day: number }>(
    await tx.execute(sql`
      select (t.at::timestamptz at time zone w.time_zone)::date - date '1970-01-01' as day
      from workspace_counters w, jsonb_array_elements_text(${JSON.stringify(times)}::text::jsonb) with ordinality as t (at, place)
      where w.workspace_id = ${workspaceId} order by t.place`),
  );
  return rows.map(({ day }) => day);
}

/** The instant at which a day of the workspace's zone begins. */
export async function startOfLocalDay({ tx, workspaceId }: Context, day: number): Promise<Date> {
  const [row] = rowsOf<{ at: string | Date }>(
    await tx.execute(sql`
      select (date '1970-01-01' + ${day}::int)::timestamp at time zone time_zone as at
      from workspace_counters where workspace_id = ${workspaceId}`),
  );
  if (!row) throw new Error("the workspace is gone");
  return new Date(row.at);
}

type DayRow = {
  metric: Metric;
  scale_version: number;
  scale_min: number;
  scale_max: number;
  touchpoint_id: string;
  channel: string;
  dimension_id: string | null;
  dimension_value: string | null;
  day: number;
  n: number;
  sum: string;
  sum_squares: string;
} & Record<`c${number}`, number>;

type CountedOutcome = {
  metric: "responseRate" | "followUp";
  touchpointId: string;
  channel: string;
  distributionId: string | null;
  day: number;
  isHit: boolean;
};

/** Counts outcomes by the day that they were settled on. */
export async function addOutcomes({ tx, workspaceId }: Context, outcomes: CountedOutcome[]): Promise<void> {
  if (outcomes.length === 0) return;
  await tx.execute(sql`
    insert into outcome_days (workspace_id, metric, touchpoint_id, channel, distribution_id, day, n, hits)
    select ${workspaceId}::uuid, o.metric, o."touchpointId", o.channel, o."distributionId", o.day, count(*), count(*) filter (where o."isHit")
    from jsonb_to_recordset(${JSON.stringify(outcomes)}::text::jsonb) as o (
      metric text, "touchpointId" uuid, channel text, "distributionId" uuid, day int, "isHit" boolean)
    group by 2, 3, 4, 5, 6
    on conflict (workspace_id, metric, touchpoint_id, channel, distribution_id, day)
    do update set n = outcome_days.n + excluded.n, hits = outcome_days.hits + excluded.hits`);
}

/** How many outcomes a series had on the days [from, to), and how many were as they should be. */
export async function outcomesAt(
  { tx, workspaceId }: Context,
  { metric, touchpointId, distributionId }: SeriesRow,
  { from, to }: { from: number; to: number },
): Promise<{ n: number; hits: number }> {
  const [row] = await tx
    .select({
      n: sql<number>`coalesce(sum(${outcomeDays.n}), 0)::int`,
      hits: sql<number>`coalesce(sum(${outcomeDays.hits}), 0)::int`,
    })
    .from(outcomeDays)
    .where(
      and(
        eq(outcomeDays.workspaceId, workspaceId),
        sql`${outcomeDays.metric} = ${metric}`,
        touchpointId ? eq(outcomeDays.touchpointId, touchpointId) : undefined,
        distributionId ? eq(outcomeDays.distributionId, distributionId) : undefined,
        gte(outcomeDays.day, from),
        lt(outcomeDays.day, to),
      ),
    );
  return { n: row?.n ?? 0, hits: row?.hits ?? 0 };
}

/** The counted outcomes of the days [from, to), as cells of answers that are 0 or 1. */
async function outcomeCells({ tx, workspaceId }: Context, { from, to, above }: Wanted): Promise<CountedCell[]> {
  const rows = await tx
    .select()
    .from(outcomeDays)
    .where(and(eq(outcomeDays.workspaceId, workspaceId), gte(outcomeDays.day, from), lt(outcomeDays.day, to)))
    .orderBy(asc(outcomeDays.day));
  const byCell = Map.groupBy(rows, (row) =>
    [row.metric, row.touchpointId, row.channel, row.distributionId ?? ""].join(" "),
  );
  return [...byCell.values()].map((days) => {
    const [{ metric, touchpointId, channel, distributionId }] = days as [(typeof days)[number]];
    const { stageId = null, journeyId = null } = above.get(touchpointId) ?? {};
    return {
      ...{ metric, scaleVersion: 1, scale: { min: 0, max: 1 }, segment: null },
      leaf: { touchpointId, channel, stageId, journeyId, distributionId },
      days: days.map(({ day, n, hits }) => ({ day, n, sum: hits, sumSquares: hits })),
    };
  });
}

type Above = ReadonlyMap<string, { stageId: string | null; journeyId: string | null }>;

type Wanted = { from: number; to: number; dimensionIds: readonly string[]; above: Above };

/** The counted days [from, to) of every leaf, of every value of these dimensions in it, and of outcomes. */
export async function countedCells(ctx: Context, wanted: Wanted): Promise<CountedCell[]> {
  return [...(await answerCells(ctx, wanted)), ...(await outcomeCells(ctx, wanted))];
}

async function answerCells(
  { tx, workspaceId }: Context,
  { from, to, dimensionIds, above }: Wanted,
): Promise<CountedCell[]> {
  const steps = sql.raw(Array.from({ length: 11 }, (_, step) => `sum(d.c${step})::int as c${step}`).join(", "));
  const within = dimensionIds.length
    ? sql`(c.dimension_id is null or c.dimension_id in (${sql.join(
        dimensionIds.map((id) => sql`${id}::uuid`),
        sql`, `,
      )}))`
    : sql`c.dimension_id is null`;
  const rows = rowsOf<DayRow>(
    await tx.execute(sql`
      select s.metric, s.scale_version, s.scale_min, s.scale_max, c.touchpoint_id, c.channel, c.dimension_id, c.dimension_value,
        d.day - date '1970-01-01' as day, sum(d.n)::int as n, ${steps}, sum(d.sum)::text as sum, sum(d.sum_squares)::text as sum_squares
      from score_cells c
      join series s on s.workspace_id = c.workspace_id and s.id = c.series_id
      join score_days d on d.workspace_id = c.workspace_id and d.cell_id = c.id
      where c.workspace_id = ${workspaceId} and c.touchpoint_id is not null and ${within}
        and d.day >= date '1970-01-01' + ${from}::int and d.day < date '1970-01-01' + ${to}::int
      group by 1, 2, 3, 4, 5, 6, 7, 8, 9
      order by 5, 6, 7, 8, 1, 2, 3, 4, 9`),
  );
  const cells = new Map<string, { cell: Omit<CountedCell, "days">; days: CountedCell["days"][number][] }>();
  for (const row of rows) {
    const scale = { min: row.scale_min, max: row.scale_max };
    const key = [row.metric, row.scale_version, scale.min, scale.max, row.touchpoint_id, row.channel].join(" ");
    const whole = `${key} ${row.dimension_id ?? ""} ${row.dimension_value ?? ""}`;
    const known = cells.get(whole) ?? { cell: cellOf(row, above), days: [] };
    cells.set(whole, known);
    const counts = Array.from({ length: 11 }, (_, step) => row[`c${step}`] as number);
    const tally = { n: row.n, counts, sum: BigInt(row.sum), sumSquares: BigInt(row.sum_squares) };
    known.days.push({ day: row.day, ...unitMoments(row.metric, scale, tally) });
  }
  return [...cells.values()].map(({ cell, days }) => ({ ...cell, days }));
}

function cellOf(row: DayRow, above: Above): Omit<CountedCell, "days"> {
  const { stageId = null, journeyId = null } = above.get(row.touchpoint_id) ?? {};
  return {
    metric: row.metric,
    scaleVersion: row.scale_version,
    scale: { min: row.scale_min, max: row.scale_max },
    leaf: { touchpointId: row.touchpoint_id, channel: row.channel, stageId, journeyId },
    segment: row.dimension_id ? { dimensionId: row.dimension_id, value: row.dimension_value as string } : null,
  };
}

export async function findWatch({ tx, workspaceId }: Context): Promise<WatchRow | null> {
  const [row] = await tx.select().from(shiftWatches).where(eq(shiftWatches.workspaceId, workspaceId));
  return row ?? null;
}
