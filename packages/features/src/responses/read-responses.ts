import type { Context } from "../context.ts";
import { type Page, type PageRequest, pageOf } from "../page.ts";
import { readSegment } from "../touchpoints/index.ts";
import { listResponses, type ResponseFilter } from "./matching-store.ts";
import { type ResponseView, viewOfStored } from "./view.ts";

export type ResponseQuestion = Omit<ResponseFilter, "segment" | "receivedUntil"> & { segment?: string };

/** The question as the database is asked it. Refuses an unknown dimension. */
export async function resolveFilter(ctx: Context, { segment, ...filter }: ResponseQuestion): Promise<ResponseFilter> {
  return { ...filter, segment: await readSegment(ctx, segment) };
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
