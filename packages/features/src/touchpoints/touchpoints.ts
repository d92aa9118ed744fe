import type { Context } from "../context.ts";
import { Problem } from "../problem.ts";
import { ensureStage } from "./journeys.ts";
import {
  findTouchpoint,
  insertTouchpoint,
  listDimensions,
  listJourneys,
  listStages,
  listTouchpoints,
  lockDimensions,
  saveDimension,
  type TouchpointRow,
  updateTouchpoint,
} from "./store.ts";

export type TouchpointInput = {
  key: string;
  name: string;
  stage?: string;
  journey?: string;
  channels: string[];
  target?: number | null;
  /** Order within the stage, smallest first. */
  position?: number;
};
export type TouchpointView = {
  id: string;
  key: string;
  name: string;
  journey: string | null;
  stage: string | null;
  channels: string[];
  target: number | null;
  position: number;
};
export type DimensionView = { id: string; key: string; name: string };

/** Scores are counted once more for every declared dimension: more than ten would multiply the counts without bound. */
const mostDimensions = 10;

/** Makes a touchpoint, or brings the one with this key up to date. What is not said of a known one stays. */
export async function upsertTouchpoint(
  ctx: Context,
  input: TouchpointInput,
): Promise<{ touchpoint: TouchpointView; isNew: boolean }> {
  const { key, name, channels, target } = input;
  const stageId = input.stage === undefined ? undefined : await ensureStage(ctx, input.stage, input.journey);
  const id = ctx.ports.crypto.uuidv7();
  const isNew = await insertTouchpoint(ctx, {
    id,
    key,
    name,
    channels,
    stageId: stageId ?? null,
    target: target ?? null,
    position: input.position ?? 0,
  });
  if (!isNew)
    await updateTouchpoint(ctx, key, {
      name,
      channels,
      ...(stageId && { stageId }),
      ...(target !== undefined && { target }),
      ...(input.position !== undefined && { position: input.position }),
    });
  ctx.afterCommit(() => ctx.memory.catalogues.delete(ctx.workspaceId));
  const touchpoint = (await findTouchpoint(ctx, key)) as TouchpointRow;
  return { touchpoint: await touchpointView(ctx, touchpoint), isNew };
}

export async function readTouchpoints(ctx: Context): Promise<TouchpointView[]> {
  const rows = await listTouchpoints(ctx);
  return Promise.all(rows.map((row) => touchpointView(ctx, row)));
}

/** Declares a segment that scores are counted by from now on, or renames it. */
export async function upsertDimension(
  ctx: Context,
  input: { key: string; name: string },
): Promise<{ dimension: DimensionView; isNew: boolean }> {
  await lockDimensions(ctx);
  const known = await listDimensions(ctx);
  const isNew = !known.some(({ key }) => key === input.key);
  if (isNew && known.length >= mostDimensions) {
    throw new Problem("conflict", "dimension.too-many", `At most ${mostDimensions} dimensions can be declared.`);
  }
  ctx.afterCommit(() => ctx.memory.catalogues.delete(ctx.workspaceId));
  const { id, key, name } = await saveDimension(ctx, { id: ctx.ports.crypto.uuidv7(), ...input });
  return { dimension: { id, key, name }, isNew };
}

export async function readDimensions(ctx: Context): Promise<DimensionView[]> {
  return (await listDimensions(ctx)).map(({ id, key, name }) => ({ id, key, name }));
}

async function touchpointView(ctx: Context, row: TouchpointRow): Promise<TouchpointView> {
  const stage = row.stageId ? (await listStages(ctx)).find(({ id }) => id === row.stageId) : undefined;
  const journey = stage ? (await listJourneys(ctx)).find(({ id }) => id === stage.journeyId) : undefined;
  return {
    id: row.id,
    key: row.key,
    name: row.name,
    journey: journey?.key ?? null,
    stage: stage?.key ?? null,
    channels: row.channels,
    target: row.target,
    position: row.position,
  };
}
