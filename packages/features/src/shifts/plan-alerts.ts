import { alertDueAt, usualAlerts } from "@otklik/domain/shifts/alert-times";
import { listMembers, mayRead, readSettings } from "../accounts/index.ts";
import type { Context, Work } from "../context.ts";
import type { EventNamed } from "../events.ts";
import type { Follower } from "../flow.ts";
import { type AlertState, insertAlert, listPreferences } from "./alert-store.ts";
import { changesOf, findShift, type StoredShift } from "./store.ts";

/** Whoever ends a shift by mistake takes it back at once. */
const takingBackMs = 60_000;

/** A mail for each member who wants one, at most one for each shift and state. */
export const planAlerts: Follower<EventNamed<"shift.detected" | "shift.cleared">> = {
  queue: "planAlerts",
  sends: true,
  when: ({ isNews }) => isNews,
  payload: ({ shiftId, name }) => ({ shiftId, state: name === "shift.detected" ? "detected" : "cleared" }),
  run: (work: Work, { shiftId, state }) =>
    work.inWorkspace(async (ctx) => {
      await plan(ctx, shiftId as string, state as AlertState);
      await work.finishIn(ctx);
    }),
};

async function plan(ctx: Context, shiftId: string, state: AlertState): Promise<void> {
  const shift = await findShift(ctx, shiftId);
  const happenedAt = state === "detected" ? shift?.detectedAt : shift?.clearedAt;
  const now = ctx.ports.now();
  if (!shift || !happenedAt) return;

  const { timeZone } = await readSettings(ctx);
  const preferences = await listPreferences(ctx);
  const known = state === "cleared" ? await whoCleared(ctx, shift) : null;
  for (const { id: userId, role } of await listMembers(ctx)) {
    const preference = preferences.get(userId) ?? usualAlerts;
    if (!mayRead(role) || preference.mode === "none" || userId === known) continue;
    const from = state === "cleared" ? new Date(Math.max(now.getTime(), happenedAt.getTime() + takingBackMs)) : now;
    const dueAt = alertDueAt(from, preference, timeZone);
    const isDigest = preference.mode === "digest";
    const row = { shiftId, state, userId, dueAt, isDigest, status: "waiting" as const, sentAt: null };
    if (!(await insertAlert(ctx, row))) continue;
    if (isDigest) await ctx.emit({ name: "digest.planned", workspaceId: ctx.workspaceId, userId, dueAt });
    else await ctx.emit({ name: "alert.planned", shiftId, state, userId, dueAt });
  }
}

/** The member who closed it or called it normal, who need not be told; null: nobody. */
async function whoCleared(ctx: Context, { id }: StoredShift): Promise<string | null> {
  const ends = (await changesOf(ctx, id)).filter(({ kind }) => kind === "closed" || kind === "newNormal");
  const last = ends.at(-1);
  return last?.actorKind === "member" ? last.actorId : null;
}
