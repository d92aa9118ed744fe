import { audit } from "../audit.ts";
import type { Context } from "../context.ts";
import { type Page, pageOf, readCursor } from "../page.ts";
import { invalid, Problem } from "../problem.ts";
import { findTouchpoint, listTouchpoints } from "../touchpoints/index.ts";
import { deleteMark, findMark, insertMark, isExplaining, listMarks, type MarkRow, updateMark } from "./store.ts";

/** What happened to a product or a company that may explain a score. */
export type MarkView = Omit<MarkRow, "touchpointId"> & { touchpointKey: string | null };

export type MarkInput = {
  kind: MarkRow["kind"];
  title: string;
  note?: string | null;
  /** Null or not said: it concerns everything. */
  touchpointKey?: string | null;
  at?: Date;
  endedAt?: Date | null;
};

export async function addMark(ctx: Context, input: MarkInput): Promise<MarkView> {
  const { kind, title, note = null, endedAt = null } = input;
  const now = ctx.ports.now();
  const times = { at: input.at ?? now, endedAt };
  requireOrder(times);
  const touchpointId = await touchpointIdOf(ctx, input.touchpointKey);
  const mark: MarkRow = { id: ctx.ports.crypto.uuidv7(), kind, title, note, touchpointId, ...times, createdAt: now };
  await insertMark(ctx, mark);
  await audit(ctx, { action: "mark.add", subjectKind: "mark", subjectId: mark.id });
  return readMark(ctx, mark.id);
}

export async function changeMark(
  ctx: Context,
  id: string,
  { touchpointKey, ...change }: Partial<MarkInput>,
): Promise<MarkView> {
  const before = await findMark(ctx, id);
  if (!before) throw noMark(id);
  requireOrder({ ...before, ...change });
  const place = touchpointKey === undefined ? {} : { touchpointId: await touchpointIdOf(ctx, touchpointKey) };
  await updateMark(ctx, id, { ...change, ...place });
  await audit(ctx, { action: "mark.change", subjectKind: "mark", subjectId: id });
  return readMark(ctx, id);
}

/** Takes a mark back, unless a shift is explained by it. */
export async function removeMark(ctx: Context, id: string): Promise<void> {
  if (!(await findMark(ctx, id))) throw noMark(id);
  if (await isExplaining(ctx, id)) {
    throw new Problem(
      "conflict",
      "mark.in-use",
      "A shift is explained by this mark. Explain the shift otherwise first.",
    );
  }
  await deleteMark(ctx, id);
  await audit(ctx, { action: "mark.remove", subjectKind: "mark", subjectId: id });
}

type MarkQuestion = { from?: Date; to?: Date; touchpoint?: string; limit: number; cursor?: string };

/** Marks that fall into a window [from, to), newest first; at a touchpoint also those that concern everything. */
export async function readMarks(
  ctx: Context,
  { limit, cursor, touchpoint, ...span }: MarkQuestion,
): Promise<Page<MarkView>> {
  const touchpointId = touchpoint === undefined ? undefined : await touchpointIdOf(ctx, touchpoint, "/touchpoint");
  const rows = await listMarks(
    ctx,
    { ...span, touchpointId: touchpointId ?? undefined },
    { limit, after: readCursor(cursor) },
  );
  const page = pageOf(rows, limit, (mark) => mark);
  const view = await viewer(ctx);
  return { ...page, data: page.data.map(view) };
}

export async function readMark(ctx: Context, id: string): Promise<MarkView> {
  const mark = await findMark(ctx, id);
  if (!mark) throw noMark(id);
  return (await viewer(ctx))(mark);
}

async function viewer(ctx: Context): Promise<(mark: MarkRow) => MarkView> {
  const keys = new Map((await listTouchpoints(ctx)).map(({ id, key }) => [id, key]));
  return ({ touchpointId, ...mark }) => ({ ...mark, touchpointKey: (touchpointId && keys.get(touchpointId)) || null });
}

async function touchpointIdOf(
  ctx: Context,
  key: string | null | undefined,
  pointer = "/touchpointKey",
): Promise<string | null> {
  if (key === null || key === undefined) return null;
  const touchpoint = await findTouchpoint(ctx, key);
  if (!touchpoint) throw invalid("mark.invalid", [{ pointer, detail: `No touchpoint has the key ${key}.` }]);
  return touchpoint.id;
}

function requireOrder({ at, endedAt }: { at?: Date; endedAt?: Date | null }): void {
  if (at && endedAt && endedAt < at)
    throw invalid("mark.invalid", [{ pointer: "/endedAt", detail: "It must end after it begins." }]);
}

const noMark = (id: string) => new Problem("not-found", "mark.not-found", `No mark ${id}.`);
