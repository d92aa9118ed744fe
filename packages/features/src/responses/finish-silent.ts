import { readSettings } from "../accounts/index.ts";
import type { Context, Work } from "../context.ts";
import type { EventNamed } from "../events.ts";
import type { Follower } from "../flow.ts";
import { fillQuotas } from "./quotas.ts";
import { leastSilenceMs } from "./silence.ts";
import { countedAmong, finishUnsaidSince, lockWriting, oldestUnfinished } from "./silence-store.ts";

/** Answers of one transaction: their respondents wait no longer than it takes. */
const atOnce = 200;

/**
 * Finishes the answers that nothing more came for. One job a workspace, there as long as an unfinished answer is: it
 * ends, or leaves the next look, in a transaction that nobody saves an answer beside.
 */
export const finishSilent: Follower<EventNamed<"response.unfinished">> = {
  queue: "finishSilent",
  at: ({ lookAt }) => lookAt,
  payload: () => ({}),
  keepsTrying: true,
  run: async (work: Work) => {
    while ((await work.inWorkspace(finishNext)) === atOnce) await work.keepLease();
    await work.inWorkspace(async (ctx) => {
      await lockWriting(ctx);
      const oldest = await oldestUnfinished(ctx);
      await work.finishIn(ctx);
      if (oldest)
        await ctx.emit({
          name: "response.unfinished",
          lookAt: nextLookAt(ctx.ports.now(), oldest, await silenceMs(ctx)),
        });
    });
  },
};

/** Changes the status, and fills quotas: what counts has counted since it was saved. Returns how many it finished. */
async function finishNext(ctx: Context): Promise<number> {
  const since = new Date(ctx.ports.now().getTime() - (await silenceMs(ctx)));
  const finished = await finishUnsaidSince(ctx, since, atOnce);
  await fillQuotas(ctx, await countedAmong(ctx, finished));
  for (const one of finished)
    await ctx.emit({ name: "response.finished", ...one, ifInserted: false, isAnonymous: false });
  return finished.length;
}

async function silenceMs(ctx: Context): Promise<number> {
  return (await readSettings(ctx)).silenceMinutes * 60_000;
}

/** When the oldest has been silent for long enough; sooner if that is far, because the setting may change till then. */
function nextLookAt(now: Date, oldest: Date, silence: number): Date {
  const due = Math.max(oldest.getTime() + silence, now.getTime() + 1000);
  return new Date(Math.min(due, now.getTime() + leastSilenceMs));
}
