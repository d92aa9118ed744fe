import { operators } from "@otklik/domain/targeting/trigger";
import {
  createDistribution,
  inviteContact,
  readDistribution,
  readDistributions,
  readInvitation,
  reportEvent,
  switchDistribution,
} from "@otklik/features/distribution/index";
import { readResponseRate } from "@otklik/features/insights/index";
import { readCursor } from "@otklik/features/page";
import { Hono } from "hono";
import { z } from "zod";
import type { ApiEnv } from "../api-env.ts";
import { describe, refusals } from "../describe.ts";
import { validate } from "../validate.ts";
import {
  Contact,
  channel,
  cursorQuery,
  Decision,
  Difference,
  freeData,
  Interval,
  id,
  idParam,
  judgement,
  key,
  pageOf,
  Resource,
  segment,
  time,
  windows,
} from "./shapes.ts";

const year = 365;
const eventName = z.string().trim().min(1).max(200);
const plain = z.union([z.string().max(1000), z.number(), z.boolean(), z.null()]);
const Filter = z.strictObject({
  property: z.string().min(1).max(200),
  op: z.enum(operators),
  value: z.union([plain, z.array(plain).max(1000)]).optional(),
});

const Distribution = z.strictObject({
  surveyId: id,
  touchpointKey: key,
  channels: z.array(channel).min(1).max(8).describe("In order of fallback"),
  trigger: z.strictObject({ event: eventName, where: z.array(Filter).max(20).optional() }).optional(),
  kind: z.enum(["transactional", "relational"]).optional(),
  whenBudgetSpent: z.enum(["refuse", "defer"]).optional(),
  delaySeconds: z
    .int()
    .min(0)
    .max(year * 86_400)
    .optional(),
  reminders: z
    .array(
      z.strictObject({
        afterSeconds: z
          .int()
          .min(60)
          .max(year * 86_400),
      }),
    )
    .max(3)
    .optional(),
  sampling: z.number().gt(0).max(1).optional().describe("Share of contacts that are asked"),
  recontactDays: z
    .int()
    .min(0)
    .max(10 * year)
    .nullish(),
  priority: z.int().min(-1000).max(1000).optional(),
  active: z.boolean().default(true),
});

const Event = z.strictObject({
  name: eventName,
  contact: Contact,
  properties: freeData.default({}),
  occurredAt: time.optional(),
  eventId: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe("Yours: the same again gives the first decisions, nothing new"),
});

const Invitation = z.strictObject({
  distributionId: id,
  contact: Contact,
  channel: channel.optional(),
  context: freeData.optional(),
});

const rate = {
  invited: z.int(),
  answered: z.int(),
  rate: z.number().nullable().describe("Percent"),
  interval: Interval.nullable(),
};
const ResponseRate = z
  .object({ ...rate, before: z.object(rate), difference: Difference.nullable(), ...judgement })
  .meta({ id: "ResponseRate" });
const RateQuery = z.object({
  ...windows,
  touchpoint: key.optional(),
  survey: id.optional(),
  channel: channel.optional(),
  segment: segment.optional(),
});

export const distributions = new Hono<ApiEnv>()
  .post(
    "/",
    describe("Offer a survey at a touchpoint", { 201: Resource }, refusals.write),
    validate("json", Distribution),
    async (c) => c.json(await c.var.run((ctx) => createDistribution(ctx, c.req.valid("json"))), 201),
  )
  .get(
    "/",
    describe("Distributions, newest first", { 200: pageOf(Resource) }, refusals.list),
    validate("query", z.object(cursorQuery)),
    async (c) => {
      const { limit, cursor } = c.req.valid("query");
      return c.json(await c.var.run((ctx) => readDistributions(ctx, { limit, after: readCursor(cursor) })));
    },
  )
  .get("/:id", describe("A distribution", { 200: Resource }, refusals.read), validate("param", idParam), async (c) =>
    c.json(await c.var.run((ctx) => readDistribution(ctx, c.req.valid("param").id))),
  )
  .patch(
    "/:id",
    describe("Switch a distribution on or off", { 200: Resource }, refusals.write),
    validate("param", idParam),
    validate("json", z.strictObject({ active: z.boolean() })),
    async (c) =>
      c.json(await c.var.run((ctx) => switchDistribution(ctx, c.req.valid("param").id, c.req.valid("json").active))),
  );

export const events = new Hono<ApiEnv>().post(
  "/",
  describe(
    "Report that a customer reached a touchpoint; says for every distribution whether they are asked, and why not",
    { 202: z.object({ eventId: z.string(), decisions: z.array(Decision) }) },
    refusals.write,
  ),
  validate("json", Event),
  async (c) => c.json(await c.var.run((ctx) => reportEvent(ctx, c.req.valid("json"))), 202),
);

export const invitations = new Hono<ApiEnv>()
  .post(
    "/",
    describe(
      "Invite a contact, unless a rule forbids it; with the channel link the personal link is returned",
      { 200: Decision, 201: Decision.extend({ url: z.url().optional() }) },
      refusals.write,
    ),
    validate("json", Invitation),
    async (c) => {
      const decision = await c.var.run((ctx) => inviteContact(ctx, c.req.valid("json")));
      return c.json(decision, decision.outcome === "invited" ? 201 : 200);
    },
  )
  // Before /:id, which would take "rate" for an id.
  .get(
    "/rate",
    describe(
      "The share of the invited who had answered by the end of a window, against the window before",
      { 200: ResponseRate },
      refusals.list,
    ),
    validate("query", RateQuery),
    async (c) => c.json(await c.var.run((ctx) => readResponseRate(ctx, c.req.valid("query")))),
  )
  .get(
    "/:id",
    describe(
      "Where an invitation stands",
      { 200: Resource.extend({ status: z.string(), reason: z.string().nullable() }) },
      refusals.read,
    ),
    validate("param", idParam),
    async (c) => c.json(await c.var.run((ctx) => readInvitation(ctx, c.req.valid("param").id))),
  );
