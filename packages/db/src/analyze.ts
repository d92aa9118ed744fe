import { sql } from "drizzle-orm";
import type { Db } from "./database.ts";

/** Has the database look at how much is where: the embedded one never does so by itself, and plans as if all were empty. */
export async function analyze(db: Db): Promise<void> {
  await db.execute(sql`analyze`);
}
