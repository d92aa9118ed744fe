import { timestamp, uuid } from "drizzle-orm/pg-core";

/** First column of every tenant table's primary, unique and foreign keys: the database refuses references across tenants. */
export const workspaceId = () => uuid("workspace_id").notNull();
export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: "date", precision: 3 });
