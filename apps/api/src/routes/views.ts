import { addView, arrangeViews, changeView, readViews, removeView } from "@otklik/features/responses/index";
import { Hono } from "hono";
import { z } from "zod";
import type { ApiEnv } from "../api-env.ts";
import { describe, refusals } from "../describe.ts";
import { validate } from "../validate.ts";
import { id, idParam, name, pageOf } from "./shapes.ts";

const View = z
  .object({
    id,
    name: z.string(),
    search: z.string().describe("Filters as they stand in the address"),
    isShared: z.boolean().describe("Everybody sees it; otherwise only who made it"),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: "SavedView" });
const given = { name, search: z.string().max(2000), isShared: z.boolean() };

export const views = new Hono<ApiEnv>()
  .get("/", describe("Saved views, in their order", { 200: pageOf(View) }, [401, 403]), async (c) =>
    c.json({ data: await c.var.run(readViews), nextCursor: null }),
  )
  .post(
    "/",
    describe("Keep filters under a name", { 201: View }, refusals.write),
    validate("json", z.strictObject({ ...given, position: z.int().min(0).max(100).optional() })),
    async (c) => c.json(await c.var.run((ctx) => addView(ctx, c.req.valid("json"))), 201),
  )
  .put(
    "/order",
    describe("Put these views first, in this order", { 200: pageOf(View) }, refusals.write),
    validate("json", z.strictObject({ ids: z.array(id).max(100) })),
    async (c) =>
      c.json({ data: await c.var.run((ctx) => arrangeViews(ctx, c.req.valid("json").ids)), nextCursor: null }),
  )
  .patch(
    "/:id",
    describe("Rename a view, or change what it shows and to whom", { 200: View }, refusals.write),
    validate("param", idParam),
    validate("json", z.strictObject(given).partial()),
    async (c) => c.json(await c.var.run((ctx) => changeView(ctx, c.req.valid("param").id, c.req.valid("json")))),
  )
  .delete(
    "/:id",
    describe("Delete a view; its answers stay", { 204: "Gone" }, refusals.read),
    validate("param", idParam),
    async (c) => {
      await c.var.run((ctx) => removeView(ctx, c.req.valid("param").id));
      return c.body(null, 204);
    },
  );
