import {
  duplicateSurvey,
  exportSurvey,
  importSurvey,
  readChanges,
  restoreVersion,
} from "@otklik/features/surveys/index";
import { Hono } from "hono";
import { z } from "zod";
import type { ApiEnv } from "../api-env.ts";
import { describe, refusals } from "../describe.ts";
import { validate } from "../validate.ts";
import { id, idParam, name } from "./shapes.ts";
import { Survey } from "./survey-shapes.ts";
import { SurveyShape, seenDraft } from "./surveys.ts";

const version = z.coerce.number().int().min(1).max(1_000_000);
const schemaVersion = z.literal(1, {
  error: "This service reads documents of schemaVersion 1 only; export the survey anew from a service of this version",
});
/** A survey as a file: what is asked, and nothing of where it came from. */
const SurveyDocument = Survey.extend({ schemaVersion }).meta({ id: "SurveyDocument" });
const side = z.union([version, z.literal("draft")]);

const Changes = z
  .object({
    from: z.union([z.int(), z.literal("draft")]),
    to: z.union([z.int(), z.literal("draft")]),
    changes: z.array(
      z.object({
        pointer: z.string().describe("Where: in `to`, or in `from` for what is gone"),
        sentence: z.string(),
        startsSeries: z.boolean().describe("Answers are not counted with those before"),
      }),
    ),
  })
  .meta({ id: "SurveyChanges" });

/** Copies of surveys: under another name, as a file, of an earlier version; and what differs between two. */
export const surveyCopies = new Hono<ApiEnv>()
  .post(
    "/import",
    describe(
      "Take a survey from a document as GET /v1/surveys/{id}/export gives it: as a new draft, or in place of another's; then If-Match as with PUT",
      { 200: SurveyShape, 201: SurveyShape },
      refusals.write,
    ),
    validate("query", z.object({ into: id.optional().describe("The survey whose draft it replaces") })),
    validate("json", SurveyDocument),
    async (c) => {
      const { into } = c.req.valid("query");
      const { schemaVersion: _, ...input } = c.req.valid("json");
      const survey = await c.var.run((ctx) => importSurvey(ctx, input, into, seenDraft(c.req.header("if-match"))));
      return c.json(survey, into === undefined ? 201 : 200);
    },
  )
  .get(
    "/:id/export",
    describe("The survey as a document: its draft, or with ?version= one of its versions", { 200: SurveyDocument }, [
      ...refusals.read,
      422,
    ]),
    validate("param", idParam),
    validate("query", z.object({ version: version.optional() })),
    async (c) => {
      const wanted = c.req.valid("query").version ?? null;
      const document = await c.var.run((ctx) => exportSurvey(ctx, c.req.valid("param").id, wanted));
      const file = `survey-${c.req.valid("param").id}${wanted === null ? "" : `-v${wanted}`}.json`;
      c.header("content-disposition", `attachment; filename="${file}"`);
      return c.json(document);
    },
  )
  .post(
    "/:id/duplicate",
    describe("The draft once more, as a survey of its own", { 201: SurveyShape }, refusals.write),
    validate("param", idParam),
    validate("json", z.strictObject({ name: name.optional() })),
    async (c) =>
      c.json(await c.var.run((ctx) => duplicateSurvey(ctx, c.req.valid("param").id, c.req.valid("json").name)), 201),
  )
  .post(
    "/:id/restore",
    describe(
      "Make a version the draft again; what is asked now stays until the next publishing. If-Match as with PUT",
      { 200: SurveyShape },
      refusals.write,
    ),
    validate("param", idParam),
    validate("json", z.strictObject({ version: z.int().min(1) })),
    async (c) =>
      c.json(
        await c.var.run((ctx) =>
          restoreVersion(
            ctx,
            c.req.valid("param").id,
            c.req.valid("json").version,
            seenDraft(c.req.header("if-match")),
          ),
        ),
      ),
  )
  .get(
    "/:id/changes",
    describe("What differs between two versions, or a version and the draft, in sentences", { 200: Changes }, [
      ...refusals.read,
      422,
    ]),
    validate("param", idParam),
    validate(
      "query",
      z.object({
        from: side.optional().describe("Without it, the version that is asked now"),
        to: side.default("draft"),
        locale: z.enum(["en", "ru"]).default("en").describe("The language of the sentences"),
      }),
    ),
    async (c) =>
      c.json(await c.var.run((ctx) => readChanges(ctx, { ...c.req.valid("param"), ...c.req.valid("query") }))),
  );
