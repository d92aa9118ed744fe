import { rowsOf } from "@otklik/db/database";
import { eventLog, workspaceCounters } from "@otklik/db/schema/index";
import { and, asc, eq, gt, sql } from "drizzle-orm";
import type { Context } from "../context.ts";

type Reading = Pick<Context, "tx" | "workspaceId">;

export type LoggedEvent = { seq: number; name: string; payload: Record<string, unknown>; at: Date };

/** What was logged after this place, in commit order. */
export async function loggedAfter({ tx, workspaceId }: Reading, seq: number, limit: number): Promise<LoggedEvent[]> {
  return tx
    .select({ seq: eventLog.seq, name: eventLog.name, payload: eventLog.payload, at: eventLog.at })
    .from(eventLog)
    .where(and(eq(eventLog.workspaceId, workspaceId), gt(eventLog.seq, seq)))
    .orderBy(asc(eventLog.seq))
    .limit(limit);
}

/** The place of the newest event. */
export async function endOfLog({ tx, workspaceId }: Reading): Promise<number> {
  const [row] = await tx
    .select({ seq: workspaceCounters.eventSeq })
    .from(workspaceCounters)
    .where(eq(workspaceCounters.workspaceId, workspaceId));
  return row?.seq ?? 0;
}

export type LeafCounts = {
  metric: "nps" | "csat" | "ces" | "csi";
  touchpoint_key: string;
  channel: string;
  scale_min: number;
  scale_max: number;
  n: string;
  sum: string;
  sum_squares: string;
} & Record<`c${number}`, string>;

/** All that was ever counted at these leaves, by metric and scale. */
export async function countsAtLeaves(
  { tx, workspaceId }: Reading,
  leaves: { touchpointKey: string; channel: string }[],
): Promise<LeafCounts[]> {
  const steps = sql.raw(
    ["n", ...Array.from({ length: 11 }, (_, step) => `c${step}`), "sum", "sum_squares"]
      .map((c) => `sum(d.${c})::text as ${c}`)
      .join(", "),
  );
  const wanted = sql.join(
    leaves.map(({ touchpointKey, channel }) => sql`(t.key = ${touchpointKey} and c.channel = ${channel})`),
    sql` or `,
  );
  return rowsOf<LeafCounts>(
    await tx.execute(sql`
      select s.metric, t.key as touchpoint_key, c.channel, s.scale_min, s.scale_max, ${steps}
      from score_cells c
      join series s on s.workspace_id = c.workspace_id and s.id = c.series_id
      join touchpoints t on t.workspace_id = c.workspace_id and t.id = c.touchpoint_id
      join score_days d on d.workspace_id = c.workspace_id and d.cell_id = c.id
      where c.workspace_id = ${workspaceId} and c.dimension_id is null and (${wanted})
      group by s.metric, t.key, c.channel, s.scale_min, s.scale_max`),
  );
}
