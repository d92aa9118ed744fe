import { audit } from "../audit.ts";
import type { Context } from "../context.ts";
import { Problem } from "../problem.ts";
import { deleteIdentities, identitiesOf, lockContact, updateContact } from "./store.ts";

/** Forgets the person everywhere. What they scored stays, as a number without a name, so that counts and rebuild agree. */
export async function eraseContact(ctx: Context, id: string): Promise<void> {
  const contact = await lockContact(ctx, id);
  if (!contact || contact.erasedAt) throw new Problem("not-found", "contact.not-found", `No contact ${id}.`);
  const now = ctx.ports.now();
  const identities = await identitiesOf(ctx, id);
  const known = [contact.name ?? "", ...identities.flatMap(({ value, address }) => [value, address])];
  await deleteIdentities(ctx, id);
  await updateContact(ctx, id, {
    name: null,
    locale: null,
    timeZone: null,
    birthYear: null,
    valueMinor: null,
    attributes: {},
    erasedAt: now,
    updatedAt: now,
  });
  await ctx.emit({ name: "contact.erased", contactId: id, known: known.filter((one) => one !== "") });
  await audit(ctx, { action: "contact.erase", subjectKind: "contact", subjectId: id });
}
