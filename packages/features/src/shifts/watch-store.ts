import { rowsOf } from "@otklik/db/database";
import { type KeptBaseline, shiftSeries, shiftWatches } from "@otklik/db/schema/index";
import { eq, getTableColumns, sql } from "drizzle-orm";
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

/** The past has been added to: baselines are made anew at the next answer, whoever remembers others. */
export async function outdateBaselines({ tx, workspaceId }: Context): Promise<void> {
  await tx
    .update(shiftWatches)
    .set({ isStale: true, version: sql`${shiftWatches.version} + 1` })
    .where(eq(shiftWatches.workspaceId, workspaceId));
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
  id: string;
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
      select r.id, r.detector_seq::float8 as seq, r.survey_id, r.survey_version, r.touchpoint_id, r.channel, r.answers, r.segments, r.is_counted,
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

export async function findWatch({ tx, workspaceId }: Context): Promise<WatchRow | null> {
  const [row] = await tx.select().from(shiftWatches).where(eq(shiftWatches.workspaceId, workspaceId));
  return row ?? null;
}
