import { makeSingleUseLinks, readDistribution } from "@otklik/features/distribution/index";
import { readCursor } from "@otklik/features/page";
import { readSingleUseLinks } from "@otklik/features/responses/index";
import { Hono } from "hono";
import { z } from "zod";
import type { ApiEnv } from "../api-env.ts";
import { describe, refusals } from "../describe.ts";
import { qrPng, qrSvg } from "../pages/qr-code.ts";
import { validate } from "../validate.ts";
import { cursorQuery, id, idParam, name, pageOf } from "./shapes.ts";

const Code = z.object({
  size: z.coerce.number().int().min(64).max(2048).default(512).describe("Pixels a side"),
  channel: z.enum(["link", "web", "kiosk"]).optional().describe("What answers through it are attributed to"),
  kiosk: z
    .string()
    .trim()
    .min(1)
    .max(64)
    .optional()
    .describe("The page of a device that many answer on, by its name; nothing of one person is on it for the next"),
  device: z.string().trim().min(1).max(64).optional().describe("Which one it hangs at: kept with each answer"),
});

const SingleUse = z
  .object({
    id,
    url: z.url(),
    label: z.string().nullable(),
    status: z.enum(["unused", "started", "used"]),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: "SingleUseLink" });

/** The links of one distribution: its QR code, and those for one answer each. */
export const links = new Hono<ApiEnv>()
  .get(
    "/:id/qr.svg",
    describe("The open link as a QR code, as SVG", { 200: "image/svg+xml" }, [...refusals.read, 422]),
    validate("param", idParam),
    validate("query", Code),
    async (c) => {
      const { size, ...context } = c.req.valid("query");
      const { url } = await c.var.run((ctx) => readDistribution(ctx, c.req.valid("param").id));
      return c.body(qrSvg(withContext(url, context), size), 200, { "content-type": "image/svg+xml" });
    },
  )
  .get(
    "/:id/qr.png",
    describe("The open link as a QR code, as PNG", { 200: "image/png" }, [...refusals.read, 422]),
    validate("param", idParam),
    validate("query", Code),
    async (c) => {
      const { size, ...context } = c.req.valid("query");
      const { url } = await c.var.run((ctx) => readDistribution(ctx, c.req.valid("param").id));
      return c.body(qrPng(withContext(url, context), size), 200, { "content-type": "image/png" });
    },
  )
  .post(
    "/:id/links",
    describe("Make links for one answer each, all at once", { 201: z.object({ made: z.int() }) }, refusals.write),
    validate("param", idParam),
    validate("json", z.strictObject({ count: z.int().min(1).max(10_000), label: name.nullish() })),
    async (c) =>
      c.json(
        await c.var.run((ctx) => makeSingleUseLinks(ctx, { ...c.req.valid("param"), ...c.req.valid("json") })),
        201,
      ),
  )
  .get(
    "/:id/links",
    describe("Links for one answer each, newest first", { 200: pageOf(SingleUse) }, [...refusals.read, 422]),
    validate("param", idParam),
    validate("query", z.object(cursorQuery)),
    async (c) => {
      const { limit, cursor } = c.req.valid("query");
      const request = { limit, after: readCursor(cursor) };
      return c.json(await c.var.run((ctx) => readSingleUseLinks(ctx, c.req.valid("param").id, request)));
    },
  );

function withContext(url: string, context: { channel?: string; device?: string; kiosk?: string }): string {
  const query = new URLSearchParams(Object.entries(context).filter(([, value]) => value !== undefined));
  return query.size > 0 ? `${url}?${query}` : url;
}
