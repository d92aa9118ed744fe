import type { Db } from "./database.ts";
import { installation } from "./schema/index.ts";

/** The secret this installation signs with, made once: every process of it finds the same. */
export async function installationSecret(db: Db, fresh: string, now: Date): Promise<string> {
  await db.insert(installation).values({ secret: fresh, createdAt: now }).onConflictDoNothing();
  const [row] = await db.select().from(installation);
  return (row as { secret: string }).secret;
}
