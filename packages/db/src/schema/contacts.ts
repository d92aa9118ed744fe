import {
  bigint,
  boolean,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uuid,
} from "drizzle-orm/pg-core";
import { workspaces } from "./accounts.ts";
import { instant, workspaceId } from "./columns.ts";

export const contacts = pgTable(
  "contacts",
  {
    workspaceId: workspaceId().references(() => workspaces.id, { onDelete: "cascade" }),
    id: uuid("id").notNull(),
    name: text("name"),
    locale: text("locale"),
    timeZone: text("time_zone"),
    birthYear: integer("birth_year"),
    /** What the contact is worth, in minor units of the workspace's currency. */
    valueMinor: bigint("value_minor", { mode: "number" }),
    attributes: jsonb("attributes").$type<Record<string, unknown>>().notNull().default({}),
    isTest: boolean("is_test").notNull().default(false),
    unsubscribedAt: instant("unsubscribed_at"),
    mergedInto: uuid("merged_into"),
    erasedAt: instant("erased_at"),
    createdAt: instant("created_at").notNull(),
    updatedAt: instant("updated_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    foreignKey({
      name: "merged_into_a_contact_of_the_same_workspace",
      columns: [t.workspaceId, t.mergedInto],
      foreignColumns: [t.workspaceId, t.id],
    }),
  ],
);

/** One row an address or id by which a contact is known. `value` is normalised. */
export const contactIdentities = pgTable(
  "contact_identities",
  {
    workspaceId: workspaceId(),
    kind: text("kind", { enum: ["externalId", "email", "phone"] }).notNull(),
    value: text("value").notNull(),
    contactId: uuid("contact_id").notNull(),
    /** As it is written to: an address keeps the case it was given in. */
    address: text("address").notNull(),
    isVerified: boolean("is_verified").notNull().default(false),
    source: text("source").notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.kind, t.value] }),
    index("identities_of_a_contact").on(t.workspaceId, t.contactId),
    foreignKey({
      name: "identity_of_a_contact",
      columns: [t.workspaceId, t.contactId],
      foreignColumns: [contacts.workspaceId, contacts.id],
    }).onDelete("cascade"),
  ],
);

/** Addresses never to be written to again, as keyed hashes, so that the promise outlives the person's data. */
export const suppressions = pgTable(
  "suppressions",
  {
    workspaceId: workspaceId().references(() => workspaces.id, { onDelete: "cascade" }),
    addressHash: text("address_hash").notNull(),
    reason: text("reason", { enum: ["unsubscribed", "bounced", "complained"] }).notNull(),
    at: instant("at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.addressHash] })],
);
