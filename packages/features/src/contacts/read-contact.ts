import type { Context } from "../context.ts";
import { Problem } from "../problem.ts";
import { type ContactRow, findContact, type IdentityRow, identitiesOf } from "./store.ts";

export type ContactView = {
  id: string;
  externalId: string | null;
  email: string | null;
  phone: string | null;
  name: string | null;
  locale: string | null;
  timezone: string | null;
  birthYear: number | null;
  value: number | null;
  attributes: Record<string, unknown>;
  isTest: boolean;
  unsubscribedAt: string | null;
  createdAt: string;
  updatedAt: string;
};

/** The contact, or the one they were merged into. Erased and unknown contacts are refused alike. */
export async function readContact(ctx: Context, id: string): Promise<ContactView> {
  const contact = await findContact(ctx, id);
  if (contact?.mergedInto) return readContact(ctx, contact.mergedInto);
  if (!contact || contact.erasedAt) throw new Problem("not-found", "contact.not-found", `No contact ${id}.`);
  return contactView(contact, await identitiesOf(ctx, id));
}

function contactView(contact: ContactRow, identities: IdentityRow[]): ContactView {
  const newest = (kind: string) => identities.find((identity) => identity.kind === kind)?.address ?? null;
  return {
    id: contact.id,
    externalId: newest("externalId"),
    email: newest("email"),
    phone: newest("phone"),
    name: contact.name,
    locale: contact.locale,
    timezone: contact.timeZone,
    birthYear: contact.birthYear,
    value: contact.valueMinor === null ? null : contact.valueMinor / 100,
    attributes: contact.attributes,
    isTest: contact.isTest,
    unsubscribedAt: contact.unsubscribedAt?.toISOString() ?? null,
    createdAt: contact.createdAt.toISOString(),
    updatedAt: contact.updatedAt.toISOString(),
  };
}
