import { addMark, changeMark, readMark, readMarks, removeMark } from "@otklik/features/shifts/index";
import { Hono } from "hono";
import { z } from "zod";
import type { ApiEnv } from "../api-env.ts";
import { describe, refusals } from "../describe.ts";
import { validate } from "../validate.ts";
import { cursorQuery, id, idParam, key, name, pageOf, time } from "./shapes.ts";

const kind = z.enum(["release", "incident", "initiative"]);
const given = {
  kind,
  title: name,
  note: z.string().trim().max(5000).nullish(),
  touchpointKey: key.nullish().describe("Null: it concerns everything"),
  at: time.optional().describe("Now, if not said"),
  endedAt: time.nullish(),
};
const at = z.iso.datetime();
const Mark = z
  .object({
    id,
    kind,
    title: z.string(),
    note: z.string().nullable(),
    touchpointKey: key.nullable(),
    at,
    endedAt: at.nullable(),
    createdAt: at,
  })
  .meta({ id: "Mark", description: "What happened to a product or a company that may explain a score" });

const Query = z.object({
  ...cursorQuery,
  from: time.optional(),
  to: time.optional(),
  touchpoint: key.optional().describe("Its own, and those that concern everything"),
});

export const marks = new Hono<ApiEnv>()
  .post(
    "/",
    describe("Note a release, an incident or an initiative", { 201: Mark }, refusals.write),
    validate("json", z.strictObject(given)),
    async (c) => c.json(await c.var.run((ctx) => addMark(ctx, c.req.valid("json"))), 201),
  )
  .get(
    "/",
    describe("Marks that fall into a window, newest first", { 200: pageOf(Mark) }, refusals.list),
    validate("query", Query),
    async (c) => c.json(await c.var.run((ctx) => readMarks(ctx, c.req.valid("query")))),
  )
  .get("/:id", describe("One mark", { 200: Mark }, refusals.read), validate("param", idParam), async (c) =>
    c.json(await c.var.run((ctx) => readMark(ctx, c.req.valid("param").id))),
  )
  .patch(
    "/:id",
    describe("Change a mark", { 200: Mark }, refusals.write),
    validate("param", idParam),
    validate("json", z.strictObject(given).partial()),
    async (c) => c.json(await c.var.run((ctx) => changeMark(ctx, c.req.valid("param").id, c.req.valid("json")))),
  )
  .delete(
    "/:id",
    describe("Take a mark back, unless a shift is explained by it", { 204: "Gone" }, [...refusals.read, 409]),
    validate("param", idParam),
    async (c) => {
      await c.var.run((ctx) => removeMark(ctx, c.req.valid("param").id));
      return c.body(null, 204);
    },
  );
