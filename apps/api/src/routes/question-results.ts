import { readQuestionResults } from "@otklik/features/insights/index";
import { Hono } from "hono";
import { z } from "zod";
import type { ApiEnv } from "../api-env.ts";
import { describe } from "../describe.ts";
import { validate } from "../validate.ts";
import { responseFilters } from "./response-filters.ts";
import { id, locale } from "./shapes.ts";

const named = { id: z.string(), label: z.string() };
const counted = z.object({ ...named, n: z.int() });
const Spread = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("numbers"),
    counts: z
      .array(z.object({ value: z.number(), n: z.int() }))
      .nullable()
      .describe("Null where there are more than 60 different values"),
    mean: z.number().nullable(),
    quartiles: z
      .object({ min: z.number(), low: z.number(), median: z.number(), high: z.number(), max: z.number() })
      .nullable(),
  }),
  z.object({ kind: z.literal("choices"), choices: z.array(counted), other: z.int().describe("In own words") }),
  z.object({ kind: z.literal("items"), items: z.array(counted.extend({ mean: z.number().nullable() })) }),
  z.object({
    kind: z.literal("matrix"),
    columns: z.array(z.object(named)),
    rows: z.array(counted.extend({ counts: z.array(z.int()).describe("In the order of the columns") })),
  }),
  z.object({ kind: z.literal("ranks"), choices: z.array(counted.extend({ meanRank: z.number().nullable() })) }),
  z.object({
    kind: z.literal("days"),
    first: z.string().nullable(),
    last: z.string().nullable(),
    months: z.array(z.object({ month: z.string(), n: z.int() })),
  }),
  z.object({ kind: z.literal("yesNo"), yes: z.int(), no: z.int() }),
  z.object({
    kind: z.literal("texts"),
    languages: z.array(z.object({ language: z.enum(["en", "ru"]), n: z.int() })).describe("By script"),
  }),
]);
const Terms = z.object({
  comments: z.object({ unhappy: z.int(), others: z.int() }).describe("Comments read: the newest 2000 of either side"),
  data: z.array(
    z.object({
      text: z.string(),
      search: z.string().describe("Finds every form of it by `q`"),
      these: z.int().describe("Comments of detractors and the dissatisfied that use it"),
      others: z.int(),
      z: z.number().describe("By how many standard errors its odds are higher"),
      isSure: z.boolean(),
    }),
  ),
  reason: z.enum(["tooFewComments", "nothingStandsOut"]).nullable(),
});
const Results = z.object({
  surveyId: id,
  name: z.string(),
  responses: z.object({ total: z.int(), finished: z.int(), partial: z.int() }),
  read: z.int().describe("The newest responses that were read, 20 000 at most"),
  questions: z.array(
    z.object({
      id: z.string(),
      key: z.string().describe("Tells it from another question, or another scale, that the same id was given to"),
      type: z.string(),
      prompt: z.string(),
      asked: z.int().describe("Respondents it was put to"),
      answered: z.int(),
      left: z.int().describe("Unfinished answers that end here"),
      spread: Spread,
      terms: Terms.nullable().describe("What unhappy respondents say more than others; of texts only"),
    }),
  ),
});

export const questionResults = new Hono<ApiEnv>().get(
  "/",
  describe("What was answered to one survey, question by question", { 200: Results }, [401, 403, 404, 422]),
  validate("query", z.object({ ...responseFilters, locale: locale.default("en") })),
  async (c) => {
    const { locale, ...filter } = c.req.valid("query");
    return c.json(await c.var.run((ctx) => readQuestionResults(ctx, filter, locale)));
  },
);
