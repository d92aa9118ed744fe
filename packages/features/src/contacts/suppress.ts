import { audit } from "../audit.ts";
import type { Context } from "../context.ts";
import type { Crypto } from "../ports.ts";
import { Problem } from "../problem.ts";
import { type ContactView, readContact } from "./read-contact.ts";
import { identitiesOf, insertSuppressions, lockContact, suppressedAmong, updateContact } from "./store.ts";

/** An address as the suppression list knows it: by this the promise can be kept without keeping the address. */
export function addressHash(crypto: Crypto, kind: string, value: string): string {
  return crypto.sign("address", `${kind}:${value}`);
}

/** Where a contact can be written to, newest first: an address on the suppression list is not among them. */
export async function usableAddresses(
  ctx: Context,
  contactId: string,
): Promise<{ kind: "email" | "phone"; value: string; address: string }[]> {
  const addresses = (await identitiesOf(ctx, contactId)).flatMap(({ kind, value, address }) =>
    kind === "externalId" ? [] : [{ kind, value, address }],
  );
  const hashOf = ({ kind, value }: { kind: string; value: string }) => addressHash(ctx.ports.crypto, kind, value);
  const suppressed = await suppressedAmong(ctx, addresses.map(hashOf));
  return addresses.filter((address) => !suppressed.has(hashOf(address)));
}

/** "Stop asking me": this contact, at every address they have, at once and for ever. Saying it twice changes nothing. */
export async function unsubscribeContact(ctx: Context, contactId: string): Promise<void> {
  const contact = await lockContact(ctx, contactId);
  if (!contact || contact.unsubscribedAt) return;
  await updateContact(ctx, contactId, { unsubscribedAt: ctx.ports.now() });
  await suppressAddresses(ctx, contactId, "unsubscribed");
  await ctx.emit({ name: "contact.unsubscribed", contactId });
}

/** The same, said to a member of staff. */
export async function refuseFurtherSurveys(ctx: Context, id: string): Promise<ContactView> {
  const contact = await lockContact(ctx, id);
  if (!contact || contact.erasedAt || contact.mergedInto)
    throw new Problem("not-found", "contact.not-found", `No contact ${id}.`);
  if (!contact.unsubscribedAt) {
    await unsubscribeContact(ctx, id);
    await audit(ctx, { action: "contact.unsubscribe", subjectKind: "contact", subjectId: id });
  }
  return readContact(ctx, id);
}

/** One address that mail came back from, or whose owner complained. */
export async function suppressAddress(
  ctx: Context,
  kind: string,
  value: string,
  reason: "bounced" | "complained",
): Promise<void> {
  await insertSuppressions(ctx, [addressHash(ctx.ports.crypto, kind, value)], reason);
}

async function suppressAddresses(ctx: Context, contactId: string, reason: "unsubscribed"): Promise<void> {
  const addresses = (await identitiesOf(ctx, contactId)).filter(({ kind }) => kind !== "externalId");
  await insertSuppressions(
    ctx,
    addresses.map(({ kind, value }) => addressHash(ctx.ports.crypto, kind, value)),
    reason,
  );
}
