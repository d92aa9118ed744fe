import type { Context } from "../context.ts";
import { type Page, type PageRequest, pageOf } from "../page.ts";
import { invalid } from "../problem.ts";
import { readSegment } from "../touchpoints/index.ts";
import { listResponses, type ResponseFilter } from "./matching-store.ts";
import { findTheme } from "./themes-store.ts";
import { type ResponseView, viewOfStored } from "./view.ts";

export type ResponseQuestion = Omit<ResponseFilter, "segment" | "receivedUntil" | "about" | "among" | "tellable"> & {
  segment?: string;
  /** A theme's id. */
  theme?: string;
};

/** The question as the database is asked it. Refuses an unknown dimension and an unknown theme. */
export async function resolveFilter(
  ctx: Context,
  { segment, theme, ...filter }: ResponseQuestion,
): Promise<ResponseFilter> {
  const found = theme === undefined ? null : await findTheme(ctx, theme);
  if (theme !== undefined && !found)
    throw invalid("theme.unknown", [{ pointer: "/theme", detail: `No theme has the id ${theme}.` }]);
  return { ...filter, ...(found && { about: [found.keywords] }), segment: await readSegment(ctx, segment) };
}

/** Answers, newest first. */
export async function readResponses(
  ctx: Context,
  question: ResponseQuestion,
  request: PageRequest,
): Promise<Page<ResponseView>> {
  const rows = await listResponses(ctx, await resolveFilter(ctx, question), request);
  const page = pageOf(rows, request.limit, ({ occurredAt, id }) => ({ at: occurredAt, id }));
  return { ...page, data: page.data.map(viewOfStored) };
}
