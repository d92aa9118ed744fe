import { readScores } from "@otklik/features/metrics/index";
import { Hono } from "hono";
import { z } from "zod";
import type { ApiEnv } from "../api-env.ts";
import { describe } from "../describe.ts";
import { validate } from "../validate.ts";
import { channel, id, key, metric, Score, time } from "./shapes.ts";

const Query = z.object({
  touchpoint: key.optional(),
  survey: id.optional(),
  channel: channel.optional(),
  segment: z.string().max(300).optional().describe("key:value of a declared dimension"),
  from: time.optional(),
  to: time.optional(),
  bucket: z.enum(["hour", "day", "week", "month"]).optional(),
});

export const scores = new Hono<ApiEnv>().get(
  "/:metric",
  describe("A score of any window [from, to), with its base and interval", { 200: Score }, [401, 403, 404, 422]),
  validate("param", z.object({ metric })),
  validate("query", Query),
  async (c) =>
    c.json(await c.var.run((ctx) => readScores(ctx, { metric: c.req.valid("param").metric, ...c.req.valid("query") }))),
);
