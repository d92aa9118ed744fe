import type { Context } from "../context.ts";
import { invalid, Problem } from "../problem.ts";
import {
  deleteStage,
  findJourney,
  listJourneys,
  listStages,
  nextStagePosition,
  saveJourney,
  saveStage,
  touchpointsInStage,
} from "./store.ts";

export type StageView = { id: string; key: string; name: string };
export type JourneyView = { id: string; key: string; name: string; stages: StageView[] };

/** Makes a journey, or renames the one with this key. */
export async function upsertJourney(
  ctx: Context,
  input: { key: string; name: string },
): Promise<{ journey: JourneyView; isNew: boolean }> {
  const id = ctx.ports.crypto.uuidv7();
  const journey = await saveJourney(ctx, { id, ...input });
  return { journey: await journeyView(ctx, journey), isNew: journey.id === id };
}

/** Puts a journey's stages in this order. A stage that is left out goes, unless touchpoints stand in it. */
export async function putStages(
  ctx: Context,
  journeyId: string,
  wanted: { key: string; name: string }[],
): Promise<JourneyView> {
  const journey = await findJourney(ctx, { id: journeyId });
  if (!journey) throw new Problem("not-found", "journey.not-found", `No journey ${journeyId}.`);
  const keys = wanted.map(({ key }) => key);
  if (new Set(keys).size !== keys.length)
    throw invalid("stage.key-twice", [{ pointer: "/stages", detail: "Two stages have the same key." }]);

  for (const stage of await listStages(ctx, journeyId)) {
    if (keys.includes(stage.key)) continue;
    if ((await touchpointsInStage(ctx, stage.id)) > 0) {
      throw new Problem(
        "conflict",
        "stage.in-use",
        `Touchpoints stand in the stage ${stage.key}. Move them to another stage first.`,
      );
    }
    await deleteStage(ctx, stage.id);
  }
  for (const [position, { key, name }] of wanted.entries()) {
    await saveStage(ctx, { id: ctx.ports.crypto.uuidv7(), journeyId, key, name, position });
  }
  return journeyView(ctx, journey);
}

export async function readJourneys(ctx: Context): Promise<JourneyView[]> {
  return Promise.all((await listJourneys(ctx)).map((journey) => journeyView(ctx, journey)));
}

/** The stage with this key in the journey named, or in the default one; made if it is not there yet. */
export async function ensureStage(ctx: Context, stageKey: string, journeyKey: string | undefined): Promise<string> {
  const journey = await (journeyKey ? findJourney(ctx, { key: journeyKey }) : ensureDefaultJourney(ctx));
  if (!journey)
    throw invalid("touchpoint.invalid", [{ pointer: "/journey", detail: `No journey has the key ${journeyKey}.` }]);
  const known = (await listStages(ctx, journey.id)).find(({ key }) => key === stageKey);
  if (known) return known.id;
  const position = await nextStagePosition(ctx, journey.id);
  const stage = await saveStage(ctx, {
    id: ctx.ports.crypto.uuidv7(),
    journeyId: journey.id,
    key: stageKey,
    name: stageKey,
    position,
  });
  return stage.id;
}

async function ensureDefaultJourney(ctx: Context) {
  return (
    (await findJourney(ctx, { key: "default" })) ??
    (await saveJourney(ctx, { id: ctx.ports.crypto.uuidv7(), key: "default", name: "Customer journey" }))
  );
}

async function journeyView(
  ctx: Context,
  { id, key, name }: { id: string; key: string; name: string },
): Promise<JourneyView> {
  const stages = (await listStages(ctx, id)).map((stage) => ({ id: stage.id, key: stage.key, name: stage.name }));
  return { id, key, name, stages };
}
