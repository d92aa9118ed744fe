import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { type Database, type Db, noticeChannel, type Row } from "./database.ts";
import * as schema from "./schema/index.ts";

type PostgresOptions = {
  url: string;
  /** Connections at most; two more are used to listen and to migrate. */
  poolSize: number;
};

/** A server, version 15 or newer. Connects lazily: a database that is down shows on the first query. */
export function openPostgres({ url, poolSize }: PostgresOptions): Database {
  const client = postgres(url, {
    max: poolSize,
    onnotice: () => {},
    connect_timeout: 5,
    idle_timeout: 60,
    backoff: (attempt) => Math.min(0.1 * 2 ** attempt, 2),
    connection: { application_name: "otklik", statement_timeout: 15_000, lock_timeout: 8_000, idle_in_transaction_session_timeout: 20_000 },
  });
  const db = drizzle(client, { schema }) as unknown as Db;
  let canTakeRole: Promise<boolean> | null = null;
  const tenantRole = () => {
    canTakeRole ??= hasTenantRole(client).catch((error) => {
      canTakeRole = null;
      throw error;
    });
    return canTakeRole;
  };

  return {
    kind: "postgres",
    db,
    inWorkspace: async (workspaceId, work) => {
      const role = (await tenantRole()) ? "otklik_tenant" : "none";
      return db.transaction(async (tx) => {
        await tx.execute(sql`select set_config('role', ${role}, true), set_config('app.workspace_id', ${workspaceId}, true)`);
        return work(tx as unknown as Db);
      });
    },
    statementInWorkspace: async (workspaceId, statement, values) => {
      if (!isUuid(workspaceId)) throw new Error("not a workspace id");
      const role = (await tenantRole()) ? "set local role otklik_tenant; " : "";
      const connection = await client.reserve();
      try {
        // Written at once and read at once: four messages, one round trip. If the statement fails, commit rolls back.
        const begun = connection.unsafe(`begin; ${role}set local app.workspace_id = '${workspaceId}'`).simple();
        const done = connection.unsafe<Row[]>(statement, values, { prepare: true });
        const committed = connection.unsafe("commit").simple();
        const [, rows] = await Promise.allSettled([begun, done, committed]).then(valuesOrThrow);
        return [...(rows as Row[])];
      } finally {
        connection.release();
      }
    },
    listen: async (onNotice) => {
      await client.listen(noticeChannel, onNotice);
    },
    close: () => client.end({ timeout: 5 }),
  };
}

function valuesOrThrow(results: PromiseSettledResult<unknown>[]): unknown[] {
  const failed = results.find((result) => result.status === "rejected");
  if (failed) throw failed.reason;
  return results.map((result) => (result as PromiseFulfilledResult<unknown>).value);
}

const isUuid = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);

async function hasTenantRole(client: postgres.Sql): Promise<boolean> {
  const [row] = await client`
    select exists (select from pg_roles where rolname = 'otklik_tenant' and pg_has_role(current_user, oid, 'member')) as has_role,
           (select rolsuper or rolbypassrls from pg_roles where rolname = current_user) as ignores_policies`;
  if (!row?.has_role && row?.ignores_policies) {
    throw new Error("The role otklik_tenant is missing and this user ignores row-level security: run migrations first.");
  }
  return Boolean(row?.has_role);
}
