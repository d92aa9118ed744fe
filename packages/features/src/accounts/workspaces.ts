import type { Db } from "@otklik/db/database";
import { credentials, users } from "@otklik/db/schema/index";
import { emailAddress, emailKey } from "@otklik/domain/values/email-address";
import type { House } from "../house.ts";
import type { Crypto } from "../ports.ts";
import { type FieldError, invalid, Problem } from "../problem.ts";
import { keyShape } from "./keys.ts";
import { zoneRefused } from "./settings.ts";
import {
  countWorkspaces,
  findUserByEmail,
  findWorkspaceByKey,
  insertKeys,
  insertMember,
  insertWorkspace,
  isCountableZone,
  isSlugTaken,
  lockInstallation,
} from "./store.ts";

export type NewWorkspace = {
  name: string;
  ownerEmail: string;
  ownerPassword: string;
  /** The address up to its @ if not given. */
  ownerName?: string;
  secretKey?: string;
  publishableKey?: string;
  /** Refused if there is a workspace already: whoever comes first to a new installation owns it. */
  onlyAsFirst?: boolean;
  timeZone?: string;
  locale?: string;
};
export type MadeWorkspace = { workspaceId: string; secretKey: string; publishableKey: string };

/** Makes a workspace with its owner and its first two keys, which are shown this once and kept as hashes. */
export async function createWorkspace(
  { database, ports }: House,
  input: NewWorkspace,
  hashPassword: (password: string) => Promise<string>,
): Promise<MadeWorkspace> {
  const email = checkNewWorkspace(input);
  const secretKey = input.secretKey ?? `ok_${newKey(ports.crypto)}`;
  const publishableKey = input.publishableKey ?? `pk_${newKey(ports.crypto)}`;
  const workspaceId = ports.crypto.uuidv7();
  let slug = slugOf(input.name);
  // Before the hash, which is slow on purpose: nobody shall make a server work that already has an owner.
  if (input.onlyAsFirst) await database.db.transaction((tx) => requireNone(tx as unknown as Db));
  const password = await hashPassword(input.ownerPassword);
  await database.db.transaction(async (transaction) => {
    const tx = transaction as unknown as Db;
    for (const key of [secretKey, publishableKey]) {
      if (await findWorkspaceByKey(tx, ports.crypto.digest(key)))
        throw new Problem("conflict", "key.taken", "This key belongs to a workspace already.");
    }
    if (input.onlyAsFirst) await requireNone(tx);
    const createdAt = ports.now();
    if (await isSlugTaken(tx, slug)) slug = `${slug}-${workspaceId.slice(-6)}`;
    const { name, timeZone, locale } = input;
    if (timeZone && !(await isCountableZone({ tx }, timeZone))) throw zoneRefused();
    await insertWorkspace(tx, { id: workspaceId, name, slug, createdAt }, { timeZone, locale });
    const ownerId =
      (await findUserByEmail(tx, email))?.id ??
      (await insertUser(tx, ports.crypto, { email, name: input.ownerName, password, createdAt }));
    await insertMember(tx, {
      id: ports.crypto.uuidv7(),
      organizationId: workspaceId,
      userId: ownerId,
      role: "owner",
      createdAt,
    });
    await insertKeys(tx, [
      {
        ...keyRow(ports.crypto, secretKey),
        workspaceId,
        kind: "secret",
        scopes: ["read", "write", "admin"],
        createdAt,
      },
      { ...keyRow(ports.crypto, publishableKey), workspaceId, kind: "publishable", scopes: [], createdAt },
    ]);
  });
  return { workspaceId, secretKey, publishableKey };
}

/** The workspace that this secret key opens; null when there is none yet. */
export async function workspaceOfKey({ database, ports }: House, key: string): Promise<string | null> {
  return findWorkspaceByKey(database.db, ports.crypto.digest(key));
}

/** First parts of addresses that are something else already. */
const reserved = new Set(["auth", "dev", "docs", "hooks", "client", "assets", "sign-in", "first-run"]);

/** How a workspace is called in addresses: small Latin letters and digits. */
function slugOf(name: string): string {
  const slug = name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 40)
    .replace(/^-+|-+$/g, "");
  return slug.length < 3 || reserved.has(slug) ? "workspace" : slug;
}

async function requireNone(tx: Db): Promise<void> {
  await lockInstallation(tx);
  if ((await countWorkspaces(tx)) > 0) {
    throw new Problem("conflict", "workspace.not-first", "This installation has an owner already. Sign in instead.");
  }
}

function checkNewWorkspace(input: NewWorkspace): string {
  const errors: FieldError[] = [];
  const address = emailAddress(input.ownerEmail);
  if (input.name.trim() === "") errors.push({ pointer: "/name", detail: "A workspace needs a name." });
  if (!address)
    errors.push({ pointer: "/ownerEmail", detail: "One e-mail address is expected, like anna@example.com." });
  if (input.ownerPassword.length < 8 || input.ownerPassword.length > 256) {
    errors.push({ pointer: "/ownerPassword", detail: "A password has 8 to 256 characters." });
  }
  for (const [pointer, prefix, key] of [
    ["/secretKey", "ok_", input.secretKey],
    ["/publishableKey", "pk_", input.publishableKey],
  ] as const) {
    if (key !== undefined && !(key.startsWith(prefix) && keyShape.test(key))) {
      errors.push({ pointer, detail: `A key is ${prefix} and 16 to 128 letters, digits or underscores.` });
    }
  }
  if (errors.length > 0 || !address) throw invalid("workspace.invalid", errors);
  return emailKey(address);
}

async function insertUser(
  tx: Db,
  crypto: Crypto,
  { email, name, password, createdAt }: { email: string; name?: string; password: string; createdAt: Date },
): Promise<string> {
  const id = crypto.uuidv7();
  await tx.insert(users).values({
    id,
    name: name ?? (email.split("@")[0] as string),
    email,
    emailVerified: true,
    createdAt,
    updatedAt: createdAt,
  });
  await tx.insert(credentials).values({
    id: crypto.uuidv7(),
    accountId: id,
    providerId: "credential",
    userId: id,
    password,
    createdAt,
    updatedAt: createdAt,
  });
  return id;
}

export const keyRow = (crypto: Crypto, key: string) => ({
  keyHash: crypto.digest(key),
  id: crypto.uuidv7(),
  last4: key.slice(-4),
});
export const newKey = (crypto: Crypto) => crypto.randomToken().replaceAll("-", "_");
