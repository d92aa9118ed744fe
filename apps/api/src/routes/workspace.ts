import { emailAddress } from "@otklik/domain/values/email-address";
import { type Font, fonts, schemes } from "@otklik/domain/values/theme";
import { changeSettings, findDemo, readSettings, removeDemo } from "@otklik/features/accounts/index";
import type { Context } from "@otklik/features/context";
import { missingImages } from "@otklik/features/images/index";
import { invalid } from "@otklik/features/problem";
import { checkAlarms } from "@otklik/features/shifts/index";
import { Hono } from "hono";
import { z } from "zod";
import type { ApiEnv } from "../api-env.ts";
import { describe, refusals } from "../describe.ts";
import { validate } from "../validate.ts";
import { id, key, locale, name, timeZone } from "./shapes.ts";

const colour = z.string().regex(/^#[0-9A-Fa-f]{6}$/, "A colour like #5B3FC4 is expected");
const imageId = z.string().regex(/^[\w-]{43}$/, "The id of an image is expected");

const Settings = z
  .strictObject({
    name,
    timeZone: timeZone.describe("Where days begin; changing it counts the days anew"),
    locale,
    currency: z.string().regex(/^[A-Z]{3}$/, "A currency code like EUR is expected"),
    csiForm: z.enum(["range", "ratioToMax"]),
    transactionalRestDays: z.int().min(0).max(3650).describe("Days between two contacts with one person"),
    relationalRestDays: z.int().min(0).max(3650),
    caseDueHours: z.int().min(1).max(8760),
    silenceMinutes: z
      .int()
      .min(10)
      .max(10_080)
      .describe("An unfinished answer is finished when nothing more came for so long"),
    senderName: name.nullable(),
    senderAddress: z
      .string()
      .refine((text) => emailAddress(text) === text, "One e-mail address is expected, like care@example.com")
      .nullable(),
    postalAddress: z.string().trim().max(500).nullable(),
    privacyUrl: z
      .url({ protocol: /^https?$/ })
      .max(500)
      .nullable(),
    accent: z
      .string()
      .regex(/^#[0-9A-Fa-f]{6}$/, "A colour like #5B3FC4 is expected")
      .describe("Refused below a contrast of 4.5 with white: nobody could read it")
      .nullable(),
    theme: z
      .strictObject({
        background: colour.nullable(),
        text: colour.nullable().describe("Both of light pages; refused below a contrast of 4.5"),
        font: z.enum(Object.keys(fonts) as [Font, ...Font[]]),
        scheme: z.enum(schemes).describe("auto: as the reader's device is set"),
        logo: z
          .strictObject({ image: imageId, width: z.int().min(1).max(320), height: z.int().min(1).max(48) })
          .nullable()
          .describe("An image of POST /v1/images, with its size on the page in CSS pixels"),
      })
      .partial(),
    redirectHosts: z
      .array(z.string().max(253))
      .max(50)
      .describe("Hosts that survey pages may send a browser on to, like shop.example.com"),
    targets: z
      .strictObject({
        nps: z.number().min(-100).max(100),
        csat: z.number().min(0).max(100),
        ces: z.number().min(1).max(7),
        csi: z.number().min(0).max(100),
      })
      .partial(),
    alarms: z
      .strictObject({
        falseAlarmsPerYear: z.number().min(0.1).max(365).describe("At most so many, for the whole workspace"),
        sensitivity: z
          .enum(["budget", "sensitive"])
          .describe("sensitive: several series that speak at once need less evidence each (e-d-BH)"),
        minimumBase: z.int().min(60).max(100_000).describe("Answers that a series needs before it is watched"),
        watchTargets: z.boolean().describe("Hold scores against their targets too, with detectors of their own"),
        watchedDimensions: z.array(key).max(10).describe("Dimensions whose values are watched on their own"),
      })
      .partial(),
  })
  .partial();

/** All of them, always. */
const Workspace = z
  .object({
    id,
    name: z.string(),
    timeZone: z.string(),
    locale: z.string(),
    currency: z.string(),
    csiForm: z.enum(["range", "ratioToMax"]),
    transactionalRestDays: z.int(),
    relationalRestDays: z.int(),
    caseDueHours: z.int(),
    silenceMinutes: z.int(),
    senderName: z.string().nullable(),
    senderAddress: z.string().nullable(),
    postalAddress: z.string().nullable(),
    privacyUrl: z.string().nullable(),
    accent: z.string().nullable(),
    theme: z.object({
      background: z.string().nullable(),
      text: z.string().nullable(),
      font: z.enum(Object.keys(fonts) as [Font, ...Font[]]),
      scheme: z.enum(schemes),
      logo: z.object({ image: z.string(), width: z.int(), height: z.int() }).nullable(),
    }),
    redirectHosts: z.array(z.string()),
    targets: z.object({ nps: z.number(), csat: z.number(), ces: z.number(), csi: z.number() }).partial(),
    alarms: z.object({
      falseAlarmsPerYear: z.number(),
      sensitivity: z.enum(["budget", "sensitive"]),
      minimumBase: z.int(),
      watchTargets: z.boolean(),
      watchedDimensions: z.array(z.string()),
    }),
  })
  .meta({ id: "Workspace" });

async function checkLogo(ctx: Context, logo: { image: string } | null | undefined): Promise<void> {
  if (logo && (await missingImages(ctx, [logo.image])).size > 0)
    throw invalid("settings.invalid", [
      { pointer: "/theme/logo/image", detail: "No image of this id. Upload it first." },
    ]);
}

export const workspace = new Hono<ApiEnv>()
  .get("/", describe("The workspace of this key, with its settings", { 200: Workspace }, [401]), async (c) =>
    c.json(await c.var.run(readSettings)),
  )
  .patch("/", describe("Change settings", { 200: Workspace }, refusals.write), validate("json", Settings), async (c) =>
    c.json(
      await c.var.run(async (ctx) => {
        const change = c.req.valid("json");
        await checkAlarms(ctx, change.alarms);
        await checkLogo(ctx, change.theme?.logo);
        return changeSettings(ctx, change);
      }),
    ),
  )
  .get(
    "/demo",
    describe("Whether this workspace is the demo", { 200: z.object({ isDemo: z.boolean() }) }, refusals.read),
    async (c) => {
      const found = await findDemo(c.var.runtime.house);
      return c.json({ isDemo: found?.workspaceId === c.var.workspaceId });
    },
  )
  .delete(
    "/demo",
    describe(
      "Take the demo workspace away with all that is in it",
      { 200: z.object({ removed: id }) },
      [401, 403, 409],
    ),
    async (c) => {
      const { workspaceId } = await removeDemo(c.var.runtime.house, { named: c.var.workspaceId });
      return c.json({ removed: workspaceId });
    },
  );
