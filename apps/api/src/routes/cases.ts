import {
  addNote,
  changeCase,
  readCase,
  readCases,
  removeNote,
  reopenCase,
  resolveCase,
  summariseCases,
  undoChange,
} from "@otklik/features/cases/index";
import { Hono } from "hono";
import { z } from "zod";
import type { ApiEnv } from "../api-env.ts";
import { describe, refusals } from "../describe.ts";
import { validate } from "../validate.ts";
import {
  Case,
  CaseFile,
  CaseNote,
  CaseSummary,
  casePriority,
  caseStatus,
  cursorQuery,
  id,
  idParam,
  key,
  pageOf,
} from "./shapes.ts";

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
  view: z
    .enum(["open", "mine", "waiting", "done"])
    .optional()
    .describe("open: not resolved; mine: of those, the calling member's"),
  sort: z
    .enum(["opened", "stake"])
    .default("opened")
    .describe("opened: newest first; stake: by value at stake, unknown behind known, then by when it is due"),
  q: z.string().trim().min(1).max(200).optional().describe("In the customer's name, the comment or the touchpoint"),
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
    describe("Cases, newest first or as a queue", { 200: pageOf(Case) }, refusals.list),
    validate("query", Query),
    async (c) => {
      const { limit, cursor, ...question } = c.req.valid("query");
      return c.json(await c.var.run((ctx) => readCases(ctx, question, { limit, cursor })));
    },
  )
  .get(
    "/summary",
    describe("How many cases there are in each view, and what is at risk", { 200: CaseSummary }, refusals.list),
    validate("query", z.object({ touchpoint: key.optional() })),
    async (c) => c.json(await c.var.run((ctx) => summariseCases(ctx, c.req.valid("query")))),
  )
  .get(
    "/:id",
    describe("A case with everything known about the customer", { 200: CaseFile }, refusals.read),
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
    describe("Write a note, or what was said in a call", { 201: CaseNote }, refusals.write),
    validate("param", idParam),
    validate("json", z.strictObject({ body: note, kind: z.enum(["note", "call"]).optional() })),
    async (c) => c.json(await c.var.run((ctx) => addNote(ctx, c.req.valid("param").id, c.req.valid("json"))), 201),
  )
  .delete(
    "/:id/notes/:noteId",
    describe("Take a note of one's own back", { 204: "Gone" }, refusals.read),
    validate("param", z.object({ id, noteId: id })),
    async (c) => {
      const { id, noteId } = c.req.valid("param");
      await c.var.run((ctx) => removeNote(ctx, id, noteId));
      return c.body(null, 204);
    },
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
  )
  .post(
    "/:id/undo",
    describe("Take one's newest change of status, owner or priority back", { 200: Case }, refusals.write),
    validate("param", idParam),
    async (c) => c.json(await c.var.run((ctx) => undoChange(ctx, c.req.valid("param").id))),
  );
