import type { Actor, Scope } from "../context.ts";
import type { House } from "../house.ts";
import { type Membership, membershipsOf } from "./store.ts";

// First cut of API.md's roles. The others may see some things and not others: until that can be said, they see nothing.
const scopesOfRole: Record<string, readonly Scope[]> = {
  owner: ["read", "write", "admin"],
  admin: ["read", "write", "admin"],
  analyst: ["read", "write"],
};

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
