import { baselineDays, baselineLag } from "@otklik/domain/shifts/baseline";
import { byMeasure } from "@otklik/domain/shifts/keys";
import { refreshAt } from "@otklik/domain/shifts/learn";
import { unitAnswer } from "@otklik/domain/shifts/unit-scale";
import {
  needsDays,
  takeUp,
  type Watch,
  type WatchedAnswer,
  type WatchedSeries,
  type WatchMeans,
} from "@otklik/domain/shifts/watch";
import type { Answers } from "@otklik/domain/survey/definition";
import { scaleOf } from "@otklik/domain/survey/definition";
import type { Context } from "../context.ts";
import { answeredQuestions, versionReader } from "../metrics/index.ts";
import { leaveDetectors } from "../responses/index.ts";
import { announce } from "./announce.ts";
import { countedCells } from "./days-store.ts";
import { type Ground, readGround, targetLevelOf } from "./ground.ts";
import { rowOf, watchOf, watchRowOf } from "./keep-watch.ts";
import { seriesOffTarget } from "./store.ts";
import { expectNight } from "./watch-nights.ts";
import {
  findBaselines,
  isBehind,
  listSeries,
  localDay,
  lockWatch,
  outdateWatch,
  saveSeries,
  updateWatch,
  type WaitingAnswer,
  type WatchState,
  waitingAnswers,
} from "./watch-store.ts";

export const msInDay = 86_400_000;

/**
 * Takes the next answers up in the order of `detectorSeq`, and announces what shifted. One transaction: answers, states
 * and alarms go on together or not at all, so that each answer is taken up exactly once. False when none was waiting.
 */
export async function takeUpNext(ctx: Context, limit: number): Promise<boolean> {
  const state = await lockWatch(ctx);
  const waiting = await waitingAnswers(ctx, state.takenSeq, limit);
  const last = waiting.at(-1);
  if (!last) return false;
  const ground = await readGround(ctx);
  const watch = await recall(ctx, state);
  const answers = await watchedAnswers(ctx, ground, waiting);
  const means = meansOf(ctx, ground, await cellsFor(ctx, ground, { watch, answers }));
  const alarms = answers.flatMap((answer) => takeUp(watch, answer, means));
  await keep(ctx, { watch, means, state: { ...state, takenSeq: last.seq } });
  await announce(ctx, ground, { watch, alarms });
  if (watch.refreshedOn !== state.refreshedOn && watch.refreshedOn === (await localDay(ctx, ctx.ports.now())))
    await expectNight(ctx);
  return true;
}

/** Whether answers wait that have not been taken up. Until this transaction ends nobody can commit another. */
export async function isBehindNow(ctx: Context): Promise<boolean> {
  const { takenSeq } = await lockWatch(ctx);
  return isBehind(ctx, takenSeq);
}

/** The nightly refresh of baselines, where the night has passed without an answer that would have brought it. */
export async function refreshBaselines(ctx: Context): Promise<void> {
  const state = await lockWatch(ctx);
  const day = await localDay(ctx, ctx.ports.now());
  if (state.refreshedOn === null || day <= state.refreshedOn || (await isBehind(ctx, state.takenSeq))) return;
  const ground = await readGround(ctx);
  const watch = await recall(ctx, state);
  const means = meansOf(ctx, ground, await cellsBefore(ctx, ground, [state.refreshedOn, day]));
  refreshAt(watch, day, means);
  // Nothing of `detectorSeq` was taken up, so that nobody else would notice: what they remember is void.
  await outdateWatch(ctx);
  await keep(ctx, { watch, means, state: { ...state, version: state.version + 1 } });
}

/** The detectors as this process remembers them, if nobody has gone on since; else as they were written. */
export async function recall(ctx: Context, state: WatchState): Promise<Watch> {
  const { watches } = ctx.memory;
  const remembered = watches.get(ctx.workspaceId);
  // It is changed in place, and what comes of that may be rolled back.
  watches.delete(ctx.workspaceId);
  if (remembered?.takenSeq === state.takenSeq && remembered.version === state.version) return remembered.watch;
  const [series, baselines, offTarget] = [await listSeries(ctx), await findBaselines(ctx), await seriesOffTarget(ctx)];
  return watchOf({ ...state, baselines }, series, offTarget);
}

