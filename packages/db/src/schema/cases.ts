import {
  bigint,
  doublePrecision,
  foreignKey,
  index,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { members, workspaces } from "./accounts.ts";
import { instant, workspaceId } from "./columns.ts";
import { contacts } from "./contacts.ts";
import { touchpoints } from "./touchpoints.ts";

export const cases = pgTable(
  "cases",
  {
    workspaceId: workspaceId().references(() => workspaces.id, { onDelete: "cascade" }),
    id: uuid("id").notNull(),
    subjectType: text("subject_type", { enum: ["response", "callback", "review", "incident"] }).notNull(),
    subjectId: uuid("subject_id").notNull(),
    contactId: uuid("contact_id"),
    touchpointId: uuid("touchpoint_id"),
    status: text("status", { enum: ["new", "assigned", "contacted", "waiting", "resolved"] }).notNull(),
    score: doublePrecision("score"),
    reason: text("reason").notNull(),
    priority: text("priority", { enum: ["low", "normal", "high", "urgent"] }).notNull(),
    assigneeId: uuid("assignee_id"),
    /** What may be lost with this customer, in minor units; null: unknown, which is not 0. */
    valueMinor: bigint("value_minor", { mode: "number" }),
    dueAt: instant("due_at").notNull(),
    openedAt: instant("opened_at").notNull(),
    resolvedAt: instant("resolved_at"),
    rootCause: text("root_cause"),
    outcome: text("outcome"),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    unique("one_case_per_subject").on(t.workspaceId, t.subjectType, t.subjectId),
    index("cases_of_a_contact").on(t.workspaceId, t.contactId),
    foreignKey({
      name: "case_of_a_contact",
      columns: [t.workspaceId, t.contactId],
      foreignColumns: [contacts.workspaceId, contacts.id],
    }),
    foreignKey({
      name: "case_at_a_touchpoint",
      columns: [t.workspaceId, t.touchpointId],
      foreignColumns: [touchpoints.workspaceId, touchpoints.id],
    }),
    foreignKey({
      name: "case_owned_by_a_member",
      columns: [t.workspaceId, t.assigneeId],
      foreignColumns: [members.organizationId, members.userId],
    }),
  ],
);

export const caseNotes = pgTable(
  "case_notes",
  {
    workspaceId: workspaceId(),
    id: uuid("id").notNull(),
    caseId: uuid("case_id").notNull(),
    kind: text("kind", { enum: ["note", "call"] })
      .notNull()
      .default("note"),
    authorKind: text("author_kind").notNull(),
    authorId: text("author_id"),
    body: text("body").notNull(),
    at: instant("at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    index("notes_of_a_case").on(t.workspaceId, t.caseId, t.id),
    foreignKey({
      name: "note_of_a_case",
      columns: [t.workspaceId, t.caseId],
      foreignColumns: [cases.workspaceId, cases.id],
    }).onDelete("cascade"),
  ],
);
