import { finished } from "node:stream/promises";
import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { boundSql, bulkSettings, type Database, type Db, noticeChannel, type Row, rowsOf } from "./database.ts";
import type { Security } from "./line.ts";
import { isLostConnection } from "./lost-socket.ts";
import * as schema from "./schema/index.ts";
import { type LineWatch, watchLines } from "./silent-lines.ts";

type PostgresOptions = {
  url: string;
  /** Connections at most; one more listens, and one is kept for each workspace that takes answers, eight at most. */
  poolSize: number;
  /** On Workers: a client a request, through a pooler that keeps no session for us. */
  isShortLived?: boolean;
};

const mostLines = 8;
/** For opening a connection, in seconds. With the longest pause between two tries, less than the five of a recovery. */
const connectTimeout = 3;
const longestPause = 1;

const settings = {
  // Our statements are short: compiling one takes longer than running it.
  jit: "off",
  statement_timeout: 15_000,
  lock_timeout: 8_000,
  idle_in_transaction_session_timeout: 20_000,
};
// A pooler may refuse such settings of a session: there they hold for each transaction.
const settingsOfTransaction = sql.join(
  Object.entries(settings).map(([name, value]) => sql`set_config(${name}, ${String(value)}, true)`),
  sql`, `,
);

/** A server, version 15 or newer. Connects lazily: a database that is down shows on the first query. */
export function openPostgres({ url, poolSize, isShortLived = false }: PostgresOptions): Database {
  // Its own in each process, so that the database can tell for which of them it works.
  const name = `otklik ${crypto.randomUUID().slice(0, 8)}`;
  const unwatched = {
    onnotice: () => {},
    ...(isShortLived && { prepare: false, fetch_types: false }),
    connect_timeout: connectTimeout,
    // Of an idle line, the one that listens above all.
    keep_alive: 10,
    backoff: (attempt: number) => Math.min(0.1 * 2 ** attempt, longestPause),
    connection: { application_name: name, ...(!isShortLived && settings) },
  };
  // The driver says what the address means, and opens nothing for that.
  const security = postgres(url, unwatched).options as unknown as Security;
  const watch = isShortLived ? null : watchLines(() => isAtWorkFor(url, name), security);
  const options = { ...unwatched, ...(watch && { socket: watch.socket, ssl: false }) };
  const client = postgres(url, { ...options, max: poolSize, idle_timeout: 60 });
  const db = drizzle(watch ? keepingStatements(client, watch) : client, { schema }) as unknown as Db;
  let canTakeRole: Promise<boolean> | null = null;
  const tenantRole = () => {
    canTakeRole ??= hasTenantRole(client, watch).catch((error) => {
      canTakeRole = null;
      throw error;
    });
    return canTakeRole;
  };

  // A connection that is inside one workspace from its very start, also when it had to be opened again.
  const lines = new Map<string, postgres.Sql>();
  const lineInto = async (workspaceId: string): Promise<postgres.Sql> => {
    const role = (await tenantRole()) ? { role: "otklik_tenant" } : {};
    const connection = { ...options.connection, ...role, "app.workspace_id": workspaceId };
    const line = lines.get(workspaceId) ?? postgres(url, { ...options, max: 1, idle_timeout: 30, connection });
    // Last used stands last.
    lines.delete(workspaceId);
    lines.set(workspaceId, line);
    const [oldest] = lines;
    if (lines.size > mostLines && oldest) {
      lines.delete(oldest[0]);
      void oldest[1].end({ timeout: 30 });
    }
    return line;
  };

  const inWorkspace: Database["inWorkspace"] = async (workspaceId, work) => {
    const role = (await tenantRole()) ? "otklik_tenant" : "none";
    let isOver = false;
    const running = db.transaction(async (tx) => {
      try {
        await tx.execute(
          sql`select set_config('role', ${role}, true), set_config('app.workspace_id', ${workspaceId}, true)${isShortLived ? sql`, ${settingsOfTransaction}` : sql``}`,
        );
        return await work(untilOver(tx as unknown as Db, () => isOver));
      } catch (error) {
        // The driver has rejected the transaction. Told of the error as well, it would send "rollback" down the lost
        // connection, and that connection would never be of use again.
        if (isLostConnection(error)) return await never;
        throw error;
      } finally {
        // What was asked together with what failed may still go on, and would be asked after the rollback.
        isOver = true;
      }
    });
    const end = () => {
      isOver = true;
    };
    running.then(end, end);
    return running;
  };

  const statementInTransaction: Database["statementInWorkspace"] = (workspaceId, statement, values) =>
    inWorkspace(workspaceId, async (tx) => rowsOf<Row>(await tx.execute(boundSql(statement, values))));

  return {
    kind: "postgres",
    db,
    inWorkspace,
    statementInWorkspace: async (workspaceId, statement, values) => {
      if (!watch) return statementInTransaction(workspaceId, statement, values);
      // One message, its own transaction. The result is far shorter than the server's send buffer, so nothing of it leaves
      // before the commit.
      const line = await lineInto(workspaceId);
      return [...(await watch.asked(line.unsafe<Row[]>(statement, values, { prepare: true })))];
    },
    inBulk: async (mode, work) => {
      // Its line may well be silent for long, while somebody reads what it brought.
      const own = postgres(url, { ...unwatched, max: 1 });
      const result = await own
        .begin(async (tx) => {
          for (const setting of bulkSettings(mode)) await tx.unsafe(setting);
          return work({
            query: async <T extends Row>(statement: string, values: string[] = []) => [
              ...(await tx.unsafe<T[]>(statement, values)),
            ],
            copyOut: (statement) => tx.unsafe(statement).readable(),
            copyIn: async (statement, text) => {
              const line = await tx.unsafe(statement).writable();
              line.end(text);
              await finished(line);
            },
          });
        })
        .finally(() => own.end({ timeout: 5 }));
      return result as Awaited<ReturnType<typeof work>>;
    },
    listen: async (onNotice) => {
      await client.listen(noticeChannel, onNotice);
    },
    close: async () => {
      watch?.close();
      await Promise.all([client, ...lines.values()].map((one) => one.end({ timeout: 5 })));
    },
  };
}

