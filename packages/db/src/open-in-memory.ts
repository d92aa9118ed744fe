import { PGlite } from "@electric-sql/pglite";
import type { Database } from "./database.ts";
import { embeddedDatabase } from "./open-embedded.ts";

/** An embedded database that is gone when it is closed, for tests; a copy of another one if its dump is given. */
export async function openInMemory(dump?: Blob): Promise<Database & { dump(): Promise<Blob> }> {
  const client = await PGlite.create(dump && { loadDataDir: dump });
  return { ...embeddedDatabase(client), dump: () => client.dumpDataDir("none") };
}
