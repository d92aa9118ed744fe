import { auditLog } from "@otklik/db/schema/index";
import type { Context } from "./context.ts";

type Audited = { action: string; subjectKind: string; subjectId: string; details?: Record<string, unknown> };

/** Who did what, committed with what was done. `details` hold ids and setting values only. */
export async function audit(ctx: Context, { action, subjectKind, subjectId, details = {} }: Audited): Promise<void> {
  await ctx.tx.insert(auditLog).values({
    workspaceId: ctx.workspaceId,
    id: ctx.ports.crypto.uuidv7(),
    at: ctx.ports.now(),
    actorKind: ctx.actor.kind,
    actorId: ctx.actor.id,
    action,
    subjectKind,
    subjectId,
    details,
  });
}
