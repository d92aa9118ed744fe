import { addNote, changeCase, readCase, readCases, reopenCase, resolveCase } from "@otklik/features/cases/index";
import { readCursor } from "@otklik/features/page";
import { Hono } from "hono";
import { z } from "zod";
import type { ApiEnv } from "../api-env.ts";
import { describe, refusals } from "../describe.ts";
import { validate } from "../validate.ts";
import { Case, casePriority, caseStatus, cursorQuery, id, idParam, key, pageOf, Resource } from "./shapes.ts";

const words = z.string().trim().min(1).max(500);
const note = z.string().trim().min(1).max(10_000);
const Change = z.strictObject({
  status: caseStatus.optional(),
  assigneeId: id.nullable().optional(),
  priority: casePriority.optional(),
  rootCause: words.nullable().optional(),
  outcome: words.nullable().optional(),
});
const Resolution = z.strictObject({ rootCause: words.optional(), outcome: words.optional(), note: note.optional() });
const Query = z.object({
  ...cursorQuery,
  status: z
    .string()
    .transform((text) => text.split(","))
    .pipe(z.array(caseStatus))
    .optional(),
  assigneeId: id.optional(),
  contact: id.optional(),
  touchpoint: key.optional(),
});

export const cases = new Hono<ApiEnv>()
  .get(
    "/",
    describe("Cases, newest first", { 200: pageOf(Case) }, refusals.list),
    validate("query", Query),
    async (c) => {
      const { limit, cursor, ...filter } = c.req.valid("query");
      return c.json(await c.var.run((ctx) => readCases(ctx, filter, { limit, after: readCursor(cursor) })));
    },
  )
  .get(
    "/:id",
    describe(
      "A case with everything known about the customer",
      { 200: Case.extend({ notes: z.array(Resource) }) },
      refusals.read,
    ),
    validate("param", idParam),
    async (c) => c.json(await c.var.run((ctx) => readCase(ctx, c.req.valid("param").id))),
  )
  .patch(
    "/:id",
    describe("Change status, owner, priority, root cause or outcome", { 200: Case }, refusals.write),
    validate("param", idParam),
    validate("json", Change),
    async (c) => c.json(await c.var.run((ctx) => changeCase(ctx, c.req.valid("param").id, c.req.valid("json")))),
  )
  .post(
    "/:id/notes",
    describe("Write a note, or what was said in a call", { 201: Resource }, refusals.write),
    validate("param", idParam),
    validate("json", z.strictObject({ body: note, kind: z.enum(["note", "call"]).optional() })),
    async (c) => c.json(await c.var.run((ctx) => addNote(ctx, c.req.valid("param").id, c.req.valid("json"))), 201),
  )
  .post(
    "/:id/resolve",
    describe("Close the loop, with root cause and outcome", { 200: Case }, refusals.write),
    validate("param", idParam),
    validate("json", Resolution),
    async (c) => c.json(await c.var.run((ctx) => resolveCase(ctx, c.req.valid("param").id, c.req.valid("json")))),
  )
  .post(
    "/:id/reopen",
    describe("Open a resolved case again", { 200: Case }, refusals.write),
    validate("param", idParam),
    async (c) => c.json(await c.var.run((ctx) => reopenCase(ctx, c.req.valid("param").id))),
  );
