import { addImage, type ImageType } from "@otklik/features/images/index";
import { invalid } from "@otklik/features/problem";
import { Hono } from "hono";
import { imageSize } from "image-size";
import { z } from "zod";
import type { ApiEnv } from "../api-env.ts";
import { describe, refusals } from "../describe.ts";
import { validate } from "../validate.ts";

/** Bytes and pixels: a logo stands in every first view of a page, pictures come when they are scrolled to. */
const limits = {
  logo: { bytes: 4_096, side: 800 },
  picture: { bytes: 120_000, side: 1_600 },
};
const types: Partial<Record<string, ImageType>> = { png: "image/png", jpg: "image/jpeg", webp: "image/webp" };

const Upload = z.strictObject({
  purpose: z.enum(["logo", "picture"]),
  data: z
    .base64()
    .min(4)
    .max(400_000)
    .describe("PNG, JPEG or WebP, as Base64; at most 4 kB for a logo, 120 kB for a picture"),
});
const Image = z.object({ id: z.string(), url: z.string(), width: z.int(), height: z.int() }).meta({ id: "Image" });

export const images = new Hono<ApiEnv>().post(
  "/",
  describe("Keep a logo or a picture for survey pages; the same again is the same", { 201: Image }, refusals.write),
  validate("json", Upload),
  async (c) => {
    const { purpose, data } = c.req.valid("json");
    const image = lookInto(data, limits[purpose]);
    return c.json(await c.var.run((ctx) => addImage(ctx, { ...image, data })), 201);
  },
);

/** What the bytes themselves say that they are, whatever their sender calls them. */
function lookInto(data: string, { bytes: mostBytes, side }: (typeof limits)["logo"]) {
  const refused = (detail: string) => invalid("image.invalid", [{ pointer: "/data", detail }]);
  const bytes = Uint8Array.from(atob(data), (one) => one.charCodeAt(0));
  if (bytes.length > mostBytes)
    throw refused(`This image has ${bytes.length} bytes; at most ${mostBytes} are taken. Make it smaller.`);
  let found: ReturnType<typeof imageSize>;
  try {
    found = imageSize(bytes);
  } catch {
    throw refused("This is no PNG, JPEG or WebP image.");
  }
  const { type: kind = "", width, height } = found;
  const type = types[kind];
  if (!type)
    throw refused(
      kind === "svg"
        ? "SVG is a program as much as a picture, so it is not taken. Send PNG, JPEG or WebP."
        : "Send PNG, JPEG or WebP.",
    );
  if (!width || !height || width > side || height > side)
    throw refused(`This image has ${width} × ${height} pixels; at most ${side} a side are taken.`);
  return { type, width, height };
}
