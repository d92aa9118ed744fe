import { readCursor } from "@otklik/features/page";
import { createSurvey, publishSurvey, readSurvey, readSurveys, replaceDraft } from "@otklik/features/surveys/index";
import { Hono } from "hono";
import { z } from "zod";
import type { ApiEnv } from "../api-env.ts";
import { describe, refusals } from "../describe.ts";
import { validate } from "../validate.ts";
import { cursorQuery, idParam, pageOf, Question, Resource, Survey } from "./shapes.ts";

const SurveyShape = Resource.extend({
  name: z.string(),
  locale: z.string(),
  status: z.enum(["draft", "published"]),
  version: z.int().nullable(),
  questions: z.array(Question),
}).meta({ id: "Survey" });

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
  .get(
    "/:id",
    describe("A survey as it stands in its draft", { 200: SurveyShape }, refusals.read),
    validate("param", idParam),
    async (c) => c.json(await c.var.run((ctx) => readSurvey(ctx, c.req.valid("param").id))),
  )
  .put(
    "/:id",
    describe(
      "Replace the draft; what is asked now stays until the next publishing",
      { 200: SurveyShape },
      refusals.write,
    ),
    validate("param", idParam),
    validate("json", Survey),
    async (c) => c.json(await c.var.run((ctx) => replaceDraft(ctx, c.req.valid("param").id, c.req.valid("json")))),
  )
  .post(
    "/:id/publish",
    describe("Publish the draft as a new, immutable version", { 200: SurveyShape }, refusals.write),
    validate("param", idParam),
    async (c) => c.json(await c.var.run((ctx) => publishSurvey(ctx, c.req.valid("param").id))),
  );
