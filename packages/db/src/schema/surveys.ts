import type { SurveyDefinition } from "@otklik/domain/survey/definition";
import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  foreignKey,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { workspaces } from "./accounts.ts";
import { instant, workspaceId } from "./columns.ts";

export const surveys = pgTable(
  "surveys",
  {
    workspaceId: workspaceId().references(() => workspaces.id, { onDelete: "cascade" }),
    id: uuid("id").notNull(),
    draft: jsonb("draft").$type<SurveyDefinition>().notNull(),
    /** The version that is asked now; null while nothing was published. */
    publishedVersion: integer("published_version"),
    createdAt: instant("created_at").notNull(),
    updatedAt: instant("updated_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.id] })],
);

/** Immutable. `scaleVersions` says, by metric question, which of its scales this version asks on. */
export const surveyVersions = pgTable(
  "survey_versions",
  {
    workspaceId: workspaceId(),
    surveyId: uuid("survey_id").notNull(),
    version: integer("version").notNull(),
    definition: jsonb("definition").$type<SurveyDefinition>().notNull(),
    scaleVersions: jsonb("scale_versions").$type<Record<string, number>>().notNull(),
    publishedAt: instant("published_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.surveyId, t.version] }),
    foreignKey({
      name: "version_of_a_survey",
      columns: [t.workspaceId, t.surveyId],
      foreignColumns: [surveys.workspaceId, surveys.id],
    }).onDelete("cascade"),
    check("versions_count_from_one", sql`version >= 1`),
  ],
);

/** Score series = (survey, question, scale version). Different scales are never summed. */
export const series = pgTable(
  "series",
  {
    workspaceId: workspaceId(),
    id: uuid("id").notNull(),
    surveyId: uuid("survey_id").notNull(),
    questionId: text("question_id").notNull(),
    scaleVersion: integer("scale_version").notNull(),
    metric: text("metric", { enum: ["nps", "csat", "ces", "csi"] }).notNull(),
    scaleMin: integer("scale_min").notNull(),
    scaleMax: integer("scale_max").notNull(),
    /** Of anonymous answers: small groups of them are not told. */
    isAnonymous: boolean("is_anonymous").notNull().default(false),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    unique("one_series_per_scale").on(t.workspaceId, t.surveyId, t.questionId, t.scaleVersion),
    foreignKey({
      name: "series_of_a_survey",
      columns: [t.workspaceId, t.surveyId],
      foreignColumns: [surveys.workspaceId, surveys.id],
    }).onDelete("cascade"),
  ],
);
