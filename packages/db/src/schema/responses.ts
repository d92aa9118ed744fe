import type { Answers } from "@otklik/domain/survey/definition";
import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  customType,
  doublePrecision,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { instant, workspaceId } from "./columns.ts";
import { contacts } from "./contacts.ts";
import { invitations } from "./distribution.ts";
import { surveys } from "./surveys.ts";

/** Finished answers that count in a quota: as many as the rows of `quota_answers` that are counted. */
export const quotaCounts = pgTable(
  "quota_counts",
  {
    workspaceId: workspaceId(),
    surveyId: uuid("survey_id").notNull(),
    quotaId: text("quota_id").notNull(),
    n: integer("n").notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.surveyId, t.quotaId] }),
    foreignKey({
      name: "quota_of_a_survey",
      columns: [t.workspaceId, t.surveyId],
      foreignColumns: [surveys.workspaceId, surveys.id],
    }).onDelete("cascade"),
  ],
);

/**
 * The quotas that a finished answer fills, as it was when it came: attributes that they speak of may change. Without a
 * key to its response, which is written at the end of the same transaction.
 */
export const quotaAnswers = pgTable(
  "quota_answers",
  {
    workspaceId: workspaceId(),
    responseId: uuid("response_id").notNull(),
    surveyId: uuid("survey_id").notNull(),
    quotaId: text("quota_id").notNull(),
    isCounted: boolean("is_counted").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.responseId, t.quotaId] }),
    foreignKey({
      name: "answer_in_a_quota",
      columns: [t.workspaceId, t.surveyId, t.quotaId],
      foreignColumns: [quotaCounts.workspaceId, quotaCounts.surveyId, quotaCounts.quotaId],
    }).onDelete("cascade"),
  ],
);

export const responses = pgTable(
  "responses",
  {
    workspaceId: workspaceId(),
    id: uuid("id").notNull(),
    /** One attempt. */
    submissionId: text("submission_id").notNull(),
    surveyId: uuid("survey_id").notNull(),
    surveyVersion: integer("survey_version").notNull(),
    touchpointId: uuid("touchpoint_id").notNull(),
    channel: text("channel").notNull(),
    contactId: uuid("contact_id"),
    invitationId: uuid("invitation_id"),
    status: text("status", { enum: ["partial", "finished"] }).notNull(),
    /** Nobody pressed Send: it was closed because nothing more came. */
    finishedBySilence: boolean("finished_by_silence").notNull().default(false),
    /** Of an unfinished answer: silence is counted from here. */
    lastSavedAt: instant("last_saved_at"),
    /** Of an anonymous survey. `fresh`: not yet shuffled with others, so that the database itself still shows its order. */
    anonymous: text("anonymous", { enum: ["fresh", "mixed"] }),
    /** Whether the score counts hold this answer now: false for tests, provisional and quarantined answers. */
    isCounted: boolean("is_counted").notNull(),
    score: doublePrecision("score"),
    class: text("class"),
    comment: text("comment"),
    answers: jsonb("answers").$type<Answers>().notNull(),
    locale: text("locale").notNull(),
    attributes: jsonb("attributes").$type<Record<string, unknown>>().notNull(),
    /** Attribution frozen: dimension id → value. */
    segments: jsonb("segments").$type<Record<string, string>>().notNull(),
    flags: text("flags").array().notNull(),
    source: text("source").notNull(),
    isTest: boolean("is_test").notNull(),
    feedsDetector: boolean("feeds_detector").notNull(),
    /** Order in which detectors take answers up, given under the workspace's lock. */
    detectorSeq: bigint("detector_seq", { mode: "number" }),
    /** Of the request that finished it: the same body again is a repeat, another is a conflict. */
    bodyDigest: text("body_digest").notNull(),
    occurredAt: instant("occurred_at").notNull(),
    receivedAt: instant("received_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    unique("one_response_per_submission").on(t.workspaceId, t.submissionId),
    uniqueIndex("one_response_per_invitation").on(t.workspaceId, t.invitationId).where(sql`invitation_id is not null`),
    // Read backwards; ascending, because new rows then go where the last one went.
    index("responses_by_time").on(t.workspaceId, t.occurredAt, t.id),
    index("responses_unfinished").on(t.workspaceId, t.lastSavedAt).where(sql`last_saved_at is not null`),
    index("responses_anonymous").on(t.workspaceId, t.surveyId).where(sql`anonymous is not null`),
    index("responses_for_detectors").on(t.workspaceId, t.detectorSeq).where(sql`detector_seq is not null`),
    index("responses_of_a_contact").on(t.workspaceId, t.contactId, t.id).where(sql`contact_id is not null`),
    // No foreign keys to version and touchpoint: they were 42 of the 91 µs that the server spends on an answer. The one
    // statement that inserts takes them from their own tables of this workspace, and neither is ever deleted.
    foreignKey({
      name: "response_of_a_contact",
      columns: [t.workspaceId, t.contactId],
      foreignColumns: [contacts.workspaceId, contacts.id],
    }),
    foreignKey({
      name: "response_to_an_invitation",
      columns: [t.workspaceId, t.invitationId],
      foreignColumns: [invitations.workspaceId, invitations.id],
    }),
  ],
);

/** Invitations to anonymous surveys that have been used, until they are marked completed together with others. */
export const spentInvitations = pgTable(
  "spent_invitations",
  {
    workspaceId: workspaceId(),
    invitationId: uuid("invitation_id").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.invitationId] }),
    foreignKey({
      name: "spent_is_an_invitation",
      columns: [t.workspaceId, t.invitationId],
      foreignColumns: [invitations.workspaceId, invitations.id],
    }).onDelete("cascade"),
  ],
);

/** What people file an answer under. */
export const responseTags = pgTable(
  "response_tags",
  {
    workspaceId: workspaceId(),
    responseId: uuid("response_id").notNull(),
    tag: text("tag").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.responseId, t.tag] }),
    index("responses_by_tag").on(t.workspaceId, t.tag),
    foreignKey({
      name: "tag_of_a_response",
      columns: [t.workspaceId, t.responseId],
      foreignColumns: [responses.workspaceId, responses.id],
    }).onDelete("cascade"),
  ],
);

/** What colleagues say to each other about an answer. */
export const responseNotes = pgTable(
  "response_notes",
  {
    workspaceId: workspaceId(),
    id: uuid("id").notNull(),
    responseId: uuid("response_id").notNull(),
    authorKind: text("author_kind").notNull(),
    authorId: text("author_id"),
    body: text("body").notNull(),
    at: instant("at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    index("notes_of_a_response").on(t.workspaceId, t.responseId, t.id),
    foreignKey({
      name: "note_of_a_response",
      columns: [t.workspaceId, t.responseId],
      foreignColumns: [responses.workspaceId, responses.id],
    }).onDelete("cascade"),
  ],
);

const tsvector = customType<{ data: string }>({ dataType: () => "tsvector" });

/** What can be searched of an answer, kept by a trigger: its words without endings, Russian and English. */
export const responseWords = pgTable(
  "response_words",
  {
    workspaceId: workspaceId(),
    responseId: uuid("response_id").notNull(),
    words: tsvector("words").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.responseId] }),
    index("responses_by_word").using("gin", t.words),
    foreignKey({
      name: "words_of_a_response",
      columns: [t.workspaceId, t.responseId],
      foreignColumns: [responses.workspaceId, responses.id],
    }).onDelete("cascade"),
  ],
);
