import { integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { workspaces } from "./accounts.ts";
import { instant, workspaceId } from "./columns.ts";

/** Logos and pictures of survey pages. An image never changes: its id is the digest of its bytes. */
export const images = pgTable(
  "images",
  {
    workspaceId: workspaceId().references(() => workspaces.id, { onDelete: "cascade" }),
    id: text("id").notNull(),
    type: text("type", { enum: ["image/png", "image/jpeg", "image/webp"] }).notNull(),
    /** Base64. */
    data: text("data").notNull(),
    width: integer("width").notNull(),
    height: integer("height").notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.id] })],
);
