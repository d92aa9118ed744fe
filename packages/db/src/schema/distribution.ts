import type { Trigger } from "@otklik/domain/targeting/trigger";
import { sql } from "drizzle-orm";
import {
  boolean,
  check,
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
import { instant, workspaceId } from "./columns.ts";
import { contacts } from "./contacts.ts";
import { surveys, surveyVersions } from "./surveys.ts";
import { touchpoints } from "./touchpoints.ts";

export const distributions = pgTable(
  "distributions",
  {
    workspaceId: workspaceId(),
    id: uuid("id").notNull(),
    surveyId: uuid("survey_id").notNull(),
    touchpointId: uuid("touchpoint_id").notNull(),
    /** In order of fallback. */
    channels: text("channels").array().notNull(),
    trigger: jsonb("trigger").$type<Trigger>(),
    /** `trigger.event`, to be found by. */
    triggerEvent: text("trigger_event"),
    kind: text("kind", { enum: ["transactional", "relational"] }).notNull(),
    whenBudgetSpent: text("when_budget_spent", { enum: ["refuse", "defer"] }).notNull(),
    delaySeconds: integer("delay_seconds").notNull().default(0),
    reminders: jsonb("reminders").$type<{ afterSeconds: number }[]>().notNull().default([]),
    /** Share of contacts that are asked, above 0 to 1. */
    sampling: doublePrecision("sampling").notNull().default(1),
    /** Days before this survey is asked of the same contact again; null: only the contact budget holds. */
    recontactDays: integer("recontact_days"),
    priority: integer("priority").notNull().default(0),
    active: boolean("active").notNull(),
    /** The one that is told; `survey_slugs` holds it beside those it had before. */
    slug: text("slug").notNull(),
    createdAt: instant("created_at").notNull(),
    /** Keyed by the installation's secret; null: the open link asks for none. */
    pinHash: text("pin_hash"),
    /** The open link is closed: only the links made one by one lead in, each to one answer. */
    singleUse: boolean("single_use").notNull().default(false),
    opensAt: instant("opens_at"),
    closesAt: instant("closes_at"),
    /** Finished answers from the moment it was set, by whichever link. */
    responseLimit: integer("response_limit"),
    /** Where a browser is sent once the answer is in. */
    redirectUrl: text("redirect_url"),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    index("distributions_by_event").on(t.workspaceId, t.triggerEvent),
    foreignKey({
      name: "distribution_of_a_survey",
      columns: [t.workspaceId, t.surveyId],
      foreignColumns: [surveys.workspaceId, surveys.id],
    }),
    foreignKey({
      name: "distribution_at_a_touchpoint",
      columns: [t.workspaceId, t.touchpointId],
      foreignColumns: [touchpoints.workspaceId, touchpoints.id],
    }),
    check("sampling_is_a_share", sql`sampling > 0 and sampling <= 1`),
  ],
);

/** What is counted at the door of a distribution, if anything is. */
export const distributionDoors = pgTable(
  "distribution_doors",
  {
    workspaceId: workspaceId(),
    distributionId: uuid("distribution_id").notNull(),
    /** Answers that were let in under a response limit. */
    taken: integer("taken").notNull().default(0),
    /** Wrong PINs, and those being looked at, since `pin_tried_from`. */
    pinTries: integer("pin_tries").notNull().default(0),
    pinTriedFrom: instant("pin_tried_from"),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.distributionId] }),
    foreignKey({
      name: "door_of_a_distribution",
      columns: [t.workspaceId, t.distributionId],
      foreignColumns: [distributions.workspaceId, distributions.id],
    }).onDelete("cascade"),
  ],
);

/** Links for one answer each. The link's id is the answer's `submission_id`; its secret is derived from it. */
export const singleUseLinks = pgTable(
  "single_use_links",
  {
    workspaceId: workspaceId(),
    id: uuid("id").notNull(),
    distributionId: uuid("distribution_id").notNull(),
    tokenHash: text("token_hash").notNull(),
    /** What whoever made it calls it. */
    label: text("label"),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    unique("one_link_per_token").on(t.workspaceId, t.distributionId, t.tokenHash),
    foreignKey({
      name: "link_of_a_distribution",
      columns: [t.workspaceId, t.distributionId],
      foreignColumns: [distributions.workspaceId, distributions.id],
    }).onDelete("cascade"),
  ],
);

/** Directory table: the open link of a distribution. */
export const surveySlugs = pgTable(
  "survey_slugs",
  {
    slug: text("slug").primaryKey(),
    workspaceId: workspaceId(),
    distributionId: uuid("distribution_id").notNull(),
  },
  (t) => [
    foreignKey({
      name: "slug_of_a_distribution",
      columns: [t.workspaceId, t.distributionId],
      foreignColumns: [distributions.workspaceId, distributions.id],
    }).onDelete("cascade"),
  ],
);

