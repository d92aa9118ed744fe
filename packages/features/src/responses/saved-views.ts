import type { Context } from "../context.ts";
import { Problem } from "../problem.ts";
import { deleteView, insertView, listViews, lockViews, updateView, type ViewRow } from "./views-store.ts";

/** Filters of the list of responses under a name. */
export type SavedView = {
  id: string;
  name: string;
  /** As it stands in the address. */
  search: string;
  /** Whether everybody sees it; otherwise only who made it. */
  isShared: boolean;
  createdAt: string;
};

/** `position` counts from 0; last unless said. */
export type ViewInput = { name: string; search: string; isShared: boolean; position?: number };

const mostViews = 100;

/** Everybody's views and the caller's own, in their order. */
export async function readViews(ctx: Context): Promise<SavedView[]> {
  return (await listViews(ctx)).map(viewOf);
}

export async function addView(ctx: Context, { name, search, isShared, position }: ViewInput): Promise<SavedView> {
  await lockViews(ctx);
  const known = await listViews(ctx);
  if (known.length >= mostViews)
    throw new Problem("conflict", "view.too-many", `${mostViews} views can be kept. Delete one first.`);
  const row: ViewRow = {
    id: ctx.ports.crypto.uuidv7(),
    name,
    search,
    ownerId: ownerOf(ctx, isShared),
    position: known.length,
    createdAt: ctx.ports.now(),
  };
  await insertView(ctx, row);
  if (position !== undefined) {
    const ids = known.map(({ id }) => id);
    await place(ctx, ids.toSpliced(position, 0, row.id));
  }
  return viewOf(row);
}

export async function changeView(
  ctx: Context,
  id: string,
  { isShared, name, search }: Partial<Omit<ViewInput, "position">>,
): Promise<SavedView> {
  const owner = isShared === undefined ? {} : { ownerId: ownerOf(ctx, isShared) };
  const change = { ...owner, ...(name !== undefined && { name }), ...(search !== undefined && { search }) };
  if (!(await updateView(ctx, id, change))) throw noView(id);
  return viewOf((await listViews(ctx)).find((one) => one.id === id) as ViewRow);
}

export async function removeView(ctx: Context, id: string): Promise<void> {
  if (!(await deleteView(ctx, id))) throw noView(id);
}

/** Puts these first, in this order; ids that the caller does not see are passed over. */
export async function arrangeViews(ctx: Context, ids: string[]): Promise<SavedView[]> {
  await lockViews(ctx);
  const known = (await listViews(ctx)).map(({ id }) => id);
  const first = [...new Set(ids)].filter((id) => known.includes(id));
  await place(ctx, [...first, ...known.filter((id) => !first.includes(id))]);
  return readViews(ctx);
}

async function place(ctx: Context, ids: string[]): Promise<void> {
  for (const [position, id] of ids.entries()) await updateView(ctx, id, { position });
}

function ownerOf({ actor }: Context, isShared: boolean): string | null {
  if (isShared) return null;
  if (actor.kind === "member") return actor.id;
  throw new Problem("invalid", "view.nobody", "A key has no views of its own: say isShared.", {
    errors: [{ pointer: "/isShared", detail: "Keys keep views for everybody." }],
  });
}

const viewOf = ({ id, name, search, ownerId, createdAt }: ViewRow): SavedView => ({
  id,
  name,
  search,
  isShared: ownerId === null,
  createdAt: createdAt.toISOString(),
});

const noView = (id: string) => new Problem("not-found", "view.not-found", `No view ${id}.`);
