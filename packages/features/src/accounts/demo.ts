import { deleteWorkspace } from "@otklik/db/delete-workspace";
import type { House } from "../house.ts";
import { Problem } from "../problem.ts";
import {
  findOwner,
  insertMember,
  insertPerson,
  isDemoRemoved,
  listMarked,
  rememberDemoRemoved,
  setMark,
} from "./store.ts";

/** `making`: it was begun, and if its maker ended early, it is only a part of one. */
export type DemoState = "making" | "made";
export type FoundDemo = { workspaceId: string; state: DemoState };

const marks: Record<DemoState, string> = { making: '{"demo":"making"}', made: '{"demo":"made"}' };

/** The demo workspace of this installation; null: none. */
export async function findDemo({ database }: Pick<House, "database">): Promise<FoundDemo | null> {
  const [found] = await listMarked(database.db, Object.values(marks));
  return found ? { workspaceId: found.id, state: found.mark === marks.made ? "made" : "making" } : null;
}

/** Says of a workspace that it is the demo: whatever is in it may be taken away again. */
export function markAsDemo({ database }: House, workspaceId: string, state: DemoState): Promise<void> {
  return setMark(database.db, workspaceId, marks[state]);
}

/** Whether there was a demo that somebody did not want any more: it does not come back by itself. */
export const wasDemoRemoved = ({ database }: House): Promise<boolean> => isDemoRemoved(database.db);

/**
 * Takes the demo away with all that is in it, and its people, unless they work elsewhere too. `named`: only this
 * workspace is meant. Nothing else can be taken away like this.
 */
export async function removeDemo(
  { database, memory, ports }: House,
  { named, forGood = true }: { named?: string; forGood?: boolean } = {},
): Promise<{ workspaceId: string }> {
  const found = await findDemo({ database });
  if (!found || (named !== undefined && named !== found.workspaceId))
    throw new Problem(
      "conflict",
      "workspace.not-demo",
      "This workspace is not the demo: it cannot be removed like this.",
    );
  const { workspaceId } = found;
  await deleteWorkspace(database.db, workspaceId, async (tx) => {
    await setMark(tx, workspaceId, marks.making);
    if (forGood) await rememberDemoRemoved(tx, ports.crypto.uuidv7(), ports.now());
  });
  memory.catalogues.delete(workspaceId);
  memory.cells.clear();
  return { workspaceId };
}

/** A colleague without a password: one who cannot sign in. */
export async function addMember(
  { database, ports }: House,
  workspaceId: string,
  { name, email, role }: { name: string; email: string; role: string },
): Promise<string> {
  const createdAt = ports.now();
  const userId = await insertPerson(database.db, { id: ports.crypto.uuidv7(), name, email, createdAt });
  const id = ports.crypto.uuidv7();
  await insertMember(database.db, { id, organizationId: workspaceId, userId, role, createdAt });
  return userId;
}

export const ownerOf = ({ database }: House, workspaceId: string): Promise<string> =>
  findOwner(database.db, workspaceId);
