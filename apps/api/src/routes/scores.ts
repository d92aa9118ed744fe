import { compareScores, compareTouchpoints } from "@otklik/features/insights/index";
import { readScores } from "@otklik/features/metrics/index";
import { Hono } from "hono";
import { z } from "zod";
import type { ApiEnv } from "../api-env.ts";
import { describe } from "../describe.ts";
import { validate } from "../validate.ts";
import { channel, Difference, Interval, id, judgement, key, metric, Score, segment, time, windows } from "./shapes.ts";

const filter = {
  survey: id.optional(),
  channel: channel.optional(),
  segment: segment.optional(),
};
const otherPlace = {
  beforeTouchpoint: key.optional().describe("Where the side before is; else at the same touchpoint"),
  beforeChannel: channel.optional().describe("Of the side before; else the same"),
  beforeSegment: segment.optional().describe("Of the side before; else the same. No answer may be on both sides"),
};
const Query = z.object({
  touchpoint: key.optional(),
  ...filter,
  from: time.optional(),
  to: time.optional(),
  bucket: z
    .enum(["hour", "day", "week", "month", "auto"])
    .optional()
    .describe("auto: the shortest with 30 answers in its median"),
});

const Summary = Score.omit({ series: true, bucket: true, buckets: true });
const figures = { score: z.number().nullable(), n: z.int(), interval: Interval.nullable() };
const metricParam = z.object({ metric });

const Comparison = z
  .object({
    metric,
    target: z.number().nullable(),
    before: Summary,
    after: Summary,
    difference: Difference.nullable(),
    ...judgement,
  })
  .meta({ id: "Comparison" });

const TouchpointComparison = z
  .object({
    touchpoint: z.object({ key, name: z.string() }),
    target: z.number().nullable(),
    ...figures,
    before: z.object(figures),
    difference: Difference.nullable(),
    strictDifference: Difference.nullable().describe("At 99.5 %, for looking at many touchpoints at once"),
    ...judgement,
  })
  .meta({ id: "TouchpointComparison" });

export const scores = new Hono<ApiEnv>()
  .get(
    "/:metric",
    describe("A score of any window [from, to), with its base and interval", { 200: Score }, [401, 403, 404, 422]),
    validate("param", metricParam),
    validate("query", Query),
    async (c) =>
      c.json(await c.var.run((ctx) => readScores(ctx, { ...c.req.valid("param"), ...c.req.valid("query") }))),
  )
  .get(
    "/:metric/comparison",
    describe(
      "A score against the window before, or another place's, and what may be said of the difference",
      { 200: Comparison },
      [401, 403, 404, 422],
    ),
    validate("param", metricParam),
    validate("query", z.object({ ...windows, touchpoint: key.optional(), ...filter, ...otherPlace })),
    async (c) =>
      c.json(await c.var.run((ctx) => compareScores(ctx, { ...c.req.valid("param"), ...c.req.valid("query") }))),
  )
  .get(
    "/:metric/touchpoints",
    describe(
      "Every touchpoint against the window before, the worst first",
      { 200: z.object({ data: z.array(TouchpointComparison), nextCursor: z.null() }) },
      [401, 403, 404, 422],
    ),
    validate("param", metricParam),
    validate("query", z.object({ ...windows, ...filter })),
    async (c) => {
      const data = await c.var.run((ctx) =>
        compareTouchpoints(ctx, { ...c.req.valid("param"), ...c.req.valid("query") }),
      );
      return c.json({ data, nextCursor: null });
    },
  );
