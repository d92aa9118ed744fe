import type { AlarmSettings } from "@otklik/domain/shifts/alarm-settings";
import type { Theme } from "@otklik/domain/values/theme";
import { boolean, index, integer, jsonb, pgTable, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core";
import { instant, workspaceId } from "./columns.ts";

// Directory tables: looked up before the tenant is known. The shapes of the first seven follow better-auth.

export const users = pgTable("users", {
  id: uuid("id").primaryKey(),
  name: text("name").notNull(),
  email: text("email").notNull().unique(),
  emailVerified: boolean("email_verified").notNull().default(false),
  image: text("image"),
  createdAt: instant("created_at").notNull(),
  updatedAt: instant("updated_at").notNull(),
});

export const sessions = pgTable("sessions", {
  id: uuid("id").primaryKey(),
  userId: uuid("user_id")
    .notNull()
    .references(() => users.id, { onDelete: "cascade" }),
  token: text("token").notNull().unique(),
  expiresAt: instant("expires_at").notNull(),
  ipAddress: text("ip_address"),
  userAgent: text("user_agent"),
  activeOrganizationId: uuid("active_workspace_id"),
  createdAt: instant("created_at").notNull(),
  updatedAt: instant("updated_at").notNull(),
});

export const credentials = pgTable("credentials", {
  id: uuid("id").primaryKey(),
  accountId: text("account_id").notNull(),
  providerId: text("provider_id").notNull(),
  userId: uuid("user_id")
    .notNull()
    .references(() => users.id, { onDelete: "cascade" }),
  accessToken: text("access_token"),
  refreshToken: text("refresh_token"),
  idToken: text("id_token"),
  accessTokenExpiresAt: instant("access_token_expires_at"),
  refreshTokenExpiresAt: instant("refresh_token_expires_at"),
  scope: text("scope"),
  password: text("password"),
  createdAt: instant("created_at").notNull(),
  updatedAt: instant("updated_at").notNull(),
});

export const verifications = pgTable("verifications", {
  id: uuid("id").primaryKey(),
  identifier: text("identifier").notNull(),
  value: text("value").notNull(),
  expiresAt: instant("expires_at").notNull(),
  createdAt: instant("created_at").notNull(),
  updatedAt: instant("updated_at").notNull(),
});

export const workspaces = pgTable("workspaces", {
  id: uuid("id").primaryKey(),
  name: text("name").notNull(),
  slug: text("slug").notNull().unique(),
  logo: text("logo"),
  metadata: text("metadata"),
  createdAt: instant("created_at").notNull(),
});

export const members = pgTable(
  "members",
  {
    id: uuid("id").primaryKey(),
    organizationId: uuid("workspace_id")
      .notNull()
      .references(() => workspaces.id, { onDelete: "cascade" }),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    role: text("role").notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [unique("one_membership_per_user").on(t.organizationId, t.userId)],
);

export const memberInvitations = pgTable("member_invitations", {
  id: uuid("id").primaryKey(),
  organizationId: uuid("workspace_id")
    .notNull()
    .references(() => workspaces.id, { onDelete: "cascade" }),
  email: text("email").notNull(),
  role: text("role"),
  status: text("status").notNull(),
  expiresAt: instant("expires_at").notNull(),
  createdAt: instant("created_at").notNull(),
  inviterId: uuid("inviter_id")
    .notNull()
    .references(() => users.id, { onDelete: "cascade" }),
});

/** Only the hash of a key is kept, with its last four characters to tell it from others. */
export const apiKeys = pgTable(
  "api_keys",
  {
    keyHash: text("key_hash").primaryKey(),
    id: uuid("id").notNull().unique(),
    workspaceId: workspaceId().references(() => workspaces.id, { onDelete: "cascade" }),
    /** What it is for, in the words of whoever made it. */
    name: text("name"),
    kind: text("kind", { enum: ["secret", "publishable"] }).notNull(),
    scopes: text("scopes").array().notNull(),
    last4: text("last4").notNull(),
    isTest: boolean("is_test").notNull().default(false),
    createdAt: instant("created_at").notNull(),
    revokedAt: instant("revoked_at"),
  },
  (t) => [index("keys_of_a_workspace").on(t.workspaceId)],
);

/** What this installation is: one row, made at the first start. */
export const installation = pgTable("installation", {
  one: boolean("one").primaryKey().default(true),
  secret: text("secret").notNull(),
  createdAt: instant("created_at").notNull(),
  /** Of a restored copy: nothing is sent while this is set, because the original may be alive. */
  sendingPausedAt: instant("sending_paused_at"),
});

export const workspaceSettings = pgTable("workspace_settings", {
  workspaceId: workspaceId()
    .primaryKey()
    .references(() => workspaces.id, { onDelete: "cascade" }),
  locale: text("locale").notNull().default("en"),
  currency: text("currency").notNull().default("EUR"),
  csiForm: text("csi_form", { enum: ["range", "ratioToMax"] })
    .notNull()
    .default("range"),
  transactionalRestDays: integer("transactional_rest_days").notNull().default(30),
  relationalRestDays: integer("relational_rest_days").notNull().default(90),
  caseDueHours: integer("case_due_hours").notNull().default(24),
  /** Without a save for so long an unfinished answer is finished: 10 to 10 080. */
  silenceMinutes: integer("silence_minutes").notNull().default(60),
  senderName: text("sender_name"),
  senderAddress: text("sender_address"),
  postalAddress: text("postal_address"),
  privacyUrl: text("privacy_url"),
  /** Colour of buttons and marks on survey pages and in mail, `#RRGGBB`; null: ours. */
  accent: text("accent"),
  /** What is missing is as usual. */
  theme: jsonb("theme").$type<Partial<Theme>>().notNull().default({}),
  /** Hosts that survey pages may send a browser on to. */
  redirectHosts: text("redirect_hosts").array().notNull().default([]),
  /** By metric: what the workspace wants to reach. A touchpoint's own target goes before it. */
  targets: jsonb("targets").$type<Partial<Record<"nps" | "csat" | "ces" | "csi", number>>>().notNull().default({}),
  /** What is missing is as usual. */
  alarms: jsonb("alarms").$type<Partial<AlarmSettings>>().notNull().default({}),
});

/** Who did what. Settings that change past numbers keep their history here. Details hold ids and setting values only. */
export const auditLog = pgTable(
  "audit_log",
  {
    workspaceId: workspaceId().references(() => workspaces.id, { onDelete: "cascade" }),
    id: uuid("id").notNull(),
    at: instant("at").notNull(),
    actorKind: text("actor_kind").notNull(),
    actorId: text("actor_id"),
    action: text("action").notNull(),
    subjectKind: text("subject_kind").notNull(),
    subjectId: text("subject_id").notNull(),
    details: jsonb("details").notNull().default({}),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    index("history_of_a_subject").on(t.workspaceId, t.subjectKind, t.subjectId, t.id),
  ],
);

/** The first 2xx of a request sent under an Idempotency-Key, sealed with that key, of which only a hash is kept. */
export const idempotencyAnswers = pgTable(
  "idempotency_answers",
  {
    workspaceId: workspaceId().references(() => workspaces.id, { onDelete: "cascade" }),
    route: text("route").notNull(),
    keyHash: text("key_hash").notNull(),
    bodyHash: text("body_hash").notNull(),
    status: integer("status"),
    sealed: text("sealed"),
    reservedUntil: instant("reserved_until").notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.route, t.keyHash] }), index("answers_by_age").on(t.createdAt)],
);
