import { rowsOf } from "@otklik/db/database";
import { sql } from "drizzle-orm";
import type { Context } from "../context.ts";

/** Open cases of one touchpoint: how many, the sum of the values known (minor units), and how many are unknown. */
export type OpenCases = { n: number; knownMinor: number | null; unknown: number };

export async function openCasesByTouchpoint({ tx, workspaceId }: Context): Promise<Map<string, OpenCases>> {
  const rows = rowsOf<{ touchpoint_id: string; n: number; known: string | null; unknown: number }>(
    await tx.execute(sql`
      select touchpoint_id, count(*)::int as n, sum(value_minor)::text as known,
        (count(*) filter (where value_minor is null))::int as unknown
      from cases
      where workspace_id = ${workspaceId} and status <> 'resolved' and touchpoint_id is not null
      group by touchpoint_id`),
  );
  return new Map(
    rows.map(({ touchpoint_id, n, known, unknown }) => [
      touchpoint_id,
      { n, knownMinor: known === null ? null : Number(known), unknown },
    ]),
  );
}

export type References = Record<string, boolean>;

/** What names this touchpoint, now or in the past. */
export async function referencesToTouchpoint({ tx, workspaceId }: Context, id: string): Promise<References> {
  const named = (table: string) =>
    sql`exists (select 1 from ${sql.identifier(table)} where workspace_id = ${workspaceId} and touchpoint_id = ${id})`;
  const [row] = rowsOf<References>(
    await tx.execute(sql`
      select ${named("distributions")} as distributions, ${named("invitations")} as invitations,
        ${named("cases")} as cases, ${named("score_cells")} or ${named("responses")} as answers`),
  );
  return row ?? {};
}

/** Past answers and invitations keep their attribution for ever, so a dimension that they have a value in stays. */
export async function referencesToDimension({ tx, workspaceId }: Context, id: string): Promise<References> {
  const valued = (table: string) =>
    sql`exists (select 1 from ${sql.identifier(table)} where workspace_id = ${workspaceId} and jsonb_exists(segments, ${id}))`;
  const [row] = rowsOf<References>(
    await tx.execute(sql`
      select exists (select 1 from score_cells where workspace_id = ${workspaceId} and dimension_id = ${id})
          or ${valued("responses")} as answers,
        ${valued("invitations")} as invitations`),
  );
  return row ?? {};
}
