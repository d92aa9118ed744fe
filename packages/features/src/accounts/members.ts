import type { Actor, Context, Scope } from "../context.ts";
import type { House } from "../house.ts";
import { listMembers, type Membership, membershipsOf, namesOfKeys, namesOfMembers } from "./store.ts";

// First cut of API.md's roles. The others may see some things and not others: until that can be said, they see nothing.
const scopesOfRole: Record<string, readonly Scope[]> = {
  owner: ["read", "write", "admin"],
  admin: ["read", "write", "admin"],
  analyst: ["read", "write"],
};

/** Whether members of this role see what the workspace is told. */
export const mayRead = (role: string): boolean => scopesOfRole[role]?.includes("read") ?? false;

const rolesThatKnow = ["owner", "admin", "analyst"];

/** Whether names, addresses and whatever else says who somebody is are for this caller's eyes. */
export const seesPersonalData = (actor: Actor): boolean =>
  actor.kind === "key" || (actor.kind === "member" && rolesThatKnow.includes(actor.role));

/** The workspace a signed-in user works in, and as what: the one they name, else their first one. Null: in none, or not in that one. */
export async function memberOf(
  { database }: House,
  userId: string,
  named: string | null,
): Promise<{ workspaceId: string; actor: Actor } | null> {
  const memberships = await membershipsOf(database.db, userId);
  const membership = named === null ? memberships[0] : memberships.find(({ workspaceId }) => workspaceId === named);
  if (!membership) return null;
  const { workspaceId, role } = membership;
  return {
    workspaceId,
    actor: { kind: "member", id: userId, role, scopes: scopesOfRole[role] ?? [], isTest: false },
  };
}

export type MemberWorkspace = { id: string; slug: string; name: string; role: string };

/** The workspaces that a user may enter. */
export async function workspacesOfUser({ database }: House, userId: string): Promise<MemberWorkspace[]> {
  const memberships: Membership[] = await membershipsOf(database.db, userId);
  return memberships.map(({ workspaceId, slug, name, role }) => ({ id: workspaceId, slug, name, role }));
}

export type MemberView = {
  id: string;
  name: string;
  /** Only for who may administer the workspace. */
  email: string | null;
  role: string;
};

/** The people of this workspace, by name. */
export async function readMembers(ctx: Context): Promise<{ data: MemberView[]; nextCursor: null }> {
  const seesAddresses = "scopes" in ctx.actor && ctx.actor.scopes.includes("admin");
  const rows = await listMembers(ctx);
  return { data: rows.map((row) => ({ ...row, email: seesAddresses ? row.email : null })), nextCursor: null };
}

/** Who did something, as people call them; `name` is null for the system and for who is gone. */
export type ActorView = { kind: string; id: string | null; name: string | null };

/** Names for those who did something in this workspace. */
export async function nameActors(
  ctx: Context,
  actors: { kind: string; id: string | null }[],
): Promise<(actor: { kind: string; id: string | null }) => ActorView> {
  const idsOf = (kind: string) => [...new Set(actors.flatMap((one) => (one.kind === kind && one.id ? [one.id] : [])))];
  const names = new Map([...(await namesOfMembers(ctx, idsOf("member"))), ...(await namesOfKeys(ctx, idsOf("key")))]);
  return ({ kind, id }) => ({ kind, id, name: (id && names.get(id)) || null });
}