/**
 * Drizzle has every statement parsed and described anew, and the driver waits for that: two round trips, and nothing
 * else on the line meanwhile. Kept under a name for as long as its connection lives, a statement is one, and those that
 * are asked together travel together.
 */
function keepingStatements<Client extends postgres.ISql>(client: Client, watch: LineWatch): Client {
  const kept: Record<string, unknown> = {
    unsafe: (text: string, values: never[] = [], options?: object) =>
      watch.asked(client.unsafe(text, values, { ...options, prepare: values.length > 0 })),
  };
  for (const name of ["begin", "savepoint"]) {
    kept[name] = (work: (inner: postgres.ISql) => unknown) => {
      const begin = (client as unknown as Record<string, (work: unknown) => Promise<unknown>>)[name];
      return watchedTransaction(watch, (work) => begin?.(work) as Promise<unknown>, work);
    };
  }
  return new Proxy(client, { get: (target, name) => kept[name as string] ?? Reflect.get(target, name) });
}

/** The driver's own "begin", "commit" and "rollback" are waited for like any other statement. */
function watchedTransaction(
  watch: LineWatch,
  begin: (work: (inner: postgres.ISql) => unknown) => Promise<unknown>,
  work: (inner: postgres.ISql) => unknown,
): Promise<unknown> {
  let isOver = false;
  let answered = watch.waits();
  const running = begin(async (inner) => {
    answered();
    try {
      return await work(keepingStatements(inner, watch));
    } finally {
      if (!isOver) answered = watch.waits();
    }
  });
  const end = () => {
    isOver = true;
    answered();
  };
  running.then(end, end);
  return running;
}

/**
 * Whether Postgres has a statement of ours in hand, asked on a line of its own. A Postgres that is silent has none. One that
 * waits for a transaction with which nobody goes on is helped: the transaction's line is dead, and it would keep its locks
 * for as long as it may be idle. Where it is this process's own, nothing that waits for it counts as work, and whatever of
 * this process stands still is ended with it.
 */
async function isAtWorkFor(url: string, name: string): Promise<boolean> {
  const own = postgres(url, { max: 1, connect_timeout: connectTimeout, fetch_types: false, onnotice: () => {} });
  const asking = own`
    with ours as (select pid, state like 'idle in transaction%' as is_left, state_change < now() - interval '2 seconds' as is_long,
                         state = 'active' and wait_event_type is distinct from 'Client' as is_busy,
                         wait_event_type is not distinct from 'Lock' as waits, application_name = ${name} as is_mine
                  from pg_stat_activity where usename = session_user and application_name like 'otklik %'),
         holding as (select pid, is_mine from ours
                     where is_left and is_long and pid in (select unnest(pg_blocking_pids(pid)) from ours where waits)),
         working as (select pid from ours where is_mine and is_busy and not (waits and exists (select from holding where is_mine))),
         ended as (select pg_terminate_backend(pid) from ours
                   where pid in (select pid from holding)
                      or (is_mine and is_long and (is_left or waits) and not exists (select from working)))
    select exists (select from working) as yes, (select count(*) from ended) as ended`;
  const isSilent = new Promise<null>((resolve) => setTimeout(resolve, connectTimeout * 1000, null).unref());
  try {
    const rows = await Promise.race([asking, isSilent]);
    return rows?.[0]?.yes === true;
  } catch (error) {
    // It spoke: it has too many connections, say, or is going, and says so on the others as well.
    return error instanceof postgres.PostgresError;
  } finally {
    void own.end({ timeout: 0 }).catch(() => {});
  }
}

const never = new Promise<never>(() => {});

/**
 * A transaction that ends with its connection. The driver rejects the transaction then, but the work in it runs on, and
 * what it asked next would be asked on the connection opened anew: outside every transaction, or inside somebody else's.
 */
function untilOver(tx: Db, isOver: () => boolean): Db {
  return new Proxy(tx, {
    get: (target, name) => {
      if (isOver())
        throw Object.assign(new Error("the transaction's connection was lost"), { code: "CONNECTION_CLOSED" });
      return Reflect.get(target, name, target);
    },
  });
}

async function hasTenantRole(client: postgres.Sql, watch: LineWatch | null): Promise<boolean> {
  const asking = client`
    select exists (select from pg_roles where rolname = 'otklik_tenant' and pg_has_role(current_user, oid, 'member')) as has_role,
           (select rolsuper or rolbypassrls from pg_roles where rolname = current_user) as ignores_policies`;
  const [row] = await (watch?.asked(asking) ?? asking);
  if (!row?.has_role && row?.ignores_policies) {
    throw new Error(
      "The role otklik_tenant is missing and this user ignores row-level security: run migrations first.",
    );
  }
  return Boolean(row?.has_role);
}
