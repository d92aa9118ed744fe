import { audit } from "../audit.ts";
import type { Context } from "../context.ts";
import { Problem } from "../problem.ts";
import { deleteDimension, deleteTouchpoint, lockDimension, lockTouchpoint } from "../touchpoints/index.ts";
import { type References, referencesToDimension, referencesToTouchpoint } from "./store.ts";

/** Removes a touchpoint that nothing was ever asked, sent or answered at. */
export async function removeTouchpoint(ctx: Context, id: string): Promise<void> {
  const touchpoint = await lockTouchpoint(ctx, id);
  if (!touchpoint) throw new Problem("not-found", "touchpoint.not-found", `No touchpoint ${id}.`);
  refuseIfNamed("touchpoint", touchpoint.name, await referencesToTouchpoint(ctx, id));
  await deleteTouchpoint(ctx, id);
  await audit(ctx, { action: "touchpoint.remove", subjectKind: "touchpoint", subjectId: id });
}

/** Takes back a dimension that no answer or invitation has a value in. */
export async function removeDimension(ctx: Context, id: string): Promise<void> {
  const dimension = await lockDimension(ctx, id);
  if (!dimension) throw new Problem("not-found", "dimension.not-found", `No dimension ${id}.`);
  refuseIfNamed("dimension", dimension.name, await referencesToDimension(ctx, id));
  await deleteDimension(ctx, id);
  await audit(ctx, { action: "dimension.remove", subjectKind: "dimension", subjectId: id });
}

function refuseIfNamed(kind: "touchpoint" | "dimension", name: string, references: References): void {
  const naming = Object.keys(references).filter((what) => references[what]);
  if (naming.length === 0) return;
  throw new Problem(
    "conflict",
    `${kind}.in-use`,
    `${name} cannot be removed: it has ${naming.join(", ")}. The past keeps its names.`,
  );
}
