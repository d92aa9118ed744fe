import type { Db } from "@otklik/db/database";
import { idempotencyAnswers } from "@otklik/db/schema/index";
import { and, eq, isNull, lt, lte } from "drizzle-orm";

export type AnswerRow = typeof idempotencyAnswers.$inferSelect;
export type AnswerKey = { workspaceId: string; route: string; keyHash: string };

const isIt = ({ workspaceId, route, keyHash }: AnswerKey) =>
  and(
    eq(idempotencyAnswers.workspaceId, workspaceId),
    eq(idempotencyAnswers.route, route),
    eq(idempotencyAnswers.keyHash, keyHash),
  );

/** True for the one caller that may do the work; the others find its row. */
export async function reserveAnswer(tx: Db, row: Omit<AnswerRow, "status" | "sealed">): Promise<boolean> {
  const reserved = await tx
    .insert(idempotencyAnswers)
    .values(row)
    .onConflictDoNothing()
    .returning({ route: idempotencyAnswers.route });
  return reserved.length > 0;
}

export async function findAnswer(tx: Db, key: AnswerKey): Promise<AnswerRow | null> {
  const [row] = await tx.select().from(idempotencyAnswers).where(isIt(key));
  return row ?? null;
}

/** Frees a key whose holder was lost, or whose answer is too old to be given again. */
export async function clearStale(tx: Db, key: AnswerKey, { now, oldest }: { now: Date; oldest: Date }): Promise<void> {
  await tx
    .delete(idempotencyAnswers)
    .where(and(isIt(key), isNull(idempotencyAnswers.status), lte(idempotencyAnswers.reservedUntil, now)));
  await tx
    .delete(idempotencyAnswers)
    .where(and(eq(idempotencyAnswers.workspaceId, key.workspaceId), lt(idempotencyAnswers.createdAt, oldest)));
}

export async function keepAnswer(tx: Db, key: AnswerKey, answer: { status: number; sealed: string }): Promise<void> {
  await tx.update(idempotencyAnswers).set(answer).where(isIt(key));
}

export async function releaseAnswer(tx: Db, key: AnswerKey): Promise<void> {
  await tx.delete(idempotencyAnswers).where(isIt(key));
}
