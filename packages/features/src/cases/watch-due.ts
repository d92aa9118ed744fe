import { audit } from "../audit.ts";
import type { Context, Work } from "../context.ts";
import type { EventNamed } from "../events.ts";
import type { Follower } from "../flow.ts";
import { changesOf, lockCase, notesOf } from "./store.ts";

/** Says once that a case became due before anybody had contacted the customer. */
export const watchDue: Follower<EventNamed<"case.opened">> = {
  queue: "watchDue",
  at: ({ dueAt }) => dueAt,
  payload: ({ caseId }) => ({ caseId }),
  run: (work: Work, { caseId }) => work.inWorkspace((ctx) => warnOf(ctx, caseId as string)),
};

async function warnOf(ctx: Context, caseId: string): Promise<void> {
  const found = await lockCase(ctx, caseId);
  if (found?.status !== "new" && found?.status !== "assigned") return;
  if ((await notesOf(ctx, caseId)).length > 0) return;
  // A worker that died after its commit leaves the job: run again, it would be said twice.
  if ((await changesOf(ctx, caseId)).some(({ action }) => action === "case.overdue")) return;
  await audit(ctx, { action: "case.overdue", subjectKind: "case", subjectId: caseId });
  await ctx.emit({ name: "case.overdue", caseId });
}
