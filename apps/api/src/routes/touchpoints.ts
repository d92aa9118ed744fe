import { readDimensionValues } from "@otklik/features/metrics/index";
import {
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
import { channel, idParam, key, name, pageOf, Resource } from "./shapes.ts";

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
  );
