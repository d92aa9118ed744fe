import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  doublePrecision,
  foreignKey,
  index,
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
import { distributions } from "./distribution.ts";
import { dimensions, journeys, stages, touchpoints } from "./touchpoints.ts";

/** What a cell's answers have been like on 0..1, as the detectors expect them: see domain/shifts/baseline. */
export type KeptBaseline = { cell: string; n: number; mean: number; variance: number; weekdays: number[] };

/** How far a workspace's detectors have come. Whoever advances them holds this row. */
export const shiftWatches = pgTable("shift_watches", {
  workspaceId: workspaceId()
    .primaryKey()
    .references(() => workspaces.id, { onDelete: "cascade" }),
  /** The last `detectorSeq` that was taken up. */
  takenSeq: bigint("taken_seq", { mode: "number" }).notNull().default(0),
  /** Changes with everything but the detectors' own advance: what a process remembers of another one is void. */
  version: integer("version").notNull().default(0),
  /** The day, in the workspace's zone and since 1970-01-01, that the baselines are of. */
  refreshedOn: integer("refreshed_on"),
  /** An import has added to the past since: they are made anew at the next answer. */
  isStale: boolean("is_stale").notNull().default(false),
  /** Live series that share the budget of false alarms. */
  workspaceSeries: integer("workspace_series").notNull().default(0),
  otherSeries: integer("other_series").notNull().default(0),
  baselines: jsonb("baselines").$type<KeptBaseline[]>().notNull().default([]),
  /** Invitations sent before this were taken up, answered or not. */
  invitationsUntil: instant("invitations_until"),
});

/**
 * What is watched: a metric on one scale, at a leaf or a roll-up; or the answers to a distribution's invitations, or
 * the follow-ups of unhappy customers.
 */
