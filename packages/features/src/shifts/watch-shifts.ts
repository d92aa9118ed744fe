import type { Work } from "../context.ts";
import type { EventNamed } from "../events.ts";
import type { Follower } from "../flow.ts";
import { isBehindNow, takeUpNext } from "./take-up.ts";

/** Answers of one transaction: others who write in this workspace wait no longer than it takes. */
const answersAtOnce = 200;

/**
 * Advances the detectors of a workspace by whatever answers wait. One job a workspace: it ends in the transaction that
 * finds nothing waiting, so that an answer committed a moment later leaves the next one.
 */
export const watchShifts: Follower<EventNamed<"response.created" | "response.updated">> = {
  queue: "watchShifts",
  when: ({ feedsDetector }) => feedsDetector,
  payload: () => ({}),
  keepsTrying: true,
  run: async (work: Work) => {
    for (;;) {
      const goesOn = await work.inWorkspace((ctx) => takeUpNext(ctx, answersAtOnce));
      if (goesOn) {
        await work.keepLease();
        continue;
      }
      const isDone = await work.inWorkspace(async (ctx) => {
        if (await isBehindNow(ctx)) return false;
        await work.finishIn(ctx);
        return true;
      });
      if (isDone) return;
    }
  },
};
