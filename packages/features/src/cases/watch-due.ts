import { audit } from "../audit.ts";
import type { Context, Work } from "../context.ts";
import type { EventNamed } from "../events.ts";
import type { Follower } from "../flow.ts";
import { changesOf, notesOf } from "./notes-store.ts";
import { lockCase } from "./store.ts";

/** Says once that a case became due, and whether anybody had contacted the customer before. */
export const watchDue: Follower<EventNamed<"case.opened">> = {
  queue: "watchDue",
  at: ({ dueAt }) => dueAt,
  payload: ({ caseId }) => ({ caseId }),
  run: (work: Work, { caseId }) =>
    work.inWorkspace(async (ctx) => {
      await becomeDue(ctx, caseId as string);
      // In the same transaction: a worker that died after its commit would leave the job, and it would be said twice.
      await work.finishIn(ctx);
    }),
};

async function becomeDue(ctx: Context, caseId: string): Promise<void> {
  const found = await lockCase(ctx, caseId);
  if (!found || (await changesOf(ctx, caseId)).some(({ action }) => action === "case.overdue")) return;
  const isUntouched = found.status === "new" || found.status === "assigned";
  const wasContacted = !isUntouched || (await notesOf(ctx, caseId)).length > 0;
  await ctx.emit({ name: "case.due", caseId, touchpointId: found.touchpointId, wasContacted });
  if (wasContacted) return;
  await audit(ctx, { action: "case.overdue", subjectKind: "case", subjectId: caseId });
  await ctx.emit({ name: "case.overdue", caseId });
}
