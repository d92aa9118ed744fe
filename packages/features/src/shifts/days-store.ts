import { rowsOf } from "@otklik/db/database";
import { outcomeDays } from "@otklik/db/schema/index";
import { unitMoments } from "@otklik/domain/shifts/unit-scale";
import type { CountedCell } from "@otklik/domain/shifts/watch";
import type { Metric } from "@otklik/domain/survey/definition";
import { and, asc, eq, gte, lt, sql } from "drizzle-orm";
import type { Context } from "../context.ts";
import type { SeriesRow } from "./watch-store.ts";

type CellRow = {
  metric: Metric;
  scale_version: number;
  scale_min: number;
  scale_max: number;
  touchpoint_id: string;
  channel: string;
  dimension_id: string | null;
  dimension_value: string | null;
  days: string;
};

/** Day, answers, how many of each step; of a CSI the exact sums. */
type DayOfCell = [number, number, number[], string | null, string | null];

type CountedOutcome = {
  metric: "responseRate" | "followUp";
  touchpointId: string;
  channel: string;
  distributionId: string | null;
  day: number;
  n: number;
  hits: number;
};

/** Counts outcomes by the day that they were settled on. */
export async function addOutcomes({ tx, workspaceId }: Context, outcomes: CountedOutcome[]): Promise<void> {
  if (outcomes.length === 0) return;
  await tx.execute(sql`
    insert into outcome_days (workspace_id, metric, touchpoint_id, channel, distribution_id, day, n, hits)
    select ${workspaceId}::uuid, o.metric, o."touchpointId", o.channel, o."distributionId", o.day, sum(o.n), sum(o.hits)
    from jsonb_to_recordset(${JSON.stringify(outcomes)}::text::jsonb) as o (
      metric text, "touchpointId" uuid, channel text, "distributionId" uuid, day int, n int, hits int)
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
  const within = dimensionIds.length
    ? sql`(c.dimension_id is null or c.dimension_id in (${sql.join(
        dimensionIds.map((id) => sql`${id}::uuid`),
        sql`, `,
      )}))`
    : sql`c.dimension_id is null`;
  // A row a cell, its days as one text: read as rows they took most of the time of a refresh.
  const rows = rowsOf<CellRow>(
    await tx.execute(sql`
      select metric, scale_version, scale_min, scale_max, touchpoint_id, channel, dimension_id, dimension_value,
        json_agg(json_build_array(day, n, ${summed("json_build_array", (step) => `c${step}`)}, sum, sum_squares) order by day)::text as days
      from (
        select s.metric, s.scale_version, s.scale_min, s.scale_max, c.touchpoint_id, c.channel, c.dimension_id, c.dimension_value,
          d.day - date '1970-01-01' as day, sum(d.n)::int as n, ${summed("", (step) => `sum(d.c${step})::int as c${step}`)},
          case s.metric when 'csi' then sum(d.sum)::text end as sum, case s.metric when 'csi' then sum(d.sum_squares)::text end as sum_squares
        from score_cells c
        join series s on s.workspace_id = c.workspace_id and s.id = c.series_id
        join score_days d on d.workspace_id = c.workspace_id and d.cell_id = c.id
        where c.workspace_id = ${workspaceId} and c.touchpoint_id is not null and ${within}
          and d.day >= date '1970-01-01' + ${from}::int and d.day < date '1970-01-01' + ${to}::int
        group by 1, 2, 3, 4, 5, 6, 7, 8, 9) as counted
      group by 1, 2, 3, 4, 5, 6, 7, 8
      order by 5, 6, 7, 8, 1, 2, 3, 4`),
  );
  return rows.map((row) => cellOf(row, above));
}

const summed = (call: string, one: (step: number) => string) => {
  const steps = Array.from({ length: 11 }, (_, step) => one(step)).join(", ");
  return sql.raw(call === "" ? steps : `${call}(${steps})`);
};

function cellOf(row: CellRow, above: Above): CountedCell {
  const { stageId = null, journeyId = null } = above.get(row.touchpoint_id) ?? {};
  const scale = { min: row.scale_min, max: row.scale_max };
  const days = (JSON.parse(row.days) as DayOfCell[]).map(([day, n, counts, sum, sumSquares]) => {
    const tally = { n, counts, sum: BigInt(sum ?? 0), sumSquares: BigInt(sumSquares ?? 0) };
    return { day, ...unitMoments(row.metric, scale, tally) };
  });
  return {
    ...{ metric: row.metric, scaleVersion: row.scale_version, scale, days },
    leaf: { touchpointId: row.touchpoint_id, channel: row.channel, stageId, journeyId },
    segment: row.dimension_id ? { dimensionId: row.dimension_id, value: row.dimension_value as string } : null,
  };
}
