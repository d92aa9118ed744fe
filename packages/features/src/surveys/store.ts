import { series, surveys, surveyVersions } from "@otklik/db/schema/index";
import type { Metric } from "@otklik/domain/survey/definition";
import { and, desc, eq, lt, or, sql } from "drizzle-orm";
import type { Context } from "../context.ts";
import type { PageRequest } from "../page.ts";

export type SurveyRow = typeof surveys.$inferSelect;
export type VersionRow = typeof surveyVersions.$inferSelect;
export type SeriesRow = typeof series.$inferSelect;
type Reading = Pick<Context, "tx" | "workspaceId">;

const isSurvey = ({ workspaceId }: Reading, id: string) =>
  and(eq(surveys.workspaceId, workspaceId), eq(surveys.id, id));

export async function insertSurvey(
  { tx, workspaceId }: Context,
  row: Omit<typeof surveys.$inferInsert, "workspaceId">,
): Promise<SurveyRow> {
  const [saved] = await tx
    .insert(surveys)
    .values({ workspaceId, ...row })
    .returning();
  return saved as SurveyRow;
}

export async function findSurvey(ctx: Reading, id: string): Promise<SurveyRow | null> {
  const [row] = await ctx.tx.select().from(surveys).where(isSurvey(ctx, id));
  return row ?? null;
}

export async function lockSurvey(ctx: Context, id: string): Promise<SurveyRow | null> {
  const [row] = await ctx.tx.select().from(surveys).where(isSurvey(ctx, id)).for("update");
  return row ?? null;
}

export async function updateSurvey(ctx: Context, id: string, changes: Partial<SurveyRow>): Promise<void> {
  await ctx.tx.update(surveys).set(changes).where(isSurvey(ctx, id));
}

export async function surveysNamed({ tx, workspaceId }: Reading, name: string): Promise<SurveyRow[]> {
  return tx
    .select()
    .from(surveys)
    .where(and(eq(surveys.workspaceId, workspaceId), sql`${surveys.draft} ->> 'name' = ${name}`));
}

/** Newest first, one more than asked for. */
export async function listSurveys({ tx, workspaceId }: Context, { limit, after }: PageRequest): Promise<SurveyRow[]> {
  const older = after
    ? or(
        lt(surveys.createdAt, new Date(after.at)),
        and(eq(surveys.createdAt, new Date(after.at)), lt(surveys.id, after.id)),
      )
    : undefined;
  return tx
    .select()
    .from(surveys)
    .where(and(eq(surveys.workspaceId, workspaceId), older))
    .orderBy(desc(surveys.createdAt), desc(surveys.id))
    .limit(limit + 1);
}

export async function findVersion(
  { tx, workspaceId }: Reading,
  surveyId: string,
  version: number,
): Promise<VersionRow | null> {
  const [row] = await tx
    .select()
    .from(surveyVersions)
    .where(
      and(
        eq(surveyVersions.workspaceId, workspaceId),
        eq(surveyVersions.surveyId, surveyId),
        eq(surveyVersions.version, version),
      ),
    );
  return row ?? null;
}

/** Newest first. */
export async function listVersions({ tx, workspaceId }: Reading, surveyId: string): Promise<VersionRow[]> {
  return tx
    .select()
    .from(surveyVersions)
    .where(and(eq(surveyVersions.workspaceId, workspaceId), eq(surveyVersions.surveyId, surveyId)))
    .orderBy(desc(surveyVersions.version));
}

export async function insertVersion({ tx, workspaceId }: Context, row: Omit<VersionRow, "workspaceId">): Promise<void> {
  await tx.insert(surveyVersions).values({ workspaceId, ...row });
}

export async function seriesOf({ tx, workspaceId }: Reading, surveyId?: string): Promise<SeriesRow[]> {
  return tx
    .select()
    .from(series)
    .where(and(eq(series.workspaceId, workspaceId), surveyId ? eq(series.surveyId, surveyId) : undefined));
}

export async function seriesMeasuring({ tx, workspaceId }: Reading, metric: Metric): Promise<SeriesRow[]> {
  return tx
    .select()
    .from(series)
    .where(and(eq(series.workspaceId, workspaceId), eq(series.metric, metric)));
}

export async function insertSeries(
  { tx, workspaceId }: Context,
  rows: Omit<SeriesRow, "workspaceId">[],
): Promise<void> {
  if (rows.length > 0)
    await tx
      .insert(series)
      .values(rows.map((row) => ({ workspaceId, ...row })))
      .onConflictDoNothing();
}
