import type { Actor, Scope } from "../context.ts";
import type { House } from "../house.ts";
import { membershipsOf } from "./store.ts";

// First cut of API.md's roles. The others may see some things and not others: until that can be said, they see nothing.
const scopesOfRole: Record<string, readonly Scope[]> = {
  owner: ["read", "write", "admin"],
  admin: ["read", "write", "admin"],
  analyst: ["read", "write"],
};

/** The workspace a signed-in user works in, and as what: the one they chose, else their only or first one. */
export async function memberOf(
  { database }: House,
  userId: string,
  chosen: string | null,
): Promise<{ workspaceId: string; actor: Actor } | null> {
  const memberships = await membershipsOf(database.db, userId);
  const membership = memberships.find(({ workspaceId }) => workspaceId === chosen) ?? memberships[0];
  if (!membership) return null;
  const { workspaceId, role } = membership;
  return {
    workspaceId,
    actor: { kind: "member", id: userId, role, scopes: scopesOfRole[role] ?? [], isTest: false },
  };
}
