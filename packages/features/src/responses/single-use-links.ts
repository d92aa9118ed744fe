import type { Context } from "../context.ts";
import { pageOfSingleUse, type SingleUseView } from "../distribution/index.ts";
import type { Page, PageRequest } from "../page.ts";
import { statusesOf } from "./store.ts";

/** Links for one answer, newest first, each with how far its answer is. */
export async function readSingleUseLinks(
  ctx: Context,
  distributionId: string,
  request: PageRequest,
): Promise<Page<SingleUseView>> {
  const page = await pageOfSingleUse(ctx, distributionId, request);
  const statuses = await statusesOf(
    ctx,
    page.data.map(({ id }) => id),
  );
  const statusOf = (id: string) =>
    !statuses.has(id) ? "unused" : statuses.get(id) === "finished" ? "used" : "started";
  return { ...page, data: page.data.map((link) => ({ ...link, status: statusOf(link.id) })) };
}
