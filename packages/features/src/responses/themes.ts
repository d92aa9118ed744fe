import type { ResponseClass } from "@otklik/domain/survey/read-response";
import { tidyKeywords } from "@otklik/domain/values/theme-keywords";
import type { Context } from "../context.ts";
import { invalid, Problem } from "../problem.ts";
import { countWritten } from "./matching-store.ts";
import { type ResponseQuestion, resolveFilter } from "./read-responses.ts";
import {
  countOfTheme,
  deleteTheme,
  findTheme,
  insertTheme,
  listThemes,
  lockThemes,
  type ThemeRow,
  updateTheme,
} from "./themes-store.ts";

/** Something customers speak of: an answer is of it when it holds any of the keywords, whatever their endings. */
export type ThemeView = { id: string; name: string; keywords: string[]; createdAt: string };
export type ThemeInput = { name: string; keywords: string[] };

export type ThemeCounts = {
  /** Answers that match and in which something was written. */
  written: number;
  /** The most spoken of first. One answer may be of several. */
  data: { id: string; name: string; n: number; byClass: Record<ResponseClass, number> }[];
};

const mostThemes = 40;

export async function readThemes(ctx: Context): Promise<ThemeView[]> {
  return (await listThemes(ctx)).map(viewOf);
}

export async function addTheme(ctx: Context, { name, keywords }: ThemeInput): Promise<ThemeView> {
  await lockThemes(ctx);
  if ((await listThemes(ctx)).length >= mostThemes)
    throw new Problem("conflict", "theme.too-many", `${mostThemes} themes can be kept. Delete one first.`);
  const row = {
    id: ctx.ports.crypto.uuidv7(),
    name,
    keywords: keptKeywords(keywords),
    createdAt: ctx.ports.now(),
  };
  await insertTheme(ctx, row);
  return viewOf(row);
}

export async function changeTheme(ctx: Context, id: string, change: Partial<ThemeInput>): Promise<ThemeView> {
  const theme = await findTheme(ctx, id);
  if (!theme) throw noTheme(id);
  const changed = {
    ...(change.name !== undefined && { name: change.name }),
    ...(change.keywords && { keywords: keptKeywords(change.keywords) }),
  };
  await updateTheme(ctx, id, changed);
  return viewOf({ ...theme, ...changed });
}

export async function removeTheme(ctx: Context, id: string): Promise<void> {
  if (!(await deleteTheme(ctx, id))) throw noTheme(id);
}

/** How many of the answers that match speak of each theme. */
export async function countThemes(ctx: Context, question: ResponseQuestion): Promise<ThemeCounts> {
  const filter = await resolveFilter(ctx, question);
  const data: ThemeCounts["data"] = [];
  for (const { id, name, keywords } of await listThemes(ctx)) {
    const byClass = { promoter: 0, passive: 0, detractor: 0, satisfied: 0, neutral: 0, dissatisfied: 0 };
    let n = 0;
    for (const one of await countOfTheme(ctx, { ...filter, about: [...(filter.about ?? []), keywords] })) {
      n += one.n;
      if (one.class !== null) byClass[one.class as ResponseClass] += one.n;
    }
    data.push({ id, name, n, byClass });
  }
  return { written: await countWritten(ctx, filter), data: data.sort((a, b) => b.n - a.n) };
}

function keptKeywords(given: string[]): string[] {
  const keywords = tidyKeywords(given);
  if (keywords.length === 0)
    throw invalid("theme.invalid", [{ pointer: "/keywords", detail: "A theme has a word with a letter at least." }]);
  return keywords;
}

const viewOf = ({ createdAt, ...theme }: ThemeRow): ThemeView => ({ ...theme, createdAt: createdAt.toISOString() });

const noTheme = (id: string) => new Problem("not-found", "theme.not-found", `No theme ${id}.`);
