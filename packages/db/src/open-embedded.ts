import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/pglite";
import { bulkSettings, type Database, type Db, noticeChannel, type Row } from "./database.ts";
import { lockFolder } from "./folder-lock.ts";
import * as schema from "./schema/index.ts";

/** Postgres inside this process, kept in `<dataDir>/pg`. Refuses when another process has the folder open. */
export async function openEmbedded(dataDir: string): Promise<Database> {
  await mkdir(dataDir, { recursive: true });
  const lock = await lockFolder(dataDir);
  const client = await PGlite.create(join(dataDir, "pg"));
  const database = embeddedDatabase(client);
  return {
    ...database,
    close: async () => {
      await database.close();
      await lock.release();
    },
  };
}

/** Over an instance that is already running: a test's clone in memory, for one. */
export function embeddedDatabase(client: PGlite): Database {
  const db = drizzle(client, { schema }) as unknown as Db;
  return {
    kind: "embedded",
    db,
    inWorkspace: (workspaceId, work) =>
      db.transaction(async (tx) => {
        await tx.execute(
          sql`select set_config('role', 'otklik_tenant', true), set_config('app.workspace_id', ${workspaceId}, true)`,
        );
        return work(tx as unknown as Db);
      }),
    statementInWorkspace: (workspaceId, statement, values) =>
      client.transaction(async (tx) => {
        await tx.query("select set_config('role', 'otklik_tenant', true), set_config('app.workspace_id', $1, true)", [
          workspaceId,
        ]);
        return (await tx.query<Row>(statement, values)).rows;
      }),
    inBulk: (mode, work) =>
      client.transaction(async (tx) => {
        for (const setting of bulkSettings(mode)) await tx.query(setting);
        // What stands for the line to a client here is a file.
        const inFile = (statement: string) =>
          statement.replace(/\b(to stdout|from stdin)$/, (way) => `${way.split(" ")[0]} '/dev/blob'`);
        return work({
          query: async <T extends Row>(statement: string, values: string[] = []) =>
            (await tx.query<T>(statement, values)).rows,
          copyOut: async (statement) => (await tx.query(inFile(statement))).blob?.stream() ?? new Blob().stream(),
          copyIn: async (statement, text) => {
            await tx.query(inFile(statement), [], { blob: new Blob([text]) });
          },
        });
      }),
    listen: async (onNotice) => {
      await client.listen(noticeChannel, onNotice);
    },
    close: () => client.close(),
  };
}
