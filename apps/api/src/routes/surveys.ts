import { readSurveyResults, readSurveyUsage } from "@otklik/features/insights/index";
import { readCursor } from "@otklik/features/page";
import {
  createSurvey,
  publishSurvey,
  readSurvey,
  readSurveys,
  readVersions,
  replaceDraft,
} from "@otklik/features/surveys/index";
import { Hono } from "hono";
import { z } from "zod";
import type { ApiEnv } from "../api-env.ts";
import { describe, refusals } from "../describe.ts";
import { validate } from "../validate.ts";
import {
  channel,
  cursorQuery,
  Interval,
  id,
  idParam,
  key,
  locale,
  metric,
  pageOf,
  Resource,
  Score,
  segment,
  time,
} from "./shapes.ts";
import { Question, Survey } from "./survey-shapes.ts";

export const SurveyShape = Resource.extend({
  name: z.string(),
  locale: z.string(),
  status: z.enum(["draft", "published"]),
  version: z.int().nullable(),
  questions: z.array(Question),
}).meta({ id: "Survey" });

const span = { from: time.optional(), to: time.optional() };

const Usage = z
  .object({
    id,
    name: z.string(),
    locale: z.string(),
    status: z.enum(["draft", "published"]),
    state: z.enum(["draft", "live", "off", "noDistribution"]),
    version: z.int().nullable(),
    hasChanges: z.boolean().describe("Whether the draft differs from what is asked now"),
    metric: metric.nullable(),
    touchpoints: z.array(z.object({ key, name: z.string() })),
    distributions: z.int(),
    answers: z.int(),
    score: z.number().nullable(),
    n: z.int(),
    interval: Interval.nullable(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: "SurveyUsage" });

const Item = z.object({
  id: z.string(),
  label: z.string(),
  weight: z.number().describe("Part of all weights, 0..1"),
  mean: z.number().nullable(),
  n: z.int(),
  interval: Interval.nullable(),
  counts: z.record(z.string(), z.int()),
});
const Comment = z.object({
  responseId: id,
  text: z.string(),
  score: z.number().nullable(),
  class: z.string().nullable(),
  touchpointKey: z.string(),
  channel: z.string(),
  at: z.iso.datetime(),
});
const asked = { id: z.string(), prompt: z.string() };
const Results = z
  .object({
    id,
    name: z.string(),
    version: z.int().nullable(),
    responses: z.object({ finished: z.int(), partial: z.int() }),
    quotas: z
      .array(
        z.object({
          id: z.string(),
          n: z.int(),
          limit: z.int(),
          whenFull: z.union([z.literal("close"), z.object({ ending: z.string() })]),
        }),
      )
      .describe("Of the version that is asked now; whatever the filter"),
    questions: z.array(
      z.union([
        z.object({
          ...asked,
          type: metric,
          scaleVersion: z.int(),
          scale: z.object({ min: z.int(), max: z.int() }),
          score: Score.describe("Of this scale version only; `series` names the others, which are never added"),
          items: z.array(Item).describe("Parts of a CSI, empty for other metrics"),
        }),
        z.object({ ...asked, type: z.literal("text"), comments: z.int(), newest: z.array(Comment) }),
        z.object({ ...asked, type: z.literal("callback"), wanted: z.int() }),
      ]),
    ),
  })
  .meta({ id: "SurveyResults" });

const Version = z
  .object({
    version: z.int(),
    name: z.string(),
    publishedAt: z.iso.datetime(),
    isCurrent: z.boolean(),
    locales: z.array(z.string()),
    questions: z.array(Question),
    scaleVersions: z.record(z.string(), z.int()),
    newSeries: z
      .array(
        z.object({
          questionId: z.string(),
          because: z.array(z.enum(["metric", "anonymity", "scale", "direction", "labels", "items", "weights"])),
        }),
      )
      .describe("Metric questions whose answers are another series than those of the version before"),
  })
  .meta({ id: "SurveyVersion" });

export const surveys = new Hono<ApiEnv>()
  .post("/", describe("Draft a survey", { 201: SurveyShape }, refusals.write), validate("json", Survey), async (c) =>
    c.json(await c.var.run((ctx) => createSurvey(ctx, c.req.valid("json"))), 201),
  )
  .get(
    "/",
    describe("Surveys, newest first", { 200: pageOf(SurveyShape) }, refusals.list),
    validate("query", z.object(cursorQuery)),
    async (c) => {
      const { limit, cursor } = c.req.valid("query");
      return c.json(await c.var.run((ctx) => readSurveys(ctx, { limit, after: readCursor(cursor) })));
    },
  )
  // Before /:id, which would take "usage" for an id.
  .get(
    "/usage",
    describe(
      "Surveys, newest first, with where they are offered and what they said in a window, by default the last 30 days",
      { 200: pageOf(Usage) },
      refusals.list,
    ),
    validate("query", z.object({ ...cursorQuery, ...span })),
    async (c) => {
      const { limit, cursor, ...window } = c.req.valid("query");
      return c.json(await c.var.run((ctx) => readSurveyUsage(ctx, window, { limit, after: readCursor(cursor) })));
    },
  )
  .get(
    "/:id/results",
    describe("What was answered, by question of the version that is asked now", { 200: Results }, [
      ...refusals.read,
      422,
    ]),
    validate("param", idParam),
    validate(
      "query",
      z.object({
        ...span,
        touchpoint: key.optional(),
        channel: channel.optional(),
        segment: segment.optional(),
        bucket: z.enum(["hour", "day", "week", "month", "auto"]).optional(),
        locale: locale.optional().describe("The language that prompts are wanted in"),
      }),
    ),
    async (c) =>
      c.json(await c.var.run((ctx) => readSurveyResults(ctx, { ...c.req.valid("param"), ...c.req.valid("query") }))),
  )
  .get(
    "/:id/versions",
    describe(
      "Every version that was ever asked, newest first",
      { 200: z.object({ data: z.array(Version), nextCursor: z.null() }) },
      refusals.read,
    ),
    validate("param", idParam),
    async (c) => {
      const data = await c.var.run((ctx) => readVersions(ctx, c.req.valid("param").id));
      return c.json({ data, nextCursor: null });
    },
  )
  .get(
    "/:id",
    describe("A survey as it stands in its draft", { 200: SurveyShape }, refusals.read),
    validate("param", idParam),
    async (c) => c.json(await c.var.run((ctx) => readSurvey(ctx, c.req.valid("param").id))),
  )
  .put(
    "/:id",
    describe(
      "Replace the draft; what is asked now stays until the next publishing. If-Match with the draft's updatedAt refuses to overwrite what was saved since",
      { 200: SurveyShape },
      refusals.write,
    ),
    validate("param", idParam),
    validate("json", Survey),
    async (c) =>
      c.json(
        await c.var.run((ctx) =>
          replaceDraft(ctx, c.req.valid("param").id, c.req.valid("json"), seenDraft(c.req.header("if-match"))),
        ),
      ),
  )
  .post(
    "/:id/publish",
    describe("Publish the draft as a new, immutable version", { 200: SurveyShape }, refusals.write),
    validate("param", idParam),
    async (c) =>
      c.json(
        await c.var.run((ctx) => publishSurvey(ctx, c.req.valid("param").id, seenDraft(c.req.header("if-match")))),
      ),
  );

/** If-Match, which is optional: the `updatedAt` of the draft that somebody had before them, quoted or not. */
export function seenDraft(header: string | undefined): string | undefined {
  return header?.replace(/^"(.*)"$/, "$1");
}
