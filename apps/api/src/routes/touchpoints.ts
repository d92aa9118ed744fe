import { readJourneyMap, removeDimension, removeTouchpoint } from "@otklik/features/journey/index";
import { readDimensionValues } from "@otklik/features/metrics/index";
import {
  arrangeTouchpoints,
  putStages,
  readDimensions,
  readJourneys,
  readTouchpoints,
  upsertDimension,
  upsertJourney,
  upsertTouchpoint,
} from "@otklik/features/touchpoints/index";
import { Hono } from "hono";
import { z } from "zod";
import type { ApiEnv } from "../api-env.ts";
import { describe, refusals } from "../describe.ts";
import { validate } from "../validate.ts";
import { channel, Interval, id, idParam, key, metric, name, pageOf, Resource, segment, time } from "./shapes.ts";

const Keyed = z.strictObject({ key, name });
const Stages = z.strictObject({ stages: z.array(Keyed).max(100) });
const Touchpoint = z.strictObject({
  key,
  name,
  stage: key.optional(),
  journey: key.optional(),
  channels: z.array(channel).min(1).max(8),
  target: z.number().min(-100).max(100).nullish(),
  position: z.int().min(0).max(10_000).optional().describe("Order within the stage"),
});

const DimensionValues = Resource.extend({ key: z.string(), name: z.string(), values: z.array(z.string()) });

const Arrangement = z.strictObject({
  stages: z
    .array(
      z.strictObject({
        stage: key.nullable().describe("Null: in no stage"),
        touchpoints: z.array(key).max(1000),
      }),
    )
    .max(101),
});

const MapQuestion = z.object({
  metric: metric.default("nps"),
  from: time.optional(),
  to: time.optional(),
  survey: id.optional(),
  segment: segment.optional(),
});
const figures = { score: z.number().nullable(), n: z.int(), interval: Interval.nullable() };
const MapCell = z.object({
  ...figures,
  class: z
    .enum(["--", "-", "0", "+", "++", "few"])
    .describe("The whole interval against the target, doubled where far from it; few below 30 answers"),
});
const MapTouchpoint = z
  .object({
    id,
    key,
    name: z.string(),
    target: z.number().nullable(),
    all: MapCell,
    channels: z.array(MapCell.extend({ channel, isAsked: z.boolean() })),
    openCases: z.int(),
    valueAtRisk: z.number().nullable().describe("Of the open cases whose value is known; null: of none"),
    unknownValues: z.int().describe("Open cases whose value nobody knows"),
  })
  .meta({ id: "MapTouchpoint" });
const JourneyMap = z
  .object({
    journey: z.object({ id, key, name: z.string() }).nullable(),
    metric,
    channels: z.array(channel).describe("The columns"),
    stages: z.array(z.object({ id, key, name: z.string(), ...figures, touchpoints: z.array(MapTouchpoint) })),
    unplaced: z.array(MapTouchpoint).describe("Touchpoints in no stage"),
  })
  .meta({ id: "JourneyMap" });

const whole = <T>(data: T[]) => ({ data, nextCursor: null });

export const journeys = new Hono<ApiEnv>()
  .post(
    "/",
    describe("Make a journey, or rename the one with this key", { 200: Resource, 201: Resource }, refusals.write),
    validate("json", Keyed),
    async (c) => {
      const { journey, isNew } = await c.var.run((ctx) => upsertJourney(ctx, c.req.valid("json")));
      return c.json(journey, isNew ? 201 : 200);
    },
  )
  .get("/", describe("Journeys with their stages", { 200: pageOf(Resource) }, refusals.list), async (c) =>
    c.json(whole(await c.var.run(readJourneys))),
  )
  .put(
    "/:id/stages",
    describe("Put a journey's stages in this order", { 200: Resource }, refusals.write),
    validate("param", idParam),
    validate("json", Stages),
    async (c) => c.json(await c.var.run((ctx) => putStages(ctx, c.req.valid("param").id, c.req.valid("json").stages))),
  )
  .put(
    "/:id/touchpoints",
    describe(
      "Put touchpoints into a journey's stages in this order; whoever is not named stays",
      { 200: pageOf(Resource) },
      refusals.write,
    ),
    validate("param", idParam),
    validate("json", Arrangement),
    async (c) => {
      const { stages } = c.req.valid("json");
      return c.json(whole(await c.var.run((ctx) => arrangeTouchpoints(ctx, c.req.valid("param").id, stages))));
    },
  )
  .get(
    "/:id/map",
    describe(
      "Touchpoints by channel against their targets, with open cases and the value at risk; `default` is the first journey",
      { 200: JourneyMap },
      [401, 403, 404, 422],
    ),
    validate("param", z.object({ id: z.union([id, z.literal("default")]) })),
    validate("query", MapQuestion),
    async (c) => c.json(await c.var.run((ctx) => readJourneyMap(ctx, c.req.valid("param").id, c.req.valid("query")))),
  );

export const touchpoints = new Hono<ApiEnv>()
  .post(
    "/",
    describe(
      "Make a touchpoint, or bring the one with this key up to date",
      { 200: Resource, 201: Resource },
      refusals.write,
    ),
    validate("json", Touchpoint),
    async (c) => {
      const { touchpoint, isNew } = await c.var.run((ctx) => upsertTouchpoint(ctx, c.req.valid("json")));
      return c.json(touchpoint, isNew ? 201 : 200);
    },
  )
  .get("/", describe("Touchpoints", { 200: pageOf(Resource) }, refusals.list), async (c) =>
    c.json(whole(await c.var.run(readTouchpoints))),
  )
  .delete(
    "/:id",
    describe("Remove a touchpoint that nothing was ever asked or answered at", { 204: "Removed" }, [
      ...refusals.read,
      409,
    ]),
    validate("param", idParam),
    async (c) => {
      await c.var.run((ctx) => removeTouchpoint(ctx, c.req.valid("param").id));
      return c.body(null, 204);
    },
  );

export const dimensions = new Hono<ApiEnv>()
  .post(
    "/",
    describe(
      "Declare a segment that scores are counted by from now on; at most ten",
      { 200: Resource, 201: Resource },
      refusals.write,
    ),
    validate("json", Keyed),
    async (c) => {
      const { dimension, isNew } = await c.var.run((ctx) => upsertDimension(ctx, c.req.valid("json")));
      return c.json(dimension, isNew ? 201 : 200);
    },
  )
  .get("/", describe("Declared dimensions", { 200: pageOf(Resource) }, refusals.list), async (c) =>
    c.json(whole(await c.var.run(readDimensions))),
  )
  .get(
    "/values",
    describe(
      "Declared dimensions with the values that there are answers of",
      { 200: pageOf(DimensionValues) },
      refusals.list,
    ),
    async (c) => c.json(whole(await c.var.run(readDimensionValues))),
  )
  .delete(
    "/:id",
    describe("Take back a dimension that no answer has a value in", { 204: "Removed" }, [...refusals.read, 409]),
    validate("param", idParam),
    async (c) => {
      await c.var.run((ctx) => removeDimension(ctx, c.req.valid("param").id));
      return c.body(null, 204);
    },
  );