type Remembered = { takenSeq: number; version: number; watch: Watch };
type Kept = { watch: Watch; means: WatchMeans; state: WatchState };

export async function keep(ctx: Context, { watch, means, state }: Kept): Promise<void> {
  const { baselines, ...place } = watchRowOf(watch);
  const { takenSeq, version } = state;
  await saveSeries(ctx, [...means.touched].map(rowOf));
  await updateWatch(ctx, { takenSeq, ...place, ...(means.cells && { baselines }) });
  ctx.afterCommit(() => remember(ctx.memory, ctx.workspaceId, { takenSeq, version, watch }));
}

/** A watch may be half a megabyte: of more workspaces than these, those that have waited longest are read again. */
const mostRemembered = 100;

function remember({ watches }: Context["memory"], workspaceId: string, state: Remembered): void {
  watches.set(workspaceId, state);
  for (const oldest of watches.keys()) {
    if (watches.size <= mostRemembered) return;
    watches.delete(oldest);
  }
}

export function meansOf(ctx: Context, ground: Ground, cells: WatchMeans["cells"]): WatchMeans {
  return {
    settings: ground.settings,
    newId: ctx.ports.crypto.uuidv7,
    targetOf: (series) => targetLevelOf(ground, series),
    cells,
    touched: new Set<WatchedSeries>(),
  };
}

/** The counted days that taking these up asks for; null if it asks for none. */
export async function cellsFor(
  ctx: Context,
  ground: Ground,
  { watch, answers }: { watch: Watch; answers: WatchedAnswer[] },
): Promise<WatchMeans["cells"]> {
  if (!needsDays(watch, answers, ground.settings)) return null;
  // What was learnt at the last refresh is looked at again.
  const since = watch.refreshedOn === null ? [] : [watch.refreshedOn];
  return cellsBefore(ctx, ground, [...since, ...answers.map(({ receivedOn }) => receivedOn)]);
}

/** The counted days that baselines of any of these days may look back on. */
async function cellsBefore(ctx: Context, { settings, touchpoints }: Ground, days: number[]) {
  const cells = await countedCells(ctx, {
    from: Math.min(...days) - baselineDays - baselineLag,
    to: Math.max(...days),
    dimensionIds: settings.watchedDimensions,
    above: touchpoints,
  });
  return byMeasure(cells);
}

async function watchedAnswers(ctx: Context, ground: Ground, waiting: WaitingAnswer[]): Promise<WatchedAnswer[]> {
  const versionOf = versionReader(ctx);
  const answers: WatchedAnswer[] = [];
  const heldBack = await leaveDetectors(
    ctx,
    waiting.flatMap((one) => (one.is_counted ? [] : [one.id])),
  );
  for (const one of waiting) {
    if (heldBack.has(one.id)) continue;
    const { definition, scaleVersions } = await versionOf(one.survey_id, one.survey_version);
    const { stageId = null, journeyId = null } = ground.touchpoints.get(one.touchpoint_id) ?? {};
    const scores = answeredQuestions(definition, one.answers as Answers).map(({ question, contribution }) => {
      const { metric, bucket, scaled } = contribution;
      const scale = scaleOf(question);
      const answer = unitAnswer(metric, scale, { bucket, scaled: scaled ?? 0n });
      return { metric, scale, scaleVersion: scaleVersions[question.id] ?? 1, answer };
    });
    answers.push({
      leaf: { touchpointId: one.touchpoint_id, channel: one.channel, stageId, journeyId },
      segments: Object.entries(one.segments).map(([dimensionId, value]) => ({ dimensionId, value })),
      receivedAt: one.received_at / msInDay,
      receivedOn: one.received_on,
      occurredOn: one.occurred_on,
      scores,
    });
  }
  return answers;
}
