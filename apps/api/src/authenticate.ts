import { memberOf } from "@otklik/features/accounts/index";
import type { Actor, Scope } from "@otklik/features/context";
import { Problem } from "@otklik/features/problem";
import type { Context, MiddlewareHandler } from "hono";
import type { ApiEnv } from "./api-env.ts";

/** Reads answers; a POST, because it leaves a row in the audit log. */
export const exportPath = "/v1/responses/export";

type Caller = { workspaceId: string; actor: Actor };

/** Who calls `/v1`: a secret key, or a signed-in member of the workspace. Reading needs `read`, all else `write`. */
export const authenticate: MiddlewareHandler<ApiEnv> = async (c, next) => {
  const caller = await callerOf(c);
  if (!caller) throw new Problem("unauthorised", "key.invalid", "Send a secret key: Authorization: Bearer ok_…");
  requireScope(caller.actor, isReading(c.req.method) || c.req.path === exportPath ? "read" : "write");
  c.set("workspaceId", caller.workspaceId);
  c.set("actor", caller.actor);
  const { house } = c.get("runtime");
  c.set("run", (verb) => house.inWorkspace(caller.workspaceId, caller.actor, verb));
  await next();
};

/** Whose request this is, by key or by session; null: nobody's. */
export async function callerOf(c: Context<ApiEnv>): Promise<Caller | null> {
  return (await callerByKey(c)) ?? (await callerBySession(c));
}

/** For what changes the workspace itself. */
export const requireAdmin: MiddlewareHandler<ApiEnv> = async (c, next) => {
  if (!isReading(c.req.method)) requireScope(c.var.actor, "admin");
  await next();
};

/** For what opens the workspace: not even to be looked at by others. */
export const adminOnly: MiddlewareHandler<ApiEnv> = async (c, next) => {
  requireScope(c.var.actor, "admin");
  await next();
};

const isReading = (method: string) => method === "GET" || method === "HEAD";

function requireScope(actor: Actor, scope: Scope): void {
  if ("scopes" in actor && actor.scopes.includes(scope)) return;
  throw new Problem("forbidden", "scope.missing", `This needs the right to ${scope}.`);
}

async function callerByKey(c: Context<ApiEnv>): Promise<Caller | null> {
  const header = c.req.header("authorization");
  const key = header ? /^bearer\s+(\S+)$/i.exec(header)?.[1] : c.req.header("x-api-key");
  if (!key) return null;
  // `get`, not `var`: that copies every variable on each access.
  const holder = await c.get("runtime").keyring.holderOf(key);
  if (holder?.kind !== "secret") throw new Problem("unauthorised", "key.invalid", "This is not a valid secret key.");
  return holder;
}

async function callerBySession(c: Context<ApiEnv>): Promise<Caller | null> {
  if (!c.req.header("cookie")?.includes("otklik_session=")) return null;
  if (!isReading(c.req.method)) requireSameOrigin(c);
  const auth = await c.var.runtime.auth();
  const session = await auth.api.getSession({ headers: c.req.raw.headers });
  if (!session) return null;
  // A browser's event stream cannot send headers of its own.
  const named = c.req.header("otklik-workspace") ?? c.req.query("workspace") ?? null;
  return memberOf(c.var.runtime.house, session.user.id, named);
}

/** Refuses what another site's page made the browser send: cookies travel with it, its origin tells it apart. */
export function requireSameOrigin(c: Context<ApiEnv>): void {
  const site = c.req.header("sec-fetch-site");
  const origin = c.req.header("origin");
  const own = [new URL(c.var.runtime.publicUrl).origin, new URL(c.req.url).origin];
  const isOwn =
    (site === undefined || site === "same-origin" || site === "none") && (origin === undefined || own.includes(origin));
  if (!isOwn) throw new Problem("forbidden", "origin.foreign", "This request comes from another site.");
}
