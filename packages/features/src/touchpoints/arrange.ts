import type { Context } from "../context.ts";
import { type FieldError, invalid, Problem } from "../problem.ts";
import { findJourney, listStages, listTouchpoints, updateTouchpoint } from "./store.ts";
import { readTouchpoints, type TouchpointView } from "./touchpoints.ts";

/** A stage by its key, null for none, and the keys of the touchpoints that stand in it, in order. */
export type StageArrangement = { stage: string | null; touchpoints: string[] };

/** Puts touchpoints into these stages in this order, all at once. Whoever is not named stays where it was. */
export async function arrangeTouchpoints(
  ctx: Context,
  journeyId: string,
  wanted: StageArrangement[],
): Promise<TouchpointView[]> {
  if (!(await findJourney(ctx, { id: journeyId })))
    throw new Problem("not-found", "journey.not-found", `No journey ${journeyId}.`);
  const stageIds = new Map((await listStages(ctx, journeyId)).map(({ key, id }) => [key, id]));
  const known = new Set((await listTouchpoints(ctx)).map(({ key }) => key));
  const errors = faultsOf(wanted, { stages: new Set(stageIds.keys()), touchpoints: known });
  if (errors.length > 0) throw invalid("journey.invalid", errors);

  for (const { stage, touchpoints } of wanted) {
    const stageId = stage === null ? null : (stageIds.get(stage) as string);
    for (const [position, key] of touchpoints.entries()) await updateTouchpoint(ctx, key, { stageId, position });
  }
  return readTouchpoints(ctx);
}

function faultsOf(
  wanted: StageArrangement[],
  known: { stages: ReadonlySet<string>; touchpoints: ReadonlySet<string> },
): FieldError[] {
  const seen = new Set<string>();
  return wanted.flatMap(({ stage, touchpoints }, at) => [
    ...(stage === null || known.stages.has(stage)
      ? []
      : [{ pointer: `/stages/${at}/stage`, detail: `The journey has no stage ${stage}.` }]),
    ...touchpoints.flatMap((key, place) => {
      const isTwice = seen.has(key);
      seen.add(key);
      const pointer = `/stages/${at}/touchpoints/${place}`;
      if (!known.touchpoints.has(key)) return [{ pointer, detail: `No touchpoint has the key ${key}.` }];
      return isTwice ? [{ pointer, detail: `The touchpoint ${key} is named twice.` }] : [];
    }),
  ]);
}