export const shiftSeries = pgTable(
  "shift_series",
  {
    workspaceId: workspaceId().references(() => workspaces.id, { onDelete: "cascade" }),
    id: uuid("id").notNull(),
    metric: text("metric", { enum: ["nps", "csat", "ces", "csi", "responseRate", "followUp"] }).notNull(),
    scaleVersion: integer("scale_version").notNull(),
    scaleMin: integer("scale_min").notNull(),
    scaleMax: integer("scale_max").notNull(),
    level: text("level", { enum: ["leaf", "touchpoint", "stage", "journey", "workspace"] }).notNull(),
    touchpointId: uuid("touchpoint_id"),
    channel: text("channel"),
    stageId: uuid("stage_id"),
    journeyId: uuid("journey_id"),
    dimensionId: uuid("dimension_id"),
    dimensionValue: text("dimension_value"),
    distributionId: uuid("distribution_id"),
    /** First local day of its baseline since 1970-01-01, after a shift or a new normal; null: none holds it back. */
    since: integer("since"),
    /** The local day from which on it is watched; null while it is learning. */
    liveOn: integer("live_on"),
    /** Answers of its baseline, their mean, variance and dead zone on 0..1, and how many there were a day. */
    n: integer("n").notNull().default(0),
    mean: doublePrecision("mean"),
    variance: doublePrecision("variance"),
    deadZone: doublePrecision("dead_zone"),
    perDay: doublePrecision("per_day"),
    /** State of the detector against the rolling baseline, and against the target if there is one. */
    detector: doublePrecision("detector").array().notNull(),
    targetDetector: doublePrecision("target_detector").array(),
    /** The target that it is of, on 0..1. */
    target: doublePrecision("target"),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    unique("one_detector_per_place")
      .on(
        t.workspaceId,
        t.metric,
        t.scaleVersion,
        t.scaleMin,
        t.scaleMax,
        t.level,
        t.touchpointId,
        t.channel,
        t.stageId,
        t.journeyId,
        t.dimensionId,
        t.dimensionValue,
        t.distributionId,
      )
      .nullsNotDistinct(),
    foreignKey({
      name: "shift_series_at_a_touchpoint",
      columns: [t.workspaceId, t.touchpointId],
      foreignColumns: [touchpoints.workspaceId, touchpoints.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "shift_series_of_a_stage",
      columns: [t.workspaceId, t.stageId],
      foreignColumns: [stages.workspaceId, stages.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "shift_series_of_a_journey",
      columns: [t.workspaceId, t.journeyId],
      foreignColumns: [journeys.workspaceId, journeys.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "shift_series_of_a_dimension",
      columns: [t.workspaceId, t.dimensionId],
      foreignColumns: [dimensions.workspaceId, dimensions.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "shift_series_of_a_distribution",
      columns: [t.workspaceId, t.distributionId],
      foreignColumns: [distributions.workspaceId, distributions.id],
    }).onDelete("cascade"),
  ],
);

/** Outcomes that have no counts elsewhere, by the local day on which they were settled: what detectors of rates learn from. */
export const outcomeDays = pgTable(
  "outcome_days",
  {
    workspaceId: workspaceId().references(() => workspaces.id, { onDelete: "cascade" }),
    metric: text("metric", { enum: ["responseRate", "followUp"] }).notNull(),
    touchpointId: uuid("touchpoint_id").notNull(),
    channel: text("channel").notNull(),
    distributionId: uuid("distribution_id"),
    /** Since 1970-01-01. */
    day: integer("day").notNull(),
    n: integer("n").notNull(),
    hits: integer("hits").notNull(),
  },
  (t) => [
    unique("one_count_per_outcome_and_day")
      .on(t.workspaceId, t.metric, t.touchpointId, t.channel, t.distributionId, t.day)
      .nullsNotDistinct(),
    foreignKey({
      name: "outcomes_at_a_touchpoint",
      columns: [t.workspaceId, t.touchpointId],
      foreignColumns: [touchpoints.workspaceId, touchpoints.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "outcomes_of_a_distribution",
      columns: [t.workspaceId, t.distributionId],
      foreignColumns: [distributions.workspaceId, distributions.id],
    }).onDelete("cascade"),
  ],
);

/** What happened to a product or a company that may explain a score. */
export const marks = pgTable(
  "marks",
  {
    workspaceId: workspaceId().references(() => workspaces.id, { onDelete: "cascade" }),
    id: uuid("id").notNull(),
    kind: text("kind", { enum: ["release", "incident", "initiative"] }).notNull(),
    title: text("title").notNull(),
    note: text("note"),
    /** Null: it concerns everything. */
    touchpointId: uuid("touchpoint_id"),
    at: instant("at").notNull(),
    endedAt: instant("ended_at"),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    index("marks_by_time").on(t.workspaceId, t.at),
    foreignKey({
      name: "mark_at_a_touchpoint",
      columns: [t.workspaceId, t.touchpointId],
      foreignColumns: [touchpoints.workspaceId, touchpoints.id],
    }).onDelete("cascade"),
  ],
);

/** A change of a level that was announced. Levels, and what they were expected to be, are on 0..1. */
export const shifts = pgTable(
  "shifts",
  {
    workspaceId: workspaceId().references(() => workspaces.id, { onDelete: "cascade" }),
    id: uuid("id").notNull(),
    /** The series that it is named after: of its parts, or what they have in common. */
    headId: uuid("head_id").notNull(),
    direction: text("direction", { enum: ["down", "up"] }).notNull(),
    status: text("status", { enum: ["open", "acknowledged", "explained", "closed", "newNormal"] }).notNull(),
    onset: instant("onset").notNull(),
    /** Standard deviation of the onset, days. */
    onsetDeviation: doublePrecision("onset_deviation").notNull(),
    detectedAt: instant("detected_at").notNull(),
    /** The part's that raised it: evidence in days, and the limit that it passed. */
    evidence: doublePrecision("evidence").notNull(),
    threshold: doublePrecision("threshold").notNull(),
    /** Closed or declared normal. */
    clearedAt: instant("cleared_at"),
    markId: uuid("mark_id"),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    index("shifts_by_detection").on(t.workspaceId, t.detectedAt, t.id),
    index("shifts_not_cleared").on(t.workspaceId).where(sql`cleared_at is null`),
    foreignKey({
      name: "shift_named_after_a_series",
      columns: [t.workspaceId, t.headId],
      foreignColumns: [shiftSeries.workspaceId, shiftSeries.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "shift_explained_by_a_mark",
      columns: [t.workspaceId, t.markId],
      foreignColumns: [marks.workspaceId, marks.id],
    }),
  ],
);

/** Each series that really moved: what its detector knew when it reached its limit. */
export const shiftParts = pgTable(
  "shift_parts",
  {
    workspaceId: workspaceId(),
    shiftId: uuid("shift_id").notNull(),
    seriesId: uuid("series_id").notNull(),
    against: text("against", { enum: ["baseline", "target"] }).notNull(),
    onset: instant("onset").notNull(),
    onsetDeviation: doublePrecision("onset_deviation").notNull(),
    detectedAt: instant("detected_at").notNull(),
    evidence: doublePrecision("evidence").notNull(),
    threshold: doublePrecision("threshold").notNull(),
    /** Level since the onset with its interval, and what was expected instead; answers since. */
    level: doublePrecision("level").notNull(),
    low: doublePrecision("low").notNull(),
    high: doublePrecision("high").notNull(),
    expected: doublePrecision("expected").notNull(),
    answers: doublePrecision("answers").notNull(),
    /** The local days [from, to) that taught what was expected, since 1970-01-01. */
    taughtFrom: integer("taught_from").notNull(),
    taughtTo: integer("taught_to").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.shiftId, t.seriesId, t.against] }),
    index("shifts_of_a_series").on(t.workspaceId, t.seriesId),
    foreignKey({
      name: "part_of_a_shift",
      columns: [t.workspaceId, t.shiftId],
      foreignColumns: [shifts.workspaceId, shifts.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "part_is_a_series",
      columns: [t.workspaceId, t.seriesId],
      foreignColumns: [shiftSeries.workspaceId, shiftSeries.id],
    }).onDelete("cascade"),
  ],
);

/** What became of a shift, and who did it. */
export const shiftChanges = pgTable(
  "shift_changes",
  {
    workspaceId: workspaceId(),
    id: uuid("id").notNull(),
    shiftId: uuid("shift_id").notNull(),
    kind: text("kind", {
      enum: [
        "detected",
        "joined",
        "acknowledged",
        "explained",
        "closed",
        "newNormal",
        "reopened",
        "returned",
        "mailed",
      ],
    }).notNull(),
    at: instant("at").notNull(),
    actorKind: text("actor_kind").notNull(),
    actorId: text("actor_id"),
    note: text("note"),
    /** Ids and figures of what happened. */
    details: jsonb("details").$type<Record<string, unknown>>().notNull().default({}),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    index("changes_of_a_shift").on(t.workspaceId, t.shiftId, t.id),
    foreignKey({
      name: "change_of_a_shift",
      columns: [t.workspaceId, t.shiftId],
      foreignColumns: [shifts.workspaceId, shifts.id],
    }).onDelete("cascade"),
  ],
);

/** A member's mail about shifts that is due, or was sent: one for each shift and change of state. */
export const shiftAlerts = pgTable(
  "shift_alerts",
  {
    workspaceId: workspaceId(),
    shiftId: uuid("shift_id").notNull(),
    state: text("state", { enum: ["detected", "cleared"] }).notNull(),
    userId: uuid("user_id").notNull(),
    /** After quiet hours, or with the next digest. */
    dueAt: instant("due_at").notNull(),
    isDigest: boolean("is_digest").notNull(),
    status: text("status", { enum: ["waiting", "sending", "sent", "failed", "unknown"] }).notNull(),
    sentAt: instant("sent_at"),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.shiftId, t.state, t.userId] }),
    index("alerts_due").on(t.workspaceId, t.dueAt).where(sql`status = 'waiting'`),
    foreignKey({
      name: "alert_of_a_shift",
      columns: [t.workspaceId, t.shiftId],
      foreignColumns: [shifts.workspaceId, shifts.id],
    }).onDelete("cascade"),
  ],
);

/** How a member wants to hear of shifts. */
export const alertPreferences = pgTable(
  "alert_preferences",
  {
    workspaceId: workspaceId().references(() => workspaces.id, { onDelete: "cascade" }),
    userId: uuid("user_id").notNull(),
    mode: text("mode", { enum: ["each", "digest", "none"] }).notNull(),
    /** Local times of the workspace, "22:00"; both null: no quiet hours. */
    quietFrom: text("quiet_from"),
    quietTo: text("quiet_to"),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.userId] })],
);