/** What customers did, as reported by `POST /v1/events`. */
export const customerEvents = pgTable(
  "customer_events",
  {
    workspaceId: workspaceId(),
    id: uuid("id").notNull(),
    /** The caller's own id of the event, or ours. */
    eventId: text("event_id").notNull(),
    name: text("name").notNull(),
    contactId: uuid("contact_id").notNull(),
    properties: jsonb("properties").$type<Record<string, unknown>>().notNull(),
    occurredAt: instant("occurred_at").notNull(),
    receivedAt: instant("received_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    unique("one_event_per_id").on(t.workspaceId, t.eventId),
    index("events_of_a_contact").on(t.workspaceId, t.contactId, t.id),
    foreignKey({
      name: "event_of_a_contact",
      columns: [t.workspaceId, t.contactId],
      foreignColumns: [contacts.workspaceId, contacts.id],
    }),
  ],
);

export const invitations = pgTable(
  "invitations",
  {
    workspaceId: workspaceId(),
    id: uuid("id").notNull(),
    contactId: uuid("contact_id").notNull(),
    distributionId: uuid("distribution_id").notNull(),
    surveyId: uuid("survey_id").notNull(),
    surveyVersion: integer("survey_version").notNull(),
    touchpointId: uuid("touchpoint_id").notNull(),
    channel: text("channel").notNull(),
    status: text("status").notNull(),
    /** Why it was refused, failed, bounced or is unknown: a code, never an address. */
    reason: text("reason"),
    locale: text("locale"),
    /** Attribution frozen now: dimension id → value. */
    segments: jsonb("segments").$type<Record<string, string>>().notNull(),
    context: jsonb("context").$type<Record<string, unknown>>().notNull().default({}),
    isTest: boolean("is_test").notNull(),
    attempts: integer("attempts").notNull().default(0),
    sendAt: instant("send_at").notNull(),
    sentAt: instant("sent_at"),
    openedAt: instant("opened_at"),
    scannedAt: instant("scanned_at"),
    postedAt: instant("posted_at"),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    index("invitations_of_a_contact").on(t.workspaceId, t.contactId, t.id),
    index("invitations_by_sending").on(t.workspaceId, t.sentAt),
    index("invitations_of_a_distribution").on(t.workspaceId, t.distributionId, t.createdAt),
    foreignKey({
      name: "invitation_of_a_contact",
      columns: [t.workspaceId, t.contactId],
      foreignColumns: [contacts.workspaceId, contacts.id],
    }),
    foreignKey({
      name: "invitation_by_a_distribution",
      columns: [t.workspaceId, t.distributionId],
      foreignColumns: [distributions.workspaceId, distributions.id],
    }),
    foreignKey({
      name: "invitation_to_a_version",
      columns: [t.workspaceId, t.surveyId, t.surveyVersion],
      foreignColumns: [surveyVersions.workspaceId, surveyVersions.surveyId, surveyVersions.version],
    }),
    foreignKey({
      name: "invitation_at_a_touchpoint",
      columns: [t.workspaceId, t.touchpointId],
      foreignColumns: [touchpoints.workspaceId, touchpoints.id],
    }),
  ],
);

/** Directory table: the hash of a link's secret leads to its invitation. */
export const linkTokens = pgTable(
  "link_tokens",
  {
    tokenHash: text("token_hash").primaryKey(),
    purpose: text("purpose", { enum: ["answer", "unsubscribe"] }).notNull(),
    workspaceId: workspaceId(),
    invitationId: uuid("invitation_id").notNull(),
  },
  (t) => [
    foreignKey({
      name: "token_of_an_invitation",
      columns: [t.workspaceId, t.invitationId],
      foreignColumns: [invitations.workspaceId, invitations.id],
    }).onDelete("cascade"),
  ],
);

/** Why each person was or was not asked. */
export const decisions = pgTable(
  "decisions",
  {
    workspaceId: workspaceId(),
    id: uuid("id").notNull(),
    /** Null when the invitation was asked for directly. */
    customerEventId: uuid("customer_event_id"),
    contactId: uuid("contact_id").notNull(),
    distributionId: uuid("distribution_id").notNull(),
    outcome: text("outcome", { enum: ["invited", "deferred", "refused"] }).notNull(),
    reason: text("reason"),
    nextEligibleAt: instant("next_eligible_at"),
    invitationId: uuid("invitation_id"),
    channel: text("channel"),
    sendAt: instant("send_at"),
    at: instant("at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    index("decision_of_an_invitation").on(t.workspaceId, t.invitationId),
    index("decisions_of_a_distribution").on(t.workspaceId, t.distributionId, t.at),
    index("decisions_of_a_contact").on(t.workspaceId, t.contactId, t.id),
    index("decisions_on_an_event").on(t.workspaceId, t.customerEventId),
    foreignKey({
      name: "decision_on_an_event",
      columns: [t.workspaceId, t.customerEventId],
      foreignColumns: [customerEvents.workspaceId, customerEvents.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "decision_about_a_contact",
      columns: [t.workspaceId, t.contactId],
      foreignColumns: [contacts.workspaceId, contacts.id],
    }),
    foreignKey({
      name: "decision_for_a_distribution",
      columns: [t.workspaceId, t.distributionId],
      foreignColumns: [distributions.workspaceId, distributions.id],
    }),
    foreignKey({
      name: "decision_made_an_invitation",
      columns: [t.workspaceId, t.invitationId],
      foreignColumns: [invitations.workspaceId, invitations.id],
    }),
  ],
);

/** The contact budget: one row per contact made or planned, over all channels and surveys. */
export const contactLedger = pgTable(
  "contact_ledger",
  {
    workspaceId: workspaceId(),
    invitationId: uuid("invitation_id").notNull(),
    contactId: uuid("contact_id").notNull(),
    surveyId: uuid("survey_id").notNull(),
    at: instant("at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.invitationId] }),
    index("ledger_of_a_contact").on(t.workspaceId, t.contactId, t.at),
    foreignKey({
      name: "ledger_of_an_invitation",
      columns: [t.workspaceId, t.invitationId],
      foreignColumns: [invitations.workspaceId, invitations.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "ledger_row_of_a_contact",
      columns: [t.workspaceId, t.contactId],
      foreignColumns: [contacts.workspaceId, contacts.id],
    }),
    foreignKey({
      name: "ledger_row_of_a_survey",
      columns: [t.workspaceId, t.surveyId],
      foreignColumns: [surveys.workspaceId, surveys.id],
    }),
  ],
);
