import { audit } from "../audit.ts";
import type { Context, Scope } from "../context.ts";
import { type Page, type PageRequest, pageOf } from "../page.ts";
import { invalid, Problem } from "../problem.ts";
import { type ApiKeyRow, insertKeys, listKeys, revokeKeyRow } from "./store.ts";
import { keyRow, newKey } from "./workspaces.ts";

export type KeyView = {
  id: string;
  name: string | null;
  kind: "secret" | "publishable";
  scopes: Scope[];
  last4: string;
  isTest: boolean;
  createdAt: string;
};

export type NewApiKey = { name: string; kind: KeyView["kind"]; scopes?: Scope[]; isTest: boolean };

/** The keys that open this workspace, newest first. */
export async function readKeys(ctx: Context, request: PageRequest): Promise<Page<KeyView>> {
  const page = pageOf(await listKeys(ctx, request), request.limit, ({ createdAt, id }) => ({ at: createdAt, id }));
  return { ...page, data: page.data.map(keyView) };
}

/** A key of its own for each program. It is returned this once: only its hash is kept. */
export async function createKey(
  ctx: Context,
  { name, kind, scopes, isTest }: NewApiKey,
): Promise<KeyView & { key: string }> {
  if (kind === "publishable" && scopes && scopes.length > 0) {
    throw invalid("key.invalid", [
      {
        pointer: "/scopes",
        detail: "A publishable key stands in web pages: it may do what a respondent may, no more.",
      },
    ]);
  }
  const key = `${kind === "secret" ? "ok" : "pk"}_${newKey(ctx.ports.crypto)}`;
  const row = {
    ...keyRow(ctx.ports.crypto, key),
    workspaceId: ctx.workspaceId,
    name,
    kind,
    scopes: kind === "secret" ? [...new Set<Scope>(scopes ?? ["read", "write"])] : [],
    isTest,
    createdAt: ctx.ports.now(),
    revokedAt: null,
  };
  await insertKeys(ctx.tx, [row]);
  await audit(ctx, {
    action: "key.create",
    subjectKind: "key",
    subjectId: row.id,
    details: { kind, scopes: row.scopes, isTest },
  });
  return { ...keyView(row), key };
}

/** From now on the key opens nothing. Members sign in without one, so even the last key may go. */
export async function revokeKey(ctx: Context, id: string): Promise<void> {
  if (!(await revokeKeyRow(ctx, id))) throw new Problem("not-found", "key.not-found", `No key ${id}.`);
  await audit(ctx, { action: "key.revoke", subjectKind: "key", subjectId: id });
}

function keyView({ id, name, kind, scopes, last4, isTest, createdAt }: ApiKeyRow): KeyView {
  return { id, name, kind, scopes: scopes as Scope[], last4, isTest, createdAt: createdAt.toISOString() };
}
