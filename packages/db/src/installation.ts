import { eq } from "drizzle-orm";
import type { Db } from "./database.ts";
import { installation } from "./schema/index.ts";

/** The secret this installation signs with, made once: every process of it finds the same. */
export async function installationSecret(db: Db, fresh: string, now: Date): Promise<string> {
  await db.insert(installation).values({ secret: fresh, createdAt: now }).onConflictDoNothing();
  const [row] = await db.select().from(installation);
  return (row as { secret: string }).secret;
}

/** Since when nothing is sent, as in a restored copy; null: all is sent. */
export async function sendingPausedAt(db: Db): Promise<Date | null> {
  const [row] = await db.select().from(installation);
  return row?.sendingPausedAt ?? null;
}

/** Lets a restored copy send again. False when it was not paused. */
export async function resumeSending(db: Db): Promise<boolean> {
  const wasPaused = (await sendingPausedAt(db)) !== null;
  await db.update(installation).set({ sendingPausedAt: null }).where(eq(installation.one, true));
  return wasPaused;
}
