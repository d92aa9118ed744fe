import type { Context } from "../context.ts";
import { Problem } from "../problem.ts";
import { type GivenIdentities, type Identity, readIdentities } from "./identities.ts";
import {
  type ContactRow,
  findIdentities,
  type IdentityRow,
  identitiesOf,
  insertContact,
  insertIdentities,
  lockContact,
  lockIdentities,
  updateContact,
} from "./store.ts";

export type GivenContact = GivenIdentities & {
  name?: string | null;
  locale?: string | null;
  timezone?: string | null;
  birthYear?: number | null;
  /** In the workspace's currency, e.g. 129.9. */
  value?: number | null;
  attributes?: Record<string, unknown>;
  isTest?: boolean;
};

/**
 * Finds the contact by any identity given, or makes one, and brings what was said of them up to date. Attributes are
 * merged by key; what is not said stays. Two different contacts meeting in one call are refused, never guessed.
 */
export async function upsertContact(
  ctx: Context,
  given: GivenContact,
  pointer = "",
): Promise<{ contactId: string; isNew: boolean }> {
  const identities = readIdentities(given, pointer);
  await lockIdentities(ctx, identities);
  const known = await findIdentities(ctx, identities);
  const contactId = onlyContact(known);
  // Locked before anything is written, and looked at again: an erasure may have been faster.
  const contact = contactId === null ? null : await lockContact(ctx, contactId);
  if (!contact || contact.erasedAt) return { contactId: await createContact(ctx, given, identities), isNew: true };

  const fresh = identities.filter(
    (identity) => !known.some((row) => row.kind === identity.kind && row.value === identity.value),
  );
  if (fresh.some(({ kind }) => kind === "externalId")) await refuseSecondExternalId(ctx, contact.id);
  await insertIdentities(ctx, contact.id, fresh, ctx.actor.kind);
  await bringUpToDate(ctx, contact, given);
  return { contactId: contact.id, isNew: false };
}

function onlyContact(known: IdentityRow[]): string | null {
  const ids = new Set(known.map((row) => row.contactId));
  if (ids.size > 1) {
    const kinds = known.map(({ kind }) => kind).join(" and ");
    throw new Problem(
      "conflict",
      "contact.ambiguous",
      `The ${kinds} belong to different contacts. Send one of them, or merge the contacts first.`,
    );
  }
  return known[0]?.contactId ?? null;
}

// An address shared by two of the caller's own customers must not silently make one contact of them.
async function refuseSecondExternalId(ctx: Context, contactId: string): Promise<void> {
  if ((await identitiesOf(ctx, contactId)).some(({ kind }) => kind === "externalId")) {
    throw new Problem(
      "conflict",
      "contact.ambiguous",
      "This address already belongs to a contact with another externalId.",
    );
  }
}

async function createContact(ctx: Context, given: GivenContact, identities: Identity[]): Promise<string> {
  const id = ctx.ports.crypto.uuidv7();
  const now = ctx.ports.now();
  await insertContact(ctx, {
    id,
    ...columnsOf(given),
    attributes: given.attributes ?? {},
    isTest: given.isTest ?? ctx.actor.isTest,
    createdAt: now,
    updatedAt: now,
  });
  await insertIdentities(ctx, id, identities, ctx.actor.kind);
  return id;
}

async function bringUpToDate(ctx: Context, contact: ContactRow, given: GivenContact): Promise<void> {
  const columns = columnsOf(given);
  const hasNews = given.attributes !== undefined || Object.values(columns).some((value) => value !== undefined);
  if (!hasNews) return;
  const attributes = { ...contact.attributes, ...given.attributes };
  await updateContact(ctx, contact.id, { ...columns, attributes, updatedAt: ctx.ports.now() });
}

export function columnsOf(given: GivenContact) {
  return {
    name: given.name,
    locale: given.locale,
    timeZone: given.timezone,
    birthYear: given.birthYear,
    valueMinor: given.value === undefined || given.value === null ? given.value : Math.round(given.value * 100),
    isTest: given.isTest,
  };
}
