import type { Condition as StoredCondition, Test as StoredTest } from "@otklik/domain/survey/condition";
import { textPatterns } from "@otklik/domain/survey/patterns";
import { z } from "zod";
import { key, locale, name } from "./shapes.ts";

const questionId = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_-]{0,63}$/, "A letter, then letters, digits, dashes and underscores are expected");
const prompt = z.string().min(1).max(2000);
const label = z.string().min(1).max(500);

const literal = z.union([z.string().max(500), z.number(), z.boolean()]);
const Test = z
  .strictObject({
    question: questionId.optional().describe("An answer"),
    part: key.optional().describe("With question: an item of a csi, a row of a matrix"),
    contact: z.string().min(1).max(200).optional().describe("An attribute of the contact, or name"),
    context: z.string().min(1).max(200).optional().describe("What the invitation or the request carried"),
    computed: questionId.optional().describe("A computed value"),
    op: z.enum(["eq", "ne", "lt", "le", "gt", "ge", "in", "contains", "answered", "band"]),
    value: z.union([literal, z.array(literal).min(1).max(100)]).optional(),
  })
  .refine(
    ({ question, contact, context, computed }) =>
      [question, contact, context, computed].filter((one) => one !== undefined).length === 1,
    "One of question, contact, context and computed is expected",
  )
  .refine(({ question, part }) => part === undefined || question !== undefined, {
    path: ["part"],
    error: "Only a question has parts",
  })
  .refine(({ op, value }) => takes(op, value), { path: ["value"], error: "Another kind of value is expected here" })
  .meta({ id: "Test" }) as unknown as z.ZodType<StoredTest, StoredTest>;

function takes(op: StoredTest["op"], value: unknown): boolean {
  if (op === "answered") return value === undefined || typeof value === "boolean";
  if (op === "in") return Array.isArray(value);
  if (op === "contains" || op === "band") return typeof value === "string" && value !== "";
  if (op === "eq" || op === "ne") return value !== undefined && !Array.isArray(value);
  return typeof value === "number" || typeof value === "string";
}

const several = <T extends z.ZodType>(inner: T) => z.array(inner).min(1).max(50);
const joined = <T extends z.ZodType>(inner: T) =>
  z.union([
    z.strictObject({ all: several(inner) }),
    z.strictObject({ any: several(inner) }),
    z.strictObject({ not: inner }),
    inner,
  ]);
// Three levels and no more: a body that nests without end is refused before anything walks down into it.
const Condition = joined(joined(joined(Test).meta({ id: "InnerCondition" })).meta({ id: "MiddleCondition" })).meta({
  id: "Condition",
}) as unknown as z.ZodType<StoredCondition, StoredCondition>;

const Jump = z
  .strictObject({
    when: Condition.optional(),
    to: questionId.describe("A later question, a later page, an ending, or end"),
  })
  .meta({ id: "Jump" });
const jumps = z.array(Jump).min(1).max(20).optional();

const asked = {
  id: questionId,
  prompt,
  required: z.boolean().optional(),
  help: prompt.optional(),
  when: Condition.optional().describe("Asked only where this holds; of earlier questions only"),
  next: jumps.describe("The first that holds is taken; without one, the next question"),
};
const ends = { lowLabel: z.string().max(200).optional(), highLabel: z.string().max(200).optional() };
const scale = z.strictObject({ min: z.int().min(0).max(9), max: z.int().min(1).max(10) });
const CsiItem = z.strictObject({ id: key, label, weight: z.number().positive().max(1e6) });
const shuffled = z.boolean().optional().describe("In an order of each attempt's own, the same at every look");
const choices = z
  .array(z.strictObject({ id: key, label, fixed: z.boolean().optional() }))
  .min(2)
  .max(100);
const labelled = z
  .array(z.strictObject({ id: key, label }))
  .min(1)
  .max(50);
const other = z.boolean().optional().describe('One more choice, answered {"other": "…"}');
const day = z.string().max(10);

