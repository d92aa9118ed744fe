import { alertPreferences, shiftAlerts, shiftChanges } from "@otklik/db/schema/index";
import type { AlertPreference } from "@otklik/domain/shifts/alert-times";
import { and, asc, count, eq, lt, or, sql } from "drizzle-orm";
import type { Context } from "../context.ts";

export type AlertRow = Omit<typeof shiftAlerts.$inferSelect, "workspaceId">;
export type AlertState = AlertRow["state"];

type Reading = Pick<Context, "tx" | "workspaceId">;

const isOf = ({ workspaceId }: Reading, { shiftId, state, userId }: Pick<AlertRow, "shiftId" | "state" | "userId">) =>
  and(
    eq(shiftAlerts.workspaceId, workspaceId),
    eq(shiftAlerts.shiftId, shiftId),
    eq(shiftAlerts.state, state),
    eq(shiftAlerts.userId, userId),
  );

/** What members have said of how they wish to hear, by member. */
export async function listPreferences({ tx, workspaceId }: Reading): Promise<Map<string, AlertPreference>> {
  const rows = await tx.select().from(alertPreferences).where(eq(alertPreferences.workspaceId, workspaceId));
  return new Map(rows.map(({ userId, mode, quietFrom, quietTo }) => [userId, { mode, quietFrom, quietTo }]));
}

export async function savePreference(
  { tx, workspaceId }: Reading,
  userId: string,
  preference: AlertPreference,
): Promise<void> {
  await tx
    .insert(alertPreferences)
    .values({ workspaceId, userId, ...preference })
    .onConflictDoUpdate({ target: [alertPreferences.workspaceId, alertPreferences.userId], set: preference });
}

/** False when the member has one of this shift and state already. */
export async function insertAlert({ tx, workspaceId }: Reading, row: AlertRow): Promise<boolean> {
  const inserted = await tx
    .insert(shiftAlerts)
    .values({ workspaceId, ...row })
    .onConflictDoNothing()
    .returning({ shiftId: shiftAlerts.shiftId });
  return inserted.length > 0;
}

/** Takes along an alert that is planned or would be: false when it has begun to be sent. */
export async function takeAlert({ tx, workspaceId }: Reading, row: AlertRow): Promise<boolean> {
  const taken = await tx
    .insert(shiftAlerts)
    .values({ workspaceId, ...row })
    .onConflictDoUpdate({
      target: [shiftAlerts.workspaceId, shiftAlerts.shiftId, shiftAlerts.state, shiftAlerts.userId],
      set: { status: row.status },
      setWhere: eq(shiftAlerts.status, "waiting"),
    })
    .returning({ shiftId: shiftAlerts.shiftId });
  return taken.length > 0;
}

/** What a member is told of a shift; nobody else may send it until this transaction ends. */
export async function lockAlerts(
  { tx, workspaceId }: Reading,
  { shiftId, userId }: Pick<AlertRow, "shiftId" | "userId">,
): Promise<AlertRow[]> {
  return tx
    .select()
    .from(shiftAlerts)
    .where(
      and(eq(shiftAlerts.workspaceId, workspaceId), eq(shiftAlerts.shiftId, shiftId), eq(shiftAlerts.userId, userId)),
    )
    .orderBy(asc(shiftAlerts.state))
    .for("update");
}

/** A member's alerts of one digest, with whatever came too late for an earlier one. */
export async function lockDigest({ tx, workspaceId }: Reading, userId: string, dueAt: Date): Promise<AlertRow[]> {
  return tx
    .select()
    .from(shiftAlerts)
    .where(
      and(
        eq(shiftAlerts.workspaceId, workspaceId),
        eq(shiftAlerts.userId, userId),
        eq(shiftAlerts.isDigest, true),
        or(eq(shiftAlerts.dueAt, dueAt), and(lt(shiftAlerts.dueAt, dueAt), eq(shiftAlerts.status, "waiting"))),
      ),
    )
    .orderBy(asc(shiftAlerts.shiftId), asc(shiftAlerts.state))
    .for("update");
}

export async function updateAlert(reading: Reading, row: AlertRow, change: Partial<AlertRow>): Promise<void> {
  await reading.tx.update(shiftAlerts).set(change).where(isOf(reading, row));
}

/** One that was never sent, and has nothing to say any more. */
export async function deleteAlert(reading: Reading, row: AlertRow): Promise<void> {
  await reading.tx.delete(shiftAlerts).where(isOf(reading, row));
}

export async function countSent({ tx, workspaceId }: Reading, shiftId: string, state: AlertState): Promise<number> {
  const [row] = await tx
    .select({ n: count() })
    .from(shiftAlerts)
    .where(
      and(
        eq(shiftAlerts.workspaceId, workspaceId),
        eq(shiftAlerts.shiftId, shiftId),
        eq(shiftAlerts.state, state),
        eq(shiftAlerts.status, "sent"),
      ),
    );
  return row?.n ?? 0;
}

/** Writes into the history how many were told by now: false when nobody was before. */
export async function updateMailed(
  { tx, workspaceId }: Reading,
  shiftId: string,
  details: { state: AlertState; members: number },
): Promise<boolean> {
  const updated = await tx
    .update(shiftChanges)
    .set({ details })
    .where(
      and(
        eq(shiftChanges.workspaceId, workspaceId),
        eq(shiftChanges.shiftId, shiftId),
        eq(shiftChanges.kind, "mailed"),
        eq(sql`${shiftChanges.details} ->> 'state'`, details.state),
      ),
    )
    .returning({ id: shiftChanges.id });
  return updated.length > 0;
}
