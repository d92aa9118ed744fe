import type { Answers as AnswerMap } from "@otklik/domain/survey/definition";
import { mostTags } from "@otklik/domain/values/tag";
import { readFiledResponses, readResponseFile } from "@otklik/features/history/index";
import { readCursor } from "@otklik/features/page";
import {
  countThemes,
  holdResponse,
  noteResponse,
  readTags,
  releaseResponse,
  retagResponses,
  summariseResponses,
  tagResponse,
} from "@otklik/features/responses/index";
import { Hono } from "hono";
import { z } from "zod";
import type { ApiEnv } from "../api-env.ts";
import { describe, refusals } from "../describe.ts";
import { validate } from "../validate.ts";
import { contradictions } from "./contradictions.ts";
import { HistoryEntry } from "./history-shapes.ts";
import { questionResults } from "./question-results.ts";
import { responseExport } from "./response-export.ts";
import { responseFilters, tag } from "./response-filters.ts";
import {
  Answers,
  Contact,
  caseStatus,
  channel,
  cursorQuery,
  freeData,
  id,
  idParam,
  key,
  locale,
  pageOf,
  ResponseShape,
  time,
} from "./shapes.ts";

const Submission = z.strictObject({
  surveyId: id,
  touchpointKey: key,
  channel,
  contact: Contact.optional(),
  answers: Answers,
  locale: locale.optional(),
  occurredAt: time.optional(),
  submissionId: z.string().min(1).max(200).optional().describe("One attempt: the same again is stored once"),
  finished: z.boolean().default(true),
  attributes: freeData.optional(),
});

const Query = z.object({ ...cursorQuery, ...responseFilters });
const SummaryQuery = z.object(responseFilters).omit({ class: true });

const Retagging = z
  .strictObject({
    tag,
    take: z.enum(["on", "off"]),
    ids: z.array(id).max(10_000).optional(),
    filter: z.strictObject(responseFilters).optional().describe("As in the list's address"),
  })
  .refine(({ ids, filter }) => (ids === undefined) !== (filter === undefined), "Say either ids or filter");

const Filed = ResponseShape.extend({
  tags: z.array(z.string()),
  contactName: z.string().nullable(),
  caseId: id.nullable(),
}).meta({ id: "FiledResponse" });
const Note = z.object({
  id,
  body: z.string(),
  authorKind: z.string(),
  authorId: z.string().nullable(),
  at: z.iso.datetime(),
});
const File = Filed.extend({
  surveyName: z.string(),
  questions: z.array(
    z.object({
      id: z.string(),
      type: z.string(),
      prompt: z.string().describe("In the language it was asked in"),
      items: z.array(z.object({ id: z.string(), label: z.string() })).describe("Parts of a csi, rows of a matrix"),
      columns: z.array(z.object({ id: z.string(), label: z.string() })).describe("Of a matrix"),
      text: z.string().nullable().describe("The answer in words, where it was chosen from some"),
      answer: z.unknown().describe("Null if there is none"),
      state: z.enum(["answered", "skipped", "notAsked"]).describe("Not asked: led past it, or left before it"),
    }),
  ),
  contact: z
    .object({
      id,
      name: z.string().nullable(),
      email: z.string().nullable(),
      phone: z.string().nullable(),
      locale: z.string().nullable(),
      value: z.number().nullable(),
    })
    .nullable(),
  invitation: z
    .object({
      id,
      channel,
      status: z.string(),
      sentAt: z.iso.datetime().nullable(),
      openedAt: z.iso.datetime().nullable(),
    })
    .nullable(),
  case: z.object({ id, status: caseStatus, resolvedAt: z.iso.datetime().nullable() }).nullable(),
  notes: z.array(Note.extend({ authorName: z.string().nullable() })),
  others: z.array(Filed).describe("Other answers of the same contact, newest first"),
  journey: z
    .array(HistoryEntry)
    .describe("Events, invitations, answers and cases of the contact around this answer, newest first"),
});
const byClass = z.object({
  promoter: z.int(),
  passive: z.int(),
  detractor: z.int(),
  satisfied: z.int(),
  neutral: z.int(),
  dissatisfied: z.int(),
});
const ThemeCounts = z.object({
  written: z.int().describe("Answers that match and in which something was written"),
  data: z.array(z.object({ id, name: z.string(), n: z.int(), byClass })),
});
const TagCount = z.object({ tag: z.string(), n: z.int() });
const Summary = z.object({
  total: z.int(),
  byClass,
  byTouchpoint: z.array(z.object({ touchpointKey: z.string(), n: z.int(), byClass })),
  byChannel: z.array(z.object({ channel, n: z.int(), byClass })),
  topTags: z.array(TagCount),
});

