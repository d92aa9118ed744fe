import { eraseContact, readContact, refuseFurtherSurveys, upsertContact } from "@otklik/features/contacts/index";
import { readDecisions, readEligibility } from "@otklik/features/distribution/index";
import { exportContact, historyKinds, readContacts, readTimeline } from "@otklik/features/history/index";
import { readCursor } from "@otklik/features/page";
import { Hono } from "hono";
import { z } from "zod";
import type { ApiEnv } from "../api-env.ts";
import { describe, refusals } from "../describe.ts";
import { validate } from "../validate.ts";
import { HistoryEntry, historyKind } from "./history-shapes.ts";
import { answerClass, Contact, cursorQuery, Decision, id, idParam, pageOf } from "./shapes.ts";

const Paging = z.object(cursorQuery);
const Search = z.object({
  ...cursorQuery,
  q: z.string().max(200).optional().describe("Part of a name, an address, a number or your own id"),
});
const Story = z.object({
  ...cursorQuery,
  kind: z
    .string()
    .max(100)
    .transform((list) => list.split(","))
    .pipe(z.array(historyKind).min(1))
    .optional()
    .describe(`Some of ${historyKinds.join(", ")}`),
});

const instant = z.iso.datetime();
const ContactShape = z
  .object({
    id,
    externalId: z.string().nullable(),
    email: z.string().nullable(),
    phone: z.string().nullable(),
    name: z.string().nullable(),
    locale: z.string().nullable(),
    timezone: z.string().nullable(),
    birthYear: z.int().nullable(),
    value: z.number().nullable(),
    attributes: z.record(z.string(), z.unknown()),
    isTest: z.boolean(),
    unsubscribedAt: instant.nullable(),
    createdAt: instant,
    updatedAt: instant,
  })
  .meta({ id: "Contact" });
const ContactSummary = ContactShape.pick({
  id: true,
  externalId: true,
  email: true,
  phone: true,
  name: true,
  locale: true,
  value: true,
  isTest: true,
  createdAt: true,
}).extend({
  unsubscribed: z.boolean(),
  lastResponse: z.object({ id, score: z.number().nullable(), class: answerClass.nullable(), at: instant }).nullable(),
});
const Standing = z.object({
  canBeAsked: z.boolean(),
  reason: z.enum(["unsubscribed", "suppressed", "unreachable", "contact-budget"]).nullable(),
  nextEligibleAt: instant.nullable(),
  restDays: z.int(),
});
const Eligibility = z.object({
  lastContactAt: instant.nullable().describe("The latest contact made or planned, of any kind"),
  transactional: Standing,
  relational: Standing,
});

export const contacts = new Hono<ApiEnv>()
  .post(
    "/",
    describe(
      "Make a contact, or bring the one known by any of these identities up to date",
      { 200: ContactShape, 201: ContactShape },
      refusals.write,
    ),
    validate("json", Contact),
    async (c) => {
      const { contact, isNew } = await c.var.run(async (ctx) => {
        const { contactId, isNew } = await upsertContact(ctx, c.req.valid("json"));
        return { contact: await readContact(ctx, contactId), isNew };
      });
      return c.json(contact, isNew ? 201 : 200);
    },
  )
  .get(
    "/",
    describe("Contacts, newest first, each with what they last said", { 200: pageOf(ContactSummary) }, refusals.list),
    validate("query", Search),
    async (c) => {
      const { limit, cursor, q } = c.req.valid("query");
      return c.json(await c.var.run((ctx) => readContacts(ctx, { q }, { limit, after: readCursor(cursor) })));
    },
  )
  .get("/:id", describe("A contact", { 200: ContactShape }, refusals.read), validate("param", idParam), async (c) =>
    c.json(await c.var.run((ctx) => readContact(ctx, c.req.valid("param").id))),
  )
  .get(
    "/:id/decisions",
    describe(
      "Why this contact was or was not asked, newest first",
      { 200: pageOf(Decision.extend({ at: z.iso.datetime(), eventId: z.string().nullable() })) },
      refusals.read,
    ),
    validate("param", idParam),
    validate("query", Paging),
    async (c) => {
      const { limit, cursor } = c.req.valid("query");
      const { id } = c.req.valid("param");
      const page = await c.var.run(async (ctx) => {
        await readContact(ctx, id);
        return readDecisions(ctx, id, { limit, after: readCursor(cursor) });
      });
      return c.json(page);
    },
  )
  .get(
    "/:id/timeline",
    describe(
      "Events, decisions, invitations, answers and cases of a contact, newest first",
      { 200: pageOf(HistoryEntry) },
      refusals.read,
    ),
    validate("param", idParam),
    validate("query", Story),
    async (c) => {
      const { limit, cursor, kind: kinds } = c.req.valid("query");
      const { id } = c.req.valid("param");
      return c.json(
        await c.var.run((ctx) => readTimeline(ctx, id, { limit, after: readCursor(cursor), ...(kinds && { kinds }) })),
      );
    },
  )
  .get(
    "/:id/eligibility",
    describe("When a contact may next be asked, and what stands in the way", { 200: Eligibility }, refusals.read),
    validate("param", idParam),
    async (c) => c.json(await c.var.run((ctx) => readEligibility(ctx, c.req.valid("param").id))),
  )
  .post(
    "/:id/unsubscribe",
    describe("Never ask a contact again, at any address of theirs; for ever", { 200: ContactShape }, refusals.read),
    validate("param", idParam),
    async (c) => c.json(await c.var.run((ctx) => refuseFurtherSurveys(ctx, c.req.valid("param").id))),
  )
  .get(
    "/:id/export",
    describe("Everything kept about a contact", { 200: z.looseObject({ contact: ContactShape }) }, refusals.read),
    validate("param", idParam),
    async (c) => c.json(await c.var.run((ctx) => exportContact(ctx, c.req.valid("param").id))),
  )
  .delete(
    "/:id",
    describe("Erase a contact: what they scored stays as a number without a name", { 204: "Erased" }, refusals.read),
    validate("param", idParam),
    async (c) => {
      await c.var.run((ctx) => eraseContact(ctx, c.req.valid("param").id));
      return c.body(null, 204);
    },
  );
