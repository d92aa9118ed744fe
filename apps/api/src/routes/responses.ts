import type { Answers as AnswerMap } from "@otklik/domain/survey/definition";
import { readCursor } from "@otklik/features/page";
import { readResponses, readStoredResponse } from "@otklik/features/responses/index";
import { Hono } from "hono";
import { z } from "zod";
import type { ApiEnv } from "../api-env.ts";
import { describe, refusals } from "../describe.ts";
import { validate } from "../validate.ts";
import {
  Answers,
  Contact,
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

const score = z
  .string()
  .regex(/^-?\d{1,9}(\.\d{1,9})?$/, "A number is expected")
  .transform(Number);

const Query = z.object({
  ...cursorQuery,
  touchpoint: key.optional(),
  survey: id.optional(),
  channel: channel.optional(),
  scoreMin: score.optional(),
  scoreMax: score.optional(),
  class: z.enum(["promoter", "passive", "detractor", "satisfied", "neutral", "dissatisfied"]).optional(),
  from: time.optional(),
  to: time.optional(),
  contact: id.optional(),
  q: z.string().min(1).max(200).optional(),
  segment: z.string().max(300).optional(),
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
    describe("Answers, newest first", { 200: pageOf(ResponseShape) }, refusals.list),
    validate("query", Query),
    async (c) => {
      const { limit, cursor, ...filter } = c.req.valid("query");
      return c.json(await c.var.run((ctx) => readResponses(ctx, filter, { limit, after: readCursor(cursor) })));
    },
  )
  .get("/:id", describe("An answer", { 200: ResponseShape }, refusals.read), validate("param", idParam), async (c) =>
    c.json(await c.var.run((ctx) => readStoredResponse(ctx, c.req.valid("param").id))),
  );
