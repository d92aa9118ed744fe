import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { boundSql, type Database, type Db, noticeChannel, type Row, rowsOf } from "./database.ts";
import * as schema from "./schema/index.ts";

type PostgresOptions = {
  url: string;
  /** Connections at most; one more listens, and up to four are kept for batches of answers. */
  poolSize: number;
  /** On Workers: a client a request, through a pooler that keeps no session for us. */
  isShortLived?: boolean;
};

const mostLines = 4;

/** A server, version 15 or newer. Connects lazily: a database that is down shows on the first query. */
export function openPostgres({ url, poolSize, isShortLived = false }: PostgresOptions): Database {
  const options = {
    onnotice: () => {},
    ...(isShortLived && { prepare: false, fetch_types: false }),
    connect_timeout: 5,
    backoff: (attempt: number) => Math.min(0.1 * 2 ** attempt, 2),
    connection: { application_name: "otklik", statement_timeout: 15_000, lock_timeout: 8_000, idle_in_transaction_session_timeout: 20_000 },
  };
  const client = postgres(url, { ...options, max: poolSize, idle_timeout: 60 });
  // Apart from the pool, because what is set on a line outlives a transaction.
  const lines = postgres(url, { ...options, max: mostLines });
  const idleLines: Line[] = [];
  const db = drizzle(client, { schema }) as unknown as Db;
  let canTakeRole: Promise<boolean> | null = null;
  const tenantRole = () => {
    canTakeRole ??= hasTenantRole(client).catch((error) => {
      canTakeRole = null;
      throw error;
    });
    return canTakeRole;
  };

  const openLine = async (): Promise<Line> => {
    const hasRole = await tenantRole();
    const connection = await lines.reserve();
    if (hasRole) await connection.unsafe("set role otklik_tenant").simple();
    return { connection, workspaceId: null };
  };

  const inWorkspace: Database["inWorkspace"] = async (workspaceId, work) => {
    const role = (await tenantRole()) ? "otklik_tenant" : "none";
    return db.transaction(async (tx) => {
      await tx.execute(sql`select set_config('role', ${role}, true), set_config('app.workspace_id', ${workspaceId}, true)`);
      return work(tx as unknown as Db);
    });
  };

  const statementInTransaction: Database["statementInWorkspace"] = (workspaceId, statement, values) =>
    inWorkspace(workspaceId, async (tx) => rowsOf<Row>(await tx.execute(boundSql(statement, values))));

  return {
    kind: "postgres",
    db,
    inWorkspace,
    statementInWorkspace: async (workspaceId, statement, values) => {
      if (isShortLived) return statementInTransaction(workspaceId, statement, values);
      const line = idleLines.findLast((idle) => idle.workspaceId === workspaceId) ?? idleLines.at(-1) ?? (await openLine());
      remove(idleLines, line);
      try {
        if (line.workspaceId !== workspaceId) await enter(line, workspaceId);
        // One message, its own transaction. The result is far shorter than the server's send buffer, so nothing of it
        // leaves before the commit.
        const rows = await line.connection.unsafe<Row[]>(statement, values, { prepare: true });
        idleLines.push(line);
        return [...rows];
      } catch (error) {
        // A lost line must not be used again, and one that was refused something is not worth the risk.
        line.connection.unsafe("reset role; reset app.workspace_id").simple().catch(() => {});
        line.connection.release();
        throw error;
      }
    },
    listen: async (onNotice) => {
      await client.listen(noticeChannel, onNotice);
    },
    close: async () => {
      for (const line of idleLines.splice(0)) line.connection.release();
      await Promise.all([client.end({ timeout: 5 }), lines.end({ timeout: 5 })]);
    },
  };
}

/** A connection kept for single statements, which stays inside the workspace it served last. */
type Line = { connection: postgres.ReservedSql; workspaceId: string | null };

async function enter(line: Line, workspaceId: string): Promise<void> {
  if (!isUuid(workspaceId)) throw new Error("not a workspace id");
  line.workspaceId = null;
  await line.connection.unsafe(`set app.workspace_id = '${workspaceId}'`).simple();
  line.workspaceId = workspaceId;
}

function remove<T>(list: T[], one: T): void {
  const at = list.indexOf(one);
  if (at >= 0) list.splice(at, 1);
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
