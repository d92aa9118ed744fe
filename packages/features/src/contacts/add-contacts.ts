import type { Context } from "../context.ts";
import type { Ports } from "../ports.ts";
import { readIdentities } from "./identities.ts";
import { insertNewContacts } from "./store.ts";
import { columnsOf, type GivenContact } from "./upsert-contact.ts";

/** Somebody known since then, as `portsAt` that time would have had it. */
export type PastContact = GivenContact & { since: Date };

/**
 * Many contacts at once, none of whom is known yet: who is refuses them all. Their ids, in the order given.
 */
export async function addContacts(
  ctx: Context,
  given: PastContact[],
  portsAt: (time: Date) => Ports,
): Promise<string[]> {
  const made = given.map((one, index) => {
    const id = portsAt(one.since).crypto.uuidv7();
    const columns = { ...columnsOf(one), attributes: one.attributes ?? {}, isTest: one.isTest ?? ctx.actor.isTest };
    const identities = readIdentities(one, `/${index}`).map((identity) => ({
      ...identity,
      contactId: id,
      isVerified: false,
      source: ctx.actor.kind,
      createdAt: one.since,
    }));
    return { row: { id, ...columns, createdAt: one.since, updatedAt: one.since }, identities };
  });
  await insertNewContacts(
    ctx,
    made.map(({ row }) => row),
    made.flatMap(({ identities }) => identities),
  );
  return made.map(({ row }) => row.id);
}