export const Question = z.discriminatedUnion("type", [
  z.strictObject({ ...asked, ...ends, type: z.literal("nps"), metric: z.literal("nps").optional() }),
  z.strictObject({ ...asked, ...ends, type: z.literal("csat"), metric: z.literal("csat").optional() }),
  z.strictObject({ ...asked, ...ends, type: z.literal("ces"), metric: z.literal("ces").optional() }),
  z.strictObject({
    ...asked,
    ...ends,
    type: z.literal("csi"),
    metric: z.literal("csi").optional(),
    items: z.array(CsiItem).min(1).max(30),
    scale,
  }),
  z.strictObject({ ...asked, ...ends, type: z.literal("rating"), scale: scale.optional() }),
  z.strictObject({
    ...asked,
    type: z.literal("text"),
    minLength: z.int().min(1).max(10_000).optional(),
    maxLength: z.int().min(1).max(10_000).optional(),
    pattern: z.enum(textPatterns).optional(),
  }),
  z.strictObject({ ...asked, type: z.literal("singleChoice"), choices, shuffled, other }),
  z.strictObject({
    ...asked,
    type: z.literal("multipleChoice"),
    choices,
    shuffled,
    other,
    min: z.int().min(1).max(101).optional(),
    max: z.int().min(1).max(101).optional(),
  }),
  z.strictObject({
    ...asked,
    type: z.literal("picture"),
    choices: z
      .array(
        z.strictObject({
          id: key,
          label,
          fixed: z.boolean().optional(),
          image: z.string().max(300).describe("The id of an image of POST /v1/images"),
        }),
      )
      .min(2)
      .max(20),
    shuffled,
  }),
  z.strictObject({ ...asked, type: z.literal("matrix"), rows: labelled, columns: labelled.min(2), shuffled }),
  z.strictObject({ ...asked, type: z.literal("ranking"), choices: choices.max(20), shuffled }),
  z.strictObject({
    ...asked,
    type: z.literal("number"),
    min: z.number().optional(),
    max: z.number().optional(),
    decimals: z.int().min(0).max(6).optional(),
  }),
  z.strictObject({ ...asked, type: z.literal("date"), min: day.optional(), max: day.optional() }),
  z.strictObject({ ...asked, type: z.literal("email") }),
  z.strictObject({ ...asked, type: z.literal("phone") }),
  z.strictObject({ ...asked, type: z.literal("consent") }),
  z.strictObject({ ...asked, type: z.literal("callback") }),
  z.strictObject({ ...asked, type: z.literal("statement") }),
]);

const SurveyPage = z.strictObject({
  id: questionId,
  from: questionId.describe("The question that the page begins with"),
  title: prompt.optional(),
  next: jumps,
});
const Term = z.strictObject({
  question: questionId,
  part: key.optional(),
  weight: z.number().min(-1e6).max(1e6).optional(),
  points: z.record(key, z.number().min(-1e6).max(1e6)).optional(),
});
const Computed = z.strictObject({
  id: questionId,
  by: z.enum(["sum", "mean", "min", "max", "count"]),
  terms: z.array(Term).min(1).max(100),
});

const EndingLink = z.strictObject({ url: z.url({ protocol: /^https?$/ }).max(2000), label });

/** What a survey is made of beside its name and languages. */
const logic = {
  pages: z.array(SurveyPage).max(100).optional(),
  computed: z.array(Computed).max(50).optional(),
  quotas: z
    .array(
      z.strictObject({
        id: questionId,
        when: Condition,
        limit: z.int().min(1).max(10_000_000),
        whenFull: z.union([z.literal("close"), z.strictObject({ ending: questionId })]),
      }),
    )
    .max(50)
    .optional()
    .describe("At most `limit` finished answers that fulfil `when`; the next one meets an ending, or a closed survey"),
  endings: z
    .array(z.strictObject({ id: questionId, prompt, when: Condition.optional(), link: EndingLink.optional() }))
    .max(20)
    .default([]),
  anonymous: z
    .boolean()
    .optional()
    .describe("Nothing is kept that leads from an answer to whoever gave it, and its time only to the hour"),
  safeContext: z
    .array(key)
    .max(20)
    .optional()
    .describe("Of an anonymous survey: what of links, requests and invitations is kept with its answers"),
};

const texts = z.record(z.string().max(130), z.string().min(1).max(2000));

export const Survey = z.strictObject({
  name,
  locale,
  translations: z.record(locale, z.strictObject({ prompts: texts.optional(), labels: texts.optional() })).optional(),
  questions: z.array(Question).min(1).max(100),
  ...logic,
});
