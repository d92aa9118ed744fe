import { readContradictions } from "@otklik/features/insights/index";
import { Hono } from "hono";
import { z } from "zod";
import type { ApiEnv } from "../api-env.ts";
import { describe } from "../describe.ts";
import { validate } from "../validate.ts";
import { responseFilters } from "./response-filters.ts";
import { answerClass, id, key } from "./shapes.ts";

const share = z.number().describe("0..1");
const Contradictions = z.object({
  models: z
    .array(
      z.object({
        language: z.enum(["en", "ru"]),
        n: z.int().describe("Scored comments it was taught and checked by"),
        unhappy: z.int(),
        right: z
          .object({ share, low: share, high: share })
          .nullable()
          .describe("What it tells rightly of comments it had not seen, with the 95 % interval"),
        usual: share.describe("What always saying the commoner would tell rightly"),
        isEarned: z.boolean().describe("Surely better than that; of a model that is not, nothing is told"),
        reason: z.enum(["tooFewComments", "tooFewOfASide", "notBetter"]).nullable(),
      }),
    )
    .describe("By language, whatever the filter"),
  data: z.array(
    z.object({
      responseId: id,
      comment: z.string(),
      score: z.number().nullable(),
      class: answerClass.nullable(),
      touchpointKey: key,
      channel: z.string(),
      at: z.iso.datetime(),
      unhappy: z.number().describe("How surely the words are an unhappy customer's, above 0.9"),
      alike: z.int().describe("How many other answers with a good score say the same, word for word"),
    }),
  ),
});

export const contradictions = new Hono<ApiEnv>().get(
  "/",
  describe(
    "Answers with a good score and unhappy words, 50 at most, the same words once",
    { 200: Contradictions },
    [401, 403, 422],
  ),
  validate("query", z.object(responseFilters)),
  async (c) => c.json(await c.var.run((ctx) => readContradictions(ctx, c.req.valid("query")))),
);
