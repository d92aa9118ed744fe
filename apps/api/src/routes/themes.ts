import { longestKeyword, mostKeywords } from "@otklik/domain/values/theme-keywords";
import { addTheme, changeTheme, readThemes, removeTheme } from "@otklik/features/responses/index";
import { Hono } from "hono";
import { z } from "zod";
import type { ApiEnv } from "../api-env.ts";
import { describe, refusals } from "../describe.ts";
import { validate } from "../validate.ts";
import { id, idParam, name, pageOf } from "./shapes.ts";

const Theme = z
  .object({
    id,
    name: z.string(),
    keywords: z.array(z.string()).describe("Words and phrases, any of which makes an answer one of the theme"),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: "Theme" });
const given = { name, keywords: z.array(z.string().max(longestKeyword)).min(1).max(mostKeywords) };

export const themes = new Hono<ApiEnv>()
  .get("/", describe("Themes, by their names", { 200: pageOf(Theme) }, [401, 403]), async (c) =>
    c.json({ data: await c.var.run(readThemes), nextCursor: null }),
  )
  .post(
    "/",
    describe("Name something that customers speak of, by words they use", { 201: Theme }, refusals.write),
    validate("json", z.strictObject(given)),
    async (c) => c.json(await c.var.run((ctx) => addTheme(ctx, c.req.valid("json"))), 201),
  )
  .patch(
    "/:id",
    describe("Rename a theme, or give it other words", { 200: Theme }, refusals.write),
    validate("param", idParam),
    validate("json", z.strictObject(given).partial()),
    async (c) => c.json(await c.var.run((ctx) => changeTheme(ctx, c.req.valid("param").id, c.req.valid("json")))),
  )
  .delete(
    "/:id",
    describe("Delete a theme; its answers stay", { 204: "Gone" }, refusals.read),
    validate("param", idParam),
    async (c) => {
      await c.var.run((ctx) => removeTheme(ctx, c.req.valid("param").id));
      return c.body(null, 204);
    },
  );
