import type { Context } from "../context.ts";
import { type Page, type PageRequest, pageOf } from "../page.ts";
import { Problem } from "../problem.ts";
import { readDistribution } from "./distributions.ts";
import { countSingleUse, findSingleUse, insertSingleUse, listSingleUse } from "./link-store.ts";

export type SingleUseView = {
  id: string;
  url: string;
  label: string | null;
  status: "unused" | "started" | "used";
  createdAt: string;
};

const mostLinks = 100_000;

/** Makes links for one answer each, all at once. */
export async function makeSingleUseLinks(
  ctx: Context,
  { id, count, label }: { id: string; count: number; label?: string | null },
): Promise<{ made: number }> {
  await readDistribution(ctx, id);
  if ((await countSingleUse(ctx, id)) + count > mostLinks)
    throw new Problem(
      "conflict",
      "links.too-many",
      `A distribution has ${mostLinks} single-use links at most. Make another distribution.`,
    );
  const createdAt = ctx.ports.now();
  const rows = Array.from({ length: count }, () => {
    const linkId = ctx.ports.crypto.uuidv7();
    return {
      id: linkId,
      distributionId: id,
      tokenHash: ctx.ports.crypto.digest(tokenOf(ctx, linkId)),
      label: label ?? null,
      createdAt,
    };
  });
  await insertSingleUse(ctx, rows);
  return { made: count };
}

/** Newest first. The links can be told again at any time: they are derived, not stored. */
export async function pageOfSingleUse(
  ctx: Context,
  id: string,
  request: PageRequest,
): Promise<Page<Omit<SingleUseView, "status">>> {
  const { url } = await readDistribution(ctx, id);
  const rows = await listSingleUse(ctx, id, request);
  const page = pageOf(rows, request.limit, (link) => ({ at: link.createdAt, id: link.id }));
  return {
    ...page,
    data: page.data.map((link) => ({
      id: link.id,
      url: `${url}/${tokenOf(ctx, link.id)}`,
      label: link.label,
      createdAt: link.createdAt.toISOString(),
    })),
  };
}

/** The link that this secret belongs to, among those of the distribution; null: none. */
export async function openSingleUse(ctx: Context, distributionId: string, token: string): Promise<string | null> {
  if (!/^[A-Za-z0-9_-]{43}$/.test(token)) return null;
  return (await findSingleUse(ctx, distributionId, ctx.ports.crypto.digest(token)))?.id ?? null;
}

const tokenOf = ({ ports }: Context, linkId: string) => ports.crypto.sign("link", `single ${linkId}`);
