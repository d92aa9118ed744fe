import { type Database, type Db, rowsOf } from "@otklik/db/database";
import { changesSql, isEmpty, noChanges, type Written } from "@otklik/db/write-changes";
import type { Actor, Context, Memory, Planning } from "./context.ts";
import { databaseCode } from "./database-code.ts";
import type { HouseEvent } from "./events.ts";
import { follow } from "./flow.ts";
import type { Ports } from "./ports.ts";

/** The features with the database and the outside world they were given. */
export type House = {
  database: Database;
  ports: Ports;
  memory: Memory;
  /** Runs the steps and leaves the jobs of one event. */
  follow(planning: Planning, event: HouseEvent): Promise<void>;
  /** Runs a verb as one transaction of this workspace; run again when two of them met in a deadlock. */
  inWorkspace<T>(workspaceId: string, actor: Actor, verb: (ctx: Context) => Promise<T>): Promise<T>;
};

export function openHouse(database: Database, ports: Ports): House {
  const memory: Memory = { cells: new Map(), catalogues: new Map(), watches: new Map() };
  return {
    database,
    ports,
    memory,
    follow,
    inWorkspace: async (workspaceId, actor, verb) => {
      for (let attempt = 1; ; attempt++) {
        try {
          return await runOnce({ database, ports, memory }, workspaceId, actor, verb);
        } catch (error) {
          if (attempt >= 4 || !deadlockCodes.has(databaseCode(error) ?? "")) throw error;
        }
      }
    },
  };
}

type Means = Pick<House, "database" | "ports" | "memory">;

async function runOnce<T>(
  means: Means,
  workspaceId: string,
  actor: Actor,
  verb: (ctx: Context) => Promise<T>,
): Promise<T> {
  const committed: (() => void)[] = [];
  const result = await means.database.inWorkspace(workspaceId, async (tx) => {
    const ctx = contextIn(tx, means, workspaceId, actor, committed);
    const result = await verb(ctx);
    if (!isEmpty(ctx.changes)) await writeChanges(ctx);
    return result;
  });
  for (const work of committed) work();
  return result;
}

async function writeChanges({ tx, workspaceId, changes }: Context): Promise<void> {
  const [written] = rowsOf<Written>(await tx.execute(changesSql(workspaceId, changes)));
  if (!written) throw new Error("the workspace is gone");
  if (written.inserted) throw new OvertakenError();
}

/** Another request stored the same submission while this one was being prepared: run again, it is seen. */
class OvertakenError extends Error {
  readonly code = "40001";
}

function contextIn(
  tx: Db,
  { ports, memory }: Means,
  workspaceId: string,
  actor: Actor,
  committed: (() => void)[],
): Context {
  const ctx: Context = {
    tx,
    workspaceId,
    actor,
    ports,
    memory,
    changes: noChanges(ports.now().toISOString()),
    inTx: (work) => work(tx),
    emit: (event) => follow(ctx, event),
    afterCommit: (work) => committed.push(work),
  };
  return ctx;
}

const deadlockCodes = new Set(["40P01", "40001"]);
