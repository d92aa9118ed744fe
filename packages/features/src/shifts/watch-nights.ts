import type { Context, Work } from "../context.ts";
import type { EventNamed } from "../events.ts";
import type { Follower } from "../flow.ts";
import { hearInvitations } from "./hear-outcomes.ts";
import { refreshBaselines } from "./take-up.ts";
import { localDay, startOfLocalDay } from "./watch-store.ts";

/** Some minutes after midnight: what was answered in the last seconds of the day has been counted by then. */
const minutesPastMidnight = 5;

/** Once a night where the workspace is: baselines of the new day, and the invitations whose time to answer is over. */
export const watchNights: Follower<EventNamed<"detectors.refreshed">> = {
  queue: "watchNights",
  at: ({ nextAt }) => nextAt,
  payload: ({ workspaceId, nextAt }) => ({ workspaceId, night: nextAt.toISOString() }),
  run: async (work: Work) => {
    await work.inWorkspace(refreshBaselines);
    while (await work.inWorkspace(hearInvitations)) await work.keepLease();
    await work.inWorkspace(expectNight);
  },
};

/** Leaves the work of the coming night. */
export async function expectNight(ctx: Context): Promise<void> {
  const tomorrow = await startOfLocalDay(ctx, (await localDay(ctx, ctx.ports.now())) + 1);
  const nextAt = new Date(tomorrow.getTime() + minutesPastMidnight * 60_000);
  await ctx.emit({ name: "detectors.refreshed", workspaceId: ctx.workspaceId, nextAt });
}