export const responses = new Hono<ApiEnv>()
  .post(
    "/",
    describe(
      "Store an answer; when this returns, it is durable and in the scores",
      { 200: ResponseShape, 201: ResponseShape },
      refusals.write,
    ),
    validate("json", Submission),
    async (c) => {
      const { contact, answers, ...body } = c.req.valid("json");
      const submission = {
        ...body,
        answers: answers as AnswerMap,
        source: "api" as const,
        isTest: c.get("actor").isTest,
      };
      const { response, isNew } = await c
        .get("runtime")
        .capture.submit(c.get("workspaceId"), c.get("actor"), submission, contact);
      return c.json(response, isNew ? 201 : 200);
    },
  )
  .get(
    "/",
    describe("Answers, newest first", { 200: pageOf(Filed) }, refusals.list),
    validate("query", Query),
    async (c) => {
      const { limit, cursor, ...filter } = c.req.valid("query");
      return c.json(await c.var.run((ctx) => readFiledResponses(ctx, filter, { limit, after: readCursor(cursor) })));
    },
  )
  .get(
    "/summary",
    describe("How many answers match, by class, touchpoint, channel and tag", { 200: Summary }, refusals.list),
    validate("query", SummaryQuery),
    async (c) => c.json(await c.var.run((ctx) => summariseResponses(ctx, c.req.valid("query")))),
  )
  .get(
    "/themes",
    describe("How many of the answers that match speak of each theme", { 200: ThemeCounts }, refusals.list),
    validate("query", z.object(responseFilters)),
    async (c) => c.json(await c.var.run((ctx) => countThemes(ctx, c.req.valid("query")))),
  )
  .get("/tags", describe("The tags in use, the most used first", { 200: pageOf(TagCount) }, [401, 403]), async (c) =>
    c.json({ data: await c.var.run(readTags), nextCursor: null }),
  )
  .post(
    "/tags",
    describe(
      "Put a tag on many answers or take it off: of these ids, or on all that match (10 000 at most)",
      { 200: z.object({ changed: z.array(id).describe("To take it back exactly") }) },
      refusals.write,
    ),
    validate("json", Retagging),
    async (c) => c.json({ changed: await c.var.run((ctx) => retagResponses(ctx, c.req.valid("json"))) }),
  )
  .route("/export", responseExport)
  .route("/questions", questionResults)
  .route("/contradictions", contradictions)
  .get(
    "/:id",
    describe("An answer with all that is known about it", { 200: File }, refusals.read),
    validate("param", idParam),
    async (c) => c.json(await c.var.run((ctx) => readResponseFile(ctx, c.req.valid("param").id))),
  )
  .put(
    "/:id/tags",
    describe(
      "File an answer under these tags and no others",
      { 200: z.object({ tags: z.array(z.string()) }) },
      refusals.write,
    ),
    validate("param", idParam),
    validate("json", z.strictObject({ tags: z.array(tag).max(mostTags) })),
    async (c) =>
      c.json({
        tags: await c.var.run((ctx) => tagResponse(ctx, c.req.valid("param").id, c.req.valid("json").tags)),
      }),
  )
  .post(
    "/:id/notes",
    describe("Write a note about an answer", { 201: Note }, refusals.write),
    validate("param", idParam),
    validate("json", z.strictObject({ body: z.string().trim().min(1).max(10_000) })),
    async (c) =>
      c.json(await c.var.run((ctx) => noteResponse(ctx, c.req.valid("param").id, c.req.valid("json").body)), 201),
  )
  .post(
    "/:id/release",
    describe("Let an answer that was held back count", { 200: ResponseShape }, refusals.write),
    validate("param", idParam),
    async (c) => c.json(await c.var.run((ctx) => releaseResponse(ctx, c.req.valid("param").id))),
  )
  .post(
    "/:id/quarantine",
    describe("Take an answer out of the scores; it is kept", { 200: ResponseShape }, refusals.write),
    validate("param", idParam),
    async (c) => c.json(await c.var.run((ctx) => holdResponse(ctx, c.req.valid("param").id))),
  );
