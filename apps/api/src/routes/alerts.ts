import { changeAlertPreference, readAlertPreference } from "@otklik/features/shifts/index";
import { Hono } from "hono";
import { z } from "zod";
import type { ApiEnv } from "../api-env.ts";
import { describe } from "../describe.ts";
import { validate } from "../validate.ts";

const localTime = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, "A time like 22:00 is expected")
  .nullable();

const AlertPreference = z
  .strictObject({
    mode: z.enum(["each", "digest", "none"]).describe("A mail for each change, one a day at 09:00, or none"),
    quietFrom: localTime.describe("Where the workspace is; null: no quiet hours"),
    quietTo: localTime.describe("What falls into quiet hours is mailed at their end"),
  })
  .meta({ id: "AlertPreference" });

export const alerts = new Hono<ApiEnv>()
  .get(
    "/preferences",
    describe("How the member who asks hears of shifts by e-mail", { 200: AlertPreference }, [401, 403]),
    async (c) => c.json(await c.var.run(readAlertPreference)),
  )
  .put(
    "/preferences",
    describe("Choose how to hear of shifts by e-mail", { 200: AlertPreference }, [400, 401, 403, 413, 415, 422]),
    validate("json", AlertPreference),
    async (c) => c.json(await c.var.run((ctx) => changeAlertPreference(ctx, c.req.valid("json")))),
  );
