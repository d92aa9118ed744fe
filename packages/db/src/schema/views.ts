import { index, integer, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { workspaces } from "./accounts.ts";
import { instant, workspaceId } from "./columns.ts";

/** Filters of the list of responses that somebody gave a name. */
export const savedViews = pgTable(
  "saved_views",
  {
    workspaceId: workspaceId().references(() => workspaces.id, { onDelete: "cascade" }),
    id: uuid("id").notNull(),
    name: text("name").notNull(),
    /** As it stands in the address: `class=detractor&period=90d`. */
    search: text("search").notNull(),
    /** Whose it is; null: everybody's. */
    ownerId: text("owner_id"),
    position: integer("position").notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.id] }), index("views_in_order").on(t.workspaceId, t.position, t.id)],
);

/** What customers speak of, by words that a workspace gave it. */
export const themes = pgTable(
  "themes",
  {
    workspaceId: workspaceId().references(() => workspaces.id, { onDelete: "cascade" }),
    id: uuid("id").notNull(),
    name: text("name").notNull(),
    /** Words and phrases, any of which makes an answer one of the theme. */
    keywords: text("keywords").array().notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.id] })],
);
