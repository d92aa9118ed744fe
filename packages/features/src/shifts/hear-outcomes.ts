import { takeUp, type WatchedAnswer, type WatchedMetric } from "@otklik/domain/shifts/watch";
import type { Context } from "../context.ts";
import { countSettled, invitationsSent } from "../distribution/index.ts";
import type { EventNamed } from "../events.ts";
import { announce } from "./announce.ts";
import { addOutcomes } from "./days-store.ts";
import { type Ground, readGround } from "./ground.ts";
import { cellsFor, keep, meansOf, msInDay, recall } from "./take-up.ts";
import { localDays, lockWatch, outdateWatch, updateWatch } from "./watch-store.ts";

/** Something that was to happen by a certain time, and did or did not. */
export type Outcome = {
  metric: Exclude<WatchedMetric, "nps" | "csat" | "ces" | "csi">;
  touchpointId: string;
  channel: string;
  distributionId: string | null;
  /** When it was settled. */
  at: Date;
  isHit: boolean;
};

/** A customer who is invited has so long to answer before the invitation counts as not answered. */
const daysToAnswer = 3;
/** What is older when a workspace is first watched teaches nothing about today. */
const daysOfPast = 104;
const shares = { scaleVersion: 1, scale: { min: 0, max: 1 } };

/** Unhappy customers who were contacted before it was due, or were not, as it becomes due. */
export async function hearFollowUp(ctx: Context, event: EventNamed<"case.due">): Promise<void> {
  const { touchpointId, wasContacted: isHit } = event;
  if (!touchpointId) return;
  await hear(ctx, [
    { metric: "followUp", touchpointId, channel: "any", distributionId: null, at: ctx.ports.now(), isHit },
  ]);
}

/**
 * Takes up the invitations of one more day whose customers have had their time to answer. Those from before the
 * workspace was watched are counted, so that there is something to expect, and not heard. False when none are left.
 */
export async function hearInvitations(ctx: Context): Promise<boolean> {
  const { invitationsUntil } = await lockWatch(ctx);
  const settled = new Date(ctx.ports.now().getTime() - daysToAnswer * msInDay);
  if (invitationsUntil && invitationsUntil >= settled) return false;
  const past = new Date(settled.getTime() - daysOfPast * msInDay);
  if (!invitationsUntil) {
    await updateWatch(ctx, { invitationsUntil: settled });
    const counted = await countSettled(ctx, { from: past, to: settled, hoursToAnswer: 24 * daysToAnswer });
    await addOutcomes(
      ctx,
      counted.map((one) => ({ metric: "responseRate", ...one })),
    );
    return false;
  }
  const to = new Date(Math.min(invitationsUntil.getTime() + msInDay, settled.getTime()));
  const outcomes = (await invitationsSent(ctx, { from: invitationsUntil, to })).map(
    ({ touchpointId, channel, distributionId, sentAt, postedAt }): Outcome => {
      const at = new Date(sentAt.getTime() + daysToAnswer * msInDay);
      const isHit = postedAt !== null && postedAt <= at;
      return { metric: "responseRate", touchpointId, channel, distributionId, at, isHit };
    },
  );
  await updateWatch(ctx, { invitationsUntil: to });
  await hear(ctx, outcomes);
  return to < settled;
}

async function hear(ctx: Context, outcomes: Outcome[]): Promise<void> {
  if (outcomes.length === 0) return;
  const state = await lockWatch(ctx);
  const known = await dated(ctx, outcomes);
  // Counted first: a day that has ended within these is part of what the next one expects.
  await addOutcomes(
    ctx,
    known.map(({ isHit, ...outcome }) => ({ ...outcome, n: 1, hits: isHit ? 1 : 0 })),
  );
  const ground = await readGround(ctx);
  const watch = await recall(ctx, state);
  const answers = known.map((outcome) => heardOf(ground, outcome));
  const means = meansOf(ctx, ground, await cellsFor(ctx, ground, { watch, answers }));
  const alarms = answers.flatMap((answer) => takeUp(watch, answer, means));
  // Nothing of `detectorSeq` was taken up, so that nobody else would notice: what they remember is void.
  await outdateWatch(ctx);
  await keep(ctx, { watch, means, state: { ...state, version: state.version + 1 } });
  await announce(ctx, ground, { watch, alarms });
}

function heardOf(ground: Ground, outcome: Outcome & { day: number }): WatchedAnswer {
  const { touchpointId, channel, distributionId, at, day, isHit, metric } = outcome;
  const { stageId = null, journeyId = null } = ground.touchpoints.get(touchpointId) ?? {};
  return {
    leaf: { touchpointId, channel, stageId, journeyId, distributionId },
    segments: [],
    receivedAt: at.getTime() / msInDay,
    receivedOn: day,
    occurredOn: day,
    scores: [{ metric, ...shares, answer: isHit ? 1 : 0 }],
  };
}

async function dated(ctx: Context, outcomes: Outcome[]): Promise<(Outcome & { day: number })[]> {
  const days = await localDays(
    ctx,
    outcomes.map(({ at }) => at),
  );
  return outcomes.map((outcome, index) => ({ ...outcome, day: days[index] as number }));
}
