import { eraseContact, readContact, upsertContact } from "@otklik/features/contacts/index";
import { readDecisions } from "@otklik/features/distribution/index";
import { exportContact, readTimeline } from "@otklik/features/history/index";
import { readCursor } from "@otklik/features/page";
import { Hono } from "hono";
import { z } from "zod";
import type { ApiEnv } from "../api-env.ts";
import { describe, refusals } from "../describe.ts";
import { validate } from "../validate.ts";
import { Contact, cursorQuery, Decision, id, idParam, pageOf, Resource } from "./shapes.ts";

const Paging = z.object(cursorQuery);

export const contacts = new Hono<ApiEnv>()
  .post(
    "/",
    describe(
      "Make a contact, or bring the one known by any of these identities up to date",
      { 200: Resource, 201: Resource },
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
  .get("/:id", describe("A contact", { 200: Resource }, refusals.read), validate("param", idParam), async (c) =>
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
      { 200: pageOf(z.looseObject({ kind: z.string(), id, at: z.iso.datetime() })) },
      refusals.read,
    ),
    validate("param", idParam),
    validate("query", Paging),
    async (c) => {
      const { limit, cursor } = c.req.valid("query");
      return c.json(
        await c.var.run((ctx) => readTimeline(ctx, c.req.valid("param").id, { limit, after: readCursor(cursor) })),
      );
    },
  )
  .get(
    "/:id/export",
    describe("Everything kept about a contact", { 200: z.looseObject({ contact: Resource }) }, refusals.read),
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
