import type { Context } from "../context.ts";
import { Problem } from "../problem.ts";
import { ensureStage } from "./journeys.ts";
import {
  deleteDimensionRow,
  deleteTouchpointRow,
  findTouchpoint,
  insertTouchpoint,
  type JourneyRow,
  listDimensions,
  listJourneys,
  listStages,
  listTouchpoints,
  lockDimensions,
  type StageRow,
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
  if (target !== undefined) await ctx.emit({ name: "alarms.changed" });
  ctx.afterCommit(() => ctx.memory.catalogues.delete(ctx.workspaceId));
  const touchpoint = (await findTouchpoint(ctx, key)) as TouchpointRow;
  return { touchpoint: touchpointView(touchpoint, await placesIn(ctx)), isNew };
}

export async function readTouchpoints(ctx: Context): Promise<TouchpointView[]> {
  const places = await placesIn(ctx);
  return (await listTouchpoints(ctx)).map((row) => touchpointView(row, places));
}

/** For who has made sure that nothing names it. */
export async function deleteTouchpoint(ctx: Context, id: string): Promise<void> {
  ctx.afterCommit(() => ctx.memory.catalogues.delete(ctx.workspaceId));
  await deleteTouchpointRow(ctx, id);
}

/** For who has made sure that nothing has a value in it. */
export async function deleteDimension(ctx: Context, id: string): Promise<void> {
  ctx.afterCommit(() => ctx.memory.catalogues.delete(ctx.workspaceId));
  await deleteDimensionRow(ctx, id);
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

type Places = { stages: StageRow[]; journeys: JourneyRow[] };

const placesIn = async (ctx: Context): Promise<Places> => ({
  stages: await listStages(ctx),
  journeys: await listJourneys(ctx),
});

function touchpointView(row: TouchpointRow, { stages, journeys }: Places): TouchpointView {
  const stage = stages.find(({ id }) => id === row.stageId);
  const journey = stage && journeys.find(({ id }) => id === stage.journeyId);
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
