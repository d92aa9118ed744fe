import { operators } from "@otklik/domain/targeting/trigger";
import {
  changeDistribution,
  createDistribution,
  inviteContact,
  readDistribution,
  readDistributions,
  readInvitation,
  reportEvent,
  sendTest,
} from "@otklik/features/distribution/index";
import { readDistributionUsage, readFunnel, readResponseRate } from "@otklik/features/insights/index";
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
  locale,
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

const channels = z.array(channel).min(1).max(8).describe("In order of fallback");
const trigger = z.strictObject({ event: eventName, where: z.array(Filter).max(20).optional() });
const kind = z.enum(["transactional", "relational"]);
const whenBudgetSpent = z.enum(["refuse", "defer"]);
const seconds = z
  .int()
  .min(0)
  .max(year * 86_400);
const reminders = z.array(z.strictObject({ afterSeconds: seconds.min(60) })).max(3);
const rules = {
  kind: kind.optional(),
  whenBudgetSpent: whenBudgetSpent.optional(),
  delaySeconds: seconds.optional(),
  reminders: reminders.optional(),
  sampling: z.number().gt(0).max(1).optional().describe("Share of contacts that are asked"),
  recontactDays: z
    .int()
    .min(0)
    .max(10 * year)
    .nullish(),
  priority: z.int().min(-1000).max(1000).optional(),
};

const doors = {
  slug: z
    .string()
    .max(64)
    .optional()
    .describe("Name of the open link, like spring-fair; the names that it had before lead on to it"),
  pin: z.string().max(64).nullish().describe("Four to eight digits, asked for by the open link; never told again"),
  singleUse: z.boolean().optional().describe("The open link is shut: only links made one by one lead in"),
  opensAt: time.nullish(),
  closesAt: time.nullish().describe("What was opened before may still be sent for 30 minutes"),
  responseLimit: z.int().min(1).max(10_000_000).nullish().describe("Finished answers, from now on, by whichever link"),
  redirectUrl: z
    .string()
    .max(1000)
    .nullish()
    .describe("Where a browser goes once the answer is in: https, and a host of the workspace's redirectHosts"),
};

const Distribution = z.strictObject({
  surveyId: id,
  touchpointKey: key,
  channels,
  trigger: trigger.optional(),
  ...rules,
  ...doors,
  active: z.boolean().default(true),
});

const DistributionChange = z.strictObject({
  channels: channels.optional(),
  trigger: trigger.nullish().describe("Null: nothing triggers it any more; its link and invitations remain"),
  ...rules,
  ...doors,
  active: z.boolean().optional(),
});

const DistributionShape = z
  .object({
    id,
    surveyId: id,
    touchpointKey: key,
    channels: z.array(z.string()),
    trigger: trigger.nullable(),
    kind,
    whenBudgetSpent,
    delaySeconds: z.int(),
    reminders,
    sampling: z.number(),
    recontactDays: z.int().nullable(),
    priority: z.int(),
    active: z.boolean(),
    slug: z.string().describe("Of the open link"),
    url: z.url(),
    hasPin: z.boolean(),
    singleUse: z.boolean(),
    opensAt: z.iso.datetime().nullable(),
    closesAt: z.iso.datetime().nullable(),
    responseLimit: z.int().nullable(),
    responsesTaken: z.int().describe("Since the limit was set; 0 without one"),
    redirectUrl: z.string().nullable(),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: "Distribution" });

const span = { from: time.optional(), to: time.optional() };
const DistributionUsage = z
  .object({
    distributionId: id,
    survey: z.object({ id, name: z.string() }),
    touchpoint: z.object({ key, name: z.string() }),
    invited: z.int(),
    answered: z.int(),
  })
  .meta({ id: "DistributionUsage" });

const Step = z.object({ n: z.int(), share: z.number().nullable().describe("Of those invited, 0..1") });
const Funnel = z
  .object({
    distributionId: id,
    from: z.iso.datetime(),
    to: z.iso.datetime(),
    invited: Step,
    waiting: Step,
    sent: Step,
    delivered: Step.nullable().describe("Null where nobody reports deliveries"),
    opened: Step,
    started: Step,
    answered: Step,
    failed: Step,
    bounced: Step,
    unknown: Step,
    withdrawn: Step,
    openLink: z
      .object({ started: z.int(), answered: z.int() })
      .nullable()
      .describe("Answers of this survey at this touchpoint without an invitation; null where the survey is anonymous"),
    losses: z.array(z.object({ status: z.string(), reason: z.string().nullable(), n: z.int() })),
    decided: z.int(),
    refusals: z.array(
      z.object({
        outcome: z.enum(["refused", "deferred"]),
        reason: z.string(),
        n: z.int(),
        share: z.number().describe("Of all decisions, 0..1"),
      }),
    ),
  })
  .meta({ id: "Funnel" });

const Test = z.object({ invitationId: id, channel: z.string(), url: z.url() }).meta({ id: "TestInvitation" });

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
    describe("Offer a survey at a touchpoint", { 201: DistributionShape }, refusals.write),
    validate("json", Distribution),
    async (c) => c.json(await c.var.run((ctx) => createDistribution(ctx, c.req.valid("json"))), 201),
  )
  .get(
    "/",
    describe("Distributions, newest first", { 200: pageOf(DistributionShape) }, refusals.list),
    validate("query", z.object(cursorQuery)),
    async (c) => {
      const { limit, cursor } = c.req.valid("query");
      return c.json(await c.var.run((ctx) => readDistributions(ctx, { limit, after: readCursor(cursor) })));
    },
  )
  // Before /:id, which would take "usage" for an id.
  .get(
    "/usage",
    describe(
      "Every distribution by name, with how many were invited and answered in a window, by default the last 30 days",
      { 200: z.object({ data: z.array(DistributionUsage), nextCursor: z.null() }) },
      refusals.list,
    ),
    validate("query", z.object(span)),
    async (c) => {
      const data = await c.var.run((ctx) => readDistributionUsage(ctx, c.req.valid("query")));
      return c.json({ data, nextCursor: null });
    },
  )
  .get(
    "/:id",
    describe("A distribution", { 200: DistributionShape }, refusals.read),
    validate("param", idParam),
    async (c) => c.json(await c.var.run((ctx) => readDistribution(ctx, c.req.valid("param").id))),
  )
  .get(
    "/:id/funnel",
    describe(
      "What became of those invited in a window, by default the last 30 days, and why others were not; without tests",
      { 200: Funnel },
      [...refusals.read, 422],
    ),
    validate("param", idParam),
    validate("query", z.object(span)),
    async (c) =>
      c.json(await c.var.run((ctx) => readFunnel(ctx, { ...c.req.valid("param"), ...c.req.valid("query") }))),
  )
  .post(
    "/:id/test",
    describe(
      "Send the survey to yourself as a customer would get it; no rule holds, and the answer counts nowhere",
      { 201: Test },
      [...refusals.write, 429],
    ),
    validate("param", idParam),
    validate("json", z.strictObject({ email: z.string().max(320), locale: locale.optional() })),
    async (c) =>
      c.json(await c.var.run((ctx) => sendTest(ctx, { ...c.req.valid("param"), ...c.req.valid("json") })), 201),
  )
  .patch(
    "/:id",
    describe("Change how a survey is offered from now on, or switch it", { 200: DistributionShape }, refusals.write),
    validate("param", idParam),
    validate("json", DistributionChange),
    async (c) =>
      c.json(await c.var.run((ctx) => changeDistribution(ctx, c.req.valid("param").id, c.req.valid("json")))),
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
