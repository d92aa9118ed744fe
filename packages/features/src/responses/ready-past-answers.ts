import type { Work } from "../context.ts";
import type { HouseEvent } from "../events.ts";
import type { Follower } from "../flow.ts";
import { readyAfter } from "./ready-store.ts";
import { firstLookAt } from "./silence.ts";

/** Answers of one transaction: their respondents wait no longer than it takes. */
const atOnce = 2000;
const beforeAll = "00000000-0000-0000-0000-000000000000";

/**
 * Gives answers that were saved by an older program the words that search asks, as they are made now, and the time that
 * silence is counted from. Left once a workspace by a migration; done again it changes nothing.
 */
export const readyPastAnswers: Follower<HouseEvent> = {
  queue: "readyPastAnswers",
  payload: () => ({}),
  keepsTrying: true,
  run: async (work: Work) => {
    for (let after: string | null = beforeAll; after !== null; ) {
      const from: string = after;
      after = await work.inWorkspace(async (ctx) => {
        const { last, hasUnfinished } = await readyAfter(ctx, from, atOnce);
        if (hasUnfinished) await ctx.emit({ name: "response.unfinished", lookAt: firstLookAt(ctx.ports.now()) });
        return last;
      });
      await work.keepLease();
    }
  },
};
