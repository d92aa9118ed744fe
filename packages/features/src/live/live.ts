import { summarise } from "@otklik/domain/metrics/summary";
import type { Tally } from "@otklik/domain/metrics/tally";
import { readSettings } from "../accounts/index.ts";
import type { Context } from "../context.ts";
import { countsAtLeaves, endOfLog, type LeafCounts, loggedAfter } from "./store.ts";

/** One message to whoever listens. `id` is where to resume: everything up to it has been seen. */
export type LiveMessage = { id: number; name: string; data: Record<string, unknown> };

/** Names that programs outside may listen to; the others are the house's own. */
const published = new Set([
  "response.created",
  "response.finished",
  "invitation.sent",
  "invitation.failed",
  "case.opened",
  "case.assigned",
  "case.overdue",
  "case.resolved",
  "shift.detected",
  "shift.cleared",
  "contact.unsubscribed",
  "callback.requested",
]);

const mostAtOnce = 1000;

type Reading = Pick<Context, "tx" | "workspaceId">;

/**
 * What is new since a place in the log, with the scores that changed by it. The scores come first and carry the place
 * before: a line cut in between resumes with all of it again, and a score said twice is still the score.
 */
export async function readLive(reading: Reading, after: number): Promise<{ messages: LiveMessage[]; end: number }> {
  const events = await loggedAfter(reading, after, mostAtOnce);
  if (events.length === 0) return { messages: [], end: after };
  const messages = events
    .filter(({ name }) => published.has(name))
    .map(({ seq, name, payload, at }) => ({ id: seq, name, data: { ...payload, at: at.toISOString() } }));
  return {
    messages: [...(await changedScores(reading, events, after)), ...messages],
    end: events.at(-1)?.seq ?? after,
  };
}

export const endOfLive = endOfLog;

async function changedScores(
  reading: Reading,
  events: { name: string; payload: Record<string, unknown> }[],
  after: number,
): Promise<LiveMessage[]> {
  const leaves = new Map<string, { touchpointKey: string; channel: string }>();
  for (const { name, payload } of events) {
    if (name !== "response.created" && name !== "response.updated") continue;
    const { touchpointKey, channel } = payload as { touchpointKey: string; channel: string };
    leaves.set(`${touchpointKey} ${channel}`, { touchpointKey, channel });
  }
  if (leaves.size === 0) return [];
  const { csiForm } = await readSettings(reading);
  return (await countsAtLeaves(reading, [...leaves.values()])).map((counts) => {
    const { metric, touchpoint_key: touchpointKey, channel } = counts;
    const { score, n } = summarise(metric, tallyOfLeaf(counts), {
      scale: { min: counts.scale_min, max: counts.scale_max },
      csiForm,
    });
    return { id: after, name: "score.changed", data: { metric, touchpointKey, channel, score, n } };
  });
}

function tallyOfLeaf(counts: LeafCounts): Tally {
  const steps = Array.from({ length: 11 }, (_, step) => Number(counts[`c${step}`]));
  return { n: Number(counts.n), counts: steps, sum: BigInt(counts.sum), sumSquares: BigInt(counts.sum_squares) };
}
