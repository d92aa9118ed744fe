import { hourOf, leastGroup } from "@otklik/domain/survey/anonymity";
import type { Work } from "../context.ts";
import type { EventNamed } from "../events.ts";
import type { Follower } from "../flow.ts";
import { freshGroups, mixGroup } from "./anonymous-store.ts";
import { lockWriting } from "./silence-store.ts";

/**
 * Mixes anonymous answers with others of their hours: until then the database itself shows which row was written with
 * which. Five of one survey, touchpoint and channel at least; fewer wait for the next hours. One job a workspace, there as
 * long as an answer waits.
 */
export const mixAnonymous: Follower<EventNamed<"answers.unmixed">> = {
  queue: "mixAnonymous",
  at: ({ lookAt }) => lookAt,
  payload: () => ({}),
  keepsTrying: true,
  run: async (work: Work) => {
    await work.inWorkspace(async (ctx) => {
      for (const group of await freshGroups(ctx)) if (group.n >= leastGroup) await mixGroup(ctx, group);
    });
    await work.inWorkspace(async (ctx) => {
      await lockWriting(ctx);
      const isAnyFresh = (await freshGroups(ctx)).length > 0;
      await work.finishIn(ctx);
      if (isAnyFresh) await ctx.emit({ name: "answers.unmixed", lookAt: nextMixing(ctx.ports.now()) });
    });
  },
};

/** The end of this hour. */
export const nextMixing = (now: Date) => new Date(hourOf(now).getTime() + 3_600_000);
