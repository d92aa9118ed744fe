import { doublePrecision, foreignKey, integer, pgTable, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core";
import { workspaces } from "./accounts.ts";
import { workspaceId } from "./columns.ts";

export const journeys = pgTable(
  "journeys",
  {
    workspaceId: workspaceId().references(() => workspaces.id, { onDelete: "cascade" }),
    id: uuid("id").notNull(),
    key: text("key").notNull(),
    name: text("name").notNull(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.id] }), unique("one_journey_per_key").on(t.workspaceId, t.key)],
);

export const stages = pgTable(
  "stages",
  {
    workspaceId: workspaceId(),
    id: uuid("id").notNull(),
    journeyId: uuid("journey_id").notNull(),
    key: text("key").notNull(),
    name: text("name").notNull(),
    position: integer("position").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    unique("one_stage_per_key").on(t.workspaceId, t.journeyId, t.key),
    foreignKey({
      name: "stage_of_a_journey",
      columns: [t.workspaceId, t.journeyId],
      foreignColumns: [journeys.workspaceId, journeys.id],
    }).onDelete("cascade"),
  ],
);

export const touchpoints = pgTable(
  "touchpoints",
  {
    workspaceId: workspaceId().references(() => workspaces.id, { onDelete: "cascade" }),
    id: uuid("id").notNull(),
    key: text("key").notNull(),
    name: text("name").notNull(),
    stageId: uuid("stage_id"),
    channels: text("channels").array().notNull(),
    target: doublePrecision("target"),
    /** Order within its stage. */
    position: integer("position").notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    unique("one_touchpoint_per_key").on(t.workspaceId, t.key),
    foreignKey({
      name: "touchpoint_of_a_stage",
      columns: [t.workspaceId, t.stageId],
      foreignColumns: [stages.workspaceId, stages.id],
    }),
  ],
);

/** Segments that scores are counted by. Declared, at most ten, or the counts would multiply without bound. */
export const dimensions = pgTable(
  "dimensions",
  {
    workspaceId: workspaceId().references(() => workspaces.id, { onDelete: "cascade" }),
    id: uuid("id").notNull(),
    key: text("key").notNull(),
    name: text("name").notNull(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.id] }), unique("one_dimension_per_key").on(t.workspaceId, t.key)],
);
