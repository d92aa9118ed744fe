import { responses, themes } from "@otklik/db/schema/index";
import { and, asc, count, eq, sql } from "drizzle-orm";
import type { Context } from "../context.ts";
import { matching, type ResponseFilter } from "./matching-store.ts";

export type ThemeRow = Omit<typeof themes.$inferSelect, "workspaceId">;

const isTheme = ({ workspaceId }: Pick<Context, "workspaceId">, id: string) =>
  and(eq(themes.workspaceId, workspaceId), eq(themes.id, id));

type Where = Pick<Context, "tx" | "workspaceId">;

/** By their names. */
export async function listThemes({ tx, workspaceId }: Where): Promise<ThemeRow[]> {
  const { id, name, keywords, createdAt } = themes;
  return tx
    .select({ id, name, keywords, createdAt })
    .from(themes)
    .where(eq(themes.workspaceId, workspaceId))
    .orderBy(asc(themes.name), asc(themes.id));
}

export async function findTheme(ctx: Context, themeId: string): Promise<ThemeRow | null> {
  const { id, name, keywords, createdAt } = themes;
  const [row] = await ctx.tx.select({ id, name, keywords, createdAt }).from(themes).where(isTheme(ctx, themeId));
  return row ?? null;
}

export async function insertTheme({ tx, workspaceId }: Context, row: ThemeRow): Promise<void> {
  await tx.insert(themes).values({ workspaceId, ...row });
}

export async function updateTheme(ctx: Where, id: string, change: Partial<ThemeRow>): Promise<void> {
  await ctx.tx
    .update(themes)
    .set({ ...change, id })
    .where(isTheme(ctx, id));
}

/** False where there was none. */
export async function deleteTheme(ctx: Where, id: string): Promise<boolean> {
  return (await ctx.tx.delete(themes).where(isTheme(ctx, id)).returning({ id: themes.id })).length > 0;
}

/** One caller at a time counts the themes of a workspace. */
export async function lockThemes({ tx, workspaceId }: Context): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`${workspaceId} themes`}, 0))`);
}

/** Of the answers that match, those of a theme, by class. */
export async function countOfTheme(
  ctx: Context,
  filter: ResponseFilter,
): Promise<{ class: string | null; n: number }[]> {
  return ctx.tx
    .select({ class: responses.class, n: count() })
    .from(responses)
    .where(matching(ctx.workspaceId, filter))
    .groupBy(responses.class);
}
