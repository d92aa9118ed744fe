import type { Actor, Scope } from "../context.ts";
import type { House } from "../house.ts";
import { type ApiKeyRow, findKey } from "./store.ts";

/** How a secret or publishable key looks: `ok_` or `pk_`, then 16 to 128 letters, digits or underscores. */
export const keyShape = /^(ok|pk)_[A-Za-z0-9_]{16,128}$/;

/** Who a key speaks for; null: nobody. */
export type KeyHolder = { workspaceId: string; actor: Actor & { kind: "key" }; kind: "secret" | "publishable" };

export type Keyring = { holderOf(key: string): Promise<KeyHolder | null> };

/** A revoked key dies within this time in every process. */
const rememberedMs = 2000;
const mostRemembered = 10_000;

/** Looks keys up by their hash and remembers for a moment those that exist, so that capture need not ask every time. */
export function openKeyring({ database, ports }: House): Keyring {
  const remembered = new Map<string, { reading: Promise<KeyHolder | null>; until: number }>();
  return {
    holderOf: async (key) => {
      if (!keyShape.test(key)) return null;
      const hash = ports.crypto.digest(key);
      const now = ports.now().getTime();
      const known = remembered.get(hash);
      if (known && known.until > now) return known.reading;
      const reading = findKey(database.db, hash).then((row) => row && holderFrom(row));
      if (remembered.size >= mostRemembered) remembered.clear();
      remembered.set(hash, { reading, until: now + rememberedMs });
      const holder = await reading.catch((error) => {
        remembered.delete(hash);
        throw error;
      });
      if (!holder) remembered.delete(hash);
      return holder;
    },
  };
}

function holderFrom({ id, workspaceId, kind, scopes, isTest }: ApiKeyRow): KeyHolder {
  return { workspaceId, kind, actor: { kind: "key", id, scopes: scopes as Scope[], isTest } };
}
